// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension JSONParser {
    mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = offset
        let isNegative = bytes[offset] == UInt8(ascii: "-")
        if isNegative { offset += 1 }

        var significand: UInt64 = 0
        let hasLeadingZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
        var digits = try skipDigits(adding: &significand)
        if hasLeadingZero, digits > 1 { throw JSONError(.invalidNumber, at: offset - digits + 1) }

        var isInteger = true
        var exponent = 0
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            exponent = -(try skipDigits(adding: &significand))
            digits -= exponent
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            let sign = offset < bytes.count ? bytes[offset] : 0
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
            var written: UInt64 = 0
            let length = try skipDigits(adding: &written)
            // A long exponent is out of the short way's reach whatever it says.
            let magnitude = length < 6 ? Int(written) : 1_000_000
            exponent += sign == UInt8(ascii: "-") ? -magnitude : magnitude
        }

        // 19 digits always fit in 64 bits.
        if isInteger, digits <= 18 {
            return .integer(isNegative ? -Int64(significand) : Int64(significand))
        }
        // W. D. Clinger's short way (1990): both operands are exact, so that the one rounding is the right one.
        if !isInteger, digits <= 19, significand <= 1 << 53, exponent.magnitude <= 22 {
            var power = 1.0
            for _ in 0..<exponent.magnitude { power *= 10 }
            let magnitude = exponent < 0 ? Double(significand) / power : Double(significand) * power
            return .double(isNegative ? -magnitude : magnitude)
        }
        return Self.number(literal: String(decoding: bytes[start..<offset], as: UTF8.self), isInteger: isInteger)
    }

    /// Steps over the digits here, of which there must be at least one.
    ///
    /// - Parameter value: takes the digits in; nonsense after more than 19 of them.
    /// - Returns: how many digits there were.
    /// - Throws: where there is none.
    private mutating func skipDigits(adding value: inout UInt64) throws(JSONError) -> Int {
        var end = offset
        while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 {
            value = value &* 10 &+ UInt64(bytes[end] &- UInt8(ascii: "0"))
            end += 1
        }
        guard end > offset else {
            throw JSONError(end < bytes.count ? .invalidNumber : .unexpectedEnd, at: end)
        }
        defer { offset = end }
        return end - offset
    }

    /// The value of a well-formed literal of any length.
    private static func number(literal: String, isInteger: Bool) -> JSONValue {
        if isInteger { return Int64(literal).map(JSONValue.integer) ?? .bigNumber(literal) }
        guard let double = Double(literal), double.isFinite, double != 0 || !hasNonZeroDigit(literal) else {
            return .bigNumber(literal)  // overflows, or underflows to zero
        }
        return .double(double)
    }

    private static func hasNonZeroDigit(_ literal: String) -> Bool {
        let mantissa = literal.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        return mantissa.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    }
}
