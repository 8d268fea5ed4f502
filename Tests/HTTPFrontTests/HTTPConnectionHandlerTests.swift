// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPFront

struct HTTPConnectionHandlerTests {
    @Test func `An answer has status, date, length and body, and the connection stays open`() throws {
        let conversation = try Conversation()
        try conversation.get("/a")
        #expect(try conversation.received() == Conversation.answer("/a"))
        try conversation.get("/b")
        #expect(try conversation.received() == Conversation.answer("/b"))
        #expect(conversation.isOpen)
        #expect(conversation.record.requests.map(\.remoteAddress) == ["192.0.2.1", "192.0.2.1"])
        #expect(conversation.record.requests.map(\.listener) == [7, 7])
    }

    @Test func `Pipelined requests are answered in order and in one write`() throws {
        let conversation = try Conversation()
        try conversation.send((1...5).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        #expect(try conversation.writes() == [(1...5).map { Conversation.answer("/\($0)") }.joined()])
    }

    @Test func `More pipelined requests than the depth are all answered, in turns`() throws {
        let conversation = try Conversation { $0.pipelineDepth = 4 }
        try conversation.send((1...10).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        #expect(conversation.record.requests.count == 4)
        conversation.channel.embeddedEventLoop.run()
        #expect(try conversation.received() == (1...10).map { Conversation.answer("/\($0)") }.joined())
    }

    @Test func `A request behind a deferred answer waits for it`() throws {
        let conversation = try Conversation()
        try conversation.get("/later")
        try conversation.get("/next")
        #expect(try conversation.received() == "")
        #expect(conversation.record.requests.map(\.path) == ["/later"])
        conversation.record.replies[0].send(HTTPResponse(status: 201, body: Array("late".utf8)))
        #expect(
            try conversation.received()
                == Conversation.answer("late", status: "201 Created") + Conversation.answer("/next"))
    }

    @Test func `A second answer to the same request goes nowhere`() throws {
        let conversation = try Conversation()
        try conversation.get("/later")
        try conversation.get("/later/2")
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("1".utf8)))
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("again".utf8)))
        #expect(try conversation.received() == Conversation.answer("1"))
        conversation.record.replies[1].send(HTTPResponse(status: 200, body: Array("2".utf8)))
        #expect(try conversation.received() == Conversation.answer("2"))
    }

    @Test func `HEAD gets the length of the body and not the body`() throws {
        let conversation = try Conversation()
        try conversation.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try conversation.received() == Conversation.answer("/abc").replacing(#/\/abc$/#, with: ""))
    }

    @Test(
        "Statuses without content have neither body nor length",
        arguments: [(204, "No Content"), (304, "Not Modified")])
    func noContent(_ status: Int, _ reason: String) throws {
        let conversation = try Conversation(status: status)
        try conversation.get("/abc")
        #expect(
            try conversation.received()
                == "HTTP/1.1 \(status) \(reason)\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n")
    }

    @Test("A status that cannot be written becomes 500", arguments: [0, 99, 1000, -1])
    func impossibleStatus(_ status: Int) throws {
        let conversation = try Conversation(status: status)
        try conversation.get("/a")
        #expect(try conversation.received().hasPrefix("HTTP/1.1 500 "))
    }

    @Test(
        "The connection closes when it is asked to, and says so",
        arguments: [
            ("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "Connection: close\r\n", false),
            ("GET /a HTTP/1.0\r\n\r\n", "Connection: close\r\n", false),
            ("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "Connection: keep-alive\r\n", true),
            ("GET /a HTTP/1.1\r\nHost: a\r\n\r\n", "", true),
        ])
    func connection(_ request: String, _ line: String, _ staysOpen: Bool) throws {
        let conversation = try Conversation()
        try conversation.send(request)
        #expect(try conversation.received() == Conversation.answer("/a", line))
        #expect(conversation.isOpen == staysOpen)
    }

    @Test func `Requests behind one that closes are not handled`() throws {
        let conversation = try Conversation()
        try conversation.send(
            "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(conversation.record.requests.map(\.path) == ["/a"])
    }

    @Test func `100 Continue is sent before the body and the answer after it`() throws {
        let conversation = try Conversation()
        try conversation.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(try conversation.received() == "HTTP/1.1 100 Continue\r\n\r\n")
        try conversation.send("ok")
        #expect(try conversation.received() == Conversation.answer("/a"))
    }

    @Test func `A refused request gets its reason as JSON, and the connection closes`() throws {
        let conversation = try Conversation()
        try conversation.send("GET /a HTTP/1.1\r\nX : \"y\"\r\n\r\n")
        let body =
            #"{"error":{"code":"malformed_request","message":"white space behind the header name \"X\" and before its colon"}}"#
        #expect(
            try conversation.received() == """
                HTTP/1.1 400 Bad Request\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                Connection: close\r
                \r
                \(body)
                """)
        #expect(!conversation.isOpen)
        #expect(conversation.record.requests.isEmpty)
    }

    @Test func `Answers to requests before a refused one still leave first`() throws {
        let conversation = try Conversation()
        try conversation.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n\r\n")
        #expect(try conversation.received() == "")
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("x".utf8)))
        let text = try conversation.received()
        #expect(text.hasPrefix(Conversation.answer("x") + "HTTP/1.1 400 "))
        #expect(!conversation.isOpen)
    }

    @Test func `The Server header and a Date of the handler's own are sent as given`() throws {
        let conversation = try Conversation { $0.serverName = "understudy" }
        try conversation.get("/later")
        var headers = HTTPHeaderBlock()
        try headers.add("date", "Thu, 01 Jan 1970 00:00:00 GMT")
        headers.add(line: "X-A: b\r\n")
        conversation.record.replies[0].send(HTTPResponse(status: 299, headers: headers))
        #expect(
            try conversation.received()
                == "HTTP/1.1 299 \r\nServer: understudy\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-A: b\r\n"
                + "Content-Length: 0\r\n\r\n")
    }

    @Test func `A client that goes away before its answer is noticed once`() throws {
        let conversation = try Conversation()
        try conversation.get("/gone")
        #expect(conversation.record.disconnects == 0)
        try conversation.channel.close().wait()
        #expect(conversation.record.disconnects == 1)
        conversation.record.replies[0].send(HTTPResponse(status: 200))
        #expect(conversation.record.disconnects == 1)
    }

    @Test func `A client that goes away after its answer is no disconnect`() throws {
        let conversation = try Conversation()
        try conversation.get("/gone")
        conversation.record.replies[0].send(HTTPResponse(status: 200))
        try conversation.channel.close().wait()
        #expect(conversation.record.disconnects == 0)
    }

    @Test func `A half-closed client still gets its deferred answer`() throws {
        let conversation = try Conversation()
        try conversation.get("/later")
        conversation.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(conversation.isOpen)
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("x".utf8)))
        #expect(try conversation.received() == Conversation.answer("x", "Connection: close\r\n"))
        #expect(!conversation.isOpen)
    }

    @Test func `A half-closed client counts as gone where the handler watches for that`() throws {
        let conversation = try Conversation()
        try conversation.get("/gone")
        conversation.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(conversation.record.disconnects == 1)
        #expect(!conversation.isOpen)
    }

    @Test("A client that closes at any byte of a request harms nothing", arguments: 0..<90)
    func closesAnywhere(_ length: Int) throws {
        let request = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n"
        for event in [true, false] {
            let conversation = try Conversation()
            try conversation.send(String(decoding: Array(request.utf8).prefix(length), as: UTF8.self))
            if event {
                conversation.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
            } else {
                try conversation.channel.close().wait()
            }
            #expect(!conversation.isOpen)
            let isComplete = length >= request.utf8.count
            #expect(try conversation.received() == (isComplete ? Conversation.answer("/a") : ""))
        }
    }

    @Test func `Quiescing closes an idle connection at once`() throws {
        let conversation = try Conversation()
        try conversation.get("/a")
        try conversation.quiesce()
        #expect(!conversation.isOpen)
    }

    @Test func `Quiescing lets a pending answer out and closes behind it`() throws {
        let conversation = try Conversation()
        try conversation.get("/later")
        try conversation.quiesce()
        #expect(conversation.isOpen)
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("x".utf8)))
        #expect(try conversation.received() == Conversation.answer("x", "Connection: close\r\n"))
        #expect(!conversation.isOpen)
    }

    @Test func `Quiescing lets a request that has begun be finished`() throws {
        let conversation = try Conversation()
        try conversation.send("GET /a HTTP/1.1\r\n")
        try conversation.quiesce()
        #expect(conversation.isOpen)
        try conversation.send("Host: a\r\n\r\n")
        #expect(try conversation.received() == Conversation.answer("/a", "Connection: close\r\n"))
        #expect(!conversation.isOpen)
    }

    @Test func `A client that does not read its answers gets no further ones made`() throws {
        let conversation = try Conversation()
        conversation.channel.isWritable = false
        try conversation.get("/a")
        #expect(conversation.record.requests.isEmpty)
        conversation.channel.isWritable = true
        conversation.channel.pipeline.fireChannelWritabilityChanged()
        #expect(try conversation.received() == Conversation.answer("/a"))
    }

    @Test func `What a client sends behind a pending answer is read up to a bound only`() throws {
        let reads = ReadCounter()
        let conversation = try Conversation { $0.readAheadBytes = 100 }
        try conversation.channel.pipeline.syncOperations.addHandler(reads, position: .first)
        try conversation.get("/later")
        conversation.channel.read()
        #expect(reads.count == 1)
        try conversation.send(String(repeating: "GET /b HTTP/1.1\r\nHost: a\r\n\r\n", count: 4))
        conversation.channel.read()
        #expect(reads.count == 1)
        conversation.record.replies[0].send(HTTPResponse(status: 200))
        #expect(reads.count == 2)
        #expect(conversation.record.requests.count == 5)
    }
}

/// Counts the reads that get as far as the socket.
private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private(set) var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}
