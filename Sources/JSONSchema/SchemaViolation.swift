// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// One way in which a value does not meet its schema.
package struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
    /// The place in the value that was checked.
    package var instance: JSONPointer
    /// The schema keyword that the value fails.
    package var keyword: String
    /// What is wrong and what was expected, without a full stop.
    package var message: String
    /// Where the keyword stands in the schema's file.
    package var schemaPosition: SourcePosition?
    /// What to do about it, where that is known: `did you mean "title"?`.
    package var hint: String?
    /// What annotations that the compiler was told to keep say beside the keyword.
    package var annotations: [String: JSONValue]
    /// The types that the schema allows.
    package var types: JSONTypeSet

    package init(
        instance: JSONPointer, keyword: String, message: String, schemaPosition: SourcePosition? = nil,
        hint: String? = nil, annotations: [String: JSONValue] = [:], types: JSONTypeSet = .all
    ) {
        self.instance = instance
        self.keyword = keyword
        self.message = message
        self.schemaPosition = schemaPosition
        self.hint = hint
        self.annotations = annotations
        self.types = types
    }

    package var description: String {
        let place = instance.tokens.isEmpty ? "" : "\(instance): "
        return place + message + (hint.map { "; " + $0 } ?? "")
    }
}
