// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Makes request streams, mostly well-formed, some broken on purpose.
struct StreamGenerator {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func next() -> [UInt8] {
        var bytes = Array(wellFormed().utf8)
        // Half the streams stay whole; the others get one to three wounds.
        if chance(2) { for _ in 0..<Int.random(in: 1...3, using: &random) { wound(&bytes) } }
        return bytes
    }

    private mutating func wellFormed() -> String {
        let version = pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0"])
        var fields = ["Host: \(pick(["a", "localhost:4010", "[::1]", "a.b.example"]))"]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let name = pick(["X-A", "accept", "Cookie", "User-Agent", "x_y", "Content-Type", "Connection"])
            let value = pick([
                "", "a", "a b", "a,b, c", "\"q\\\"\"", "ümlaut", "text/html;q=0.5", "close", "keep-alive",
            ])
            fields.append("\(name):\(pick(["", " ", "\t", "  "]))\(value)\(pick(["", " ", "\t "]))")
        }
        let body = String(
            repeating: pick(["a", "{}", "\r\n", "0\r\n\r\n"]), count: Int.random(in: 0...9, using: &random))
        var content = ""
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            fields.append("Content-Length: \(body.utf8.count)")
            content = body
        case 1 where version == "HTTP/1.1":
            fields.append("Transfer-Encoding: \(pick(["chunked", "Chunked"]))")
            content = chunked(body)
        default: break
        }
        if chance(10) { fields.append("Expect: 100-continue") }
        fields.shuffle(using: &random)
        let target = pick(["/", "/a/b?c=d", "/a%20b", "/?", "//x", "/{id}|~", "http://b.example/p?q", "/é".encoded])
        let method = pick(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "FROB"])
        return ([pick(["", "", "", "", "", "", "", "\r\n"]) + "\(method) \(target) \(version)"] + fields)
            .joined(separator: "\r\n") + "\r\n\r\n" + content
    }

    private mutating func chunked(_ body: String) -> String {
        var rest = Array(body.utf8)[...]
        var text = ""
        while !rest.isEmpty {
            let length = Int.random(in: 1...rest.count, using: &random)
            let size = pick(["", "0", "00"]) + String(length, radix: 16, uppercase: chance(2))
            text +=
                "\(size)\(pick(["", ";x", ";x=y", ";x=\"a b\""]))\r\n"
                + String(decoding: rest.prefix(length), as: UTF8.self) + "\r\n"
            rest = rest.dropFirst(length)
        }
        return text + "0\r\n" + pick(["", "", "X-Trailer: y\r\n"]) + "\r\n"
    }

    private mutating func wound(_ bytes: inout [UInt8]) {
        let interesting = Array("\r\n \t:;,/?#*0123456789aFzHTP=\u{0}\u{1}\u{7F}\"".utf8) + [0x80, 0xFF]
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[index] = interesting.randomElement(using: &random)!
        case 1: bytes.insert(interesting.randomElement(using: &random)!, at: index)
        case 2: bytes.remove(at: index)
        case 3: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 9)], at: index)
        case 4: bytes.removeLast(Int.random(in: 0..<min(9, bytes.count), using: &random))
        case 5:
            // A line that the framing rules care about, in front of the first field.
            let line = pick([
                "Content-Length: 3\r\n", "Content-Length: 0\r\n", "Content-Length: 3, 3\r\n", "content-length: 0x3\r\n",
                "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Host: b\r\n",
                "Expect: x\r\n",
                " folded\r\n", "X : y\r\n", "Transfer-Encoding: identity\r\n", "Connection: close, x\r\n",
            ])
            if let end = bytes.firstIndex(of: 10) { bytes.insert(contentsOf: line.utf8, at: end + 1) }
        default:
            if let index = bytes.indices.dropLast().first(where: { bytes[$0] == 13 && bytes[$0 + 1] == 10 }), chance(2)
            {
                bytes.remove(at: index)
            } else if let end = bytes.firstIndex(of: 13), end >= 3 {
                bytes.replaceSubrange((end - 3)..<end, with: pick(["2.0", "0.9", "1.2", "1.10", "1"]).utf8)
            }
        }
        if bytes.isEmpty { bytes = [65] }
    }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random)! }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }
}

extension String {
    /// The text with everything beyond ASCII percent-encoded.
    fileprivate var encoded: String {
        utf8.map { $0 < 128 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16, uppercase: true) }.joined()
    }
}
