// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A JSON value, in the bodies that tests send, expect and look at.
///
/// It is written as a Swift literal, and compared as JSON Schema compares: numbers by value, objects without regard to
/// the order of their members.
///
/// ```swift
/// let order: UnderstudyJSON = ["topic": "tides", "words": 800, "draft": true, "tags": ["sea"]]
/// #expect(order["/tags/0"] == "sea")
/// ```
public struct UnderstudyJSON: Sendable, Hashable, CustomStringConvertible {
    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    /// Reads JSON.
    ///
    /// - Throws: an error whose description says what is wrong, and where: line and column.
    public init(parsing text: String) throws {
        do {
            value = try JSONReader.readSource(Array(text.utf8), file: "JSON").value
        } catch {
            throw ServerFailure("\(error)")
        }
    }

    /// The value at a JSON pointer (RFC 6901), such as `/tags/0`; `nil` where there is none.
    public subscript(pointer: String) -> UnderstudyJSON? {
        JSONPointer(parsing: pointer).flatMap { value.value(at: $0) }.map(UnderstudyJSON.init)
    }

    /// The text, where the value is a string.
    public var string: String? { value.stringValue }

    /// The number, where the value is an integer of 64 bits.
    public var integer: Int? { value.integerValue.flatMap { Int(exactly: $0) } }

    /// The nearest floating-point number, where the value is a number.
    public var number: Double? {
        switch value {
        case .integer(let number): Double(number)
        case .double(let number): number
        case .bigNumber(let literal): Double(literal)
        default: nil
        }
    }

    /// The truth value, where the value is one.
    public var boolean: Bool? { value.boolValue }

    /// The elements, where the value is an array.
    public var elements: [UnderstudyJSON]? { value.arrayValue?.map(UnderstudyJSON.init) }

    /// The names of the members in their order, where the value is an object.
    public var names: [String]? { value.objectValue?.map(\.name) }

    /// The value as JSON, without spaces.
    public var description: String { value.text }

    /// Whether both are the same to JSON Schema.
    public static func == (left: UnderstudyJSON, right: UnderstudyJSON) -> Bool {
        left.value.isEqual(toJSON: right.value)
    }

    /// Feeds what equal values share: their type, and the size or the text of those that have one.
    public func hash(into hasher: inout Hasher) {
        switch value {
        case .string(let text): hasher.combine(text)
        case .array(let elements): hasher.combine(elements.count)
        case .object(let object): hasher.combine(object.count)
        case .bool(let isTrue): hasher.combine(isTrue)
        default: hasher.combine(value.typeName == "null")
        }
    }
}

extension UnderstudyJSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// JSON's `null`, which Swift's `nil` does not stand for: that means that there is no value.
    public static let null = UnderstudyJSON(JSONValue.null)
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self.value = .bool(value) }
    /// A number without a fraction.
    public init(integerLiteral value: Int64) { self.value = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self.value = .double(value) }
    /// A string.
    public init(stringLiteral value: String) { self.value = .string(value) }
    /// An array.
    public init(arrayLiteral elements: UnderstudyJSON...) { value = .array(elements.map(\.value)) }
    /// An object; of members with the same name, the last.
    public init(dictionaryLiteral elements: (String, UnderstudyJSON)...) {
        var object = JSONObject()
        for (name, element) in elements { object[name] = element.value }
        value = .object(object)
    }
}
