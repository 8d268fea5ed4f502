// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A set of ASCII characters: one bit per character, so that a test costs a shift and a mask.
struct ByteClass: Sendable {
    /// Bits of the characters 0 to 63.
    let low: UInt64
    /// Bits of the characters 64 to 127.
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        let bits = byte < 64 ? low : high
        return (bits >> UInt64(byte & 63)) & 1 == 1
    }

    /// `tchar` of RFC 9110 5.6.2: what methods and field names are made of.
    static let token = ByteClass(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)

    /// What a `Host` may hold: `uri-host [ ":" port ]` of RFC 9110 7.2 taken as a set of characters.
    static let host = ByteClass(low: 0x2fff_7ff2_0000_0000, high: 0x47ff_fffe_afff_fffe)

    /// What a request target may hold: visible ASCII without `#`, which RFC 9112 3.2 leaves no place for.
    ///
    /// Wider than RFC 3986: raw `|`, `{`, `"` and the like are sent by real clients and harm nobody here.
    static let target = ByteClass(low: 0xffff_fff6_0000_0000, high: 0x7fff_ffff_ffff_ffff)
}

/// Named octets of the HTTP/1.1 grammar.
enum Octet {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let comma: UInt8 = 0x2C
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let question: UInt8 = 0x3F
    static let asterisk: UInt8 = 0x2A
    static let at: UInt8 = 0x40
    static let delete: UInt8 = 0x7F
    /// The record type that every TLS ClientHello begins with (RFC 8446 5.1, `handshake(22)`).
    static let tlsHandshake: UInt8 = 0x16

    /// Whether a byte may stand in a field value: VCHAR, SP, HTAB or obs-text (RFC 9110 5.5).
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != delete : byte == tab
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }

    /// The byte with ASCII capitals made small.
    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- 0x30 }
        let letter = lowercased(byte) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }

    /// How a byte is shown in a message: itself where it is visible ASCII, else as hexadecimal.
    static func shown(_ byte: UInt8) -> String {
        if byte > 0x20, byte < delete { return "'\(Character(UnicodeScalar(byte)))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "0x" + (digits.count == 1 ? "0" : "") + digits
    }
}

/// Comparison of raw bytes with names known at compile time.
enum ASCIIText {
    /// Whether `bytes` spells `lowercase`, where capitals in `bytes` count as small letters.
    @inline(__always)
    static func equals(_ bytes: UnsafeBufferPointer<UInt8>, lowercase: StaticString) -> Bool {
        guard bytes.count == lowercase.utf8CodeUnitCount else { return false }
        let wanted = lowercase.utf8Start
        for index in 0..<bytes.count where Octet.lowercased(bytes[index]) != wanted[index] { return false }
        return true
    }

    /// Whether both spell the same, capitals and small letters taken as one.
    static func equalsIgnoringCase(_ bytes: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == other.count else { return false }
        for index in 0..<bytes.count where Octet.lowercased(bytes[index]) != Octet.lowercased(other[index]) {
            return false
        }
        return true
    }
}
