// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// The requests that an expectation is about, and those that come close.
struct RequestCount {
    private(set) var matching: [JournalEntry] = []
    private var misses: [(entry: JournalEntry, differences: [RequestPattern.Difference])] = []

    /// - Parameters:
    ///   - requests: what is expected.
    ///   - start: only requests after this id count; `nil`: none does.
    ///   - entries: those of the journal.
    init(_ requests: ExpectedRequests, after start: Int?, in entries: [JournalEntry]) {
        guard let start else { return }
        let pattern = RequestPattern(requests.when)
        for entry in entries where entry.id > start {
            var differences = pattern.differences(from: entry)
            func compare(_ place: String, _ expected: String?, _ found: String?, _ isSame: Bool) {
                guard let expected, !isSame else { return }
                differences.append(
                    .init(
                        place: place, expected: .string(expected), found: found.map(JSONValue.string) ?? .null))
            }
            let when = requests.when
            let (deed, state) = (entry.observation.deed, entry.observation.shownState)
            compare("does", when.does?.rawValue, deed?.rawValue, when.does == deed)
            compare("state", when.state?.rawValue, state?.rawValue, when.state == state)
            if let status = requests.status {
                compare(
                    "status", status.text, entry.status.map(String.init), entry.status.map(status.matches) ?? false)
            }
            if differences.isEmpty {
                matching.append(entry)
            } else {
                misses.append((entry, differences))
            }
        }
    }

    /// The requests that differ in least, the latest first.
    var nearest: (message: String?, ids: [Int]) {
        // Another operation, or no body at all, is farther away than a value that differs about the right one.
        func distance(_ differences: [RequestPattern.Difference]) -> Int {
            differences.reduce(0) { $0 + (["api", "operation", "does", "body"].contains($1.place) ? 10 : 1) }
        }
        let ranked = misses.map { (miss: $0, distance: distance($0.differences)) }
        let closest = ranked.sorted { ($0.distance, -$0.miss.entry.id) < ($1.distance, -$1.miss.entry.id) }
            .prefix(Verification.nearestShown).map(\.miss)
        guard let first = closest.first else { return (nil, []) }
        let differences = first.differences.map { difference in
            "\(difference.place) \(difference.found == .null ? "missing" : difference.found.shown)"
                + " instead of \(difference.expected.shown)"
        }
        return ("request \(first.entry.id), \(differences.joined(separator: ", "))", closest.map(\.entry.id))
    }
}

extension RequestPattern {
    init(_ match: RequestMatch) {
        self.init()
        api = match.api
        operation = match.operation
        body = match.body.map { (JSONPointer($0.pointer), $0.value) }
    }
}

extension JSONValue {
    /// Texts without their quotes.
    fileprivate var shown: String { stringValue ?? text }
}

extension Observation {
    /// The state in which the client saw the job: not where the answer was lost.
    var shownState: JobState? { wasLost ? nil : state }
}
