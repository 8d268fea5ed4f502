// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How a request makes or changes a record: which members of its body, and which fields by rule.
package struct EditPlan: Sendable {
    package var collection: String
    var verb: RecordEdit.Verb
    /// `nil` where a record is made.
    var by: ValueSource?
    /// The members of the body that become fields; `nil`: all.
    var takes: Set<String>?
    var sets: [Entry]

    struct Entry: Sendable {
        var field: String
        var value: Value
        /// Values that the body must have for the entry to apply.
        var when: [(path: [String], value: JSONValue)]

        func applies(to body: JSONValue) -> Bool {
            when.allSatisfy { body.member($0.path)?.isEqual(toJSON: $0.value) ?? false }
        }

        /// As the engine keeps it, where no request is involved.
        var change: FieldChange { FieldChange(field: field, value: value.fieldValue(RequestValues())) }
    }

    enum Value: Sendable {
        case source(ValueSource)
        case sum(Int64, least: Int64?, most: Int64?)
    }

    func edit(_ values: RequestValues, identifier: String) -> RecordEdit {
        let body = values.body ?? .null
        var fields = body.objectValue ?? JSONObject()
        if let takes { fields = JSONObject(fields.members.filter { takes.contains($0.name) }) }
        let applying = sets.filter { $0.applies(to: body) }
        return RecordEdit(
            verb: verb, identifier: identifier, fields: fields,
            sets: applying.map { FieldChange(field: $0.field, value: $0.value.fieldValue(values)) })
    }
}

extension EditPlan.Value {
    /// As the engine works it out; what is of the request is a constant there.
    func fieldValue(_ values: RequestValues) -> FieldValue {
        switch self {
        case .source(let source): source.fieldValue(values)
        case .sum(let amount, let least, let most): .sum(amount, least: least, most: most)
        }
    }
}

extension ValueSource {
    func fieldValue(_ values: RequestValues) -> FieldValue {
        switch self {
        case .item(let path): .item(path)
        case .now(let form): .now(form)
        case .constant(let value): .constant(value)
        case .jobInput(let index): .input(index)
        case .recordField(let source, let collection, let field):
            .lookup(source.fieldValue(values), collection: collection, field: field)
        case .mapped(let source, let map): .mapped(source.fieldValue(values), map)
        case .firstOf(let sources): .firstOf(sources.map { $0.fieldValue(values) })
        case .template(let parts):
            .joined(
                parts.map { part in
                    switch part {
                    case .literal(let text): .constant(.string(text))
                    case .value(let source): source.fieldValue(values)
                    }
                })
        default: .constant(value(values) ?? .null)
        }
    }
}

extension Binding {
    /// Whether what the body does not name stays as it is.
    var isPatch: Bool {
        switch self {
        case .patchRecord: true
        case .editRecord(let plan): plan.verb == .patch
        default: false
        }
    }
}
