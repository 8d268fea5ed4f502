// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// Deliveries that a scenario lets go wrong.
struct DeliveryTroubleTests {
    private static let short = Timeline("short", .pending(.time(.seconds(1))), .completed)

    private func world(_ trouble: DeliveryTrouble) throws -> World {
        var world = World(Self.short, catalog: .telling)
        var scenario = world.space.scenario
        scenario.deliveries = trouble
        world.apply(.useScenario(scenario))
        _ = try world.subscribe(["article.done"])
        return world
    }

    @Test func `a receiver that is down gets nothing until the attempts that fail are over`() throws {
        var world = try world(DeliveryTrouble(down: 6))
        _ = try world.submit()
        world.advance(1_000)
        #expect(world.space.deliveriesInFlight.isEmpty, "the first attempt is not made")
        world.advance(62 * 60_000)
        let waiting = try world.delivery(1)
        #expect(waiting.attempts.count == 6 && waiting.attempts.allSatisfy { $0.result?.status == nil })
        #expect(waiting.attempts.allSatisfy { $0.result?.error?.hasPrefix("connection refused") == true })
        world.advance(60_000)
        #expect(world.space.deliveriesInFlight == [1])
        let attempt = try #require(world.delivery(1).attempts.last)
        #expect((attempt.at - waiting.occurredAt).microseconds == 63 * 60_000_000 && attempt.number == 7)
        try world.record(1, status: 204)
        #expect(try world.delivery(1).state == .delivered)
        #expect(try world.delivery(1).eventIdentifier == waiting.eventIdentifier)
    }

    @Test func `an event that is sent twice has one identifier in two deliveries`() throws {
        var world = try world(DeliveryTrouble(copies: 2))
        _ = try world.submit()
        world.advance(1_000)
        #expect(world.space.deliveriesInFlight == [1, 2])
        #expect(try world.delivery(1).eventIdentifier == world.delivery(2).eventIdentifier)
        try world.record(1, status: 200)
        try world.record(2, status: 500)
        #expect(try world.delivery(1).state == .delivered)
        #expect(try world.delivery(2).state != .delivered)
    }
}
