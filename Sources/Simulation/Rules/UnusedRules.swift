// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Space {
    /// The rules of the scenario in use that no request has met: `job rule 2 of flaky`.
    ///
    /// A rule without conditions that comes last is the scenario's fallback and is not counted.
    package var unusedRules: [String] {
        let unmet = counters.unmet
        let jobs = unmet.jobs.filter { index in
            index < scenario.jobs.count - 1 || scenario.jobs[index].when != RequestMatch()
        }
        return jobs.map { "job rule \($0 + 1) of \(scenario.name)" }
            + unmet.faults.map { "fault \($0 + 1) of \(scenario.name)" }
    }
}
