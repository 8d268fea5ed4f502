// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A number as its decimal digits, for the comparisons that neither `Int64` nor `Double` does exactly.
///
/// A `Double` counts as the shortest decimal that reads back as the same number, which is what was written: so `0.07` is a
/// multiple of `0.01`.
struct DecimalNumber: Sendable, Hashable {
    let isNegative: Bool
    /// Without leading and trailing zeros; empty for zero.
    ///
    /// The number is these digits times ten to the ``exponent``.
    let digits: [UInt8]
    let exponent: Int

    /// - Parameter literal: a JSON number, or what `Double.description` writes.
    init(literal: String) {
        var negative = false
        var digits: [UInt8] = []
        var exponent = 0
        var afterPoint = false
        var bytes = literal.utf8.makeIterator()
        scan: while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "-"): negative = true
            case UInt8(ascii: "."): afterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent += Self.exponent(&bytes)
                break scan
            default:
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - UInt8(ascii: "0")) }
                if afterPoint { exponent -= 1 }
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        isNegative = negative && !digits.isEmpty
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
    }

    /// Reads the digits after the `e`; beyond a thousand million it stands still, so that sums cannot overflow.
    private static func exponent(_ bytes: inout String.UTF8View.Iterator) -> Int {
        var value = 0
        var negative = false
        while let byte = bytes.next() {
            if byte == UInt8(ascii: "-") {
                negative = true
            } else if byte != UInt8(ascii: "+") {
                value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000_000)
            }
        }
        return negative ? -value : value
    }

    /// - Returns: `nil` where the value is no number.
    init?(_ value: JSONValue) {
        switch value {
        case .integer(let number): self.init(literal: String(number))
        case .double(let number): self.init(literal: number.description)
        case .bigNumber(let literal): self.init(literal: literal)
        default: return nil
        }
    }

    var isWhole: Bool { exponent >= 0 }
    var isZero: Bool { digits.isEmpty }
}

extension DecimalNumber: Comparable {
    static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private func isSmallerInMagnitude(than other: DecimalNumber) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        let places = digits.count + exponent
        let otherPlaces = other.digits.count + other.exponent
        if places != otherPlaces { return places < otherPlaces }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

/// What `multipleOf` divides by.
struct Divisor: Sendable {
    let source: JSONValue
    private let integer: Int64?
    private let coefficient: UInt64
    private let exponent: Int

    /// - Returns: `nil` where the number is not positive or has more than 19 digits.
    init?(_ value: JSONValue) {
        guard let decimal = DecimalNumber(value), !decimal.isNegative, !decimal.isZero, decimal.digits.count <= 19
        else {
            return nil
        }
        source = value
        integer = value.integerValue
        coefficient = decimal.digits.reduce(0) { $0 * 10 + UInt64($1) }
        exponent = decimal.exponent
    }

    func divides(_ value: JSONValue) -> Bool {
        if case .integer(let number) = value, let integer { return number % integer == 0 }
        guard let number = DecimalNumber(value), !number.isZero else { return true }
        // Without trailing zeros in its digits, a number with more decimal places than the divisor is no multiple of it.
        guard number.exponent >= exponent else { return false }
        let modulus = UInt128(coefficient)
        var rest = number.digits.reduce(UInt128(0)) { ($0 * 10 + UInt128($1)) % modulus }
        var factor = UInt128(10) % modulus
        var power = number.exponent - exponent
        while power > 0 {
            if power & 1 == 1 { rest = rest * factor % modulus }
            factor = factor * factor % modulus
            power >>= 1
        }
        return rest == 0
    }
}
