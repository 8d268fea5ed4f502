// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Testing

/// What this parser and h11 make of the same streams.
struct DifferentialTests {
    /// A deliberate difference: the message that tells it, a stream that shows it, and why it is there.
    struct Difference: Sendable {
        var message: String
        var example: String
        var why: String

        init(_ message: String, _ example: String, _ why: String) {
            self.message = message
            self.example = example
            self.why = why
        }
    }

    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n"
    private static let post = "POST / HTTP/1.1\r\nHost: a\r\n"

    /// Where this parser refuses what h11 accepts; the messages are this parser's.
    static let stricter = [
        Difference(
            "a line ends with a line feed alone", "GET / HTTP/1.1\nHost: a\n\n",
            "RFC 9112 2.2 allows either; a client's fault is to be shown"),
        Difference(
            "folded header lines are refused", "\(get)X: a\r\n b\r\n\r\n",
            "RFC 9112 5.2 has a server refuse or repair; h11 repairs"),
        Difference(
            "Content-Length and Transfer-Encoding must not",
            "\(post)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "RFC 9112 6.1: may be request smuggling; h11 lets chunked win"),
        Difference(
            "HTTP/1.0 has no Transfer-Encoding",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "RFC 9112 6.1: framing is faulty"),
        Difference("the request speaks HTTP/", "GET / HTTP/3.0\r\n\r\n", "h11 takes any digit for the version"),
        Difference(
            "must have a Host header", "GET / HTTP/1.2\r\n\r\n", "h11 asks for Host in 1.1, but not in 1.2"),
        Difference("the expectation", "\(get)Expect: x\r\n\r\n", "h11 leaves expectations to its user"),
        Difference(
            "the Host header holds", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "RFC 9110 7.2; h11 does not look into it"),
        Difference(
            "the request target holds '#'", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "RFC 9112 3.2: no fragments"),
        Difference(
            "the request target is neither", "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
            "RFC 9112 3.2; h11 leaves the form to its user"),
        Difference("the target \"*\" goes with", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "RFC 9112 3.2.4, likewise"),
        Difference("the absolute target", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", "RFC 9110 4.2, likewise"),
        Difference(
            "CONNECT is not offered", "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", "h11 leaves methods to its user"),
        Difference(
            "holds the control character", "\(get)X: a\u{1}\r\n\r\n", "RFC 9110 5.5: h11 refuses some of them only"),
        Difference(
            "the request body is larger",
            "\(post)Content-Length: 501\r\n\r\n" + String(repeating: "x", count: 501),
            "h11 knows no limit for content"),
    ]

    /// Where this parser accepts what h11 refuses; the messages are h11's.
    static let moreLenient = [
        Difference(
            "no request line received", "\r\n\(get)\r\n", "RFC 9112 2.2 asks to forgive one empty line")
    ]

    @Test(.enabled(if: H11.isAvailable, "python3 cannot import h11"))
    func `Streams mean the same to this parser and to h11, listed differences aside`() throws {
        let seed: UInt64 = 11
        var generator = StreamGenerator(seed: seed)
        let streams = (0..<8000).map { _ in generator.next() }
        let verdicts = try H11.verdicts(on: streams)
        try #require(verdicts.count == streams.count)
        var agreed = 0
        for (stream, verdict) in zip(streams, verdicts) {
            let ours = firstEvent(of: stream)
            let shown = "seed \(seed): \(String(decoding: stream, as: UTF8.self).debugDescription)"
            switch (ours, verdict) {
            case (.request(let request), .accepted(let method, let target, let headers, let body)):
                agreed += 1
                expectSame(request, method, target, headers, body, shown)
            case (.failure(let failure), .accepted):
                let isListed = Self.stricter.contains { failure.message.contains($0.message) }
                #expect(isListed, "\(shown) was refused: \(failure.message)")
            case (.request, .refused(let message)), (nil, .refused(let message)):
                let isListed = Self.moreLenient.contains { message.contains($0.message) }
                #expect(isListed, "\(shown) was not refused, but h11 says: \(message)")
            case (.failure, .refused), (nil, .incomplete), (.failure, .incomplete):
                // h11 waits for the end of a head or a chunk before it looks, so a refusal may come earlier here.
                break
            default:
                Issue.record("\(shown): \(String(describing: ours)) here, \(verdict) there")
            }
        }
        // The comparison is worth something only where many streams are accepted.
        #expect(agreed > 3000)
    }

    @Test(.enabled(if: H11.isAvailable, "python3 cannot import h11"))
    func `Each listed difference is one`() throws {
        let verdicts = try H11.verdicts(on: Self.stricter.map { Array($0.example.utf8) })
        for (difference, verdict) in zip(Self.stricter, verdicts) {
            guard case .failure(let failure) = firstEvent(of: Array(difference.example.utf8)), case .accepted = verdict
            else {
                Issue.record("\(difference.message): not refused here, or \(verdict) there")
                continue
            }
            #expect(failure.message.contains(difference.message))
        }
        for difference in Self.moreLenient {
            let stream = Array(difference.example.utf8)
            guard case .request = firstEvent(of: stream), case .refused(let message) = try H11.verdicts(on: [stream])[0]
            else {
                Issue.record("\(difference.message): not accepted here, or not refused there")
                continue
            }
            #expect(message.contains(difference.message))
        }
    }

    private func expectSame(
        _ request: HTTPRequest, _ method: [UInt8], _ target: [UInt8], _ headers: [[[UInt8]]], _ body: [UInt8],
        _ shown: String
    ) {
        #expect(Array(request.method.utf8) == method, "\(shown)")
        var sentTarget = String(decoding: target, as: UTF8.self)
        if let authority = request.authority {
            // An absolute form loses its scheme and authority here, and an empty path becomes "/".
            let rest = sentTarget.drop { $0 != ":" }.dropFirst(3)
            #expect(rest.hasPrefix(authority), "\(shown)")
            sentTarget = String(rest.dropFirst(authority.count))
            if !sentTarget.hasPrefix("/") { sentTarget = "/" + sentTarget }
        }
        #expect(request.target == sentTarget, "\(shown)")
        #expect(request.body == body, "\(shown)")
        // h11 rewrites these two while it reads them.
        let framing = ["content-length", "transfer-encoding"]
        let ours = request.headers.filter { !framing.contains($0.name.lowercased()) }
        let theirs = headers.map { $0.map { String(decoding: $0, as: UTF8.self) } }
            .filter { !framing.contains($0[0].lowercased()) }
        #expect(ours.map { [$0.name, $0.value] } == theirs, "\(shown)")
    }

    private enum First {
        case request(HTTPRequest)
        case failure(HTTPFailure)
    }

    private func firstEvent(of stream: [UInt8]) -> First? {
        var limits = HTTPRequestLimits()
        limits.bodyBytes = 500
        var parser = HTTPRequestParser(limits: limits)
        stream.withUnsafeBytes { parser.feed($0) }
        while true {
            switch parser.next() {
            case .needsMoreBytes: return nil
            case .wantsContinue: continue
            case .request(let request): return .request(request)
            case .failure(let failure): return .failure(failure)
            }
        }
    }
}
