// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPFront

struct ConnectionTimeoutTests {
    private func configure(_ configuration: inout HTTPServerConfiguration) {
        configuration.headerReadTime = .seconds(10)
        configuration.bodyReadTime = .seconds(30)
        configuration.idleTime = .seconds(75)
    }

    @Test func `A head that trickles in gets 408 when its time is over, however busy the client looks`() throws {
        let conversation = try Conversation(configure)
        for byte in "GET / HTT" {
            try conversation.send(String(byte))
            conversation.pass(.seconds(1))
        }
        #expect(try conversation.received() == "")
        conversation.pass(.seconds(1))
        let text = try conversation.received()
        #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(text.contains("the headers did not arrive within 10.0 seconds"))
        #expect(!conversation.isOpen)
    }

    @Test func `A body that trickles in gets 408 when its time is over`() throws {
        let conversation = try Conversation(configure)
        try conversation.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
        for _ in 0..<29 {
            try conversation.send("x")
            conversation.pass(.seconds(1))
        }
        #expect(try conversation.received() == "")
        conversation.pass(.seconds(1))
        #expect(try conversation.received().contains("the body did not arrive within 30.0 seconds"))
        #expect(!conversation.isOpen)
    }

    @Test func `The time of a body begins where its head ends`() throws {
        let conversation = try Conversation(configure)
        try conversation.send("POST / HTTP/1.1\r\nHost: a\r\n")
        conversation.pass(.seconds(9))
        try conversation.send("Content-Length: 1\r\n\r\n")
        conversation.pass(.seconds(29))
        try conversation.send("x")
        #expect(try conversation.received() == Conversation.answer("/"))
    }

    @Test func `A connection without a request closes without a word after the idle time`() throws {
        let conversation = try Conversation(configure)
        conversation.pass(.seconds(74))
        #expect(conversation.isOpen)
        conversation.pass(.seconds(1))
        #expect(!conversation.isOpen)
        #expect(try conversation.received() == "")
    }

    @Test func `Each request puts the idle time off`() throws {
        let conversation = try Conversation(configure)
        for _ in 0..<5 {
            conversation.pass(.seconds(70))
            try conversation.get("/a")
            #expect(try conversation.received() == Conversation.answer("/a"))
        }
        conversation.pass(.seconds(74))
        #expect(conversation.isOpen)
        conversation.pass(.seconds(1))
        #expect(!conversation.isOpen)
    }

    @Test func `Each request has its own time for the head`() throws {
        let conversation = try Conversation(configure)
        for _ in 0..<5 {
            try conversation.send("GET /a HTTP/1.1\r\n")
            conversation.pass(.seconds(6))
            // The end of one request and the beginning of the next arrive together.
            try conversation.send("Host: a\r\n\r\nGET /b HTTP/1.1\r\n")
            conversation.pass(.seconds(6))
            try conversation.send("Host: a\r\n\r\n")
            #expect(try conversation.received() == Conversation.answer("/a") + Conversation.answer("/b"))
        }
    }

    @Test func `A pending answer has all the time in the world, and the idle time begins behind it`() throws {
        let conversation = try Conversation(configure)
        try conversation.get("/later")
        conversation.pass(.hours(5))
        conversation.record.replies[0].send(HTTPResponse(status: 200, body: Array("x".utf8)))
        #expect(try conversation.received() == Conversation.answer("x"))
        conversation.pass(.seconds(74))
        #expect(conversation.isOpen)
        conversation.pass(.seconds(1))
        #expect(!conversation.isOpen)
    }

    @Test func `The date moves with the clock once a second`() throws {
        let seconds = SecondsClock()
        let conversation = try Conversation { $0.clock = seconds.clock }
        for expected in ["00:00:00", "00:00:00", "00:00:01"] {
            try conversation.get("/a")
            #expect(try conversation.received().contains("Date: Thu, 01 Jan 1970 \(expected) GMT\r\n"))
            conversation.pass(.milliseconds(600))
        }
        #expect(seconds.readings == 2)
    }
}
