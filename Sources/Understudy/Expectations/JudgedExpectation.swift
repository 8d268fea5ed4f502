// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// An expectation of a scenario with what came of it in one space.
package struct JudgedExpectation: Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case met
        case unmet
        /// What could tell is gone, or was never there to see.
        case unknown
    }

    /// Where an expectation stands.
    package struct Origin: Sendable, Hashable {
        package var scenario: String
        /// Among the scenario's expectations, from 0.
        package var index: Int
        /// `nil`: the scenario came over the network.
        package var place: Expectation.Place?

        package var pointer: String { "/expect/\(index)" }

        /// What a baseline knows it by: lines of files move.
        var name: String { "\(scenario) \(pointer)" }

        /// `file:line:column`, or the scenario and the pointer.
        package var text: String {
            place.map { "\($0.file):\($0.line):\($0.column)" } ?? "scenario \(scenario), \(pointer)"
        }
    }

    package var expectation: Expectation
    package var origin: Origin
    package var verdict: Verdict
    /// Why it is not met, or why nobody can tell.
    package var message: String?
    /// Ids of journal entries: those that are too many, or come closest.
    package var requests: [Int]

    /// What test reports call it.
    package var title: String {
        let number = "expectation \(origin.index + 1)"
        return (expectation.name.map { "\(number) \"\($0)\"" } ?? number) + ": " + expectation.phrase
    }

    /// What an unmet one is among the things that clients did wrong.
    package var finding: Finding? {
        guard verdict == .unmet else { return nil }
        let source = origin.place.map { SourcePlace(file: $0.file, line: $0.line, column: $0.column) }
        let rule = ViolationRule.named("expectation-unmet")
        var finding = Finding(
            rule.id, api: nil, operation: nil, message: message ?? rule.title, subject: origin.name,
            hint: source == nil
                ? "compare the requests with \(origin.pointer) of the scenario \(origin.scenario)" : nil,
            source: source, evidence: requests)
        finding.expectation = origin
        return finding
    }

    package var json: JSONValue {
        [
            "place": .string(origin.text), "name": expectation.name.map(JSONValue.string) ?? .null,
            "description": .string(expectation.phrase), "verdict": .string(verdict.rawValue),
            "message": message.map(JSONValue.string) ?? .null,
            "requests": .array(requests.map { .integer(Int64($0)) }),
        ]
    }
}
