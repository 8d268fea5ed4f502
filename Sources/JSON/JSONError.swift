// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Why a text is not JSON, and at which byte.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        case unexpectedEnd
        case unexpectedByte(UInt8, expected: String)
        case invalidNumber
        case invalidEscape
        case loneSurrogate
        case controlCharacter(UInt8)
        case invalidUTF8
        case tooDeep(limit: Int)
        case tooManyMembers(limit: Int)
        case trailingContent
        case byteOrderMark
    }

    package var reason: Reason
    /// Offset of the offending byte from the start of the text, counted from 0.
    package var offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var message: String {
        switch reason {
        case .unexpectedEnd: "the text ends in the middle of a value"
        case .unexpectedByte(let byte, let expected): "found \(Self.name(of: byte)) where \(expected) is expected"
        case .invalidNumber: "this is not a JSON number"
        case .invalidEscape: "this is not a JSON escape sequence"
        case .loneSurrogate: "a surrogate escape must come in a pair"
        case .controlCharacter(let byte): "control character \(Self.name(of: byte)) must be escaped inside a string"
        case .invalidUTF8: "this is not UTF-8"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooManyMembers(let limit): "more than \(limit) values in one text"
        case .trailingContent: "there is more text after the value"
        case .byteOrderMark: "a byte order mark is not allowed (RFC 8259, section 8.1)"
        }
    }

    package var description: String { "\(message) (byte \(offset))" }

    private static func name(of byte: UInt8) -> String {
        if byte > 0x20, byte < 0x7f { return "'\(Character(UnicodeScalar(byte)))'" }
        if byte == 0x20 { return "a space" }
        let digits = String(byte, radix: 16)
        return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
}

extension SourcePosition {
    /// The position of a byte of a UTF-8 text; lines end with LF, CR or CR LF.
    package init(ofByte offset: Int, in bytes: some Sequence<UInt8>) {
        self = PositionTable(Array(bytes)).position(ofByte: offset)
    }
}
