// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// The same done to several records of a collection, and what follows from it: all of it or, where one of them is
/// unknown, nothing.
package struct RecordBatch: Sendable, Hashable, Codable {
    package enum Verb: String, Sendable, Hashable, Codable {
        case create
        case patch
        case delete
    }

    package var verb: Verb
    package var collection: String
    package var elements: [Element]
    /// Creates no record whose value in this field another one has already.
    package var unlessExists: String?
    /// The answer is the one record, not a list.
    package var isSingle: Bool
    /// Done afterwards.
    package var then: [RecordBatch]
    /// In a batch that follows another: the field that gets the identifier of the first batch's record.
    package var ownerField: String?

    package init(
        _ verb: Verb, _ collection: String, elements: [Element], unlessExists: String? = nil, isSingle: Bool = false,
        then: [RecordBatch] = [], ownerField: String? = nil
    ) {
        self.verb = verb
        self.collection = collection
        self.elements = elements
        self.unlessExists = unlessExists
        self.isSingle = isSingle
        self.then = then
        self.ownerField = ownerField
    }

    /// One record to make, change or delete.
    package struct Element: Sendable, Hashable, Codable {
        /// Of the record to change or delete.
        package var identifier: String
        package var fields: JSONObject
        /// By rules, after the given fields.
        package var sets: [FieldChange]
        package var links: [Link]
        /// What the vendor says of this element alone; the others are done all the same.
        package var isRefused: Bool

        package init(
            identifier: String = "", fields: JSONObject = [:], sets: [FieldChange] = [], links: [Link] = [],
            isRefused: Bool = false
        ) {
            self.identifier = identifier
            self.fields = fields
            self.sets = sets
            self.links = links
            self.isRefused = isRefused
        }
    }

    /// A field that holds identifiers of records which the request calls by name.
    package struct Link: Sendable, Hashable, Codable {
        /// The field of the changed record; the identifiers are added to those it has.
        package var field: String
        package var collection: String
        /// The field of those records that holds the name; a name that none has makes a record.
        package var nameField: String
        package var names: [String]

        package init(field: String, collection: String, nameField: String, names: [String]) {
            self.field = field
            self.collection = collection
            self.nameField = nameField
            self.names = names
        }
    }
}

/// What became of each element of a batch, in the order of the request.
package struct BatchReport: Sendable, Hashable, Codable {
    package enum Fate: String, Sendable, Hashable, Codable, CaseIterable {
        case done
        /// It exists already.
        case skipped
        case failed
    }

    package struct Item: Sendable, Hashable, Codable {
        package var fate: Fate
        /// The record; what was sent, where it failed.
        package var record: JSONObject

        package init(_ fate: Fate, _ record: JSONObject) {
            self.fate = fate
            self.record = record
        }
    }

    package var items: [Item]

    package init(items: [Item] = []) {
        self.items = items
    }

    /// The records of those elements.
    package func records(_ fates: Set<Fate>) -> [JSONObject] {
        items.filter { fates.contains($0.fate) }.map(\.record)
    }
}
