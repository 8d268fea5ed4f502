// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

/// One text and what the reader must say to it.
struct SuiteCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// `accept`, or the reason and the offset: `unexpectedByte@3`.
    var outcome: String
    var bytes: [UInt8]

    var testDescription: String { name }

    /// What the reader does say.
    func readOutcome(limits: JSONLimits = JSONLimits()) -> String {
        do throws(JSONError) {
            _ = try JSONReader.read(bytes, limits: limits)
            return "accept"
        } catch {
            return "\("\(error.reason)".prefix { $0 != "(" })@\(error.offset)"
        }
    }
}

/// Cases written one to a line: name, outcome, and the text as it is or as `hex:` and its bytes.
struct SuiteTable: Sendable {
    var cases: [SuiteCase]

    init(_ text: String) {
        cases = text.split(separator: "\n").map { line in
            let fields = line.split(separator: " ", maxSplits: 2)
            let isHex = fields[2].hasPrefix("hex:")
            return SuiteCase(
                name: String(fields[0]), outcome: String(fields[1]),
                bytes: isHex ? bytes(hex: fields[2].dropFirst(4)) : Array(fields[2].utf8))
        }
    }
}

/// The bytes that pairs of hexadecimal digits stand for.
func bytes(hex: some StringProtocol) -> [UInt8] {
    let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// Hexadecimal digits of bytes, two to a byte.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
