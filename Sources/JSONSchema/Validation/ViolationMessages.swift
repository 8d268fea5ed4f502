// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    /// A value for a message: long ones are cut.
    static func quoted(_ value: JSONValue) -> String {
        switch value {
        case .array(let elements) where elements.count > 3: return "an array of \(elements.count) elements"
        case .object(let object) where object.count > 3: return "an object of \(object.count) members"
        default:
            let text = value.text
            return text.count <= 80 ? text : text.prefix(79) + "…"
        }
    }

    static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }

    static func typeMessage(_ value: JSONValue, _ types: JSONTypeSet) -> String {
        let expected = types.names.isEmpty ? "nothing" : types.names.joined(separator: " or ")
        return
            "\(quoted(value)) is of type \(JSONTypeSet(of: value).names.first ?? "number") where \(expected) is expected"
    }

    static func allowedMessage(_ value: JSONValue, _ allowed: AllowedValues) -> String {
        if allowed.values.count == 1 { return "\(quoted(value)) is not \(quoted(allowed.values[0]))" }
        let listed = allowed.values.prefix(12).map { quoted($0) }.joined(separator: ", ")
        let more = allowed.values.count - 12
        return "\(quoted(value)) is not one of \(listed)" + (more > 0 ? " and \(more) more" : "")
    }

    static func allowedHint(_ value: JSONValue, _ allowed: AllowedValues) -> String? {
        guard case .string(let text) = value else {
            // A number in quotes, or without them, is the usual mistake.
            return allowed.values.first { $0.stringValue == value.text }.map { "did you mean \($0.text)?" }
        }
        if let bare = allowed.values.first(where: { $0.stringValue == nil && $0.text == text }) {
            return "did you mean \(bare.text)?"
        }
        return NameSuggestion.closest(to: text, among: allowed.values.compactMap(\.stringValue))
            .map { "did you mean \"\($0)\"?" }
    }

    /// Another member of the object that was probably meant to be the missing one.
    static func missingHint(_ name: String, _ object: JSONObject, _ rules: ObjectRules) -> String? {
        let unknown = object.members.map(\.name).filter { rules.members[ExactString($0)] == nil }
        return NameSuggestion.closest(to: name, among: unknown).map { "is \"\($0)\" meant to be it?" }
    }
}

extension SchemaNode {
    /// `true`: everything meets it.
    static let anything = SchemaNode(
        origin: SchemaOrigin(resource: -1, position: SourcePosition(line: 1, column: 1), keywords: []),
        parts: SchemaParts())
}
