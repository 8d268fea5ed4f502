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
}
