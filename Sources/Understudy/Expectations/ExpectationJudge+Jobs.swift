// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension ExpectationJudge {
    func outcome(_ jobs: ExpectedJobs, phrase: String) -> Outcome {
        let pattern = RequestPattern(jobs.when)
        var submissions: [(job: String, entry: Int)] = []
        var known: Set<String> = []
        for entry in facts.entries where entry.observation.deed == .submit {
            // The same job again is an answer to an idempotency key that came again.
            guard let job = entry.job, known.insert(entry.jobKey(job)).inserted,
                pattern.differences(from: entry).isEmpty
            else { continue }
            submissions.append((entry.jobKey(job), entry.id))
        }
        let outcome = self.outcome(
            of: submissions.map(\.entry), jobs.count, expected: phrase, isIncomplete: facts.evicted > 0)
        guard outcome.verdict != .unmet, let end = jobs.end else { return outcome }
        let ended = end == .known ? self.ended.union(told) : self.ended
        let unread = submissions.filter { !ended.contains($0.job) }
        guard !unread.isEmpty else { return outcome }
        let names = unread.prefix(3).map { String($0.job.split(separator: " ", maxSplits: 1).last ?? "") }
        let more = unread.count > names.count ? " and \(unread.count - names.count) more" : ""
        return Outcome(
            verdict: .unmet,
            message:
                "expected \(phrase), but nobody \(end == .known ? "knows" : "read") the end of \(names.joined(separator: ", "))\(more)",
            requests: Array(unread.map(\.entry).prefix(Finding.evidenceKept)))
    }

    /// The jobs whose end a receiver was told.
    private var told: Set<String> {
        Set(
            facts.deliveries.filter { $0.state == .delivered }.compactMap(\.endedJob)
                .map { JournalEntry.jobKey(api: $0.api, $0.identifier) })
    }

    /// The jobs whose end an answer showed, and those that clients stopped.
    private var ended: Set<String> {
        var ended: Set<String> = []
        for entry in facts.entries where !entry.observation.wasLost {
            for job in entry.observation.ended { ended.insert(entry.jobKey(job)) }
            guard let job = entry.job, entry.status.map({ (200..<300).contains($0) }) ?? false else { continue }
            if entry.observation.state?.isTerminal == true || entry.observation.deed == .stop {
                ended.insert(entry.jobKey(job))
            }
        }
        return ended
    }
}

extension JournalEntry {
    /// Jobs of different APIs may have the same identifier.
    fileprivate static func jobKey(api: String, _ job: String) -> String { api + " " + job }

    fileprivate func jobKey(_ job: String) -> String { Self.jobKey(api: api ?? "", job) }
}
