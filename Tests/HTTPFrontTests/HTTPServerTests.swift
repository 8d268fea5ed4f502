// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Testing

/// The server over real sockets; a limit stands against hangs only.
@Suite(.timeLimit(.minutes(1)))
struct HTTPServerTests {
    /// Runs a server for the time of `body`.
    private func withServer(
        threads: Int = 2, _ handler: @escaping HTTPHandler, _ body: (HTTPServer, Int) async throws -> Void
    ) async throws {
        var configuration = HTTPServerConfiguration()
        configuration.threads = threads
        // Limits only against hangs: a busy machine must not run into them.
        configuration.lingerTime = .seconds(60)
        let server = HTTPServer(configuration: configuration, listeners: [HTTPListener()], handler: handler)
        let port = try #require(try await server.start().first?.port)
        do {
            try await body(server, port)
        } catch {
            try await server.shutdown(gracePeriod: .zero)
            throw error
        }
        try await server.shutdown(gracePeriod: .zero)
    }

    private static let echo: HTTPHandler = { request, reply in
        reply.send(HTTPResponse(status: 200, body: Array(request.target.utf8) + request.body))
    }

    private static func closing(_ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    }

    @Test func `Many connections with many pipelined requests all get their answers in order`() async throws {
        try await withServer(Self.echo) { _, port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for connection in 0..<40 {
                    group.addTask {
                        let requests = (0..<100).map { "GET /\(connection)/\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
                        let end = try await RawClient.exchange(
                            port: port, requests.joined() + Self.closing("/\(connection)/last"))
                        let bodies = end.received.split(separator: "HTTP/1.1 200 OK\r\n").map {
                            $0.split(separator: "\r\n\r\n", maxSplits: 1).last.map(String.init) ?? ""
                        }
                        #expect(bodies == (0..<100).map { "/\(connection)/\($0)" } + ["/\(connection)/last"])
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `An answer may be sent from another thread`() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: HTTPReply.self)
        try await withServer({ _, reply in continuation.yield(reply) }) { _, port in
            let client = try await RawClient.connect(port: port)
            try await client.send(Self.closing("/"))
            for await reply in requests {
                reply.send(HTTPResponse(status: 200, body: Array("from afar".utf8)))
                break
            }
            #expect(try await client.end().received.hasSuffix("\r\n\r\nfrom afar"))
        }
    }

    @Test func `A reset reaches the client as a reset and without a byte`() async throws {
        try await withServer({ _, reply in
            reply.send(HTTPResponse(status: 200, body: [65], transfer: HTTPTransfer(fault: .reset)))
        }) { _, port in
            let end = try await RawClient.exchange(port: port, Self.closing("/"))
            #expect(end.wasReset && end.received == "")
        }
    }

    @Test func `A truncated answer ends early and cleanly`() async throws {
        try await withServer({ _, reply in
            let transfer = HTTPTransfer(fault: .truncate(afterBodyBytes: 3))
            reply.send(HTTPResponse(status: 200, body: Array("abcdef".utf8), transfer: transfer))
        }) { _, port in
            let end = try await RawClient.exchange(port: port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(!end.wasReset)
            #expect(end.received.contains("Content-Length: 6\r\n") && end.received.hasSuffix("\r\n\r\nabc"))
        }
    }

    @Test(
        "A slow answer arrives whole",
        arguments: [
            HTTPTransfer(delay: .milliseconds(2)), HTTPTransfer(fault: .drip(bytes: 2, every: .milliseconds(1))),
            HTTPTransfer(fault: .stall(afterBodyBytes: 3, for: .milliseconds(2))),
        ])
    func slow(_ transfer: HTTPTransfer) async throws {
        try await withServer({ _, reply in
            reply.send(HTTPResponse(status: 200, body: Array("abcdef".utf8), transfer: transfer))
        }) { _, port in
            let end = try await RawClient.exchange(port: port, Self.closing("/"))
            #expect(end.received.hasSuffix("\r\n\r\nabcdef"))
        }
    }

    @Test func `A client that is still sending can read why it was refused, and is not reset`() async throws {
        try await withServer(Self.echo) { _, port in
            let client = try await RawClient.connect(port: port, keepsSending: true)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30000000\r\n\r\n")
            let end = try await client.end()
            #expect(end.received.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
            #expect(end.received.hasSuffix("the limit of 10485760 bytes\"}}"))
            // More than the socket buffers hold, so the server must be reading it; a plain close would fail this.
            try await client.send(String(repeating: "x", count: 20_000_000))
            try await client.close()
        }
    }

    @Test func `A client that closes its sending side gets all of a large answer`() async throws {
        let size = 8_000_000
        try await withServer({ _, reply in
            reply.send(HTTPResponse(status: 200, body: Array(repeating: 65, count: size)))
        }) { _, port in
            let client = try await RawClient.connect(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try await client.closeSending()
            let end = try await client.end()
            #expect(end.received.utf8.count > size && !end.wasReset)
        }
    }

    @Test func `A large body arrives whole`() async throws {
        try await withServer(Self.echo) { _, port in
            let body = String(repeating: "0123456789", count: 500_000)
            let end = try await RawClient.exchange(
                port: port, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5000000\r\n\r\n" + body)
            #expect(end.received.hasSuffix("\r\n\r\n/" + body))
        }
    }

    @Test func `A shutdown closes idle connections, lets a pending answer out, and then no more`() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: HTTPReply.self)
        try await withServer({ _, reply in continuation.yield(reply) }) { server, port in
            let idle = try await RawClient.connect(port: port)
            let busy = try await RawClient.connect(port: port)
            try await busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            var pending = requests.makeAsyncIterator()
            let reply = try #require(await pending.next())
            async let stopped: Void = server.shutdown(gracePeriod: .seconds(50))
            // The idle connection's end tells that the shutdown has begun.
            #expect(try await idle.end().received == "")
            await #expect(throws: (any Error).self) { try await RawClient.connect(port: port) }
            reply.send(HTTPResponse(status: 200, body: Array("done".utf8)))
            let end = try await busy.end()
            #expect(end.received.hasSuffix("Connection: close\r\n\r\ndone"))
            try await stopped
        }
    }

    @Test func `A shutdown cuts off what its grace period does not suffice for`() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: HTTPReply.self)
        let (gone, goneContinuation) = AsyncStream.makeStream(of: Void.self)
        try await withServer({ _, reply in
            reply.onDisconnect { goneContinuation.yield() }
            continuation.yield(reply)
        }) { server, port in
            let client = try await RawClient.connect(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            var pending = requests.makeAsyncIterator()
            let reply = try #require(await pending.next())
            try await server.shutdown(gracePeriod: .milliseconds(1))
            // Too late: it goes nowhere.
            reply.send(HTTPResponse(status: 200))
            #expect(try await client.end().received == "")
            var disconnects = gone.makeAsyncIterator()
            #expect(await disconnects.next() != nil)
        }
    }

    @Test func `A client that goes away during a long poll is noticed`() async throws {
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self)
        let (gone, goneContinuation) = AsyncStream.makeStream(of: Void.self)
        try await withServer({ _, reply in
            reply.onDisconnect { goneContinuation.yield() }
            continuation.yield()
        }) { _, port in
            let client = try await RawClient.connect(port: port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            var pending = requests.makeAsyncIterator()
            _ = await pending.next()
            try await client.close()
            var disconnects = gone.makeAsyncIterator()
            #expect(await disconnects.next() != nil)
        }
    }

    @Test func `Each listener is told apart, and a taken port is an error that names it`() async throws {
        let listeners = [HTTPListener(), HTTPListener()]
        let server = HTTPServer(listeners: listeners) { request, reply in
            reply.send(HTTPResponse(status: 200, body: Array("listener \(request.listener)".utf8)))
        }
        let bound = try await server.start()
        for (index, listener) in bound.enumerated() {
            let end = try await RawClient.exchange(port: listener.port, Self.closing("/"))
            #expect(end.received.hasSuffix("listener \(index)"))
        }
        let second = HTTPServer(listeners: [HTTPListener(), bound[1]]) { _, _ in }
        let error = try await #require(throws: HTTPServerError.self) { _ = try await second.start() }
        guard case .cannotListen(let listener, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(listener == bound[1])
        await #expect(throws: HTTPServerError.self) { _ = try await server.start() }
        try await server.shutdown(gracePeriod: .zero)
        try await server.shutdown(gracePeriod: .zero)
    }
}
