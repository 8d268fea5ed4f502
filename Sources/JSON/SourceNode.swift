// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A line and a column of a text, both counted from 1; columns count Unicode scalars.
package struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }

    package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A value of a JSON or YAML file together with where it stands, so that every complaint about it can say where.
package struct SourceNode: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int64)
        case double(Double)
        case bigNumber(String)
        case string(String)
        case array([SourceNode])
        case object([Member])
    }

    package struct Member: Sendable, Hashable {
        package var name: String
        package var namePosition: SourcePosition
        package var value: SourceNode

        package init(name: String, namePosition: SourcePosition, value: SourceNode) {
            self.name = name
            self.namePosition = namePosition
            self.value = value
        }
    }

    package var position: SourcePosition
    package var content: Content

    package init(position: SourcePosition, content: Content) {
        self.position = position
        self.content = content
    }

    /// The same value without its positions.
    ///
    /// Of several members with one name the last counts.
    package var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        case .bigNumber(let value): .bigNumber(value)
        case .string(let value): .string(value)
        case .array(let nodes): .array(nodes.map(\.value))
        case .object(let members): .object(Self.object(of: members))
        }
    }

    private static func object(of members: [Member]) -> JSONObject {
        var list = MemberList(builder: ValueBuilder())
        for member in members {
            _ = list.add(member.name, JSONObject.Member(name: member.name, value: member.value.value))
        }
        return JSONObject(list.members)
    }

    package var stringValue: String? {
        if case .string(let value) = content { value } else { nil }
    }

    package var integerValue: Int64? {
        if case .integer(let value) = content { value } else { nil }
    }

    package var boolValue: Bool? {
        if case .bool(let value) = content { value } else { nil }
    }

    package var elements: [SourceNode]? {
        if case .array(let value) = content { value } else { nil }
    }

    package var members: [Member]? {
        if case .object(let value) = content { value } else { nil }
    }

    /// The member of that name, or `nil` where there is none or this is not an object.
    package subscript(name: String) -> SourceNode? {
        members?.last { $0.name.hasSameUnits(as: name) }?.value
    }

    /// What kind of value this is, for messages: "a string", "an array" and so on.
    package var kindPhrase: String {
        switch content {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .double, .bigNumber: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
