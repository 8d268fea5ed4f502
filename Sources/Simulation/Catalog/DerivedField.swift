// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A field of records that is worked out whenever a record is shown, listed by or filtered by, and never stored.
package struct DerivedField: Sendable, Hashable, Codable {
    package var name: String
    package var value: Value

    package init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    package enum Value: Sendable, Hashable, Codable {
        /// A value inside the record, by the names that lead to it.
        case inside([String])
        /// A field of the record that one of this record's fields names; that field may be derived too, if it stands
        /// before this one.
        case lookup(field: String, collection: String, take: String)
        /// How many records of a collection name this one in a field, or among that field's elements.
        case count(collection: String, by: String)
        /// The average of a field of those records, to one decimal; null where there are none.
        case average(collection: String, by: String, of: String)
    }
}

/// A record that is deleted together with the one that a field of it names.
package struct Ownership: Sendable, Hashable, Codable {
    package var field: String
    package var collection: String

    package init(field: String, collection: String) {
        self.field = field
        self.collection = collection
    }
}
