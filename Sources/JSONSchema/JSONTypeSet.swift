// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Types of JSON values.
///
/// A set that allows every number holds both ``number`` and ``integer``; one that allows whole numbers only holds
/// ``integer`` alone. So the intersection and the union of two sets are what they say.
package struct JSONTypeSet: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let null = JSONTypeSet(rawValue: 1)
    package static let boolean = JSONTypeSet(rawValue: 2)
    /// Numbers without a fraction; `1.0` is one (JSON Schema Validation 2020-12, section 6.1.1).
    package static let integer = JSONTypeSet(rawValue: 4)
    /// Numbers with a fraction.
    package static let number = JSONTypeSet(rawValue: 8)
    package static let string = JSONTypeSet(rawValue: 16)
    package static let array = JSONTypeSet(rawValue: 32)
    package static let object = JSONTypeSet(rawValue: 64)

    package static let all = JSONTypeSet(rawValue: 127)
    package static let anyNumber: JSONTypeSet = [.integer, .number]

    /// The set that a name in a schema's `type` stands for.
    init?(schemaName: String) {
        switch schemaName {
        case "null": self = .null
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = .anyNumber
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        default: return nil
        }
    }

    static let schemaNames = ["null", "boolean", "integer", "number", "string", "array", "object"]

    /// The one type of a value.
    package init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .integer: self = .integer
        case .double(let number): self = number.rounded() == number ? .integer : .number
        case .bigNumber(let literal): self = DecimalNumber(literal: literal).isWhole ? .integer : .number
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }

    /// The names as a schema writes them.
    package var names: [String] {
        Self.schemaNames.filter { name in
            guard let set = JSONTypeSet(schemaName: name) else { return false }
            return name == "integer" ? contains(.integer) && !contains(.number) : contains(set)
        }
    }
}
