// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// One thing that a client did wrong, with everything that shows it; the same mistake made often is one finding.
package struct Finding: Sendable {
    package var rule: ViolationRule
    /// The rule's, unless the space is stricter.
    package var severity: ViolationRule.Severity
    package var api: String?
    /// The operation, or the event of a webhook.
    package var operation: String?
    /// What happened, in a sentence.
    package var message: String
    /// Where in the request's body.
    package var pointer: String?
    /// What it is about where that is no place in a body: a parameter, a path, a case of a probe.
    package var subject: String?
    package var hint: String
    /// The line that was broken.
    package var source: SourcePlace?
    /// What the vendor says, where the document quotes it.
    package var guidance: String?
    /// Ids of journal entries, the first ones.
    package var evidence: [Int]
    /// Numbers of webhook deliveries, the first ones.
    package var deliveries: [Int]
    package var occurrences = 1
    /// What the scenario expected, where that is what is wrong.
    package var expectation: JudgedExpectation.Origin?

    /// How many entries, and how many deliveries, a finding names.
    static let evidenceKept = 20

    package init(
        _ rule: String, api: String?, operation: String?, message: String, pointer: String? = nil,
        subject: String? = nil, hint: String? = nil, source: SourcePlace? = nil, guidance: String? = nil,
        evidence: [Int] = [], deliveries: [Int] = []
    ) {
        self.rule = ViolationRule.named(rule)
        severity = self.rule.severity
        self.api = api
        self.operation = operation
        self.message = message
        self.pointer = pointer
        self.subject = subject
        self.hint = hint ?? self.rule.hint
        self.source = source
        self.guidance = guidance
        self.evidence = evidence
        self.deliveries = deliveries
    }

    /// What a baseline knows it by: nothing that changes from run to run.
    package var fingerprint: String {
        [rule.id, api ?? "", operation ?? "", pointer ?? subject ?? ""].joined(separator: "|")
    }

    package var json: JSONValue {
        func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
        func numbers(_ list: [Int]) -> JSONValue { .array(list.map { .integer(Int64($0)) }) }
        return [
            "rule": .string(rule.id), "kind": .string(rule.kind.rawValue), "severity": .string(severity.rawValue),
            "api": text(api), "operation": text(operation), "message": .string(message), "pointer": text(pointer),
            "subject": text(subject), "hint": .string(hint), "source": text(source?.description),
            "guidance": text(guidance), "occurrences": .integer(Int64(occurrences)), "requests": numbers(evidence),
            "deliveries": numbers(deliveries), "fingerprint": .string(fingerprint),
        ]
    }
}

/// Findings in the order in which they first came up, each mistake once.
struct FindingTable {
    private(set) var findings: [Finding] = []
    private var index: [String: Int] = [:]

    mutating func add(_ finding: Finding) {
        guard let place = index[finding.fingerprint] else {
            index[finding.fingerprint] = findings.count
            findings.append(finding)
            return
        }
        findings[place].occurrences += 1
        Self.add(finding.evidence, to: &findings[place].evidence)
        Self.add(finding.deliveries, to: &findings[place].deliveries)
    }

    private static func add(_ numbers: [Int], to list: inout [Int]) {
        for number in numbers where list.count < Finding.evidenceKept && !list.contains(number) { list.append(number) }
    }
}
