// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation

extension UnderstudySpace {
    /// Makes sure that clients sent what a test expects.
    ///
    /// What does not hold is thrown, with the requests that came closest and where they differ, so that the test fails with
    /// all that its author needs:
    ///
    /// ```
    /// Tests/ReportTests.swift:14: expected exactly 1, found 0: createReport with body /topic "tides"
    ///   closest: 3 POST /v2/reports -> 201 (createReport)
    ///     body /topic: expected "tides", found "waves"
    /// ```
    ///
    /// - Parameters:
    ///   - match: which requests.
    ///   - times: how many of them.
    ///   - limit: how long to wait, on the machine's clock, until it holds; it does not wait longer than that takes.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the requests that match, oldest first.
    /// - Throws: `UnderstudyFailure` with the code `verification-failed` where it does not hold, and
    ///   `verification-unknown` where the journal has dropped requests that could tell; `CancellationError`.
    @discardableResult
    public func verify(
        _ match: RequestMatch, _ times: Times = .atLeast(1), within limit: Duration = .zero, fileID: String = #fileID,
        line: Int = #line
    ) async throws -> [Entry] {
        try await verify([(match, times)], inOrder: false, within: limit, CallSite(fileID, line))
    }

    /// Makes sure that clients sent requests one after the other, whatever came between them.
    ///
    /// - Parameters:
    ///   - matches: which, in the order in which they must have come.
    ///   - limit: how long to wait, on the machine's clock, until it holds; it does not wait longer than that takes.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: all requests that match any of them, oldest first.
    /// - Throws: as the other `verify`.
    @discardableResult
    public func verify(
        inOrder matches: [RequestMatch], within limit: Duration = .zero, fileID: String = #fileID, line: Int = #line
    ) async throws -> [Entry] {
        try await verify(matches.map { ($0, .atLeast(1)) }, inOrder: true, within: limit, CallSite(fileID, line))
    }

    private func verify(
        _ expected: [(match: RequestMatch, times: Times)], inOrder: Bool, within limit: Duration, _ place: CallSite
    ) async throws -> [Entry] {
        let expectations = try expected.map { match, times in
            Verification.Expectation(
                pattern: try match.pattern(in: self, place), atLeast: times.least, atMost: times.most)
        }
        let verification = Verification(expectations: expectations, inOrder: inOrder)
        if limit > .zero { try await wait(for: verification, limit) }
        let (verdict, findings, entries, evicted) = host.withLock(at: server.clock()) { state in
            let (verdict, findings) = verification.verdict(on: state.journal)
            return (verdict, findings, Array(state.journal.held()), state.journal.evicted)
        }
        switch verdict {
        case .passed:
            let ids = Set(findings.flatMap(\.matching))
            return entries.filter { ids.contains($0.id) }.map(Entry.init)
        case .failed, .unknown:
            let text = VerificationText(
                matches: expected.map(\.match), findings: findings, entries: entries, evicted: evicted,
                elsewhere: requestsElsewhere)
            throw UnderstudyFailure("verification-\(verdict.rawValue)", text.description, at: place)
        }
    }

    /// Waits until it holds, or the time is over.
    private func wait(for verification: Verification, _ limit: Duration) async throws {
        let over = FirstAnswer<Void>()
        server.control.wait(
            TimeSpan(limit), in: host, at: server.clock(), HTTPReply { _ in },
            until: { verification.verdict(on: $0).verdict == .passed }, thenSend: { over.give(()) })
        try await over.value()
    }

    /// How many requests came into the space of clients that name none: the usual place of those that are missed.
    private var requestsElsewhere: Int {
        guard name != SpaceName.standard, let standard = try? server.spaces.existing(SpaceName.standard) else {
            return 0
        }
        return standard.withLock(at: server.clock()) { $0.journal.nextID - 1 }
    }
}
