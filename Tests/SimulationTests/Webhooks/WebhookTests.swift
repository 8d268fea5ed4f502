// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

extension WebhookOrder {
    static func sample(_ events: [String] = [], secret: String? = nil) throws -> WebhookOrder {
        WebhookOrder(
            api: "sample", url: try WebhookURL(parsing: "http://127.0.0.1:9/hook"), secret: secret, events: events)
    }
}

extension WebhookRules {
    static let sample = WebhookRules(
        events: [
            WebhookEvent(name: "article.done", trigger: .job(kind: "article", states: [.completed, .failed])),
            WebhookEvent(name: "article.begun", trigger: .job(kind: "article", states: [.processing])),
            WebhookEvent(name: "persona.changed", trigger: .operation("change")),
            WebhookEvent(name: "article.lost", trigger: .never),
        ],
        identifier: .prefixed("evt_", length: 10), secret: .prefixed("whs_", length: 20))
}

extension World {
    mutating func subscribe(_ events: [String] = [], secret: String? = nil) throws -> WebhookSubscription {
        let outcome = apply(.webhook(.subscribe(try .sample(events, secret: secret))))
        guard case .webhook(.subscription(let made)) = outcome.result else {
            throw Outcome.Unexpected(result: outcome.result)
        }
        return made
    }

    /// Records a result for the attempt of a delivery that is in flight.
    @discardableResult
    mutating func record(_ number: Int, status: Int?) throws -> Outcome {
        let attempt = try #require(space.delivery(number)).attemptCount
        let result = AttemptResult(
            status: status, error: status == nil ? "no answer" : nil, startedAt: wall, duration: .milliseconds(3))
        return apply(.webhook(.recordAttempt(delivery: number, attempt: attempt, result)))
    }

    func delivery(_ number: Int) throws -> Delivery { try #require(space.delivery(number)) }
}

struct WebhookTests {
    private static let short = Timeline(
        "short", .pending(.time(.seconds(1))), .processing(.time(.seconds(2))), .completed)

    private func world(limits: SpaceLimits = SpaceLimits()) -> World {
        World(Self.short, catalog: .telling, limits: limits)
    }

    @Test func `an event is due at its instant, about the job as it is then, and the same for everybody told`() throws {
        var world = world()
        let all = try world.subscribe()
        let some = try world.subscribe(["article.done"])
        #expect(all.id != some.id && all.secret != some.secret && all.secret.hasPrefix("whs_"))
        let id = try world.submit()
        world.advance(10_000)
        let deliveries = world.space.deliveries
        #expect(deliveries.map(\.event) == ["article.begun", "article.done", "article.done"])
        #expect(deliveries.map(\.subscription) == [all.id, all.id, some.id])
        #expect(deliveries.map { ($0.occurredAt - World.noon).microseconds / 1000 } == [1000, 3000, 3000])
        #expect(deliveries[1].eventIdentifier == deliveries[2].eventIdentifier)
        #expect(deliveries[0].eventIdentifier != deliveries[1].eventIdentifier)
        #expect(deliveries.map { $0.attempts.map(\.at) } == deliveries.map { [$0.occurredAt] })
        #expect(world.space.deliveriesInFlight == [1, 2, 3])
        guard case .unwritten(.job(let begun), _) = deliveries[0].payload,
            case .unwritten(let subject, _) = deliveries[1].payload,
            case .job(let ended) = world.space.view(of: subject)
        else { throw WrongPayload() }
        #expect(begun.state == .processing && begun.reference == .article(id))
        #expect(ended.state == .completed && ended.endedAt == deliveries[1].occurredAt)
        #expect(ended.visibleBytes == ended.content.count && !ended.content.isEmpty)
    }

    @Test func `an event of an operation is about its record, and comes of what was done only`() throws {
        var world = world()
        _ = try world.subscribe(["persona.changed"])
        let change = Action.patchRecord(collection: "personas", identifier: "2", ["name": "Hopper"])
        world.call(change, "change", body: ["name": "Hopper"])
        world.call(.patchRecord(collection: "personas", identifier: "99", [:]), "change")
        world.call(.refuse, "change")
        world.call(change, "another")
        let delivery = try #require(world.space.deliveries.first)
        #expect(world.space.deliveries.count == 1)
        guard case .unwritten(.record(let record), let input) = delivery.payload else { throw WrongPayload() }
        #expect(record["name"] == "Hopper" && record["id"] == 2)
        #expect(input == ["name": "Hopper"])
        #expect(delivery.state == .inFlight, "what is due at once is begun by the command itself")
    }

    @Test func `failures are retried at growing distances, the last time when the schedule ends`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        let start = try #require(world.space.deliveries.first).occurredAt
        var minutes: [Int64] = []
        while case .inFlight = try world.delivery(1).state {
            let attempt = try #require(world.delivery(1).attempts.last)
            minutes.append((attempt.at - start).microseconds / 60_000_000)
            try world.record(1, status: minutes.count % 2 == 0 ? 500 : nil)
            world.apply(.advance(.next))
        }
        #expect(minutes == [0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 871, 1231, 1560])
        #expect(try world.delivery(1).state == .abandoned)
        #expect(try world.delivery(1).attemptCount == 13)
        #expect(world.space.nextDue == nil)
    }

    @Test func `a success ends it, and it can be delivered again with the same event`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        #expect(world.apply(.webhook(.redeliver(1))).refusal == .webhook(.inFlight(1)))
        try world.record(1, status: 503)
        world.apply(.advance(.next))
        try world.record(1, status: 204)
        #expect(try world.delivery(1).state == .delivered)
        #expect(world.space.nextDue == nil)
        let event = try world.delivery(1).eventIdentifier
        world.advance(60_000)
        world.apply(.webhook(.redeliver(1)))
        #expect(try world.delivery(1).attempts.last?.at == world.now)
        try world.record(1, status: 500)
        #expect(try world.delivery(1).state == .waiting(until: world.now + .seconds(60)), "a new round")
        #expect(try world.delivery(1).eventIdentifier == event)
        #expect(world.apply(.webhook(.redeliver(9))).refusal == .webhook(.unknownDelivery(9)))
    }

    @Test func `a redelivery of one that waits is made once`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        try world.record(1, status: 500)
        world.apply(.webhook(.redeliver(1)))
        try world.record(1, status: 200)
        #expect(world.space.nextDue == nil, "the retry that was planned is not")
        world.apply(.advance(.untilIdle))
        #expect(try world.delivery(1).attemptCount == 2)
    }

    @Test func `an order to move the clock pauses where attempts are due, and goes on from there`() throws {
        var world = world()
        _ = try world.subscribe()
        _ = try world.submit()
        let first = world.apply(.advanceToAttempts(.by(.seconds(60))))
        #expect(first.now == World.noon + .seconds(1))
        #expect(first.fired.map(\.to) == [.processing])
        try world.record(1, status: 500)
        let second = world.apply(.advanceToAttempts(.untilIdle))
        #expect(second.now == World.noon + .seconds(3))
        try world.record(2, status: 200)
        #expect(world.apply(.advanceToAttempts(.next)).now == World.noon + .seconds(61))
        try world.record(1, status: 200)
        let last = world.apply(.advanceToAttempts(.to(World.noon + .seconds(600))))
        #expect(last.now == World.noon + .seconds(600))
    }

    @Test func `what happens at an instant comes before what is told of it`() throws {
        var world = world()
        _ = try world.subscribe()
        for _ in 0..<3 { _ = try world.submit() }
        let outcome = world.apply(.advanceToAttempts(.by(.seconds(60))))
        #expect(outcome.fired.map(\.to) == [.processing, .processing, .processing])
        #expect(world.space.deliveriesInFlight == [1, 2, 3])
    }

    @Test func `an ended subscription is told nothing more, and what waited is cancelled`() throws {
        var world = world()
        let subscription = try world.subscribe(["article.done"])
        for _ in 0..<2 { _ = try world.submit() }
        world.advance(3_000)
        try world.record(1, status: 500)
        world.apply(.webhook(.unsubscribe(subscription.id)))
        #expect(try world.delivery(1).state == .cancelled)
        #expect(world.space.nextDue == nil)
        #expect(world.space.dueAttempt(ofDelivery: 2) == nil, "there is no secret any more to sign with")
        try world.record(2, status: 500)
        #expect(try world.delivery(2).state == .cancelled)
        #expect(world.apply(.webhook(.redeliver(1))).refusal == .webhook(.subscriptionEnded(delivery: 1)))
        _ = try world.submit()
        world.advance(9_000)
        #expect(world.space.deliveries.count == 2)
    }

    @Test func `a result counts once, and for the attempt it is of`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        let result = AttemptResult(status: 200, startedAt: world.wall)
        let wrong = world.apply(.webhook(.recordAttempt(delivery: 1, attempt: 2, result)))
        #expect(wrong.refusal == .webhook(.notInFlight(delivery: 1, attempt: 2)))
        try world.record(1, status: 200)
        #expect(try world.record(1, status: 500).refusal == .webhook(.notInFlight(delivery: 1, attempt: 1)))
        #expect(try world.delivery(1).state == .delivered)
    }

    @Test func `unknown names are refused with what was perhaps meant`() throws {
        var world = world()
        let order = try WebhookOrder.sample(["article.dome"])
        #expect(
            world.apply(.webhook(.subscribe(order))).refusal
                == .webhook(.unknownEvent("article.dome", hint: "did you mean \"article.done\"?")))
        var plain = World(Self.short)
        #expect(plain.apply(.webhook(.subscribe(try .sample()))).refusal == .webhook(.noEvents(api: "sample")))
        #expect(world.apply(.webhook(.unsubscribe("wh_x"))).refusal == .webhook(.unknownSubscription("wh_x")))
        let reserved = try world.subscribe(["article.lost"])
        #expect(reserved.events == ["article.lost"])
    }

    @Test func `a test delivers an event that did not happen`() throws {
        var world = world()
        let subscription = try world.subscribe(["article.lost", "article.done"])
        world.apply(.webhook(.test(subscription: subscription.id, event: "article.done")))
        world.apply(.webhook(.test(subscription: subscription.id, event: nil)))
        #expect(world.space.deliveries.map(\.event) == ["article.done", "article.lost"])
        #expect(world.space.deliveries.allSatisfy { $0.isTest && $0.state == .inFlight })
        #expect(
            world.apply(.webhook(.test(subscription: subscription.id, event: "x"))).refusal
                == .webhook(
                    .unknownEvent("x", hint: "known: article.begun, article.done, article.lost, persona.changed")))
    }

    @Test func `the message is kept as it was first written`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        let message = WebhookMessage(contentType: "application/json", body: [1, 2, 3])
        world.apply(.webhook(.keepMessage(delivery: 1, message)))
        world.apply(.webhook(.keepMessage(delivery: 1, WebhookMessage(contentType: "x", body: []))))
        #expect(try world.delivery(1).payload == .written(message))
    }

    @Test func `a reset leaves the scenario's subscriptions and nothing else`() throws {
        var world = world()
        var scenario = world.space.scenario
        scenario.webhooks = [try .sample(["article.done"], secret: "known")]
        world.apply(.useScenario(scenario))
        let scripted = try #require(world.space.webhooks.first)
        #expect(scripted.secret == "known" && scripted.scripted != nil)
        world.apply(.useScenario(scenario))
        #expect(world.space.webhooks == [scripted], "the same order keeps its subscription")
        _ = try world.subscribe()
        _ = try world.submit()
        world.advance(3_000)
        world.apply(.reset)
        #expect(world.space.webhooks.map(\.secret) == ["known"])
        #expect(world.space.deliveries.isEmpty)
        scenario.webhooks = []
        world.apply(.useScenario(scenario))
        #expect(world.space.webhooks.isEmpty)
    }

    @Test func `finished deliveries make room, those on their way never do, and nothing is lost uncounted`() throws {
        var world = world(limits: SpaceLimits(deliveries: 8))
        _ = try world.subscribe(["article.done"])
        for _ in 0..<6 { _ = try world.submit() }
        world.advance(3_000)
        for number in 1...4 { try world.record(number, status: 200) }
        for _ in 0..<3 { _ = try world.submit() }
        world.advance(3_000)
        // Room was made for the ninth: an eighth at a time.
        #expect(world.space.deliveries.map(\.number) == [2, 3, 4, 5, 6, 7, 8, 9])
        #expect(world.space.deliveriesGone == (forgotten: 1, lost: 0))
        for _ in 0..<9 { _ = try world.submit() }
        world.advance(3_000)
        #expect(world.space.deliveries.map(\.number) == [5, 6, 7, 8, 9, 10, 11, 12])
        #expect(world.space.deliveriesGone == (forgotten: 4, lost: 6))
        #expect(world.space.deliveries.allSatisfy { $0.state == .inFlight })
    }

    @Test func `the bytes of messages are bounded too`() throws {
        var world = world(limits: SpaceLimits(messageBytes: 1000))
        _ = try world.subscribe(["article.done"])
        for round in 1...20 {
            _ = try world.submit()
            world.advance(3_000)
            world.apply(
                .webhook(
                    .keepMessage(
                        delivery: round, WebhookMessage(contentType: "x", body: Array(repeating: 1, count: 300)))))
            try world.record(round, status: 200)
        }
        #expect(world.space.deliveries.count <= 4)
        #expect(world.space.deliveriesGone.lost == 0)
        #expect(world.space.deliveries.last?.number == 20)
    }

    @Test func `only so many attempts are kept of each`() throws {
        var world = world()
        _ = try world.subscribe(["article.done"])
        _ = try world.submit()
        world.advance(3_000)
        try world.record(1, status: 500)
        for _ in 0..<100 {
            world.apply(.webhook(.redeliver(1)))
            try world.record(1, status: 500)
        }
        #expect(try world.delivery(1).attempts.count == Delivery.keptAttempts)
        #expect(try world.delivery(1).attempts.last?.number == 101)
        #expect(try world.delivery(1).attemptCount == 101)
    }

    private struct WrongPayload: Error {}
}
