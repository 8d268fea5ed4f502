// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension JSONValue {
    /// Equality as JSON Schema defines it: numbers by value, objects without regard to order.
    ///
    /// Source: JSON Schema Core 2020-12, section 4.2.2 "Instance Equality".
    package func isEqual(toJSON other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .double(let right)): Double(exactly: left) == right
        case (.double(let left), .integer(let right)): left == Double(exactly: right)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(toJSON: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in right[member.name]?.isEqual(toJSON: member.value) ?? false }
        default: self == other
        }
    }
}
