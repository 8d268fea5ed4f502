// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// One thing that a client did wrong, with everything that shows it; the same mistake made often is one finding.
package struct Finding: Sendable {
    package var rule: ViolationRule
    package var api: String?
    package var operation: String?
    /// What happened, in a sentence.
    package var message: String
    /// Where in the request's body.
    package var pointer: String?
    package var hint: String
    /// What of the vendor's word the rule rests on.
    package var source: String?
    /// Ids of journal entries, the first and the last ones.
    package var evidence: [Int]
    package var occurrences: Int
    /// What the scenario expected, where that is what is wrong.
    package var expectation: JudgedExpectation.Origin?

    /// How many entries a finding names.
    static let evidenceKept = 20

    /// What a baseline knows it by: nothing that changes from run to run.
    package var fingerprint: String {
        [rule.id, expectation?.scenario ?? api ?? "", operation ?? "", pointer ?? ""].joined(separator: "|")
    }

    package var json: JSONValue {
        func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
        return [
            "rule": .string(rule.id), "kind": .string(rule.kind.rawValue), "severity": .string(rule.severity.rawValue),
            "api": text(api), "operation": text(operation), "message": .string(message), "pointer": text(pointer),
            "hint": .string(hint), "source": text(source), "occurrences": .integer(Int64(occurrences)),
            "requests": .array(evidence.map { .integer(Int64($0)) }), "fingerprint": .string(fingerprint),
        ]
    }
}

/// Findings in the order in which they first came up, each mistake once.
struct FindingTable {
    private(set) var findings: [Finding] = []
    private var index: [String: Int] = [:]

    mutating func add(
        _ rule: String, api: String?, operation: String?, message: String, evidence: [Int], pointer: String? = nil,
        hint: String? = nil, source: String? = nil
    ) {
        let rule = ViolationRule.named(rule)
        let finding = Finding(
            rule: rule, api: api, operation: operation, message: message, pointer: pointer, hint: hint ?? rule.hint,
            source: source, evidence: evidence, occurrences: 1)
        guard let place = index[finding.fingerprint] else {
            index[finding.fingerprint] = findings.count
            findings.append(finding)
            return
        }
        findings[place].occurrences += 1
        for id in evidence where !findings[place].evidence.contains(id) {
            if findings[place].evidence.count < Finding.evidenceKept { findings[place].evidence.append(id) }
        }
    }
}
