// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension HTTPHeaderFields.Field {
    /// Reads one field line (RFC 9112 5), strictly: no folding, no white space around the name, no control characters.
    ///
    /// - Parameters:
    ///   - bytes: the whole head.
    ///   - start: the line's first byte.
    ///   - end: the byte behind the line, its line ending left out.
    /// - Throws: 400 for what breaks the grammar.
    init(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) throws(HTTPFailure) {
        if bytes[start] == Octet.space || bytes[start] == Octet.tab {
            throw .malformed("a header line begins with white space; folded header lines are refused (RFC 9112 5.2)")
        }
        var index = start
        while index < end, ByteClass.token.contains(bytes[index]) { index += 1 }
        guard index < end else {
            throw .malformed("the header line \"\(Self.excerpt(bytes, start, end))\" has no colon")
        }
        guard bytes[index] == Octet.colon else {
            if bytes[index] == Octet.space || bytes[index] == Octet.tab {
                throw .malformed(
                    "white space behind the header name \"\(Self.excerpt(bytes, start, index))\" and before its colon")
            }
            throw .malformed(
                "the header name \"\(Self.excerpt(bytes, start, index))\" is followed by \(Octet.shown(bytes[index]))")
        }
        guard index > start else { throw .malformed("a header line has an empty name") }
        nameStart = UInt32(truncatingIfNeeded: start)
        nameEnd = UInt32(truncatingIfNeeded: index)
        var first = index + 1
        var last = end
        while first < last, bytes[first] == Octet.space || bytes[first] == Octet.tab { first += 1 }
        while last > first, bytes[last - 1] == Octet.space || bytes[last - 1] == Octet.tab { last -= 1 }
        for position in first..<last where !Octet.isFieldValue(bytes[position]) {
            throw .malformed(
                "the header \"\(Self.excerpt(bytes, start, index))\" holds the control character "
                    + Octet.shown(bytes[position]))
        }
        valueStart = UInt32(truncatingIfNeeded: first)
        valueEnd = UInt32(truncatingIfNeeded: last)
    }

    /// The first bytes of a piece of the head, for messages.
    private static func excerpt(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<min(end, start + 60)], as: UTF8.self)
    }
}
