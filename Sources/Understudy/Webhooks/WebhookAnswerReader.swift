// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Reads a receiver's answer as far as it is wanted: the status, and the start of the body.
///
/// It is lenient: whatever has a status line is an answer. No more is kept than two small limits allow.
struct WebhookAnswerReader: Sendable {
    enum Progress: Sendable, Hashable {
        case needsMore
        case complete
        /// What came is no HTTP/1 answer.
        case malformed
    }

    static let headLimit = 64 * 1024
    /// How much of the body is kept.
    static let bodyLimit = 1024

    private var buffer: [UInt8] = []
    private(set) var status: Int?
    private(set) var location: String?
    private var length: Int?
    private var isChunked = false
    private var hasNoBody = false

    /// Takes more of the answer.
    mutating func read(_ bytes: some Sequence<UInt8>) -> Progress {
        // Past the part that is kept nothing is needed to know that the body went on.
        buffer.append(contentsOf: bytes.prefix(Self.headLimit + Self.bodyLimit * 8))
        while status == nil {
            guard let end = headEnd else { return buffer.count > Self.headLimit ? .malformed : .needsMore }
            guard readHead(buffer[..<end]) else { return .malformed }
            buffer.removeFirst(end)
        }
        return isBodyComplete ? .complete : .needsMore
    }

    /// The start of the body as text.
    var answer: String { String(decoding: body.bytes.prefix(Self.bodyLimit), as: UTF8.self) }

    private var isBodyComplete: Bool {
        if hasNoBody { return true }
        let (bytes, isWhole) = body
        return isWhole || bytes.count >= Self.bodyLimit
    }

    private var body: (bytes: [UInt8], isWhole: Bool) {
        guard status != nil, !hasNoBody else { return ([], true) }
        if isChunked { return Self.dechunked(buffer) }
        guard let length else { return (buffer, false) }
        return (Array(buffer.prefix(length)), buffer.count >= length)
    }

    /// Behind the empty line.
    private var headEnd: Int? {
        var index = 0
        while let feed = buffer[index...].firstIndex(of: UInt8(ascii: "\n")) {
            let next = feed + 1
            if next < buffer.count, buffer[next] == UInt8(ascii: "\n") { return next + 1 }
            if next + 1 < buffer.count, buffer[next] == UInt8(ascii: "\r"), buffer[next + 1] == UInt8(ascii: "\n") {
                return next + 2
            }
            index = next
        }
        return nil
    }

    /// - Returns: `false` where this is no head of an answer.
    private mutating func readHead(_ head: ArraySlice<UInt8>) -> Bool {
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.first, first.hasPrefix("HTTP/1.") else { return false }
        let words = first.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let code = Int(words[1]), code >= 100 else { return false }
        // An interim answer comes before the one that counts (RFC 9110, section 15.2).
        guard code >= 200 else { return true }
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            switch line[..<colon].lowercased() {
            case "content-length": length = Int(value.prefix { $0.isASCII && $0.isNumber })
            case "transfer-encoding": isChunked = value.lowercased().contains("chunked")
            case "location": location = String(value)
            default: break
            }
        }
        status = code
        hasNoBody = code == 204 || code == 304
        return true
    }

    /// RFC 9112, section 7.1.
    private static func dechunked(_ bytes: [UInt8]) -> (bytes: [UInt8], isWhole: Bool) {
        var body: [UInt8] = []
        var rest = bytes[...]
        while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<feed], as: UTF8.self)
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else { return (body, true) }
            if size == 0 { return (body, true) }
            let data = rest[(feed + 1)...]
            body += data.prefix(size)
            guard data.count >= size + 2, body.count < bodyLimit else { return (body, false) }
            rest = data.dropFirst(size + 2)
        }
        return (body, false)
    }
}
