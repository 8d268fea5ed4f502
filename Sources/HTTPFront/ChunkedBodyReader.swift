// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Takes the chunked coding off a body (RFC 9112 7.1).
///
/// Extensions are ignored, trailers are checked and dropped.
struct ChunkedBodyReader {
    private enum Phase {
        case size(LineScanner)
        case data(remaining: Int)
        case dataEnd
        case trailers(FieldSection)
    }

    private var phase = Phase.size(LineScanner())
    /// Bytes of the size lines that are not size: bounded over the whole body, so that tiny chunks with long
    /// extensions cannot keep a connection busy for nothing.
    private var extensionBytes = 0

    /// Reads on from the unread bytes.
    ///
    /// - Parameters:
    ///   - bytes: what is unread.
    ///   - consumed: set to how many of them need not be given again.
    ///   - body: content is appended here.
    ///   - limits: bounds for the content, the extensions and the trailers.
    /// - Returns: whether the body is complete.
    /// - Throws: 400 for broken coding, 413 and 431 for what passes the limits.
    mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, consumed: inout Int, body: inout [UInt8], limits: HTTPRequestLimits
    ) throws(HTTPFailure) -> Bool {
        while true {
            let rest = UnsafeBufferPointer(rebasing: bytes[consumed...])
            switch phase {
            case .size(var lines):
                guard let first = rest.first else { return false }
                guard Octet.hexValue(first) != nil else {
                    throw .malformed("a chunk size begins with \(Octet.shown(first))")
                }
                let allowance = limits.headerBytes - extensionBytes + 18
                let line = try lines.next(in: rest, notPast: allowance) {
                    .headerTooLarge("the chunk extensions are larger than the limit of \(limits.headerBytes) bytes")
                }
                guard let line else {
                    phase = .size(lines)
                    return false
                }
                let size = try readSize(UnsafeBufferPointer(rebasing: rest[line]))
                consumed += lines.lineStart
                guard size <= limits.bodyBytes - body.count else { throw .bodyTooLarge(limit: limits.bodyBytes) }
                phase = size == 0 ? .trailers(FieldSection(lines: LineScanner())) : .data(remaining: size)
            case .data(let remaining):
                let taken = min(remaining, rest.count)
                body.append(contentsOf: rest[..<taken])
                consumed += taken
                guard taken == remaining else {
                    phase = .data(remaining: remaining - taken)
                    return false
                }
                phase = .dataEnd
            case .dataEnd:
                if let first = rest.first, first != Octet.carriageReturn { throw Self.overlong(first) }
                guard rest.count >= 2 else { return false }
                guard rest[1] == Octet.lineFeed else { throw Self.overlong(rest[1]) }
                consumed += 2
                phase = .size(LineScanner())
            case .trailers(var section):
                // Trailers must not change framing (RFC 9110 6.5.1), so what they say of it goes nowhere.
                var ignored = MessageFraming()
                let isComplete = try section.read(rest, limits: limits, framing: &ignored)
                guard isComplete else {
                    phase = .trailers(section)
                    return false
                }
                consumed += section.end
                return true
            }
        }
    }

    private mutating func readSize(_ line: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) -> Int {
        var size = 0
        var index = 0
        while index < line.count, let digit = Octet.hexValue(line[index]) {
            // Saturates: a size past any limit is too large, whatever it is.
            size = size >= 1 << 56 ? Int.max : size << 4 | Int(digit)
            index += 1
        }
        extensionBytes += line.count - index + max(0, index - 16)
        while index < line.count, line[index] == Octet.space || line[index] == Octet.tab { index += 1 }
        guard index == line.count || line[index] == Octet.semicolon else {
            throw .malformed("a chunk size is followed by \(Octet.shown(line[index]))")
        }
        for position in index..<line.count where !Octet.isFieldValue(line[position]) {
            throw .malformed("a chunk extension holds the control character \(Octet.shown(line[position]))")
        }
        return size
    }

    private static func overlong(_ byte: UInt8) -> HTTPFailure {
        .malformed("a chunk is longer than its size says: \(Octet.shown(byte)) stands where CR LF should")
    }
}
