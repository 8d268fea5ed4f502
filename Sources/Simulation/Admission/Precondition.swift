// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What must hold of the request, of the credential, or of a record before the work is done.
package struct Precondition: Sendable, Hashable, Codable {
    /// The name of the error where it does not hold.
    package var error: String
    package var subject: Subject
    package var test: Test

    package init(error: String, subject: Subject, test: Test) {
        self.error = error
        self.subject = subject
        self.test = test
    }

    package enum Subject: Sendable, Hashable, Codable {
        /// A record as a whole.
        case record(RecordSelector)
        /// A field of a record, by the names that lead to it; without such a record there is nothing to test.
        case field(RecordSelector, [String])
        case value(Operand)
    }

    package enum Operand: Sendable, Hashable, Codable {
        /// Of the request or of the document; `null`: there is none.
        case value(JSONValue)
        /// An attribute of the credential.
        case attribute([String])
    }

    /// Where there is no value, a comparison has nothing to refuse.
    package enum Test: Sendable, Hashable, Codable {
        case exists
        case missing
        case set
        case unset
        case oneOf([JSONValue])
        case noneOf([JSONValue])
        case below(Operand)
        case above(Operand)
        case atLeast(Operand)
        case atMost(Operand)
    }
}

/// Finds a record by one of its fields.
package struct RecordSelector: Sendable, Hashable, Codable {
    package var collection: String
    /// The field; `nil`: the one that identifies a record.
    package var field: String?
    package var value: JSONValue

    package init(collection: String, field: String? = nil, value: JSONValue) {
        self.collection = collection
        self.field = field
        self.value = value
    }
}

extension Space {
    /// The first thing that stands against a request: a record that it refers to and that is not there, or a
    /// precondition that does not hold.
    func refusal(
        by references: [RecordReference], _ preconditions: [Precondition], _ attributes: JSONObject,
        of api: InstalledAPI
    ) -> Outcome.Refusal? {
        for reference in references {
            guard let table = api.recordTable(reference.collection),
                recordTables[table].position(of: reference.identifier) != nil
            else {
                return .danglingReference(collection: reference.collection, identifier: reference.identifier)
            }
        }
        for precondition in preconditions where !holds(precondition, attributes, of: api) {
            return .preconditionFailed(precondition.error)
        }
        return nil
    }

    private func holds(_ precondition: Precondition, _ attributes: JSONObject, of api: InstalledAPI) -> Bool {
        let value: JSONValue
        switch precondition.subject {
        case .record(let selector):
            let isThere = record(selector, of: api) != nil
            return precondition.test == .missing ? !isThere : isThere
        case .field(let selector, let path):
            guard let record = record(selector, of: api) else { return true }
            value = JSONValue.object(record).value(at: path) ?? .null
        case .value(let operand): value = self.value(of: operand, attributes)
        }
        switch precondition.test {
        case .exists, .set: return value != .null && value != .string("")
        case .missing, .unset: return value == .null || value == .string("")
        case .oneOf(let values): return value == .null || values.contains { $0.isEqual(toJSON: value) }
        case .noneOf(let values): return !values.contains { $0.isEqual(toJSON: value) }
        case .below(let bound): return compare(value, bound, attributes) { $0 < 0 }
        case .above(let bound): return compare(value, bound, attributes) { $0 > 0 }
        case .atLeast(let bound): return compare(value, bound, attributes) { $0 >= 0 }
        case .atMost(let bound): return compare(value, bound, attributes) { $0 <= 0 }
        }
    }

    private func record(_ selector: RecordSelector, of api: InstalledAPI) -> JSONObject? {
        guard let table = api.recordTable(selector.collection) else { return nil }
        let records = recordTables[table]
        if let field = selector.field, field != records.kind.key {
            return records.records.lazy.map { fields(of: $0, in: table) }
                .first { $0[field]?.isEqual(toJSON: selector.value) ?? false }
        }
        guard let identifier = selector.value.identifierText, let position = records.position(of: identifier) else {
            return nil
        }
        return fields(of: records.records[position], in: table)
    }

    private func value(of operand: Precondition.Operand, _ attributes: JSONObject) -> JSONValue {
        switch operand {
        case .value(let value): value
        case .attribute(let path): JSONValue.object(attributes).value(at: path) ?? .null
        }
    }

    private func compare(
        _ value: JSONValue, _ bound: Precondition.Operand, _ attributes: JSONObject, _ holds: (Int) -> Bool
    ) -> Bool {
        value.order(against: self.value(of: bound, attributes)).map(holds) ?? true
    }
}

extension JSONValue {
    /// Negative, zero or positive, as this is less than, the same as or greater than the other.
    ///
    /// `nil` where they cannot be compared. Texts are compared as texts, which dates and timestamps of one form are made for.
    fileprivate func order(against other: JSONValue) -> Int? {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (.string(let left), .string(let right)): return left < right ? -1 : left == right ? 0 : 1
        default:
            guard let left = number, let right = other.number else { return nil }
            return left < right ? -1 : left > right ? 1 : 0
        }
    }
}
