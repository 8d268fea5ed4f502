// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct RuleTests {
    private static let stuck = Timeline("stuck", .pending(.signal))
    private static let broken = Timeline("broken", .failed("broken"))

    @Test func `a marker chooses the timeline, and an unknown one is refused with a suggestion`() throws {
        var world = World(Self.stuck, Self.broken)
        let action = Action.submit(Submission(kind: "article", topic: "tea"))
        let outcome = world.call(action, marker: "broken")
        #expect(try outcome.job.timeline == "broken" && outcome.reason == "timeline broken")
        #expect(
            world.call(action, marker: "brocken").refusal
                == .unknownTimeline("brocken", hint: "did you mean \"broken\"?"))
        #expect(world.space.jobCounts(at: world.wall) == [.failed: 1])
    }

    @Test func `the first rule that matches takes its timelines in order and stays with the last`() throws {
        var world = World(
            Self.stuck, Self.broken,
            jobs: [
                JobRule(
                    when: RequestMatch(operation: "submit", body: [BodyCondition(pointer: ["type"], value: "LIST")]),
                    then: ["broken", "happy", "stuck"]),
                JobRule(when: RequestMatch(operation: "other"), then: ["broken"]),
            ])
        let action = Action.submit(Submission(kind: "article", topic: "tea"))
        let names = try (0..<4).map { _ in try world.call(action, "submit", body: ["type": "LIST"]).job.timeline }
        #expect(names == ["broken", "happy", "stuck", "stuck"])
        let outcome = world.call(action, "submit", body: ["type": "FAQ"])
        #expect(try outcome.job.timeline == "happy" && outcome.reason == nil)
    }

    @Test func `a rule gives content, and what it leaves out is generated`() throws {
        var world = World(jobs: [
            JobRule(then: ["happy"], content: ScriptedContent(title: "My title", words: 33))
        ])
        let job = try world.submit(words: 500)
        world.advance(5_000)
        let view = try world.look(job)
        #expect(view.title == "My title" && view.wordCount == 33)
    }

    @Test func `a new scenario leaves running jobs their timeline and starts counting again`() throws {
        let rule = FaultRule(when: RequestMatch(nth: [1]), respond: ScriptedAnswer(status: 503))
        var world = World(Self.stuck, faults: [rule])
        #expect(world.call(.answer).fault != nil)
        let job = try world.submit()
        #expect(world.call(.answer).fault == nil)
        world.apply(.useScenario(Scenario(name: "next", faults: [rule])))
        #expect(world.call(.answer).fault != nil)
        #expect(try world.look(job).timeline == "stuck")
    }

    @Test func `faults go by ordinal, and each rule counts its own matches`() {
        var world = World(faults: [
            FaultRule(when: RequestMatch(operation: "get", nth: [2, 3]), respond: ScriptedAnswer(status: 500)),
            FaultRule(when: RequestMatch(every: 3), respond: ScriptedAnswer(status: 429)),
        ])
        let seen = ["get", "get", "get", "list", "get", "list"].map { world.call(.answer, $0) }
        #expect(seen.map { $0.fault?.respond?.status } == [nil, 500, 500, nil, nil, 429])
        #expect(seen[1].reason == "fault 1 of test" && seen[5].reason == "fault 2 of test")
    }

    @Test func `a fault by state sees the job as it is before the call`() throws {
        var world = World(faults: [
            FaultRule(when: RequestMatch(state: .processing, ), respond: ScriptedAnswer(status: 500))
        ])
        let job = try world.submit()
        _ = try world.read(job)
        world.advance(1_000)
        #expect(world.call(.readJob(kind: "article", identifier: job)).result == .notDone)
        world.advance(4_000)
        #expect(try world.read(job).state == .completed)
    }

    @Test(arguments: [
        (FaultRule(phase: .before, respond: ScriptedAnswer(status: 500)), false),
        (FaultRule(phase: .before, transfer: .reset), false),
        (FaultRule(phase: .before, delay: .seconds(1), respond: ScriptedAnswer(status: 500)), false),
        (FaultRule(phase: .before, delay: .seconds(1)), true),
        (FaultRule(phase: .after, respond: ScriptedAnswer(status: 500)), true),
        (FaultRule(phase: .after, transfer: .truncate(0.5)), true),
    ])
    func `a fault before the work leaves it undone, one after it or a mere delay does not`(rule: FaultRule, done: Bool)
    {
        var world = World(faults: [rule])
        let outcome = world.call(.submit(Submission(kind: "article", topic: "tea")))
        #expect(outcome.fault != nil)
        #expect((outcome.result == .notDone) == !done)
        #expect(world.space.jobCounts(at: world.wall) == (done ? [.pending: 1] : [:]))
    }

    @Test func `a read that a fault swallowed counts as no poll`() throws {
        var world = World(
            Timeline("t", .pending(.polls(1)), .completed),
            faults: [FaultRule(when: RequestMatch(operation: "read", nth: [1]), transfer: .reset)])
        let job = try world.submit()
        #expect(world.call(.readJob(kind: "article", identifier: job), "read").result == .notDone)
        #expect(try world.read(job).state == .pending)
        #expect(try world.read(job).state == .completed)
    }

    @Test func `past its limits a space refuses`() throws {
        var world = World(limits: SpaceLimits(jobs: 1, records: 4))
        _ = try world.submit()
        #expect(
            world.call(.submit(Submission(kind: "article", topic: "tea"))).refusal == .full("1 jobs in a space"))
        #expect(world.call(.createRecord(collection: "personas", [:])).refusal == nil)
        #expect(
            world.call(.createRecord(collection: "personas", [:])).refusal == .full("4 records in personas"))
    }
}
