// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct SignalTests {
    @Test func `release ends a step that waits for a signal`() throws {
        var world = World(Timeline("t", .pending(.signal), .processing(.time(.seconds(1))), .completed))
        let job = try world.submit()
        world.advance(60_000)
        #expect(try world.look(job).state == .pending)
        let outcome = world.apply(.signal(.article(job), .release, reason: nil))
        #expect(try outcome.job.state == .processing)
        world.advance(1_000)
        #expect(world.story(job) == ["0 pending", "60000 processing", "61000 completed"])
    }

    @Test func `release is refused where no step waits for a signal`() throws {
        var world = World()
        let job = try world.submit()
        let release = Command.signal(.article(job), .release, reason: nil)
        #expect(world.apply(release).refusal == .notWaiting(identifier: job))
        world.advance(60_000)
        #expect(world.apply(release).refusal == .notWaiting(identifier: job))
    }

    @Test(arguments: [(Signal.stop, JobState.stopped), (.fail, .failed), (.complete, .completed)])
    func `a signal ends a live job now and is refused afterwards`(signal: Signal, state: JobState) throws {
        var world = World()
        let job = try world.submit(words: 150)
        world.advance(3_000)
        let before = try world.look(job)
        let view = try world.apply(.signal(.article(job), signal, reason: "because")).job
        #expect(view.state == state && view.endedAt == world.now && view.updatedAt == world.now)
        if state == .completed {
            #expect(view.visibleBytes == view.content.count && view.progress == 1 && view.failure == nil)
        } else {
            #expect(view.visibleBytes == before.visibleBytes && view.progress == before.progress)
            #expect(view.failure == "because")
        }
        #expect(world.space.nextDue == nil)
        world.advance(60_000)
        #expect(try world.look(job) == view)
        #expect(
            world.apply(.signal(.article(job), signal, reason: nil)).refusal == .jobEnded(identifier: job, state))
    }

    @Test func `a client stops a job once, and the prefix stays`() throws {
        var world = World()
        let job = try world.submit(words: 150)
        world.advance(2_500)
        let stop = Action.stopJob(kind: "article", identifier: job)
        let stopped = try world.call(stop).job
        #expect(stopped.state == .stopped && stopped.visibleBytes > 0 && stopped.visibleBytes < stopped.content.count)
        #expect(world.call(stop).refusal == .jobEnded(identifier: job, .stopped))
        #expect(try world.read(job).visibleBytes == stopped.visibleBytes)
    }

    @Test func `what is not there is refused by name`() throws {
        var world = World()
        #expect(
            world.call(.readJob(kind: "article", identifier: "x")).refusal
                == .unknownJob(kind: "article", identifier: "x"))
        #expect(
            world.apply(.signal(.article("x"), .stop, reason: nil)).refusal
                == .unknownJob(kind: "article", identifier: "x"))
        let call = Call(api: "other", operation: "o", action: .answer)
        #expect(world.apply(.call(call)).refusal == .unknownAPI("other"))
    }
}
