// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The exact value of a number, as a decimal in its only normal form: equal numbers are equal values.
struct DecimalNumber: Sendable, Hashable {
    private var isNegative = false
    /// Digits 0 to 9 without zeros at either end; none for zero.
    private var digits: [UInt8] = []
    /// The power of ten of the last digit.
    private var exponent = 0

    /// - Returns: `nil` where `literal` is not a JSON number, or its exponent does not fit in `Int`.
    init?(literal: String) {
        var rest = Substring(literal).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        let mantissa = rest.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        var exponent = 0
        if mantissa.endIndex < rest.endIndex {
            guard let written = Int(Substring(rest[mantissa.endIndex...].dropFirst())) else { return nil }
            exponent = written
        }
        let parts = mantissa.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.joined().map { $0 &- UInt8(ascii: "0") }
        guard parts.allSatisfy({ !$0.isEmpty }), digits.allSatisfy({ $0 < 10 }) else { return nil }
        let (power, overflow) = exponent.subtractingReportingOverflow(parts.count > 1 ? parts[1].count : 0)
        guard !overflow else { return nil }
        self.init(isNegative: isNegative, digits: digits, exponent: power)
    }

    /// The exact value of a finite double: its significand times a power of two.
    init(exactly value: Double) {
        let bits = value.significandBitPattern
        let isNormal = value.exponentBitPattern != 0
        var significand = isNormal ? bits | 1 << 52 : bits
        var power = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075
        while power < 0, significand != 0, significand % 2 == 0 {
            significand /= 2
            power += 1
        }
        // m * 2^-n is m * 5^n / 10^n.
        var digits = String(significand).utf8.map { $0 - UInt8(ascii: "0") }
        for _ in 0..<power.magnitude { Self.multiply(&digits, by: power < 0 ? 5 : 2) }
        self.init(isNegative: value.sign == .minus, digits: digits, exponent: min(power, 0))
    }

    private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        var digits = digits[...]
        digits = digits.drop { $0 == 0 }
        let zeros = digits.reversed().prefix { $0 == 0 }.count
        let (power, overflow) = exponent.addingReportingOverflow(zeros)
        guard !digits.isEmpty, !overflow else { return }
        self.isNegative = isNegative
        self.digits = Array(digits.dropLast(zeros))
        self.exponent = power
    }

    private static func multiply(_ digits: inout [UInt8], by factor: UInt8) {
        var carry: UInt8 = 0
        for index in digits.indices.reversed() {
            let product = digits[index] * factor + carry
            digits[index] = product % 10
            carry = product / 10
        }
        if carry > 0 { digits.insert(carry, at: 0) }
    }

    /// Whether the number has no fraction, as JSON Schema asks of an `integer`.
    static func isWhole(literal: String) -> Bool {
        if let number = DecimalNumber(literal: literal) { return number.exponent >= 0 }
        // The exponent is beyond all bounds; its sign decides.
        return !literal.contains("e-") && !literal.contains("E-")
    }
}

extension Double {
    /// Whether the number has no fraction; without `rounded()`, which asks for the C mathematics library.
    var isWhole: Bool {
        // From 2^52 on, doubles have no fraction.
        magnitude >= 0x1p52 ? isFinite : Double(Int64(self)) == self
    }
}
