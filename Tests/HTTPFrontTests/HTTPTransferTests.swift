// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPFront

struct HTTPTransferTests {
    private let whole = Conversation.answer("/abcdefghi")

    @Test func `A delay holds the whole answer back`() throws {
        let conversation = try Conversation(transfer: HTTPTransfer(delay: .milliseconds(300)))
        try conversation.get("/abcdefghi")
        conversation.pass(.milliseconds(299))
        #expect(try conversation.received() == "")
        conversation.pass(.milliseconds(1))
        #expect(try conversation.received() == whole)
        #expect(conversation.isOpen)
    }

    @Test func `Requests behind a delayed answer wait for it`() throws {
        let conversation = try Conversation(transfer: HTTPTransfer(delay: .seconds(1)))
        try conversation.get("/abcdefghi")
        try conversation.get("/abcdefghi")
        conversation.pass(.seconds(1))
        #expect(try conversation.received() == whole)
        conversation.pass(.seconds(1))
        #expect(try conversation.received() == whole)
    }

    @Test("A truncated answer keeps its declared length and ends", arguments: [0, 1, 9, 10, 99])
    func truncate(_ count: Int) throws {
        let conversation = try Conversation(transfer: HTTPTransfer(fault: .truncate(afterBodyBytes: count)))
        try conversation.get("/abcdefghi")
        #expect(try conversation.received() == String(whole.dropLast(max(0, 10 - count))))
        #expect(!conversation.isOpen)
    }

    @Test func `A reset sends no byte of its answer, but those before it are out`() throws {
        let conversation = try Conversation(transfer: HTTPTransfer(delay: .seconds(1), fault: .reset))
        try conversation.get("/a")
        #expect(conversation.isOpen)
        conversation.pass(.seconds(1))
        #expect(try conversation.received() == "")
        #expect(!conversation.isOpen)
    }

    @Test("A stalled answer pauses and goes on", arguments: [0, 4, 10, 99])
    func stall(_ count: Int) throws {
        let conversation = try Conversation(
            transfer: HTTPTransfer(fault: .stall(afterBodyBytes: count, for: .seconds(200))))
        try conversation.get("/abcdefghi")
        let first = String(whole.dropLast(max(0, 10 - count)))
        #expect(try conversation.received() == first)
        conversation.pass(.seconds(199))
        #expect(try conversation.received() == "")
        conversation.pass(.seconds(1))
        #expect(try first + conversation.received() == whole)
        #expect(conversation.isOpen)
    }

    @Test func `A dripping answer comes in pieces, one per interval`() throws {
        let conversation = try Conversation(transfer: HTTPTransfer(fault: .drip(bytes: 4, every: .seconds(1))))
        try conversation.get("/abcdefghi")
        var pieces = try conversation.writes()
        for _ in 0..<3 {
            conversation.pass(.seconds(1))
            pieces += try conversation.writes()
        }
        #expect(pieces == [String(whole.dropLast(6)), "defg", "hi"])
        #expect(conversation.isOpen)
    }

    @Test(
        "HEAD has no body to misbehave with",
        arguments: [
            HTTPTransfer(fault: .stall(afterBodyBytes: 2, for: .seconds(1))),
            HTTPTransfer(fault: .drip(bytes: 1, every: .seconds(1))),
            HTTPTransfer(fault: .truncate(afterBodyBytes: 2)),
        ])
    func head(_ transfer: HTTPTransfer) throws {
        let conversation = try Conversation(transfer: transfer)
        try conversation.send("HEAD /abcdefghi HTTP/1.1\r\nHost: a\r\n\r\n")
        conversation.pass(.seconds(1))
        #expect(try conversation.received() == String(whole.dropLast(10)))
    }

    @Test(
        "A client may go away in the midst of any transfer",
        arguments: [
            HTTPTransfer(delay: .seconds(2)), HTTPTransfer(fault: .stall(afterBodyBytes: 2, for: .seconds(2))),
            HTTPTransfer(fault: .drip(bytes: 1, every: .seconds(2))), HTTPTransfer(delay: .seconds(2), fault: .reset),
        ])
    func goesAway(_ transfer: HTTPTransfer) throws {
        let conversation = try Conversation(transfer: transfer)
        try conversation.get("/abcdefghi")
        _ = try conversation.received()
        try conversation.channel.close().wait()
        conversation.pass(.seconds(10))
        #expect(try conversation.received() == "")
    }

    @Test func `A half-closed client gets the rest of a dripping answer, and then the end`() throws {
        let conversation = try Conversation(transfer: HTTPTransfer(fault: .drip(bytes: 4, every: .seconds(1))))
        try conversation.get("/abcdefghi")
        conversation.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        conversation.pass(.seconds(5))
        #expect(try conversation.received() == whole)
        #expect(!conversation.isOpen)
    }
}
