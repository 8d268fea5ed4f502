// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct LimitTests {
    private static let day: Int64 = 86_400_000

    /// A world whose API has this limit only.
    private func world(_ rule: LimitRule, mode: ClockMode = .manual) -> World {
        var catalog = Catalog.sample
        catalog.limits = [rule]
        return World(mode: mode, catalog: catalog)
    }

    private func use(_ rule: LimitRule, _ credential: String = "k", _ values: String...) -> Admission {
        Admission(credential: credential, limits: [LimitUse(name: rule.name, values: values)])
    }

    /// How many of so many requests at one instant are let through.
    private func passed(_ world: inout World, _ admission: Admission, of count: Int) -> Int {
        (0..<count).count { _ in world.call(.answer, admission: admission).refusal == nil }
    }

    @Test func `a window starts on the minute of UTC, not with the first request`() {
        let rule = LimitRule(name: "minute", max: 2, measure: .window(.seconds(60)), by: [.credential])
        var world = world(rule)
        world.advance(59_999)
        #expect(passed(&world, use(rule), of: 3) == 2)
        world.advance(1)
        #expect(passed(&world, use(rule), of: 3) == 2)
        world.advance(59_999)
        #expect(passed(&world, use(rule), of: 1) == 0)
    }

    @Test func `a day ends at midnight of UTC, however far the clock jumps`() {
        let rule = LimitRule(name: "day", max: 1, measure: .window(.seconds(86_400)), by: [.credential])
        var world = world(rule)  // It is noon.
        #expect(passed(&world, use(rule), of: 2) == 1)
        let refused = world.call(.answer, admission: use(rule))
        #expect(refused.reason == "limit day: 1 per 1d for k")
        guard case .limitReached(let standing, job: nil)? = refused.refusal else {
            Issue.record("\(refused.result)")
            return
        }
        #expect(standing.retryAfter == 43_200)
        #expect(standing.reset == World.noon + .seconds(43_200))
        world.advance(43_200_000 - 1)
        #expect(world.call(.answer, admission: use(rule)).refusal != nil)
        world.advance(1)
        #expect(passed(&world, use(rule), of: 2) == 1)
        world.advance(400 * Self.day)
        #expect(passed(&world, use(rule), of: 2) == 1)
    }

    @Test func `a wait is rounded up to whole seconds, and never none`() {
        let now = World.noon
        func wait(_ microseconds: Int64) -> Int64? {
            LimitStanding(name: "l", max: 1, used: 1, reset: now + TimeSpan(microseconds: microseconds), now: now)
                .retryAfter
        }
        #expect([1, 999_999, 1_000_000, 1_000_001, 0].map(wait) == [1, 1, 1, 2, 1])
        #expect(LimitStanding(name: "l", max: 1, used: 1, reset: nil, now: now).retryAfter == nil)
    }

    @Test func `a rolling window lets one through as soon as one is old enough`() {
        let rule = LimitRule(name: "rolling", max: 2, measure: .rolling(.seconds(10)), by: [.credential])
        var world = world(rule)
        #expect(passed(&world, use(rule), of: 1) == 1)
        world.advance(4_000)
        #expect(passed(&world, use(rule), of: 2) == 1)
        guard case .limitReached(let standing, _)? = world.call(.answer, admission: use(rule)).refusal else {
            Issue.record("let through")
            return
        }
        #expect(standing.retryAfter == 6)
        world.advance(5_999)
        #expect(passed(&world, use(rule), of: 1) == 0)
        world.advance(1)
        #expect(passed(&world, use(rule), of: 2) == 1)
        world.advance(4_000)
        #expect(passed(&world, use(rule), of: 2) == 1)
        world.advance(60_000)
        #expect(passed(&world, use(rule), of: 9) == 2)
    }

    @Test func `counts are kept apart by credential, attribute, address and value, alone and together`() {
        let cases: [(by: [LimitRule.Part], same: Admission, other: Admission)] = [
            ([.credential], Admission(credential: "a"), Admission(credential: "b")),
            ([.attribute(["owner"])], Admission(credential: "a"), Admission(credential: "mine")),
            (
                [.client], Admission(limits: [.init(name: "l", values: ["::1"])]),
                Admission(limits: [.init(name: "l", values: ["::2"])])
            ),
            (
                [.credential, .request], Admission(credential: "a", limits: [.init(name: "l", values: ["p"])]),
                Admission(credential: "a", limits: [.init(name: "l", values: ["q"])])
            ),
        ]
        for (by, same, other) in cases {
            let rule = LimitRule(name: "l", max: 1, measure: .window(.seconds(60)), by: by)
            var world = world(rule)
            world.space.scenario.credentials["mine"] = CredentialRule(attributes: ["owner": "me"])
            let (same, other) = (
                same.limits.isEmpty ? Admission(credential: same.credential, limits: [.init(name: "l")]) : same,
                other.limits.isEmpty ? Admission(credential: other.credential, limits: [.init(name: "l")]) : other
            )
            #expect(passed(&world, same, of: 2) == 1, "\(by)")
            #expect(passed(&world, other, of: 2) == 1, "\(by)")
        }
    }

    @Test func `two parts never make the key of two others`() {
        #expect(Space.key(of: ["a", "b:c"]) != Space.key(of: ["a:b", "c"]))
        #expect(Space.key(of: ["1:a", ""]) != Space.key(of: ["", "1:a"]))
    }

    @Test func `a request without what the limit counts by is not limited`() {
        let rule = LimitRule(name: "l", max: 1, measure: .window(.seconds(60)), by: [.request])
        var world = world(rule)
        #expect(passed(&world, Admission(credential: "k", limits: [LimitUse(name: "l")]), of: 5) == 5)
    }

    @Test func `only work that is done counts where only that is to count`() throws {
        let rule = LimitRule(
            name: "done", max: 1, measure: .window(.seconds(86_400)), countsAccepted: true, by: [.credential])
        var world = world(rule)
        var admission = use(rule)
        admission.references = [.init(collection: "personas", identifier: "none")]
        for _ in 0..<3 { #expect(world.call(.answer, admission: admission).refusal != nil) }
        #expect(world.call(.refuse, admission: use(rule)).refusal == nil)
        #expect(passed(&world, use(rule), of: 3) == 1)
    }

    @Test func `a request that one limit refuses counts under no other`() {
        let tight = LimitRule(name: "tight", max: 1, measure: .window(.seconds(1)), by: [.credential])
        let wide = LimitRule(name: "wide", max: 3, measure: .window(.seconds(86_400)), by: [.credential])
        var catalog = Catalog.sample
        catalog.limits = [wide, tight]
        var world = World(catalog: catalog)
        let admission = Admission(credential: "k", limits: [.init(name: "wide"), .init(name: "tight")])
        var total = 0
        for _ in 0..<6 {
            total += passed(&world, admission, of: 5)
            world.advance(1_000)
        }
        #expect(total == 3)
    }

    @Test func `live jobs count until they end, by time or by order, and the oldest is named`() throws {
        let rule = LimitRule(name: "tasks", max: 2, measure: .live(kind: "article"), by: [.credential])
        var world = world(rule)
        func submit(_ world: inout World, _ key: String = "k") -> Outcome {
            world.call(.submit(Submission(kind: "article", topic: "tea")), admission: use(rule, key))
        }
        let first = try submit(&world).job.reference.identifier
        world.advance(1_000)
        let second = try submit(&world).job.reference.identifier
        let refused = submit(&world)
        guard case .limitReached(let standing, let job)? = refused.refusal else {
            Issue.record("\(refused.result)")
            return
        }
        #expect(job == first)
        #expect(standing.retryAfter == nil)
        #expect(refused.reason == "limit tasks: 2 live articles for k")
        #expect(submit(&world, "other").refusal == nil)
        _ = world.call(.stopJob(kind: "article", identifier: second))
        #expect(submit(&world).refusal == nil)
        #expect(submit(&world).refusal != nil)
        world.advance(60_000)
        #expect(submit(&world).refusal == nil)
    }

    @Test func `a scenario tightens, loosens, switches on and off; live jobs count from before`() throws {
        let rule = LimitRule(
            name: "tasks", max: 1, measure: .live(kind: "article"), isEnabled: false, by: [.credential])
        var world = world(rule)
        for _ in 0..<3 {
            _ = try world.call(.submit(Submission(kind: "article", topic: "tea")), admission: use(rule)).job
        }
        for (change, passes) in [
            (LimitChange(isEnabled: true), false), (LimitChange(max: 4, isEnabled: true), true), (LimitChange(), true),
            (LimitChange(max: 0, isEnabled: true), false),
        ] {
            world.apply(.useScenario(Scenario(name: "s", limits: ["sample.tasks": change])))
            let outcome = world.call(.submit(Submission(kind: "article", topic: "tea")), admission: use(rule))
            #expect((outcome.refusal == nil) == passes, "\(change)")
        }
    }

    @Test func `every answer knows how the limits stand that hold for it`() {
        let rule = LimitRule(name: "minute", max: 3, measure: .window(.seconds(60)), by: [.credential])
        var world = world(rule)
        let remaining = (0..<4).map { _ in world.call(.answer, admission: use(rule)).admitted?.limits.first?.remaining }
        #expect(remaining == [2, 1, 0, 0])
        var faulty = World(
            faults: [FaultRule(respond: ScriptedAnswer(status: 503))],
            catalog: {
                var catalog = Catalog.sample
                catalog.limits = [rule]
                return catalog
            }())
        for _ in 0..<5 {
            let outcome = faulty.call(.answer, admission: use(rule))
            #expect(outcome.result == .notDone)
            #expect(outcome.admitted?.limits.first?.remaining == 3, "what never reached the API does not count")
        }
    }

    @Test func `the address is looked at before the credential, everything else after it`() {
        let gate = LimitRule(name: "gate", max: 2, measure: .window(.seconds(60)), by: [.client])
        let minute = LimitRule(name: "minute", max: 1, measure: .window(.seconds(60)), by: [.credential])
        var catalog = Catalog.sample
        catalog.limits = [minute, gate]
        var world = World(catalog: catalog)
        world.space.scenario.credentials = ["bad": CredentialRule(refused: "revoked")]
        let admission = Admission(
            credential: "bad", limits: [.init(name: "minute"), .init(name: "gate", values: ["::1"])])
        for _ in 0..<2 { #expect(world.call(.refuse, admission: admission).refusal == .credentialRefused("revoked")) }
        guard case .limitReached(let standing, _)? = world.call(.refuse, admission: admission).refusal else {
            Issue.record("the credential was looked at")
            return
        }
        #expect(standing.name == "gate")
    }

    @Test func `what has ended is forgotten, so memory follows the clients of one window`() {
        let minute = LimitRule(name: "minute", max: 9, measure: .window(.seconds(60)), by: [.credential])
        let rolling = LimitRule(name: "rolling", max: 9, measure: .rolling(.seconds(60)), by: [.credential])
        var catalog = Catalog.sample
        catalog.limits = [minute, rolling]
        var world = World(catalog: catalog)
        var most = 0
        for number in 0..<3_000 {
            let uses = [LimitUse(name: "minute"), LimitUse(name: "rolling")]
            _ = world.call(.answer, admission: Admission(credential: "k\(number)", limits: uses))
            most = max(most, world.space.ledger.limits.map(\.windows.size).max() ?? 0)
            world.advance(1_000)
        }
        #expect((60...200).contains(most), "\(most) clients remembered, of 61 that matter")
    }
}
