// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOPosix
package import Simulation

/// Asks a running server by its control API.
package struct ControlClient: Sendable {
    /// Why there is no answer, in words for who asked.
    package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        package var description: String

        package init(_ description: String) {
            self.description = description
        }
    }

    package struct Answer: Sendable, Hashable {
        package var status: Int
        package var body: [UInt8]
    }

    private let url: WebhookURL
    private let token: String?
    private let timeout: TimeSpan

    /// A client of the server at a URL.
    ///
    /// - Parameters:
    ///   - url: where the server listens: `http://127.0.0.1:4010`.
    ///   - token: what its control API asks for, where it does.
    ///   - timeout: how long an answer may take, on the wall clock.
    /// - Throws: `Failure` where the URL is none of a server.
    package init(url: String, token: String? = nil, timeout: TimeSpan = .seconds(60)) throws(Failure) {
        do throws(WebhookURL.Refusal) {
            self.url = try WebhookURL(parsing: url)
        } catch {
            throw Failure("\"\(url)\" is no URL of a server: write it as http://127.0.0.1:4010")
        }
        guard self.url.target == "/" else {
            throw Failure("\"\(url)\": a server's URL has no path: write it as http://127.0.0.1:4010")
        }
        self.token = token
        self.timeout = timeout
    }

    /// Gets what is at a path of the control API: `/report?format=text`.
    package func get(_ path: String) async throws(Failure) -> Answer {
        // HTTP/1.0, so that the answer comes in one piece and ends with the connection (RFC 9112, section 7).
        var head = "GET \(MountTable.controlPrefix)\(path) HTTP/1.0\r\nHost: \(url.authority)\r\nAccept: */*\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        head += "\r\n"
        let bytes: [UInt8]
        do {
            bytes = try await exchange(Array(head.utf8))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(reason(error))
        }
        return try Self.answer(bytes, from: url)
    }

    private func exchange(_ request: [UInt8]) async throws -> [UInt8] {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: [UInt8].self)
        let deadline = NIODeadline.now() + timeout.amount
        ClientBootstrap(group: loop)
            .connectTimeout(timeout.amount)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        WholeAnswerHandler(request: request, deadline: deadline, answer: answer))
                }
            }
            .connect(host: url.host, port: url.port)
            .whenFailure { answer.fail($0) }
        return try await answer.futureResult.get()
    }

    private func reason(_ error: any Error) -> String {
        let place = "http://\(url.authority)"
        if error is WholeAnswerHandler.RanOut { return "\(place): \(WebhookFailure.timeout(timeout))" }
        guard let failure = error as? NIOConnectionError else {
            return "\(place): \(WebhookFailure.text(of: error, to: url))"
        }
        guard let first = failure.connectionErrors.first?.error else { return "the host \"\(url.host)\" is not known" }
        if let error = first as? IOError, error.errnoCode == ECONNREFUSED {
            return "nobody listens at \(place) (connection refused): is \"understudy serve\" running there?"
        }
        return "\(place): \(WebhookFailure.text(of: first, to: url))"
    }

    /// Takes a whole answer apart.
    static func answer(_ bytes: [UInt8], from url: WebhookURL) throws(Failure) -> Answer {
        let place = "http://\(url.authority)"
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Failure("\(place): the connection was closed without an answer")
        }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw Failure("\(place): what answers there is no HTTP server")
        }
        let body = Array(bytes[end.upperBound...])
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            guard let length = Int(parts[1].drop { $0 == " " }), length == body.count else {
                throw Failure("\(place): the answer broke off after \(body.count) bytes")
            }
        }
        return Answer(status: status, body: body)
    }
}

/// Sends a request and gathers everything until the connection ends.
private final class WholeAnswerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    struct RanOut: Error {}

    private let request: [UInt8]
    private let deadline: NIODeadline
    private let answer: EventLoopPromise<[UInt8]>
    private var bytes: [UInt8] = []
    private var timer: Scheduled<Void>?

    init(request: [UInt8], deadline: NIODeadline, answer: EventLoopPromise<[UInt8]>) {
        self.request = request
        self.deadline = deadline
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            let (handler, context) = bound.value
            handler.answer.fail(RanOut())
            context.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.append(contentsOf: unwrapInboundIn(data).readableBytesView)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        answer.succeed(bytes)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        timer?.cancel()
        answer.fail(error)
        context.close(promise: nil)
    }
}
