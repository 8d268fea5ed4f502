// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension JSONParser {
    mutating func parseString() throws(JSONError) -> String {
        let start = offset + 1
        do throws(JSONError) {
            return try parseWellFormedString()
        } catch {
            // Bytes are checked for UTF-8 a string at a time; what comes first in the text is reported first.
            let valid = start + Self.validPrefix(of: bytes[start..<max(start, error.offset)])
            if valid < error.offset { throw JSONError(.invalidUTF8, at: valid) }
            throw error
        }
    }

    private mutating func parseWellFormedString() throws(JSONError) -> String {
        offset += 1
        let start = offset
        var isWellFormed = skipPlainBytes()
        if try peek() == UInt8(ascii: "\"") {
            // Most strings have no escape and are copied once.
            defer { offset += 1 }
            return try decode(UnsafeBufferPointer(rebasing: bytes[start..<offset]), isWellFormed: isWellFormed)
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<offset]))
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                let text: Result<String, JSONError> = scratch.withUnsafeBufferPointer { buffer in
                    Result { () throws(JSONError) in try decode(buffer, isWellFormed: isWellFormed) }
                }
                offset += 1
                return try text.get()
            case UInt8(ascii: "\\"): try parseEscape()
            case let byte: throw JSONError(.controlCharacter(byte), at: offset)
            }
            let runStart = offset
            isWellFormed = skipPlainBytes() && isWellFormed
            scratch.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<offset]))
        }
    }

    /// Steps to the next quote, backslash or control character, or to the end of the text.
    /// - Returns: whether all of it is ASCII, and so is UTF-8 for certain.
    private mutating func skipPlainBytes() -> Bool {
        var end = offset
        var union: UInt8 = 0
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\")
        {
            union |= bytes[end]
            end += 1
        }
        offset = end
        return union < 0x80
    }

    private func decode(_ utf8: UnsafeBufferPointer<UInt8>, isWellFormed: Bool) throws(JSONError) -> String {
        // `String(validating:as:)` costs several times as much as `String(decoding:as:)`, which repairs what is ill-formed.
        if isWellFormed { return String(decoding: utf8, as: UTF8.self) }
        guard let text = String(validating: utf8, as: UTF8.self) else { throw JSONError(.invalidUTF8, at: offset) }
        return text
    }

    /// How many bytes come before the first ill-formed sequence.
    private static func validPrefix(of slice: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var decoder = UTF8()
        var iterator = slice.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            length += UTF8.width(scalar)
        }
        return length
    }

    private mutating func parseEscape() throws(JSONError) {
        let start = offset
        offset += 1
        let byte = try peek()
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): scratch.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): scratch.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"):
            let scalar = try parseEscapedScalar(from: start)
            scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: throw JSONError(.invalidEscape, at: start)
        }
    }

    /// Reads what follows `\u`, and the second half where this is the first of a surrogate pair.
    private mutating func parseEscapedScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let unit = try parseHex(escapeStart: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = offset
        guard UTF16.isLeadSurrogate(unit), second + 1 < bytes.count, bytes[second] == UInt8(ascii: "\\"),
            bytes[second + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        offset += 2
        let low = try parseHex(escapeStart: second)
        guard UTF16.isTrailSurrogate(low) else { throw JSONError(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([unit, low]))
    }

    private mutating func parseHex(escapeStart: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.invalidEscape, at: escapeStart)
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
