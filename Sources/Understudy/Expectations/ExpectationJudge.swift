// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

/// Judges what a scenario expects by what a space remembers.
struct ExpectationJudge {
    /// What of a space tells whether an expectation is met.
    struct Facts {
        var scenario: String
        var expectations: [Expectation]
        var entries: [JournalEntry]
        /// The id of the first request that counts.
        var since: Int
        /// How many entries that count the journal has dropped.
        var evicted: Int
        /// Everything that was found, also what a baseline silences.
        var findings: [Finding]
        var contract: ContractMode
        var deliveries: [Delivery]
        /// Deliveries that made room for newer ones, or found none.
        var deliveriesGone: Int
        var probes: [ProbeRecord]
    }

    /// What an expectation came to.
    struct Outcome {
        var verdict: JudgedExpectation.Verdict
        var message: String?
        var requests: [Int] = []

        static let met = Outcome(verdict: .met)
    }

    let facts: Facts
    /// By the name of an expectation of requests: the last request that it needs; `nil` where that never came.
    private var anchors: [String: Int?] = [:]

    static func judge(_ facts: Facts) -> [JudgedExpectation] {
        var judge = ExpectationJudge(facts: facts)
        return facts.expectations.enumerated().map { index, expectation in
            let outcome = judge.outcome(expectation)
            return JudgedExpectation(
                expectation: expectation,
                origin: .init(scenario: facts.scenario, index: index, place: expectation.place),
                verdict: outcome.verdict, message: outcome.message, requests: outcome.requests)
        }
    }

    private init(facts: Facts) {
        self.facts = facts
    }

    private mutating func outcome(_ expectation: Expectation) -> Outcome {
        switch expectation.subject {
        case .requests(let requests): outcome(requests, phrase: expectation.phrase, name: expectation.name)
        case .jobs(let jobs): outcome(jobs, phrase: expectation.phrase)
        case .deliveries(let deliveries): outcome(deliveries, phrase: expectation.phrase)
        case .receiver(let receiver): outcome(receiver, phrase: expectation.phrase)
        case .never(let rules): outcome(never: rules)
        }
    }

    private mutating func outcome(_ requests: ExpectedRequests, phrase: String, name: String?) -> Outcome {
        // After a request that never came there is nothing.
        let start = requests.after.map { anchors[$0] ?? nil } ?? 0
        let found = RequestCount(requests, after: start, in: facts.entries)
        if let name {
            let needed = max(requests.count.least, 1)
            anchors[name] = .some(found.matching.count >= needed ? found.matching[needed - 1].id : nil)
        }
        var outcome = self.outcome(
            of: found.matching.map(\.id), requests.count, expected: phrase, isIncomplete: facts.evicted > 0,
            nearest: found.nearest)
        if outcome.verdict == .unmet, let missing = requests.after, start == nil {
            outcome.message = (outcome.message ?? "") + "; what \"\(missing)\" expects never came"
        }
        guard outcome.verdict != .unmet, let pace = requests.pace else { return outcome }
        let paced = PaceCheck(pace, found.matching, among: facts.entries).outcome
        return paced.verdict == .met ? outcome : paced
    }

    /// What comes of a number of things.
    ///
    /// - Parameters:
    ///   - ids: of the entries that count.
    ///   - count: how many there must be.
    ///   - expected: the same in words.
    ///   - isIncomplete: whether there may have been more of which nobody knows.
    ///   - nearest: what to say where there are too few.
    /// - Returns: the verdict with its reason.
    func outcome(
        of ids: [Int], _ count: ExpectedCount, expected: String, isIncomplete: Bool,
        nearest: (message: String?, ids: [Int]) = (nil, [])
    ) -> Outcome {
        let found = "expected \(expected), found \(ids.count)"
        if let most = count.most, ids.count > most {
            return Outcome(verdict: .unmet, message: found, requests: Array(ids.dropFirst(most).prefix(20)))
        }
        if ids.count < count.least {
            guard !isIncomplete else { return Outcome(verdict: .unknown, message: "\(found), but \(forgotten)") }
            return Outcome(
                verdict: .unmet, message: found + (nearest.message.map { "; closest: \($0)" } ?? ""),
                requests: ids.isEmpty ? nearest.ids : Array(ids.prefix(20)))
        }
        if count.most != nil, isIncomplete {
            return Outcome(verdict: .unknown, message: "\(found), but \(forgotten)")
        }
        return .met
    }

    private var forgotten: String {
        facts.evicted > 0
            ? "the journal has dropped \(facts.evicted) older requests; raise --journal-bytes to keep more"
            : "\(facts.deliveriesGone) deliveries were dropped"
    }

    private func outcome(never ids: [String]) -> Outcome {
        let broken = facts.findings.filter { finding in
            ids.contains(finding.rule.id)
                && (finding.evidence.contains { $0 >= facts.since } || finding.evidence.isEmpty)
        }
        guard broken.isEmpty else {
            let lines = broken.map { "\($0.rule.id): \($0.place.isEmpty ? "" : $0.place + ": ")\($0.message)" }
            return Outcome(
                verdict: .unmet, message: "expected never " + lines.joined(separator: "; and never "),
                requests: Array(broken.flatMap(\.evidence).prefix(20)))
        }
        if facts.evicted > 0 { return Outcome(verdict: .unknown, message: "nothing of it was found, but \(forgotten)") }
        let off = ids.filter { facts.contract.mode(of: $0) == .off }
        if !off.isEmpty {
            return Outcome(
                verdict: .unknown, message: "\(off.joined(separator: ", ")) is switched off in this space")
        }
        let unpaced = facts.entries.count { !$0.observation.isPaced }
        let paced = ids.filter { ViolationRule.named($0).needsPace }
        if unpaced > 0, !paced.isEmpty {
            return Outcome(
                verdict: .unknown,
                message: "\(paced.joined(separator: ", ")): " + PaceCheck.unseen(unpaced, of: facts.entries.count))
        }
        return .met
    }
}

extension SpaceHost.State {
    /// What tells whether expectations are met, but for what the journal holds.
    var expectationFacts: ExpectationJudge.Facts {
        // Most spaces expect nothing, and copying deliveries for them would be in vain.
        let isNeeded = !space.scenario.expect.isEmpty
        let gone = space.deliveriesGone
        return ExpectationJudge.Facts(
            scenario: space.scenario.name, expectations: space.scenario.expect, entries: [], since: scenarioSince,
            evicted: max(0, journal.evicted - scenarioSince + 1), findings: [], contract: contract,
            deliveries: isNeeded ? Array(space.deliveries) : [],
            deliveriesGone: gone.forgotten + gone.lost, probes: webhooks.probes)
    }
}
