// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Testing

@testable import Simulation

/// Random sequences of commands.
///
/// A failure names its seed; `UNDERSTUDY_TEST_SEED` runs the same ones again.
struct RandomCommandTests {
    private static let seeds: [UInt64] = (0..<24).map { RandomWorld.baseSeed &+ $0 }
    private static let length = 200

    @Test(arguments: seeds)
    func `replays, forks and decoded copies agree, and no job ever goes back`(seed: UInt64) throws {
        var random = RandomWorld(seed: seed)
        let first = random.space()
        var space = first
        var log = [LoggedCommand(at: random.wall, command: .install(.random))]
        var outcomes = [space.apply(log[0].command, at: log[0].at)]
        var middle: (index: Int, space: Space)?
        var witness = Witness()
        var webhookWitness = WebhookWitness()

        for index in 1..<Self.length {
            if index == Self.length / 2 { middle = (index, space) }
            let entry = random.command()
            let before = space
            let outcome = space.apply(entry.command, at: entry.at)
            #expect(space.now(at: entry.at) >= outcome.now, "seed \(seed), command \(index)")
            let complaints =
                witness.see(entry, outcome, before: before, after: space)
                + webhookWitness.see(entry, outcome, after: space)
            random.deliveries = space.deliveries.last?.number ?? 0
            #expect(complaints.isEmpty, "seed \(seed), command \(index): \(entry.command)")
            random.learn(outcome)
            log.append(entry)
            outcomes.append(outcome)
        }

        var replayed = first
        let again = log.map { replayed.apply($0.command, at: $0.at) }
        #expect(again == outcomes, "replay, seed \(seed)")
        #expect(replayed == space, "replay, seed \(seed)")

        let (index, half) = try #require(middle)
        var fork = half.forked(as: "fork")
        let data = try JSONEncoder().encode(VersionedState(half))
        var decoded = try JSONDecoder().decode(VersionedState.self, from: data).content
        #expect(decoded == half, "decoding, seed \(seed)")
        for number in index..<log.count {
            #expect(fork.apply(log[number].command, at: log[number].at) == outcomes[number], "fork, seed \(seed)")
            #expect(decoded.apply(log[number].command, at: log[number].at) == outcomes[number], "decoded, seed \(seed)")
        }
        #expect(decoded == space, "decoded, seed \(seed)")

        // A saved journal keeps worlds and commands as trees.
        let tree = try JSONReader.read(JSONTreeEncoder.encode(VersionedState(half)).serialized).root
        #expect(try JSONTreeDecoder.decode(VersionedState.self, from: tree).content == half, "tree, seed \(seed)")
        let commands = try JSONReader.read(JSONTreeEncoder.encode(log.map(Versioned.init)).serialized).root
        #expect(
            try JSONTreeDecoder.decode([VersionedCommand].self, from: commands).map(\.content) == log,
            "tree of commands, seed \(seed)")

        let entries = try JSONDecoder().decode(
            [VersionedCommand].self, from: JSONEncoder().encode(log.map(Versioned.init)))
        #expect(entries.map(\.content) == log, "log, seed \(seed)")
        let kept = try JSONDecoder().decode(
            [VersionedOutcome].self, from: JSONEncoder().encode(outcomes.map(Versioned.init)))
        #expect(kept.map(\.content) == outcomes, "outcomes, seed \(seed)")
    }

    @Test func `another version of the serialised form is refused`() throws {
        let text = Data(#"{"version": 2, "content": {}}"#.utf8)
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(VersionedState.self, from: text)
        }
        #expect(error.map(String.init(describing:))?.contains("version 2") ?? false)
    }
}

/// Watches one space and complains about anything that no client may ever see.
private struct Witness {
    private var states: [JobReference: JobState] = [:]
    private var views: [JobReference: JobView] = [:]
    private var reads: [JobReference: Int] = [:]
    private var lastFired = Instant(microseconds: .min)
    private var now = Instant(microseconds: .min)

    mutating func see(_ entry: LoggedCommand, _ outcome: Outcome, before: Space, after: Space) -> [String] {
        var complaints: [String] = []
        func check(_ holds: Bool, _ complaint: String) { if !holds { complaints.append(complaint) } }

        for fired in outcome.fired {
            check(fired.at >= lastFired, "fired out of order")
            check(fired.at <= outcome.now || entry.command == .reset, "fired in the future")
            check(states[fired.job] == fired.from, "\(fired.job) fired from \(String(describing: fired.from))")
            check(fired.from.map { $0.rank < fired.to.rank } ?? true, "fired backwards")
            states[fired.job] = fired.to
            lastFired = fired.at
        }
        if case .reset = entry.command {
            self = Witness()
            return complaints
        }
        check(outcome.now >= now, "the clock went back")
        now = outcome.now

        var shown: [JobView] = []
        switch outcome.result {
        // An answer that is given again shows what was.
        case _ where outcome.replay != nil: break
        case .job(let view): shown = [view]
        case .jobs(let views, _): shown = views
        default: break
        }
        if case .call(let call) = entry.command, let view = shown.first {
            switch call.action {
            case .readJob, .readAnyJob:
                for seen in [view] + view.parts { reads[seen.reference, default: 0] += 1 }
            default: break
            }
        }
        let isAuto = after.clock(at: entry.at).mode == .auto
        for view in shown {
            complaints += compare(view, at: outcome.now)
            check(isAuto || view.state == states[view.reference], "shown as \(view.state), fired as another")
        }
        for view in after.jobViews(at: entry.at) {
            complaints += compare(view, at: after.now(at: entry.at))
            check(view.state == states[view.reference], "the control API shows another state than was fired")
        }
        let counts = Dictionary(grouping: states.values, by: \.self).mapValues(\.count)
        check(after.jobCounts(at: entry.at) == counts, "counts differ from what was fired")
        check(after.nextDue.map { $0 > outcome.now } ?? true, "something due was left undone")
        return complaints
    }

    /// The state of a batch, said once more: as the reference of the API has it.
    private static func state(of parts: [JobView]) -> JobState {
        if parts.isEmpty { return .completed }
        if parts.allSatisfy({ $0.state == .pending }) { return .pending }
        if parts.contains(where: { !$0.state.isTerminal }) { return .processing }
        if parts.contains(where: { $0.state == .completed }) { return .completed }
        return parts.contains { $0.state == .failed } ? .failed : .stopped
    }

    /// Compares a view with the job's view before.
    private mutating func compare(_ view: JobView, at now: Instant) -> [String] {
        var complaints: [String] = []
        func check(_ holds: Bool, _ complaint: String) { if !holds { complaints.append("\(complaint): \(view)") } }
        check(view.polls == reads[view.reference, default: 0], "polls miscounted")
        check((0...1).contains(view.progress), "progress out of range")
        check(view.visibleBytes <= view.content.count, "more visible than there is")
        check(view.createdAt <= view.updatedAt && view.updatedAt <= now, "updated at a wrong time")
        check(view.startedAt.map { view.createdAt <= $0 && $0 <= now } ?? true, "started at a wrong time")
        check(view.endedAt.map { (view.startedAt ?? view.createdAt) <= $0 && $0 <= now } ?? true, "ended wrongly")
        check((view.endedAt != nil) == view.state.isTerminal, "ended and live")
        check(view.state != .completed || view.visibleBytes == view.content.count, "completed without all content")
        check(view.state != .pending || view.title == nil && view.content.isEmpty, "pending with content")
        if view.reference.kind == "batch" {
            check(view.state == Self.state(of: view.parts), "does not follow from its parts")
        }
        check((view.failure != nil) || view.state != .failed, "failed without a reason")
        let visible = view.content.prefix(view.visibleBytes)
        check(view.wordCount == WordCount.words(in: visible), "words miscounted")
        if let last = views[view.reference] {
            check(last.state.rank <= view.state.rank, "the state went back")
            check(!last.state.isTerminal || last.state == view.state, "the end changed")
            check(last.progress <= view.progress, "the progress went back from \(last.progress)")
            check(visible.starts(with: last.content.prefix(last.visibleBytes)), "the content is no prefix")
            check(last.content.isEmpty || last.content == view.content, "the content changed")
            check(last.updatedAt <= view.updatedAt, "updated went back")
            check(last.startedAt == nil || last.startedAt == view.startedAt, "started changed")
            check(last.title == nil || last.title == view.title, "the title changed")
        }
        views[view.reference] = view
        return complaints
    }
}

extension JobState {
    fileprivate var rank: Int {
        switch self {
        case .pending: 0
        case .processing: 1
        case .completed, .failed, .stopped: 2
        }
    }
}
