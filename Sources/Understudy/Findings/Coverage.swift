// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import JSON
package import Simulation

/// What of an API the clients of a space exercised, of what there is.
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
    private let stateWords: [String: [String]]
    /// How often each error that the document's catalogue names was answered.
    package var errors: [String: Int]
    /// How many deliveries of each event that is sent a receiver took.
    package var events: [String: Int]

    init(_ api: CompiledAPI) {
        self.api = api.id
        operations = api.headings.map { Operation(id: $0.id) }
        states = Dictionary(api.jobKinds.map { ($0.name, []) }) { first, _ in first }
        stateWords = api.stateWords
        errors = Dictionary(api.errors.names.map { ($0, 0) }) { first, _ in first }
        let sent = api.webhooks?.rules.events.filter { $0.trigger != .never } ?? []
        events = Dictionary(sent.map { ($0.name, 0) }) { first, _ in first }
    }

    mutating func add(_ entry: JournalEntry, _ operation: CompiledOperation?) {
        if let error = entry.observation.error, let count = errors[error] { errors[error] = count + 1 }
        guard let operation, let index = operations.firstIndex(where: { $0.id == operation.id }) else { return }
        if operations[index].requests == 0 {
            operations[index].statuses[operation.success.status] = 0
            for status in operation.failures.keys where status != 0 { operations[index].statuses[status] = 0 }
        }
        operations[index].requests += 1
        if let status = entry.status { operations[index].statuses[status, default: 0] += 1 }
        if let state = entry.observation.state, let kind = entry.observation.kind { states[kind]?.insert(state) }
    }

    mutating func add(_ delivery: Delivery) {
        guard delivery.state == .delivered, !delivery.isTest, let count = events[delivery.event] else { return }
        events[delivery.event] = count + 1
    }

    /// How much of one kind was exercised.
    package struct Share: Sendable {
        package var exercised: Int
        package var available: Int
    }

    package var operationShare: Share {
        Share(exercised: operations.count { $0.requests > 0 }, available: operations.count)
    }
    /// States that the vendor has one word for are one to its clients.
    package var stateShare: Share {
        let words = stateWords.map { kind, words in
            (seen: states[kind] ?? [], words: Array(zip(JobState.allCases, words)))
        }
        return Share(
            exercised: words.reduce(0) { sum, kind in
                sum + Set(kind.words.filter { kind.seen.contains($0.0) }.map(\.1)).count
            }, available: words.reduce(0) { $0 + Set($1.words.map(\.1)).count })
    }
    package var errorShare: Share { Self.share(errors) }
    package var eventShare: Share { Self.share(events) }

    private static func share(_ counts: [String: Int]) -> Share {
        Share(exercised: counts.values.count { $0 > 0 }, available: counts.count)
    }

    package var json: JSONValue {
        let list = operations.map { operation -> JSONValue in
            let statuses = operation.statuses.sorted { $0.key < $1.key }.map { (String($0), $1) }
            return [
                "id": .string(operation.id), "requests": .integer(Int64(operation.requests)),
                "statuses": Self.json(statuses),
            ]
        }
        let kinds = states.sorted { $0.key < $1.key }.map { name, seen in
            JSONObject.Member(
                name: name,
                value: .array(JobState.allCases.filter(seen.contains).map { .string($0.rawValue) }))
        }
        return [
            "api": .string(api), "operations": .integer(Int64(operations.count)),
            "exercised": .integer(Int64(operationShare.exercised)), "byOperation": .array(list),
            "states": .object(JSONObject(kinds)), "stateCount": Self.json(stateShare),
            "errors": Self.json(errors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            "errorCount": Self.json(errorShare),
            "events": Self.json(events.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            "eventCount": Self.json(eventShare),
        ]
    }

    private static func json(_ counts: [(name: String, count: Int)]) -> JSONValue {
        .object(JSONObject(counts.map { .init(name: $0.name, value: .integer(Int64($0.count))) }))
    }

    private static func json(_ share: Share) -> JSONValue {
        ["exercised": .integer(Int64(share.exercised)), "available": .integer(Int64(share.available))]
    }
}
