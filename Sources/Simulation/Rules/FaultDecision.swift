// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Space {
    /// The misbehaviour scripted for this call, with the reason to give for it.
    mutating func decideFault(for call: Call) -> (fault: Outcome.Fault, reason: String)? {
        guard !scenario.faults.isEmpty else { return nil }
        let state = stateOfJob(in: call)
        guard let index = counters.fault(for: call, state: state, in: scenario.faults) else { return nil }
        let rule = scenario.faults[index]
        return (
            Outcome.Fault(
                rule: index, phase: rule.phase, delay: rule.delay, respond: rule.respond, transfer: rule.transfer),
            "fault \(index + 1) of \(scenario.name)"
        )
    }

    /// The state of the job that the call reads or stops.
    private func stateOfJob(in call: Call) -> JobState? {
        switch call.action {
        case .readJob(let kind, let identifier), .stopJob(let kind, let identifier):
            find(JobReference(api: call.api, kind: kind, identifier: identifier)).map { self[$0].state }
        case .readAnyJob(let kinds, let identifier):
            find(identifier, among: kinds, of: call.api).flatMap { find($0) }.map { self[$0].state }
        default: nil
        }
    }
}

extension Outcome.Fault {
    /// Whether the answer takes the place of the work; a mere delay does not.
    var replacesWork: Bool {
        phase == .before && (respond != nil || transfer != nil)
    }
}
