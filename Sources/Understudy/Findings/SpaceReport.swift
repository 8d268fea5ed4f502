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
    /// When the first and the last request that the journal holds came, on the wall clock.
    package var started: Instant?
    package var ended: Instant?
    /// Entries that the journal has dropped; greater than 0, absent findings and unexercised operations prove nothing.
    package var evicted: Int
    package var findings: [Finding]
    /// How many findings a baseline silenced.
    package var silenced: Int
    /// Rules that could not be judged, with why.
    package var notJudged: [(rule: String, reason: String)]
    package var coverage: [Coverage]
    /// Rules of the scenario that no request met.
    package var unusedRules: [String]
    /// What the scenario expects, with what came of it; those that are not met are findings too.
    package var expectations: [JudgedExpectation]

    package var errors: Int { findings.count { $0.rule.severity == .error } }
    package var warnings: Int { findings.count { $0.rule.severity == .warning } }

    package var json: JSONValue {
        [
            "space": .string(space), "seed": .integer(Int64(bitPattern: seed)), "scenario": .string(scenario),
            "clock": .string(clockMode.rawValue), "requests": .integer(Int64(requests)),
            "evicted": .integer(Int64(evicted)), "errors": .integer(Int64(errors)),
            "warnings": .integer(Int64(warnings)), "silenced": .integer(Int64(silenced)),
            "violations": .array(findings.map(\.json)),
            "notJudged": .array(notJudged.map { ["rule": .string($0.rule), "reason": .string($0.reason)] }),
            "coverage": .array(coverage.map(\.json)), "unusedRules": .array(unusedRules.map(JSONValue.string)),
            "expectations": .array(expectations.map(\.json)),
        ]
    }
}

extension SpaceHost {
    /// Judges everything that the journal holds.
    package func report(baseline: Set<String> = [], at wall: Instant) -> SpaceReport {
        // Copying the journal's entries is a reference each; judging them holds up nobody.
        let (entries, apis, unused, clock, facts, expected) = withLock(at: wall) { state in
            (
                Array(state.journal.held()), state.apis, state.space.unusedRules, state.space.clock(at: wall),
                (
                    seed: state.space.seed, scenario: state.space.scenario.name,
                    requests: state.journal.nextID - 1, evicted: state.journal.evicted
                ), state.expectationFacts
            )
        }
        var table = FindingTable()
        for entry in entries {
            for violation in entry.violations {
                table.add(
                    violation.rule, api: entry.api, operation: entry.operation, message: violation.message,
                    evidence: [entry.id], pointer: violation.pointer, hint: violation.hint)
            }
        }
        var judge = EtiquetteJudge(apis: apis)
        for entry in entries { judge.consider(entry) }
        judge.finish(delivered: [])
        var judged = expected
        judged.entries = entries.filter { $0.id >= expected.since }
        judged.findings = table.findings + judge.table.findings
        let expectations = ExpectationJudge.judge(judged)
        let found = judged.findings + expectations.compactMap(\.finding)
        let loud = found.filter { !baseline.contains($0.fingerprint) }
        return SpaceReport(
            space: name, seed: facts.seed, scenario: facts.scenario, clockMode: clock.mode, requests: facts.requests,
            started: entries.first?.wallTime, ended: entries.last?.wallTime, evicted: facts.evicted, findings: loud,
            silenced: found.count - loud.count,
            notJudged: Self.notJudged(entries, evicted: facts.evicted), coverage: Self.coverage(entries, apis),
            unusedRules: unused, expectations: expectations)
    }

    private static func notJudged(_ entries: [JournalEntry], evicted: Int) -> [(rule: String, reason: String)] {
        var list: [(rule: String, reason: String)] = []
        let unpaced = entries.count { !$0.observation.isPaced }
        if unpaced > 0 {
            for rule in ViolationRule.all where rule.needsPace {
                list.append(
                    (
                        rule.id,
                        "\(unpaced) of \(entries.count) requests came while the clock was not real at speed 1, and so say nothing of the client's own pace"
                    ))
            }
        }
        if evicted > 0 {
            list.append(("*", "the journal has dropped \(evicted) older requests; raise --journal-bytes to keep more"))
        }
        return list
    }

    private static func coverage(_ entries: [JournalEntry], _ apis: [String: CompiledAPI]) -> [Coverage] {
        var coverage: [String: Coverage] = [:]
        for entry in entries {
            guard let id = entry.api, let api = apis[id] else { continue }
            var known = coverage[id] ?? Coverage(api)
            if let operation = entry.operation.flatMap({ api.operation($0) }) { known.add(entry, operation) }
            coverage[id] = known
        }
        return coverage.values.sorted { $0.api < $1.api }
    }
}
