// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a test expects of the requests that were sent.
package struct Verification: Sendable {
    package struct Expectation: Sendable {
        var pattern: RequestPattern
        var atLeast: Int
        /// `nil`: any number.
        var atMost: Int?
    }

    var expectations: [Expectation]
    /// Each expectation's requests must come after those of the one before it.
    var inOrder: Bool

    /// Whether it is so; `unknown` where the journal has dropped entries that could tell.
    package enum Verdict: String, Sendable {
        case passed
        case failed
        case unknown
    }

    package struct Finding: Sendable {
        var verdict: Verdict
        /// Ids of the requests that match.
        var matching: [Int]
        /// What does not hold, in a sentence.
        var message: String?
        /// The requests that come closest, with what keeps each from matching.
        var nearest: [(id: Int, differences: [RequestPattern.Difference])]
    }

    /// How many near misses an answer shows.
    static let nearestShown = 3

    package func verdict(on journal: borrowing Journal) -> (verdict: Verdict, findings: [Finding]) {
        var findings: [Finding] = []
        var after = 0
        for expectation in expectations {
            var (finding, end) = find(expectation, after: inOrder ? after : 0, in: journal)
            if let end { after = end }
            finding.nearest = finding.verdict == .passed ? [] : finding.nearest
            findings.append(finding)
        }
        let verdict: Verdict =
            findings.contains { $0.verdict == .failed }
            ? .failed : findings.contains { $0.verdict == .unknown } ? .unknown : .passed
        return (verdict, findings)
    }

    /// - Returns: the finding, and the id of the last request that an ordered expectation needs.
    private func find(
        _ expectation: Expectation, after first: Int, in journal: borrowing Journal
    ) -> (Finding, end: Int?) {
        var matching: [Int] = []
        var misses: [(id: Int, differences: [RequestPattern.Difference])] = []
        for entry in journal.held(after: first) {
            let differences = expectation.pattern.differences(from: entry)
            if differences.isEmpty {
                matching.append(entry.id)
            } else {
                misses.append((entry.id, differences))
            }
        }
        let count = matching.count
        var finding = Finding(verdict: .passed, matching: matching, nearest: [])
        if count < expectation.atLeast {
            // Those that were dropped may have been the ones.
            finding.verdict = journal.evicted > 0 ? .unknown : .failed
            let place = first > 0 ? " after request \(first)" : ""
            finding.message = "expected \(expectation.phrase), found \(count)\(place)"
            // A miss that differs in little and came late is what the test's author looks for.
            finding.nearest = Array(
                misses.sorted { ($0.differences.count, -$0.id) < ($1.differences.count, -$1.id) }
                    .prefix(Self.nearestShown))
        } else if let atMost = expectation.atMost, count > atMost {
            finding.verdict = .failed
            finding.message = "expected \(expectation.phrase), found \(count)"
        } else if expectation.atMost != nil, journal.evicted > 0 {
            finding.verdict = .unknown
            finding.message =
                "found \(count), but the journal has dropped \(journal.evicted) older requests, which may have matched too"
        }
        let needed = max(expectation.atLeast, 1)
        return (finding, count >= needed ? matching[needed - 1] : nil)
    }
}

extension Verification.Expectation {
    var phrase: String {
        switch (atLeast, atMost) {
        case (let least, let most?) where least == most: "exactly \(least)"
        case (0, let most?): "at most \(most)"
        case (let least, let most?): "\(least) to \(most)"
        case (let least, nil): "at least \(least)"
        }
    }
}
