// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// A batch is what its parts are.
struct JobBatchTests {
    private static let good = Timeline(
        "good", .pending(.time(.seconds(1))), .processing(.time(.seconds(2))), .completed)
    private static let bad = Timeline(
        "bad", .pending(.time(.seconds(2))), .processing(.time(.seconds(4))), .failed("broken"))

    private static func batch(_ topics: String..., markers: [String?] = []) -> Action {
        var submission = Submission(kind: "batch", topic: "")
        submission.parts = topics.enumerated().map { index, topic in
            var part = Submission(kind: "article", inputs: [.string(topic)], topic: topic, words: 40)
            part.marker = index < markers.count ? markers[index] : nil
            return part
        }
        return .submit(submission)
    }

    private static func read(_ world: inout World, _ identifier: String) throws -> JobView {
        try world.call(.readJob(kind: "batch", identifier: identifier), "read").job
    }

    private static func look(_ world: World, _ identifier: String) throws -> JobView {
        try #require(
            world.space.jobView(
                JobReference(api: "sample", kind: "batch", identifier: identifier), at: world.wall))
    }

    @Test("A batch starts with its first part, ends with its last, and is completed if one of them is")
    func mixedEnds() throws {
        var world = World(Self.good, Self.bad, jobs: [JobRule(then: ["good", "bad"])])
        let view = try world.call(Self.batch("tea", "coffee"), "submit").job
        let id = view.reference.identifier
        #expect(view.state == .pending)
        #expect(view.parts.map(\.state) == [.pending, .pending])
        #expect(view.parts.map(\.timeline) == ["good", "bad"])
        #expect(view.parts.map(\.inputs.first) == ["tea", "coffee"])
        world.advance(10_000)
        #expect(world.story(id) == ["0 pending", "1000 processing", "6000 completed"])
        let end = try Self.read(&world, id)
        #expect(end.parts.map(\.state) == [.completed, .failed])
        #expect(end.parts.map(\.failure) == [nil, "broken"])
        #expect(end.startedAt == World.noon + .seconds(1))
        #expect(end.endedAt == World.noon + .seconds(6))
        #expect(end.updatedAt == end.endedAt)
        #expect(end.progress == 1)
    }

    @Test("A batch of which every part failed has failed, and one of which every part was stopped is stopped")
    func allEnds() throws {
        var world = World(Self.bad)
        let failed = try world.call(Self.batch("tea", "coffee"), "submit").job.reference.identifier
        world.advance(10_000)
        #expect(try Self.read(&world, failed).state == .failed)
        let stopped = try world.call(Self.batch("tea", "coffee"), "submit").job.reference.identifier
        #expect(try world.call(.stopJob(kind: "batch", identifier: stopped)).job.state == .stopped)
        #expect(try Self.read(&world, stopped).parts.map(\.state) == [.stopped, .stopped])
        #expect(
            world.call(.stopJob(kind: "batch", identifier: stopped)).refusal == .jobEnded(identifier: stopped, .stopped)
        )
    }

    @Test("A list of timelines is used up part by part, over batches too, and a rule sees the whole submission")
    func rules() throws {
        var world = World(
            Self.good, Self.bad,
            jobs: [
                JobRule(when: RequestMatch(operation: "other"), then: ["bad"]),
                JobRule(
                    when: RequestMatch(operation: "submit", body: [.init(pointer: ["mode"], value: "x")]),
                    then: ["good", "bad", "good"]), JobRule(then: ["bad"]),
            ])
        func timelines(_ body: JSONValue) throws -> [String] {
            try world.call(Self.batch("a", "b"), "submit", body: body).job.parts.map(\.timeline)
        }
        #expect(try timelines(["mode": "x"]) == ["good", "bad"])
        #expect(try timelines(["mode": "y"]) == ["bad", "bad"])
        #expect(try timelines(["mode": "x"]) == ["good", "good"])
    }

    @Test("A marker in a part is for that part; one elsewhere is for all")
    func markers() throws {
        var world = World(Self.good, Self.bad)
        let one = world.call(Self.batch("a", "b", "c", markers: [nil, "bad"]), "submit", marker: "bad")
        #expect(try one.job.parts.map(\.timeline) == ["good", "bad", "good"])
        #expect(one.reason == "timelines good, bad")
        let all = world.call(Self.batch("a", "b"), "submit", marker: "bad")
        #expect(try all.job.parts.map(\.timeline) == ["bad", "bad"])
        let count = world.space.jobCount(at: world.wall)
        let unknown = world.call(Self.batch("a", "b", markers: [nil, "bda"]), "submit")
        #expect(unknown.refusal == .unknownTimeline("bda", hint: "did you mean \"bad\"?"))
        #expect(world.space.jobCount(at: world.wall) == count)
    }

    @Test("A look at a batch is a look at its parts, which may wait for looks")
    func polls() throws {
        var world = World(
            Timeline("looked", .pending(.polls(1)), .processing(.polls(2)), .completed), seed: 3)
        let id = try world.call(Self.batch("a", "b"), "submit").job.reference.identifier
        let states = try (0..<4).map { _ in try Self.read(&world, id).state }
        #expect(states == [.pending, .processing, .processing, .completed])
        // A part that is read by itself goes ahead.
        let other = try world.call(Self.batch("a", "b"), "submit").job
        let first = other.parts[0].reference.identifier
        for _ in 0..<4 { _ = try world.read(first) }
        #expect(try Self.look(world, other.reference.identifier).parts.map(\.state) == [.completed, .pending])
        #expect(try Self.look(world, other.reference.identifier).state == .processing)
    }

    @Test("Looking from outside shows the batch as it will be once what is due is settled")
    func inspection() throws {
        var world = World(Self.good, Self.bad, jobs: [JobRule(then: ["good", "bad"])], mode: .real)
        let id = try world.call(Self.batch("tea", "coffee"), "submit").job.reference.identifier
        for second: Int64 in [0, 1, 3, 5, 6, 9] {
            world.wall = World.noon + .seconds(second)
            let seen = try Self.look(world, id)
            var settled = world
            settled.apply(.advance(.by(.zero)))
            #expect(seen == (try Self.look(settled, id)), "after \(second) s")
        }
    }

    @Test("Signals reach every part that is live")
    func signals() throws {
        var world = World(
            Self.good, Timeline("held", .pending(.signal), .processing(.time(.seconds(1))), .completed),
            jobs: [JobRule(then: ["good", "held"])])
        let id = try world.call(Self.batch("a", "b"), "submit").job.reference.identifier
        let batch = JobReference(api: "sample", kind: "batch", identifier: id)
        world.advance(3_000)
        #expect(try Self.look(world, id).parts.map(\.state) == [.completed, .pending])
        world.apply(.signal(batch, .release, reason: nil))
        #expect(try Self.look(world, id).parts.map(\.state) == [.completed, .processing])
        #expect(world.apply(.signal(batch, .release, reason: nil)).refusal == .notWaiting(identifier: id))
        world.apply(.signal(batch, .fail, reason: "told"))
        #expect(try Self.look(world, id).parts.map(\.failure) == [nil, "told"])
        #expect(try Self.look(world, id).state == .completed)
    }

    @Test("The clock runs until a batch is over, and reads move an automatic clock through its parts")
    func clocks() throws {
        var world = World(Self.good, Self.bad, jobs: [JobRule(then: ["good", "bad"])])
        let id = try world.call(Self.batch("tea", "coffee"), "submit").job.reference.identifier
        world.apply(.advance(.untilJob(JobReference(api: "sample", kind: "batch", identifier: id))))
        #expect(world.now == World.noon + .seconds(6))
        var auto = World(Self.good, mode: .auto)
        let other = try auto.call(Self.batch("tea", "coffee"), "submit").job.reference.identifier
        for _ in 0..<20 where try Self.look(auto, other).state != .completed { _ = try Self.read(&auto, other) }
        #expect(try Self.look(auto, other).state == .completed)
    }

    @Test("Completed parts leave their records, failed ones none; an empty batch is over at once")
    func products() throws {
        var world = World(Self.good, Self.bad, jobs: [JobRule(then: ["good", "bad"])])
        _ = world.call(Self.batch("tea", "coffee"), "submit")
        world.advance(10_000)
        let (articles, _) = try world.call(.listRecords(collection: "articles", ListQuery())).records
        #expect(articles.map { $0["keyword"] } == ["tea"])
        let empty = try world.call(Self.batch(), "submit").job
        #expect(empty.state == .completed)
        #expect(empty.parts.isEmpty)
    }
}
