// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A TCP client that sends raw bytes and keeps what comes back.
final class RawClient: Sendable {
    /// How a connection ended.
    struct End: Sendable {
        var received: String
        /// Whether it was reset rather than closed.
        var wasReset: Bool
    }

    private let channel: any Channel
    private let ended: EventLoopFuture<End>

    private init(channel: any Channel, ended: EventLoopFuture<End>) {
        self.channel = channel
        self.ended = ended
    }

    /// Opens a connection.
    ///
    /// One that keeps sending leaves its own side open when the server has closed its; the end is told all the same.
    static func connect(port: Int, keepsSending: Bool = false) async throws -> RawClient {
        let group = MultiThreadedEventLoopGroup.singleton
        let eventLoop = group.next()
        let ended = eventLoop.makePromise(of: End.self)
        let connected = ClientBootstrap(group: eventLoop)
            .channelOption(.allowRemoteHalfClosure, value: keepsSending)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(ended: ended))
                }
            }
            .connect(host: "127.0.0.1", port: port)
        connected.whenFailure { ended.fail($0) }
        let channel = try await connected.get()
        return RawClient(channel: channel, ended: ended.futureResult)
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Closes the sending side only.
    func closeSending() async throws {
        try await channel.close(mode: .output)
    }

    func close() async throws {
        try await channel.close()
    }

    /// All that came until the server closed the connection.
    func end() async throws -> End {
        try await ended.get()
    }

    /// Sends, and gives all that comes until the server closes.
    static func exchange(port: Int, _ text: String) async throws -> End {
        let client = try await connect(port: port)
        try await client.send(text)
        return try await client.end()
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let ended: EventLoopPromise<End>
        private var received = ByteBuffer()
        private var wasReset = false
        private var hasEnded = false

        init(ended: EventLoopPromise<End>) { self.ended = ended }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received.writeImmutableBuffer(unwrapInboundIn(data))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            wasReset = (error as? IOError)?.errnoCode == ECONNRESET
            context.close(promise: nil)
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event { end() }
        }

        func channelInactive(context: ChannelHandlerContext) {
            end()
        }

        private func end() {
            guard !hasEnded else { return }
            hasEnded = true
            ended.succeed(End(received: String(buffer: received), wasReset: wasReset))
        }
    }
}
