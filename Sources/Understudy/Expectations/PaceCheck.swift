// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

/// Whether requests about the same job came far enough apart.
struct PaceCheck {
    private(set) var outcome = ExpectationJudge.Outcome.met

    /// - Parameters:
    ///   - pace: the least time between two of them.
    ///   - requests: those to judge, in the order in which they came.
    ///   - entries: all, which tell what job an address is about: an answer that failed does not say it.
    init(_ pace: TimeSpan, _ requests: [JournalEntry], among entries: [JournalEntry]) {
        var jobs: [String: String] = [:]
        for entry in entries { if let job = entry.job { jobs[entry.address] = job } }
        var last: [String: JournalEntry] = [:]
        var hasten: [Int] = []
        var least: (span: TimeSpan, ids: [Int])?
        var unseen = 0
        for entry in requests {
            // Without a job, the address says what it is about.
            let subject = (entry.api ?? "") + " " + (entry.job ?? jobs[entry.address] ?? entry.address)
            defer { last[subject] = entry }
            guard let before = last[subject] else { continue }
            guard before.observation.isPaced, entry.observation.isPaced else {
                unseen += 1
                continue
            }
            let span = entry.wallTime - before.wallTime
            guard span < pace else { continue }
            for id in [before.id, entry.id] where !hasten.contains(id) { hasten.append(id) }
            if span < least?.span ?? pace { least = (span, [before.id, entry.id]) }
        }
        if let least {
            outcome = .init(
                verdict: .unmet,
                message:
                    "expected requests about the same job at least \(pace.text) apart, found request \(least.ids[1])"
                    + " \(least.span.milliseconds) ms after request \(least.ids[0])",
                requests: Array(hasten.prefix(Finding.evidenceKept)))
        } else if unseen > 0 {
            let unpaced = requests.count { !$0.observation.isPaced }
            outcome = .init(verdict: .unknown, message: Self.unseen(unpaced, of: requests.count))
        }
    }

    /// Why the pace of requests cannot be told.
    static func unseen(_ count: Int, of all: Int) -> String {
        "\(count) of \(all) requests came while the clock was not real at speed 1, and so say nothing of the client's own pace"
    }
}

extension JournalEntry {
    /// What the request went to, whatever its method.
    fileprivate var address: String { "\(api ?? "") \(path)?\(query ?? "")" }
}
