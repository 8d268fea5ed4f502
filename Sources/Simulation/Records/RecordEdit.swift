// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// How a record is made or changed: by what a request gives, then by rules.
package struct RecordEdit: Sendable, Hashable, Codable {
    package enum Verb: String, Sendable, Hashable, Codable {
        case create
        /// Sets the given fields and leaves the others.
        case patch
        /// Leaves nothing but the given fields and the engine's own.
        case replace
    }

    package var verb: Verb
    /// Of the record to change; without meaning where one is made.
    package var identifier: String
    package var fields: JSONObject
    /// In this order; a later one sees what an earlier one set.
    package var sets: [FieldChange]

    package init(verb: Verb, identifier: String = "", fields: JSONObject = JSONObject(), sets: [FieldChange] = []) {
        self.verb = verb
        self.identifier = identifier
        self.fields = fields
        self.sets = sets
    }
}

/// A field of a record with what it becomes.
package struct FieldChange: Sendable, Hashable, Codable {
    package var field: String
    package var value: FieldValue

    package init(field: String, value: FieldValue) {
        self.field = field
        self.value = value
    }
}

/// What a field becomes; worked out when the record is changed.
package indirect enum FieldValue: Sendable, Hashable, Codable {
    case constant(JSONValue)
    case now(TimestampForm)
    /// What stands in the record, by the names that lead to it.
    case item([String])
    /// An input of the job that changes the record.
    case input(Int)
    /// A field of the record that the value identifies.
    case lookup(FieldValue, collection: String, field: String)
    /// One text; none where a part is missing.
    case joined([FieldValue])
    /// The first that has a value.
    case firstOf([FieldValue])
    case mapped(FieldValue, [String: JSONValue])
    /// The field's own number, 0 where it is none, plus this much, within the bounds.
    case sum(Int64, least: Int64?, most: Int64?)
}

/// What a job does to a record when it comes to a state.
package struct JobChange: Sendable, Hashable, Codable {
    package var on: JobState
    package var collection: String
    /// Index of the input that identifies the record.
    package var input: Int
    package var sets: [FieldChange]

    package init(on: JobState, collection: String, input: Int, sets: [FieldChange]) {
        self.on = on
        self.collection = collection
        self.input = input
        self.sets = sets
    }
}
