// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@Suite("Escapes in strings")
struct EscapingTests {
    /// What RFC 8259, section 7, wants escaped, and neighbours that it does not.
    private static let bytes: [UInt8] = Array(0...0x22) + [0x5B, 0x5C, 0x5D, 0x7E, 0x7F]

    @Test("A byte is escaped at every place of a text, whatever stands around it", arguments: bytes)
    func everyPlace(_ byte: UInt8) {
        let expected: [UInt8] =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
            case 0x08: Array(#"\b"#.utf8)
            case 0x09: Array(#"\t"#.utf8)
            case 0x0A: Array(#"\n"#.utf8)
            case 0x0C: Array(#"\f"#.utf8)
            case 0x0D: Array(#"\r"#.utf8)
            case 0..<0x10: Array(#"\u000"#.utf8) + Array(String(byte, radix: 16).utf8)
            case 0x10..<0x20: Array(#"\u00"#.utf8) + Array(String(byte, radix: 16).utf8)
            default: [byte]
            }
        // Long enough for several words of eight bytes; a two-byte character has the top bits set.
        for filler in [Array("a".utf8), Array("\u{FC}".utf8), [UInt8(ascii: "!")], [0x23], [0x7F]] {
            for before in 0..<20 {
                for after in [0, 1, 7, 8, 9] {
                    let head = Array(repeatElement(filler, count: before).joined())
                    let tail = Array(repeatElement(filler, count: after).joined())
                    let text = String(decoding: head + [byte] + tail, as: UTF8.self)
                    let written = JSONValue.string(text).serialized
                    #expect(written == [0x22] + head + expected + tail + [0x22])
                }
            }
        }
    }
}
