// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension String {
    /// Whether both have the same code units.
    ///
    /// Swift's `==` holds canonically equivalent texts for equal; JSON compares names code unit by code unit (RFC 8259,
    /// section 8.3), and JSON Schema compares strings code point by code point.
    func hasSameUnits(as other: String) -> Bool {
        self == other && utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}

extension JSONValue {
    /// Equality of everything that the value keeps: order of members, `1` apart from `1.0`, each code unit of a string.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
        case (.bigNumber(let left), .bigNumber(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameUnits(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// Equality as JSON Schema defines it: numbers by value, objects without regard to order.
    ///
    /// A number counts as what the reader kept of it: a double as its own exact value, a big number as its digits.
    ///
    /// Source: JSON Schema Core 2020-12, section 4.2.2 "Instance Equality".
    package func isEqual(toJSON other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .double(let right)): Double(exactly: left) == right
        case (.double(let left), .integer(let right)): left == Double(exactly: right)
        case (.double(let left), .double(let right)): left == right
        case (.bigNumber(let left), .bigNumber(let right)):
            left == right || DecimalNumber(literal: left).map { $0 == DecimalNumber(literal: right) } ?? false
        case (.bigNumber(let literal), .integer(let integer)), (.integer(let integer), .bigNumber(let literal)):
            DecimalNumber(literal: literal) == DecimalNumber(literal: String(integer))
        case (.bigNumber(let literal), .double(let double)), (.double(let double), .bigNumber(let literal)):
            DecimalNumber(literal: literal) == DecimalNumber(exactly: double)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(toJSON: $1) }
        case (.object(let left), .object(let right)): left.isEqual(toJSON: right)
        default: self == other
        }
    }
}

extension JSONObject {
    fileprivate func isEqual(toJSON other: JSONObject) -> Bool {
        guard count == other.count else { return false }
        // Two objects of one kind mostly have one order; a search is needed only where they part.
        var index: MemberIndex?
        for (left, right) in zip(self, other) {
            if left.name.hasSameUnits(as: right.name) {
                guard left.value.isEqual(toJSON: right.value) else { return false }
                continue
            }
            let others = index ?? MemberIndex(names: other.lazy.map(\.name))
            index = others
            guard let place = others[left.name], left.value.isEqual(toJSON: other[place].value) else { return false }
        }
        return true
    }
}
