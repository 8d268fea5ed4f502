// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import JSON
package import Simulation

/// What of an API the requests of a journal exercised.
package struct Coverage: Sendable {
    package struct Operation: Sendable {
        package var id: String
        package var requests = 0
        /// Of an operation that was used: how often each documented status was answered, 0 for those that never were.
        package var statuses: [Int: Int] = [:]
    }

    package var api: String
    package var operations: [Operation]
    /// By job kind, the states in which a client saw a job.
    package var states: [String: Set<JobState>]

    init(_ api: CompiledAPI) {
        self.api = api.id
        operations = api.headings.map { Operation(id: $0.id) }
        states = Dictionary(api.jobKinds.map { ($0.name, []) }) { first, _ in first }
    }

    mutating func add(_ entry: JournalEntry, _ operation: CompiledOperation) {
        guard let index = operations.firstIndex(where: { $0.id == operation.id }) else { return }
        if operations[index].requests == 0 {
            operations[index].statuses[operation.success.status] = 0
            for status in operation.failures.keys where status != 0 { operations[index].statuses[status] = 0 }
        }
        operations[index].requests += 1
        if let status = entry.status { operations[index].statuses[status, default: 0] += 1 }
        if let state = entry.observation.state, let kind = operation.binding.subject { states[kind]?.insert(state) }
    }

    var exercisedOperations: Int { operations.count { $0.requests > 0 } }

    package var json: JSONValue {
        let list = operations.map { operation -> JSONValue in
            let statuses = operation.statuses.sorted { $0.key < $1.key }.map { ($0, $1) }
            return [
                "id": .string(operation.id), "requests": .integer(Int64(operation.requests)),
                "statuses": .object(
                    JSONObject(statuses.map { .init(name: String($0), value: .integer(Int64($1))) })),
            ]
        }
        let kinds = states.sorted { $0.key < $1.key }.map { name, seen in
            JSONObject.Member(
                name: name,
                value: .array(JobState.allCases.filter(seen.contains).map { .string($0.rawValue) }))
        }
        return [
            "api": .string(api), "operations": .integer(Int64(operations.count)),
            "exercised": .integer(Int64(exercisedOperations)), "byOperation": .array(list),
            "states": .object(JSONObject(kinds)),
        ]
    }
}
