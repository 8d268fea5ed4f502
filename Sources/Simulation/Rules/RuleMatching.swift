// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension RequestMatch {
    /// Whether a request satisfies everything but the ordinals.
    ///
    /// - Parameters:
    ///   - call: the request.
    ///   - state: the state of the job that the request is about, before the request.
    /// - Returns: whether it does.
    func matches(_ call: Call, state: JobState?) -> Bool {
        if let api, api != call.api { return false }
        if let operation, operation != call.operation { return false }
        if let does, does != call.action.deed { return false }
        if let wanted = self.state, wanted != state { return false }
        return body.allSatisfy { condition in
            call.body?.value(at: JSONPointer(condition.pointer))?.isEqual(toJSON: condition.value) ?? false
        }
    }

    /// Whether the request that is the `ordinal`-th, from 1, to satisfy all the rest is meant.
    func selects(ordinal: Int) -> Bool {
        if !nth.isEmpty, !nth.contains(ordinal) { return false }
        if let every { return every > 0 && ordinal % every == 0 }
        return true
    }
}

extension Action {
    /// What a rule can say of it.
    package var deed: RequestDeed? {
        switch self {
        case .submit: .submit
        case .readJob, .readAnyJob, .readRecord: .read
        case .listJobs, .listRecords: .list
        case .stopJob: .stop
        case .createRecord: .create
        case .patchRecord: .patch
        case .replaceRecord: .replace
        case .deleteRecord: .delete
        case .editRecord(_, let edit): RequestDeed(rawValue: edit.verb.rawValue)
        case .batch(let batch): RequestDeed(rawValue: batch.verb.rawValue)
        case .report, .answer, .refuse: nil
        }
    }
}

/// How often each rule of the scenario in use was met.
///
/// Starts again with each scenario.
struct RuleCounters: Sendable, Hashable, Codable {
    private var faultMatches: [Int]
    private var jobMatches: [Int]
    private var jobsTaken: [Int]

    init(_ scenario: Scenario) {
        faultMatches = Array(repeating: 0, count: scenario.faults.count)
        jobMatches = Array(repeating: 0, count: scenario.jobs.count)
        jobsTaken = jobMatches
    }

    /// Rules of the scenario that no request met: indices into its `jobs` and its `faults`.
    var unmet: (jobs: [Int], faults: [Int]) {
        (jobsTaken.indices.filter { jobsTaken[$0] == 0 }, faultMatches.indices.filter { faultMatches[$0] == 0 })
    }

    /// The first fault rule that is meant, as its index.
    ///
    /// Every rule counts its own matches, also those behind it.
    mutating func fault(for call: Call, state: JobState?, in rules: [FaultRule]) -> Int? {
        var chosen: Int?
        for index in rules.indices where rules[index].when.matches(call, state: state) {
            faultMatches[index] += 1
            if chosen == nil, rules[index].when.selects(ordinal: faultMatches[index]) { chosen = index }
        }
        return chosen
    }

    /// The first job rule that is meant, as its index, with the name of the timeline whose turn it is: the last one stays.
    mutating func jobRule(for call: Call, in rules: [JobRule]) -> (index: Int, timeline: String?)? {
        var chosen: Int?
        for index in rules.indices where rules[index].when.matches(call, state: nil) {
            jobMatches[index] += 1
            if chosen == nil, rules[index].when.selects(ordinal: jobMatches[index]) { chosen = index }
        }
        guard let chosen else { return nil }
        let names = rules[chosen].then
        let turn = min(jobsTaken[chosen], names.count - 1)
        jobsTaken[chosen] += 1
        return (chosen, names.isEmpty ? nil : names[turn])
    }
}
