// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct JobLifeTests {
    @Test func `a job without a scenario is pending for one second, in work for four, and completed`() throws {
        var world = World()
        let job = try world.submit()
        #expect(try world.read(job).state == .pending)
        world.advance(1_000)
        #expect(try world.read(job).state == .processing)
        world.advance(4_000)
        let view = try world.read(job)
        #expect(view.state == .completed)
        #expect(view.polls == 3)
        #expect(view.progress == 1)
        #expect(view.visibleBytes == view.content.count)
        #expect(view.startedAt == World.noon + .seconds(1))
        #expect(view.endedAt == World.noon + .seconds(5))
        #expect(view.updatedAt == World.noon + .seconds(5))
        #expect(world.story(job) == ["0 pending", "1000 processing", "5000 completed"])
    }

    @Test func `steps end at their own instants, however late they are settled`() throws {
        var world = World(
            Timeline("t", .pending(.time(.milliseconds(300))), .processing(.time(.milliseconds(400))), .completed))
        let job = try world.submit()
        world.advance(10_000)
        #expect(world.story(job) == ["0 pending", "300 processing", "700 completed"])
    }

    @Test func `steps of no length are over at once`() throws {
        var world = World(Timeline("t", .pending(.time(.zero)), .processing(.polls(0)), .processing(.signal)))
        let job = try world.submit()
        #expect(try world.look(job).state == .processing)
        #expect(try world.read(job).state == .processing)
        #expect(world.story(job) == ["0 pending", "0 processing"])
    }

    @Test func `exactly so many reads see a step that waits for polls`() throws {
        var world = World(Timeline("t", .pending(.polls(2)), .processing(.polls(3)), .completed))
        let job = try world.submit()
        let states = try (0..<7).map { _ in
            world.advance(100)
            return try world.read(job).state
        }
        let expected: [JobState] = [
            .pending, .pending, .processing, .processing, .processing, .completed, .completed,
        ]
        #expect(states == expected)
        #expect(world.story(job) == ["0 pending", "300 processing", "600 completed"])
    }

    @Test func `looking through the control API or a list counts as no poll`() throws {
        var world = World(Timeline("t", .pending(.polls(1)), .processing(.polls(1)), .completed))
        let job = try world.submit()
        for _ in 0..<5 {
            _ = try world.look(job)
            _ = try world.call(.listJobs(kind: "article", ListQuery())).jobs
        }
        #expect(try world.read(job).state == .pending)
        #expect(try world.look(job).polls == 1)
    }

    @Test func `the i-th of n polls sees i n-ths of the step's way`() throws {
        var world = World(Timeline("t", .processing(.polls(4), progress: 0.8), .completed))
        let job = try world.submit()
        let seen = try (0..<5).map { _ in try world.read(job).progress }
        #expect(zip(seen, [0.2, 0.4, 0.6, 0.8, 1]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(seen)")
    }

    @Test(arguments: [(0, 0.0), (1_000, 0.0), (2_000, 0.25), (3_000, 0.5), (4_000, 0.75), (5_000, 1.0)])
    func `progress grows evenly over a step`(milliseconds: Int64, progress: Double) throws {
        var world = World()
        let job = try world.submit()
        world.advance(milliseconds)
        #expect(abs(try world.look(job).progress - progress) < 1e-9)
    }

    @Test func `processing steps share the progress evenly, and stop short of the whole where the job fails`() throws {
        let second = Timeline.Wait.time(.seconds(1))
        let completing = TimelinePlan(
            Timeline("c", .pending(second), .processing(second), .processing(second), .completed))
        let failing = TimelinePlan(Timeline("f", .pending(second), .processing(second), .processing(second), .failed()))
        #expect(completing.steps.map(\.to) == [0, 0.5, 1, 1])
        let third = 1.0 / 3
        let shares: [Double] = [0, third, 2 * third, 2 * third]
        #expect(failing.steps.map(\.to) == shares)
    }

    @Test func `progress follows what the step says, then its content, and never goes back`() throws {
        let second = Timeline.Wait.time(.seconds(1))
        let plan = TimelinePlan(
            Timeline(
                "t", .processing(second, content: .init(amount: .fraction(0.6))), .processing(second, progress: 0.2),
                .processing(second, progress: 0.9), .failed()))
        #expect(plan.steps.map(\.to) == [0.6, 0.6, 0.9, 0.9])
    }

    @Test func `content grows as a prefix, and the end shows everything`() throws {
        var world = World()
        let job = try world.submit(words: 200)
        var last = 0
        for _ in 0..<50 {
            world.advance(100)
            let view = try world.look(job)
            #expect(view.visibleBytes >= last)
            #expect(view.state == .pending ? view.title == nil && view.content.isEmpty : view.title != nil)
            last = view.visibleBytes
        }
        let view = try world.look(job)
        #expect(view.state == .completed && last == view.content.count && view.wordCount == 200)
    }

    @Test func `what is visible at an instant does not depend on who looked before`() throws {
        var read = World()
        let job = try read.submit(words: 200)
        var unread = read
        for _ in 0..<23 {
            read.advance(130)
            _ = try read.read(job)
        }
        unread.advance(23 * 130)
        #expect(try read.look(job).visibleBytes == unread.look(job).visibleBytes)
    }

    @Test func `content marks say where a step's visible part ends`() throws {
        let second = Timeline.Wait.time(.seconds(1))
        var world = World(
            Timeline(
                "t", .processing(second, content: .init(amount: .characters(40), cut: .character)),
                .processing(second, content: .init(amount: .characters(10), cut: .character)), .failed()))
        let job = try world.submit(words: 100)
        world.advance(500)
        #expect(try world.look(job).visibleBytes == 20)
        world.advance(500)
        #expect(try world.look(job).visibleBytes == 40)
        world.advance(999)
        #expect(try world.look(job).visibleBytes == 40)
        world.advance(1)
        let failed = try world.look(job)
        #expect(failed.state == .failed && failed.visibleBytes == 40 && failed.failure == "Generation failed")
    }

    @Test(arguments: [("the model timed out", "the model timed out"), (nil, "Generation failed")])
    func `a failed job gives its step's reason`(reason: String?, shown: String) throws {
        var world = World(Timeline("t", .processing(.time(.seconds(1))), .failed(reason)))
        let job = try world.submit()
        world.advance(1_000)
        #expect(try world.look(job).failure == shown)
    }

    @Test func `a submission that is bound to fail does so when it would start`() throws {
        var world = World()
        let job = try world.submit(failure: "unknown persona")
        world.advance(5_000)
        let view = try world.look(job)
        #expect(view.failure == "unknown persona" && view.startedAt == nil && view.title == nil)
        #expect(world.story(job) == ["0 pending", "1000 failed"])
    }

    @Test func `a submission that is bound to fail and starts at once fails at its first step's end`() throws {
        var world = World(Timeline("t", .processing(.time(.seconds(2))), .completed))
        let job = try world.submit(failure: "no")
        world.advance(5_000)
        #expect(world.story(job) == ["0 processing", "2000 failed"])
    }

    @Test func `a timeline that runs out completes its job`() throws {
        var world = World(Timeline("t", .pending(.time(.seconds(1))), .processing(.signal)))
        let job = try world.submit()
        world.advance(1_000)
        world.apply(.signal(.article(job), .release, reason: nil))
        #expect(try world.look(job).state == .completed)
    }

    @Test func `updated tells when anything visible last changed`() throws {
        var world = World(
            Timeline(
                "t", .pending(.time(.seconds(1))), .processing(.time(.seconds(2)), progress: 0.5),
                .processing(.polls(2), progress: 0.8), .processing(.signal, progress: 0.9), .completed))
        let job = try world.submit()
        func updated() throws -> Int64 { (try world.look(job).updatedAt - World.noon).microseconds / 1_000 }
        world.advance(500)
        #expect(try updated() == 0)
        world.advance(1_000)
        #expect(try updated() == 1_500)
        world.advance(5_000)
        #expect(try updated() == 3_000)
        _ = try world.read(job)
        #expect(try updated() == 6_500)
        world.advance(1_000)
        #expect(try updated() == 6_500)
    }
}
