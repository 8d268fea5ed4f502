// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Testing

struct HTTPRequestLimitsTests {
    /// A limit, a stream that just fits in, and one that is a byte or a field too large.
    struct Bound: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var limits: HTTPRequestLimits
        var stream: @Sendable (_ excess: Int) -> String
    }

    private static func limits(_ change: (inout HTTPRequestLimits) -> Void) -> HTTPRequestLimits {
        var limits = HTTPRequestLimits()
        change(&limits)
        return limits
    }

    static let bounds = [
        Bound(testDescription: "request line", status: 414, limits: limits { $0.requestLineBytes = 100 }) { excess in
            // "GET /" + target + " HTTP/1.1\r\n" is 16 bytes beside the target.
            "GET /" + String(repeating: "a", count: 84 + excess) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        },
        Bound(testDescription: "header bytes", status: 431, limits: limits { $0.headerBytes = 100 }) { excess in
            // "Host: a\r\n" (9) + "X: \r\n" (5) + the empty line (2).
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 84 + excess) + "\r\n\r\n"
        },
        Bound(testDescription: "header count", status: 431, limits: limits { $0.headerCount = 5 }) { excess in
            "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 4 + excess) + "\r\n"
        },
        Bound(testDescription: "declared body", status: 413, limits: limits { $0.bodyBytes = 10 }) { excess in
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(10 + excess)\r\n\r\n"
                + String(repeating: "a", count: 10 + excess)
        },
        Bound(testDescription: "chunked body", status: 413, limits: limits { $0.bodyBytes = 10 }) { excess in
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7\r\naaaaaaa\r\n"
                + "\(3 + excess)\r\n" + String(repeating: "b", count: 3 + excess) + "\r\n0\r\n\r\n"
        },
        Bound(testDescription: "trailer bytes", status: 431, limits: limits { $0.headerBytes = 100 }) { excess in
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
                + String(repeating: "a", count: 93 + excess) + "\r\n\r\n"
        },
        Bound(testDescription: "trailer count", status: 431, limits: limits { $0.headerCount = 5 }) { excess in
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                + String(repeating: "X: y\r\n", count: 5 + excess) + "\r\n"
        },
    ]

    @Test("What just fits is accepted, one more is refused, however the stream is cut", arguments: bounds)
    func bound(_ bound: Bound) {
        for (excess, expected) in [(0, false), (1, true), (2, true), (9, true)] {
            let stream = Array(bound.stream(excess).utf8)
            for pieces in ByteStream.cuts(of: stream, seed: 4) {
                let outcomes = ByteStream.outcomes(of: pieces, limits: bound.limits)
                guard case .failure(let status, _) = outcomes.last else {
                    #expect(!expected && outcomes.count == 1, "excess \(excess): \(outcomes)")
                    continue
                }
                #expect(expected && status == bound.status, "excess \(excess): \(outcomes)")
            }
        }
    }

    @Test func `A request line without end is refused at the limit, not kept`() {
        var limits = HTTPRequestLimits()
        limits.requestLineBytes = 50
        var parser = HTTPRequestParser(limits: limits)
        var fed = 0
        while fed < 1000 {
            [UInt8(ascii: "A")].withUnsafeBytes { parser.feed($0) }
            fed += 1
            if case .failure(let failure) = parser.next() {
                #expect(failure.status == 414)
                break
            }
        }
        #expect(fed == 51)
    }

    @Test func `Extensions of tiny chunks are bounded together`() {
        var limits = HTTPRequestLimits()
        limits.headerBytes = 200
        let chunk = "1;" + String(repeating: "x", count: 40) + "\r\na\r\n"
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let fits = Array((head + String(repeating: chunk, count: 4) + "0\r\n\r\n").utf8)
        let tooMuch = Array((head + String(repeating: chunk, count: 6) + "0\r\n\r\n").utf8)
        for pieces in ByteStream.cuts(of: fits, seed: 5) {
            #expect(ByteStream.outcomes(of: pieces, limits: limits).map(\.summary) == ["POST / [aaaa]"])
        }
        for pieces in ByteStream.cuts(of: tooMuch, seed: 6) {
            #expect(ByteStream.outcomes(of: pieces, limits: limits).map(\.summary) == ["431"])
        }
    }
}
