// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What an operation does, compiled from `x-sim-binding`.
package enum Binding: Sendable {
    case submit(SubmissionPlan)
    case readJob(kind: String, by: ValueSource)
    /// The job may be of any of the kinds.
    case readAnyJob(kinds: [String], by: ValueSource)
    case listJobs(kind: String, ListPlan)
    case stopJob(kind: String, by: ValueSource)
    case createRecord(collection: String)
    case readRecord(collection: String, by: ValueSource)
    case listRecords(collection: String, ListPlan)
    case patchRecord(collection: String, by: ValueSource)
    case replaceRecord(collection: String, by: ValueSource)
    case deleteRecord(collection: String, by: ValueSource)
    /// Makes or changes a record by more, or by less, than the body as it is.
    case editRecord(EditPlan)
    case batch(BatchPlan)
    case report(ReportPlan)
    /// Rendered from the request and the seed alone.
    case answer
    /// Bound by the program that serves the document, not by an annotation.
    case external

    /// The kind or collection, for errors that carry its name.
    package var subject: String? {
        switch self {
        case .submit(let plan): plan.kind
        case .batch(let plan): plan.collection
        case .report(let plan): plan.collection
        case .readJob(let name, _), .listJobs(let name, _), .stopJob(let name, _), .createRecord(let name),
            .readRecord(let name, _), .listRecords(let name, _), .patchRecord(let name, _),
            .replaceRecord(let name, _), .deleteRecord(let name, _):
            name
        case .editRecord(let plan): plan.collection
        case .readAnyJob, .answer, .external: nil
        }
    }
}

/// How a body becomes a submission.
package struct SubmissionPlan: Sendable {
    package var kind: String
    /// Where in the body each of the kind's inputs stands.
    var inputPaths: [[String]] = []
    var topic: [Topic]
    var words: ValueSource?
    var failures: [FailureRule]
    /// Of a batch.
    var parts: PartsPlan?
    /// The form of the identifiers of jobs that are submitted here, where it is not the kind's.
    var identifier: IdentifierForm?
    /// What of the request becomes the job's identifier.
    var named: ValueSource?

    enum Topic: Sendable {
        case source(ValueSource)
        /// A field of the record that the body names.
        case lookup(path: [String], collection: String, field: String)
    }

    struct FailureRule: Sendable {
        /// Values that the body must have for the rule to apply.
        var when: [(path: [String], value: JSONValue)]
        /// One of these must have a value.
        var any: [ValueSource]
        var reason: String
    }
}

/// How query parameters become a list query.
package struct ListPlan: Sendable {
    var order: ListQuery.Order
    /// The engine's key of each value that the order parameter may have.
    var orderKeys: [String: ListQuery.Order.Key]
    /// The same, where it is a figure that depends on the request.
    var orderSeries: [String: SeriesSource] = [:]
    var roles: [(parameter: String, role: Role)]
    var filters: [(location: ParameterLocation, parameter: String, filter: Filter)]
    var conditions: [Condition] = []

    enum Role: String, Sendable, CaseIterable {
        case number
        case size
        case offset
        case limit
        case cursor
        case order
        case direction
    }

    enum Filter: Sendable {
        /// The canonical states of each of the vendor's words.
        case jobState([String: [JobState]])
        case jobInput(Int)
        case field(String, MatchKind)
    }

    enum MatchKind: String, Sendable, CaseIterable {
        case anyOf = "any-of"
        case containsAny = "contains-any"
        case text
        case from
        case until
        /// True: the field has a value; false: it has none.
        case set
    }
}
