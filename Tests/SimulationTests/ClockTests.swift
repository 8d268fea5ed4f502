// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ClockTests {
    @Test func `a real clock goes with the wall clock, times the speed`() throws {
        var world = World(mode: .real)
        let job = try world.submit()
        world.wall = World.noon + .milliseconds(1_500)
        #expect(try world.read(job).state == .processing)
        world.apply(.setClock(ClockSetting(speed: 10), now: nil))
        world.wall = world.wall + .milliseconds(350)
        #expect(world.now == World.noon + .seconds(5))
        #expect(try world.read(job).state == .completed)
        #expect(world.story(job).last == "5000 completed")
    }

    @Test func `a wall clock that is set back never moves the time back, and time goes on from there`() {
        var world = World(mode: .real)
        world.wall = World.noon + .seconds(100)
        world.apply(.advance(.by(.zero)))
        world.wall = World.noon + .seconds(40)
        #expect(world.now == World.noon + .seconds(100))
        world.apply(.advance(.by(.zero)))
        world.wall = World.noon + .seconds(41)
        #expect(world.now == World.noon + .seconds(101))
    }

    @Test func `many readings of a slow clock lose no time`() {
        var world = World(mode: .real)
        world.apply(.setClock(ClockSetting(speed: 0.5), now: nil))
        for _ in 0..<1_001 {
            world.wall = world.wall + TimeSpan(microseconds: 1)
            world.apply(.advance(.by(.zero)))
        }
        #expect((world.now - World.noon).microseconds == 500)
    }

    @Test(arguments: [ClockMode.manual, .auto]) func `other clocks stand still`(mode: ClockMode) throws {
        var world = World(mode: mode)
        _ = try world.submit()
        world.wall = World.noon + .seconds(86_400)
        #expect(world.now == World.noon)
        #expect(world.space.wallInstant(of: World.noon + .seconds(1), at: world.wall) == nil)
    }

    @Test(arguments: [1, 0.3, 7, 1_000, 0.001])
    func `the wall instant of an event is the first at which it is due`(speed: Double) {
        var world = World(mode: .real)
        world.wall = World.noon + TimeSpan(microseconds: 123_457)
        world.apply(.setClock(ClockSetting(speed: speed), now: nil))
        let due = world.now + TimeSpan(microseconds: 1_000_003)
        let wall = world.space.wallInstant(of: due, at: world.wall) ?? world.wall
        #expect(world.space.now(at: wall) >= due)
        #expect(world.space.now(at: wall + TimeSpan(microseconds: -1)) < due)
    }

    @Test(arguments: ClockMode.allCases) func `the clock is moved in every mode, forward only`(mode: ClockMode) throws {
        var world = World(mode: mode)
        let job = try world.submit()
        #expect(world.apply(.advance(.next)).fired.map(\.to) == [.processing])
        #expect(world.now == World.noon + .seconds(1))
        world.apply(.advance(.to(World.noon + .seconds(3))))
        let refusal = Outcome.Refusal.clockCannotGoBack(now: World.noon + .seconds(3))
        #expect(world.apply(.advance(.to(World.noon))).refusal == refusal)
        #expect(world.apply(.advance(.by(.seconds(-1)))).refusal == refusal)
        #expect(world.apply(.setClock(ClockSetting(), now: World.noon)).refusal == refusal)
        let outcome = world.apply(.setClock(ClockSetting(mode: .manual), now: World.noon + .seconds(9)))
        #expect(outcome.fired.map(\.to) == [.completed] && outcome.now == World.noon + .seconds(9))
        #expect(world.story(job).last == "5000 completed")
    }

    @Test func `until idle stops where time changes nothing more`() throws {
        var world = World(
            Timeline("t", .pending(.time(.seconds(30))), .processing(.signal), .completed),
            jobs: [
                JobRule(when: RequestMatch(nth: [2]), then: ["t"]), JobRule(then: ["happy"]),
            ])
        let first = try world.submit()
        let second = try world.submit()
        world.apply(.advance(.untilIdle))
        #expect(world.now == World.noon + .seconds(30))
        #expect(try world.look(first).state == .completed)
        #expect(try world.look(second).state == .processing)
        #expect(world.apply(.advance(.untilIdle)).fired.isEmpty)
        #expect(world.apply(.advance(.next)).now == World.noon + .seconds(30))
    }

    @Test func `until a job ends stops at that instant`() throws {
        var world = World()
        let first = try world.submit()
        world.advance(500)
        let second = try world.submit()
        let outcome = world.apply(.advance(.untilJob(.article(first))))
        #expect(outcome.now == World.noon + .seconds(5))
        #expect(try world.look(second).state == .processing)
        #expect(
            world.apply(.advance(.untilJob(.article("x")))).refusal == .unknownJob(kind: "article", identifier: "x"))
    }

    @Test func `an auto clock moves after each read of an unfinished job to its next change`() throws {
        var world = World(mode: .auto)
        let job = try world.submit()
        let other = try world.submit()
        let seen = try (0..<7).map { _ in
            let view = try world.read(job)
            return "\(view.state.rawValue) \(Int(view.progress * 100)) \((world.now - World.noon).microseconds / 1_000)"
        }
        #expect(
            seen == [
                "pending 0 1000", "processing 0 2000", "processing 25 3000", "processing 50 4000",
                "processing 75 5000", "completed 100 5000", "completed 100 5000",
            ])
        #expect(world.story(other).last == "5000 completed")
    }

    @Test func `what is due at one instant happens in the order of submission`() throws {
        var world = World()
        let jobs = try (0..<20).map { _ in try world.submit() }
        let outcome = world.apply(.advance(.by(.seconds(60))))
        #expect(outcome.fired.map(\.job.identifier) == jobs + jobs)
    }

    @Test func `a reset starts again, with the scenario in use and its clock and seed`() throws {
        var world = World(mode: .manual)
        let job = try world.submit()
        world.wall = World.noon + .seconds(7)
        world.apply(.useScenario(Scenario(name: "next", clock: ClockSetting(start: World.noon + .seconds(99)))))
        #expect(world.now == World.noon)
        world.apply(.reset)
        #expect(world.now == World.noon + .seconds(99))
        #expect(world.space.scenario.name == "next")
        #expect(world.space.jobCounts(at: world.wall).isEmpty)
        #expect(world.space.nextDue == nil)
        #expect(try world.submit() == job)
    }
}
