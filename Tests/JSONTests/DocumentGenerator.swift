// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Makes JSON texts, and texts that are nearly JSON, from a seed.
struct DocumentGenerator {
    /// SplitMix64, by Sebastiano Vigna (2015): the same documents on every machine.
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[next(below: choices.count)]
    }

    /// A text that RFC 8259 allows.
    mutating func document() -> [UInt8] {
        Array((space() + value(depth: 0) + space()).utf8)
    }

    private mutating func space() -> String {
        next(below: 8) == 0 ? pick([" ", "\n", "\r\n", "\t", "  "]) : ""
    }

    private mutating func value(depth: Int) -> String {
        switch next(below: depth < 6 ? 9 : 5) {
        case 0: return pick(["true", "false", "null"])
        case 1, 2: return number()
        case 3, 4: return string()
        case 5, 6:
            let elements = (0..<next(below: 6)).map { _ in space() + value(depth: depth + 1) + space() }
            return "[" + (elements.isEmpty ? space() : elements.joined(separator: ",")) + "]"
        default:
            // Few names, so that some occur twice; sometimes many members, for the reader's other way to find them.
            let count = next(below: 40) == 0 ? 40 : next(below: 6)
            let members = (0..<count).map { index in
                let name = count == 40 ? "\"n\(index % 37)\"" : pick(["\"a\"", "\"b\"", "\"\\u0061\"", string()])
                return space() + name + space() + ":" + space() + value(depth: depth + 1)
            }
            return "{" + (members.isEmpty ? space() : members.joined(separator: "," + space())) + "}"
        }
    }

    private mutating func digits(_ most: Int) -> String {
        String((0...next(below: most)).map { _ in pick(Array("0123456789")) })
    }

    private mutating func number() -> String {
        if next(below: 6) == 0 {
            return pick([
                "0", "-0", "-0.0", "0e5", "-0E-5", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
                "-9223372036854775809", "18446744073709551616", "9007199254740993.0", "5e-324", "2e-324", "3e-324",
                "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "-1e-400", "1e22", "1e23", "0.1", "1.0",
                "123456789012345678901234567890", "2.2250738585072011e-308", "8.5e22", "9007199254740992e-22",
            ])
        }
        let whole = next(below: 4) == 0 ? "0" : pick(["1", "2", "7", "9"]) + (next(below: 2) == 0 ? digits(18) : "")
        var text = pick(["", "-"]) + whole
        if next(below: 2) == 0 { text += "." + digits(18) }
        if next(below: 3) == 0 { text += pick(["e", "E"]) + pick(["", "+", "-"]) + digits(3) }
        return text
    }

    private mutating func string() -> String {
        var text = "\""
        for _ in 0..<next(below: 12) {
            text += pick([
                "a", "Z", " ", "/", "\u{7f}", "é", "e\u{301}", "\u{2028}", "😀", "\u{ffff}", "漢", "\\n", "\\t", "\\b",
                "\\f", "\\r", "\\/", "\\\\", "\\\"", "\\u0000", "\\u001f", "\\u00E9", "\\u20ac", "\\ud83d\\ude00",
                "plain",
            ])
        }
        return text + "\""
    }

    /// The text with one to three small changes, most of which make it something other than JSON.
    mutating func mutant(of text: [UInt8]) -> [UInt8] {
        let alphabet =
            Array("{}[]:,\"\\+-.eE0123456789tfnulrasu/ \n\t'".utf8) + [0x00, 0x1F, 0x80, 0xBF, 0xC0, 0xE2, 0xED]
        let words = [
            "NaN", "Infinity", "-Infinity", "\\ud800", "\\udc00", "\\u12", "true", "01", "1.", ".5", "1e", "//",
        ]
        var bytes = text
        for _ in 0...next(below: 3) {
            let place = next(below: bytes.count + 1)
            switch next(below: 6) {
            case 0: bytes.insert(pick(alphabet), at: place)
            case 1: bytes.insert(contentsOf: pick(words).utf8, at: place)
            case 2: bytes.insert(contentsOf: bytes.suffix(next(below: 5)), at: place)
            case 3 where place < bytes.count: bytes.remove(at: place)
            case 4 where place < bytes.count: bytes[place] = pick(alphabet)
            case 5: bytes.removeLast(min(bytes.count, next(below: 3)))
            default: bytes.append(pick(alphabet))
            }
        }
        return bytes
    }
}
