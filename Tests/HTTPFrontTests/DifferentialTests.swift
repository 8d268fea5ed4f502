// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Testing

/// What this parser and h11 make of the same streams.
struct DifferentialTests {
    /// Where this parser is stricter than h11, told by its own message, and why.
    static let stricter: [(message: String, why: String)] = [
        ("a line ends with a line feed alone", "RFC 9112 2.2 allows both; a client's fault is to be shown"),
        ("folded header lines are refused", "RFC 9112 5.2 asks a server to refuse or repair; h11 repairs"),
        (
            "Content-Length and Transfer-Encoding must not",
            "RFC 9112 6.1: may be request smuggling; h11 lets chunked win"
        ),
        ("HTTP/1.0 has no Transfer-Encoding", "RFC 9112 6.1: framing is faulty"),
        ("the request speaks HTTP/", "h11 takes any digit for the version"),
        ("an HTTP/1.1 request must have a Host", "h11 asks for Host in 1.1, but not in 1.2, which speaks the same"),
        ("the expectation", "h11 leaves expectations to its user"),
        ("the Host header holds", "RFC 9110 7.2: h11 does not look into Host"),
        ("the request target holds '#'", "RFC 9112 3.2 has no place for a fragment"),
        ("the request target is neither", "RFC 9112 3.2: h11 leaves the form to its user"),
        ("the target \"*\" goes with OPTIONS", "RFC 9112 3.2.4, likewise"),
        ("the absolute target", "RFC 9110 4.2, likewise"),
        ("holds the control character", "RFC 9110 5.5: h11 refuses some of them only"),
        ("a chunk extension holds", "h11 takes anything up to the line's end"),
        ("is larger than the limit of", "h11 knows no limit for content"),
    ]

    /// Where this parser is more lenient than h11, told by h11's message, and why.
    static let moreLenient: [(message: String, why: String)] = [
        ("no request line received", "RFC 9112 2.2 asks to forgive one empty line")
    ]

    @Test(.enabled(if: H11.isAvailable, "python3 cannot import h11"))
    func `Streams mean the same to this parser and to h11, listed differences aside`() throws {
        let seed: UInt64 = 11
        var generator = StreamGenerator(seed: seed)
        let streams = (0..<8000).map { _ in generator.next() }
        let verdicts = try H11.verdicts(on: streams)
        try #require(verdicts.count == streams.count)
        var agreed = 0
        var seen: Set<String> = []
        for (stream, verdict) in zip(streams, verdicts) {
            let ours = firstEvent(of: stream)
            let shown = "seed \(seed): \(String(decoding: stream, as: UTF8.self).debugDescription)"
            switch (ours, verdict) {
            case (.request(let request), .accepted(let method, let target, let headers, let body)):
                agreed += 1
                expectSame(request, method, target, headers, body, shown)
            case (.failure(let failure), .accepted):
                let listed = Self.stricter.first { failure.message.contains($0.message) }
                #expect(listed != nil, "\(shown) was refused: \(failure.message)")
                if let listed { seen.insert(listed.message) }
            case (.request, .refused(let message)), (nil, .refused(let message)):
                let listed = Self.moreLenient.first { message.contains($0.message) }
                #expect(listed != nil, "\(shown) was not refused, but h11 says: \(message)")
                if let listed { seen.insert(listed.message) }
            case (.failure, .refused), (nil, .incomplete), (.failure, .incomplete):
                // h11 waits for the end of a head or a chunk before it looks, so a refusal may come earlier here.
                break
            default:
                Issue.record("\(shown): \(String(describing: ours)) here, \(verdict) there")
            }
        }
        // The comparison is worth something only where many streams are accepted, and a listed difference must exist.
        #expect(agreed > 3000)
        #expect(seen.sorted() == (Self.stricter + Self.moreLenient).map(\.message).sorted())
    }

    private func expectSame(
        _ request: HTTPRequest, _ method: [UInt8], _ target: [UInt8], _ headers: [[[UInt8]]], _ body: [UInt8],
        _ shown: String
    ) {
        #expect(Array(request.method.utf8) == method, "\(shown)")
        let prefix = request.authority.map { "http://\($0)" } ?? ""
        #expect(prefix + request.target == String(decoding: target, as: UTF8.self), "\(shown)")
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
        var parser = HTTPRequestParser()
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
