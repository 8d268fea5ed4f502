// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A value compared as JSON Schema compares instances: numbers by value, objects without regard to order, strings scalar
/// by scalar.
///
/// Source: JSON Schema Core 2020-12, section 4.2.2.
struct Instance: Hashable, Sendable {
    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    static func == (left: Instance, right: Instance) -> Bool {
        areEqual(left.value, right.value)
    }

    func hash(into hasher: inout Hasher) {
        switch value {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let flag): hasher.combine(flag)
        // Equal numbers round to the same double, whichever way they were written.
        case .integer(let number): hasher.combine(Double(number))
        case .double(let number): hasher.combine(number)
        case .bigNumber(let literal): hasher.combine(Double(literal) ?? 0)
        case .string(let text): hasher.combine(ExactString(text))
        case .array(let elements):
            hasher.combine(elements.count)
            for element in elements { hasher.combine(Instance(element)) }
        case .object(let object):
            var sum = 0
            for member in object.members {
                var inner = Hasher()
                inner.combine(ExactString(member.name))
                inner.combine(Instance(member.value))
                sum &+= inner.finalize()
            }
            hasher.combine(sum)
        }
    }

    static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.string(let left), .string(let right)): return left.isExactly(right)
        case (.integer(let left), .integer(let right)): return left == right
        case (.double(let left), .double(let right)): return left == right
        case (.integer(let left), .double(let right)), (.double(let right), .integer(let left)):
            return Int64(exactly: right) == left
        case (.bigNumber, .integer), (.bigNumber, .double), (.bigNumber, .bigNumber), (.integer, .bigNumber),
            (.double, .bigNumber):
            return DecimalNumber(left) == DecimalNumber(right)
        case (.array(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            return left.members.allSatisfy { member in
                right.members.contains { $0.name.isExactly(member.name) && areEqual($0.value, member.value) }
            }
        default: return false
        }
    }
}

extension JSONValue {
    /// Whether this number is less than another; false where one of them is no number.
    func isLess(than other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right
        case (.double(let left), .double(let right)): return left < right
        default:
            guard let left = DecimalNumber(self), let right = DecimalNumber(other) else { return false }
            return left < right
        }
    }
}
