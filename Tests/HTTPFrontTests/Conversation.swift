// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOEmbedded
import Synchronization

@testable import HTTPFront

/// Keeps what a handler was given, so that a test can answer when it likes.
final class HandlerRecord: Sendable {
    private let seen = Mutex<(requests: [HTTPRequest], replies: [HTTPReply], disconnects: Int)>(([], [], 0))

    var requests: [HTTPRequest] { seen.withLock { $0.requests } }
    var replies: [HTTPReply] { seen.withLock { $0.replies } }
    var disconnects: Int { seen.withLock { $0.disconnects } }

    func keep(_ request: HTTPRequest, _ reply: HTTPReply) {
        seen.withLock {
            $0.requests.append(request)
            $0.replies.append(reply)
        }
    }

    func countDisconnect() {
        seen.withLock { $0.disconnects += 1 }
    }
}

/// A connection in memory: raw bytes in, raw bytes out, time moved by hand.
struct Conversation {
    let channel: EmbeddedChannel
    let record = HandlerRecord()

    /// Opens a connection whose handler answers every path at once with the path.
    ///
    /// Replies to paths under `/later` are kept for the test to send; those under `/gone` likewise, with disconnects
    /// counted.
    init(
        _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        transfer: HTTPTransfer = .immediate, status: Int = 200
    ) throws {
        var configuration = HTTPServerConfiguration()
        configuration.clock = WallClock { WallClock.Reading(seconds: 784_111_777) }
        configure(&configuration)
        let record = record
        let environment = HTTPConnectionEnvironment(
            configuration: configuration, listener: 7, date: DateHeader(clock: configuration.clock)
        ) { request, reply in
            record.keep(request, reply)
            if request.path.hasPrefix("/gone") { reply.onDisconnect { record.countDisconnect() } }
            if request.path.hasPrefix("/later") || request.path.hasPrefix("/gone") { return }
            reply.send(HTTPResponse(status: status, body: Array(request.path.utf8), transfer: transfer))
        }
        channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(HTTPConnectionHandler(environment: environment))
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 5000)).wait()
    }

    func send(_ text: String) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    /// Sends a GET without body.
    func get(_ path: String, _ headers: String = "") throws {
        try send("GET \(path) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
    }

    /// All that has been written since the last call.
    func received() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    /// How many separate writes have been made since the last call.
    func writes() throws -> [String] {
        var writes: [String] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { writes.append(String(buffer: buffer)) }
        return writes
    }

    func pass(_ time: TimeAmount) {
        channel.embeddedEventLoop.advanceTime(by: time)
    }

    /// Does what the server does to each connection when it shuts down.
    func quiesce() throws {
        try channel.pipeline.syncOperations.handler(type: HTTPConnectionHandler.self).quiesce()
    }

    var isOpen: Bool { channel.isActive }

    /// The whole text of a plain answer.
    static func answer(_ body: String, status: String = "200 OK", _ connection: String = "") -> String {
        "HTTP/1.1 \(status)\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: \(body.utf8.count)\r\n"
            + "\(connection)\r\n\(body)"
    }
}
