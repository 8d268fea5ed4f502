// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Testing

struct HTTPRequestParserTests {
    @Test("A stream gives the same outcomes however it is cut", arguments: acceptedStreams)
    func accepted(_ given: StreamCase) {
        for pieces in ByteStream.cuts(of: Array(given.stream.utf8), seed: 1) {
            #expect(ByteStream.outcomes(of: pieces).map(\.summary) == given.expected)
        }
    }

    @Test("A malformed stream is refused with the same status however it is cut", arguments: refusedStreams)
    func refused(_ given: StreamCase) {
        for pieces in ByteStream.cuts(of: Array(given.stream.utf8), seed: 2) {
            #expect(ByteStream.outcomes(of: pieces).map(\.summary) == given.expected)
        }
    }

    @Test("A good request before a bad one is handed out first", arguments: refusedStreams)
    func goodBeforeBad(_ given: StreamCase) {
        let stream = "POST /ok HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok" + given.stream
        for pieces in ByteStream.cuts(of: Array(stream.utf8), seed: 3) {
            #expect(ByteStream.outcomes(of: pieces).map(\.summary) == ["POST /ok [ok]"] + given.expected)
        }
    }

    /// Where in a head a byte is put, and the characters that the RFCs allow there.
    struct Position: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: String
        var after: String
        var allowed: String
        var allowsObsText = false
    }

    static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    static let visible = String(decoding: 0x21...0x7E as ClosedRange<UInt8>, as: UTF8.self)
    static let positions = [
        Position(
            testDescription: "method", before: "G", after: "T / HTTP/1.1\r\nHost: a\r\n\r\n",
            allowed: letters + "!#$%&'*+-.^_`|~"),
        Position(
            testDescription: "path", before: "GET /a", after: "b HTTP/1.1\r\nHost: a\r\n\r\n",
            allowed: visible.filter { $0 != "#" }),
        Position(
            testDescription: "query", before: "GET /?a", after: "b HTTP/1.1\r\nHost: a\r\n\r\n",
            allowed: visible.filter { $0 != "#" }),
        Position(
            testDescription: "field name", before: "GET / HTTP/1.1\r\nHost: a\r\nX", after: "Y: z\r\n\r\n",
            // A colon ends the name early, which is well-formed.
            allowed: letters + "!#$%&'*+-.^_`|~:"),
        Position(
            testDescription: "field value", before: "GET / HTTP/1.1\r\nHost: a\r\nX: y", after: "z\r\n\r\n",
            allowed: visible + " \t", allowsObsText: true),
        Position(
            testDescription: "host", before: "GET / HTTP/1.1\r\nHost: a", after: "b\r\n\r\n",
            allowed: letters + "-._~%!$&'()*+,;=:[]"),
    ]

    @Test("Every byte is accepted or refused as the grammar says", arguments: positions)
    func everyByte(_ position: Position) {
        for byte in UInt8.min...UInt8.max {
            let stream = Array(position.before.utf8) + [byte] + Array(position.after.utf8)
            let isAllowed = byte < 128 ? position.allowed.utf8.contains(byte) : position.allowsObsText
            for pieces in [[stream], stream.map { [$0] }] {
                let outcomes = ByteStream.outcomes(of: pieces)
                switch outcomes.first {
                case .request: #expect(isAllowed, "byte \(byte) was accepted")
                case .failure(let status, _): #expect(!isAllowed && status == 400, "byte \(byte): \(outcomes)")
                default: Issue.record("byte \(byte) gave \(outcomes)")
                }
            }
        }
    }

    @Test func `Values come without the white space around them and in order`() throws {
        let request = try #require(
            Self.first("GET / HTTP/1.1\r\nHost:  a \r\nX-A:\tone two\t\r\nx-a: three\r\nEmpty:\r\n\r\n"))
        #expect(request.headers.map(\.value) == ["a", "one two", "three", ""])
        #expect(request.headers.map(\.name) == ["Host", "X-A", "x-a", "Empty"])
        #expect(request.headers["x-a"] == "one two")
        #expect(request.headers.values(named: "X-a") == ["one two", "three"])
        #expect(request.headers.first(named: "EMPTY") == "")
        #expect(request.headers["missing"] == nil)
        #expect(request.headers.contains("empty"))
        #expect(request.headers.value(of: "x-a", equals: "one two"))
        #expect(!request.headers.value(of: "x-a", equals: "One two"))
        #expect(!request.headers.value(of: "missing", equals: ""))
    }

    @Test func `The head is kept byte for byte and nothing of the next request with it`() throws {
        let head = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n"
        let request = try #require(Self.first(head + "xGET / HTTP/1.1\r\n"))
        #expect(request.head == Array(head.utf8))
        #expect(request.body == [0x78])
    }

    @Test func `An absolute target's authority replaces the Host field`() throws {
        let request = try #require(Self.first("GET http://vendor.example:8080/p HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(request.host == "vendor.example:8080")
        #expect(request.headers["host"] == "a")
    }

    @Test func `Bytes that are not UTF-8 become replacement characters in strings and stay in the head`() throws {
        var parser = HTTPRequestParser()
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xFF, 0x0D, 0x0A, 0x0D, 0x0A]
        bytes.withUnsafeBytes { parser.feed($0) }
        guard case .request(let request) = parser.next() else {
            Issue.record("no request")
            return
        }
        #expect(request.headers["x"] == "\u{FFFD}")
        #expect(request.headers.withFirst("x") { Array($0) } == [0xFF])
    }

    @Test func `A parser that has failed says so again and reads nothing more`() {
        var parser = HTTPRequestParser()
        Array("BAD\r\n".utf8).withUnsafeBytes { parser.feed($0) }
        guard case .failure(let first) = parser.next() else {
            Issue.record("no failure")
            return
        }
        Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8).withUnsafeBytes { parser.feed($0) }
        guard case .failure(let second) = parser.next() else {
            Issue.record("no failure")
            return
        }
        #expect(first == second)
        #expect(parser.progress == .failed)
    }

    @Test func `Progress tells the head from the body`() {
        var parser = HTTPRequestParser()
        #expect(parser.progress == .betweenRequests)
        for (piece, progress) in [
            ("GE", HTTPRequestParser.Progress.head), ("T / HTTP/1.1\r\n", .head),
            ("Host: a\r\nContent-Length: 2\r\n", .head), ("\r\n", .body), ("a", .body), ("b", .betweenRequests),
        ] {
            Array(piece.utf8).withUnsafeBytes { parser.feed($0) }
            _ = parser.next()
            #expect(parser.progress == progress, "behind \(piece)")
        }
    }

    @Test func `A request made in memory reads like one from a socket`() throws {
        let request = try HTTPRequest(
            method: "POST", target: "/a?b", headers: [(name: "X-Y", value: "z")], body: [1, 2], listener: 3)
        #expect(request.path == "/a" && request.query == "b" && request.body == [1, 2] && request.listener == 3)
        #expect(request.headers["x-y"] == "z" && request.host == "localhost")
        #expect(throws: HTTPFailure.self) { try HTTPRequest(method: "GET", target: "/a b") }
    }

    private static func first(_ stream: String) -> HTTPRequest? {
        var parser = HTTPRequestParser()
        Array(stream.utf8).withUnsafeBytes { parser.feed($0) }
        guard case .request(let request) = parser.next() else { return nil }
        return request
    }
}

extension Outcome {
    /// The form that the case tables use.
    var summary: String {
        switch self {
        case .request(let method, let target, _, let body, let keepsAlive):
            "\(method) \(target) [\(String(decoding: body, as: UTF8.self))]" + (keepsAlive ? "" : " close")
        case .wantsContinue: "100"
        case .failure(let status, _): "\(status)"
        }
    }
}
