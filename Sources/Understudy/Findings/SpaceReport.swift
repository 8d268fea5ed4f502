// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import JSON
package import Simulation

/// What clients did in one space: what they did wrong, what they exercised, and what could not be judged.
package struct SpaceReport: Sendable {
    package var space: String
    package var seed: UInt64
    package var scenario: String
    package var clockMode: ClockMode
    package var requests: Int
    /// How many webhook deliveries there were, and how many probes of receivers.
    package var deliveries: Int
    package var probes: Int
    /// When the first and the last request that the journal holds came, on the wall clock.
    package var started: Instant?
    package var ended: Instant?
    /// Entries that the journal has dropped; greater than 0, absent findings and unexercised operations prove nothing.
    package var evicted: Int
    package var findings: [Finding]
    /// What a baseline knows already.
    package var silenced: [Finding]
    /// Rules that could not be judged, with why.
    package var notJudged: [(rule: String, reason: String)]
    package var coverage: [Coverage]
    /// Rules of the scenario that no request met.
    package var unusedRules: [String]
    /// What the scenario expects, with what came of it; those that are not met are findings too.
    package var expectations: [JudgedExpectation]

    package var errors: Int { findings.count { $0.severity == .error } }
    package var warnings: Int { findings.count { $0.severity == .warning } }
    /// Whether anybody did anything in the space.
    package var isUsed: Bool { requests > 0 || deliveries > 0 || probes > 0 }

    package var json: JSONValue {
        [
            "space": .string(space), "seed": .integer(Int64(bitPattern: seed)), "scenario": .string(scenario),
            "clock": .string(clockMode.rawValue), "requests": .integer(Int64(requests)),
            "evicted": .integer(Int64(evicted)), "errors": .integer(Int64(errors)),
            "warnings": .integer(Int64(warnings)), "silenced": .integer(Int64(silenced.count)),
            "deliveries": .integer(Int64(deliveries)),
            "silencedFingerprints": .array(silenced.map { .string($0.fingerprint) }),
            "violations": .array(findings.map(\.json)),
            "notJudged": .array(notJudged.map { ["rule": .string($0.rule), "reason": .string($0.reason)] }),
            "coverage": .array(coverage.map(\.json)), "unusedRules": .array(unusedRules.map(JSONValue.string)),
            "expectations": .array(expectations.map(\.json)),
        ]
    }
}

/// What of a space a report is made from, as it was at one moment.
private struct SpaceFacts: Sendable {
    var entries: [JournalEntry]
    var deliveries: [Delivery]
    var subscriptions: [WebhookSubscription]
    var probes: [ProbeRecord]
    var apis: [String: CompiledAPI]
    var unusedRules: [String]
    var clockMode: ClockMode
    var contract: ContractMode
    var seed: UInt64
    var scenario: String
    var requests: Int
    var evicted: Int
    var expected: ExpectationJudge.Facts

    init(_ state: borrowing SpaceHost.State, at wall: Instant) {
        // Copying the journal's entries is a reference each; judging them holds up nobody.
        entries = Array(state.journal.held())
        deliveries = state.space.hasNoWebhooks ? [] : Array(state.space.deliveries)
        subscriptions = state.space.webhooks
        probes = state.webhooks.probes
        apis = state.apis
        unusedRules = state.space.unusedRules
        clockMode = state.space.clock(at: wall).mode
        contract = state.contract
        seed = state.space.seed
        scenario = state.space.scenario.name
        requests = state.journal.nextID - 1
        evicted = state.journal.evicted
        expected = state.expectationFacts
    }
}

extension SpaceHost {
    /// Judges everything that the journal holds, and what receivers made of webhooks.
    package func report(baseline: Set<String> = [], at wall: Instant) -> SpaceReport {
        let facts = withLock(at: wall) { SpaceFacts($0, at: wall) }
        var conduct = WebhookConduct(apis: facts.apis, subscriptions: facts.subscriptions)
        for delivery in facts.deliveries { conduct.consider(delivery) }
        for probe in facts.probes { conduct.consider(probe) }
        RepeatedWork(facts.entries, apis: facts.apis).judge(facts.deliveries, &conduct)
        let all = Self.againstContract(facts.entries) + Self.againstEtiquette(facts) + conduct.table.findings
        let broken = all.compactMap(facts.contract.judged)
        let expectations = Self.expectations(facts, broken)
        let found = broken + expectations.compactMap(\.finding).compactMap(facts.contract.judged)
        return SpaceReport(
            space: name, seed: facts.seed, scenario: facts.scenario, clockMode: facts.clockMode,
            requests: facts.requests, deliveries: facts.deliveries.count, probes: facts.probes.count,
            started: facts.entries.first?.wallTime, ended: facts.entries.last?.wallTime, evicted: facts.evicted,
            findings: found.filter { !baseline.contains($0.fingerprint) },
            silenced: found.filter { baseline.contains($0.fingerprint) },
            notJudged: Self.notJudged(facts) + conduct.notJudged, coverage: Self.coverage(facts),
            unusedRules: facts.unusedRules, expectations: expectations)
    }

    private static func expectations(_ facts: SpaceFacts, _ findings: [Finding]) -> [JudgedExpectation] {
        var expected = facts.expected
        expected.entries = facts.entries.filter { $0.id >= expected.since }
        expected.findings = findings
        return ExpectationJudge.judge(expected)
    }

    private static func againstContract(_ entries: [JournalEntry]) -> [Finding] {
        var table = FindingTable()
        for entry in entries {
            for violation in entry.violations {
                table.add(
                    Finding(
                        violation.rule, api: entry.api, operation: entry.operation, message: violation.message,
                        pointer: violation.pointer, subject: violation.subject, hint: violation.hint,
                        source: violation.source, evidence: [entry.id]))
            }
        }
        return table.findings
    }

    private static func againstEtiquette(_ facts: SpaceFacts) -> [Finding] {
        var judge = EtiquetteJudge(apis: facts.apis)
        for entry in facts.entries { judge.consider(entry) }
        let told = facts.deliveries.filter { $0.state == .delivered }.compactMap(\.endedJob)
        judge.finish(delivered: Set(told.map { JobName(api: $0.api, identifier: $0.identifier) }))
        return judge.table.findings
    }

    private static func notJudged(_ facts: SpaceFacts) -> [(rule: String, reason: String)] {
        var list: [(rule: String, reason: String)] = []
        let unpaced = facts.entries.count { !$0.observation.isPaced }
        if unpaced > 0 {
            for rule in ViolationRule.all where rule.needsPace {
                list.append(
                    (
                        rule.id,
                        "\(unpaced) of \(facts.entries.count) requests came while the clock was not real at speed 1, and so say nothing of the client's own pace"
                    ))
            }
        }
        for rule in ViolationRule.all where facts.contract.mode(of: rule.id) == .off {
            list.append((rule.id, "switched off in this space"))
        }
        if facts.evicted > 0 {
            list.append(
                ("*", "the journal has dropped \(facts.evicted) older requests; raise --journal-bytes to keep more"))
        }
        return list
    }

    private static func coverage(_ facts: SpaceFacts) -> [Coverage] {
        var coverage: [String: Coverage] = [:]
        for entry in facts.entries {
            guard let id = entry.api, let api = facts.apis[id] else { continue }
            coverage[id, default: Coverage(api)].add(entry, entry.operation.flatMap { api.operation($0) })
        }
        for delivery in facts.deliveries {
            guard let api = facts.apis[delivery.api] else { continue }
            coverage[delivery.api, default: Coverage(api)].add(delivery)
        }
        return coverage.values.sorted { $0.api < $1.api }
    }
}
