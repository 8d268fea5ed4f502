// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct IdempotencyTests {
    private func use(
        _ key: String = "i", _ low: UInt64 = 1, keeps: TimeSpan = .seconds(86_400), entry: Int = 0
    ) -> IdempotencyUse {
        var use = IdempotencyUse(key: key, fingerprint: Fingerprint(high: 0, low: low), keeps: keeps)
        use.entry = entry
        return use
    }

    private func submit(_ world: inout World, _ use: IdempotencyUse, credential: String = "k") -> Outcome {
        world.call(
            .submit(Submission(kind: "article", topic: "tea")),
            admission: Admission(credential: credential, idempotency: use))
    }

    private func jobs(_ world: World) -> Int { world.space.jobViews(at: world.wall).count }

    @Test func `the same request again does nothing and is answered as before`() throws {
        var world = World()
        let first = submit(&world, use(entry: 12))
        world.advance(3_000)
        let again = submit(&world, use(entry: 13))
        #expect(again.result == first.result)
        #expect(again.reason == "idempotent replay of request 12")
        #expect(again.replay == Outcome.Replay(request: first.request, entry: 12, at: first.now))
        #expect(again.now == World.noon + .seconds(3))
        #expect(again.request == first.request + 1)
        #expect(again.fired.allSatisfy { $0.from != nil }, "only what time brought, no submission")
        #expect(jobs(world) == 1)
    }

    @Test func `another request with the key is refused; another client's key is another key`() throws {
        var world = World()
        _ = submit(&world, use())
        #expect(submit(&world, use("i", 2)).refusal == .idempotencyKeyReused("i"))
        #expect(submit(&world, use(), credential: "l").replay == nil)
        #expect(submit(&world, use("j")).replay == nil)
        #expect(jobs(world) == 3)
    }

    @Test func `a key is free again when its time is over, and not before`() {
        var world = World()
        _ = submit(&world, use(keeps: .seconds(60)))
        world.advance(59_999)
        #expect(submit(&world, use("i", 2, keeps: .seconds(60))).refusal == .idempotencyKeyReused("i"))
        world.advance(1)
        #expect(submit(&world, use("i", 2, keeps: .seconds(60))).replay == nil)
        // Used anew, it is kept from then on.
        world.advance(59_999)
        #expect(submit(&world, use("i", 2, keeps: .seconds(60))).replay != nil)
    }

    @Test func `while the first answer is held back, the key is in progress`() {
        var world = World(faults: [FaultRule(when: RequestMatch(nth: [1]), delay: .seconds(5))])
        _ = submit(&world, use())
        #expect(submit(&world, use()).refusal == .idempotencyInProgress("i"))
        #expect(submit(&world, use("i", 2)).refusal == .idempotencyKeyReused("i"))
        world.advance(4_999)
        #expect(submit(&world, use()).refusal == .idempotencyInProgress("i"))
        world.advance(1)
        #expect(submit(&world, use()).replay != nil)
        #expect(jobs(world) == 1)
    }

    @Test func `an answer that was lost after the work is there when the request comes again`() throws {
        var world = World(faults: [
            FaultRule(when: RequestMatch(nth: [1]), phase: .after, respond: ScriptedAnswer(status: 500))
        ])
        let lost = submit(&world, use())
        #expect(lost.fault != nil)
        let again = submit(&world, use())
        #expect(again.fault == nil)
        #expect(again.replay != nil)
        #expect(try again.job.reference == lost.job.reference)
        #expect(jobs(world) == 1)
    }

    @Test func `an answer instead of the work is not kept: the request can be made again`() {
        var world = World(faults: [FaultRule(when: RequestMatch(nth: [1]), respond: ScriptedAnswer(status: 500))])
        #expect(submit(&world, use()).result == .notDone)
        let again = submit(&world, use())
        #expect(again.replay == nil)
        #expect(jobs(world) == 1)
    }

    @Test func `refusals are kept but where the request may fare better`() {
        var catalog = Catalog.sample
        catalog.limits = [
            LimitRule(name: "kept", max: 0, measure: .live(kind: "article")),
            LimitRule(name: "passing", max: 0, measure: .live(kind: "article")),
            LimitRule(name: "minute", max: 0, measure: .window(.seconds(60))),
        ]
        catalog.keptRefusals = ["limit-reached.kept", "refused.kept"]
        var world = World(catalog: catalog)
        world.space.scenario.credentials = [
            "bad": CredentialRule(refused: "revoked"), "low": CredentialRule(scopes: []),
        ]
        func isKept(_ admission: Admission, _ action: Action = .answer) -> Bool {
            var admission = admission
            admission.idempotency = use("key")
            var world = world
            #expect(world.call(action, admission: admission).replay == nil)
            return world.call(action, admission: admission).replay != nil
        }
        func must(_ name: String) -> Admission {
            Admission(
                credential: "k",
                preconditions: [Precondition(error: name, subject: .value(.value(.null)), test: .set)])
        }
        #expect(isKept(Admission(credential: "k")))
        #expect(isKept(Admission(credential: "k"), .refuse), "what is wrong with the body")
        #expect(isKept(Admission(credential: "k"), .readJob(kind: "article", identifier: "none")))
        #expect(isKept(Admission(credential: "k", references: [.init(collection: "personas", identifier: "0")])))
        #expect(isKept(must("kept")))
        #expect(!isKept(must("passing")))
        #expect(isKept(Admission(credential: "k", limits: [.init(name: "kept")])))
        #expect(!isKept(Admission(credential: "k", limits: [.init(name: "passing")])))
        #expect(!isKept(Admission(credential: "k", limits: [.init(name: "minute")])))
        #expect(!isKept(Admission(credential: "bad")))
        #expect(!isKept(Admission(credential: "low", scopes: ["x"])))
        #expect(isKept(Admission(credential: "k"), .submit(Submission(kind: "article", topic: "tea"))))
    }

    @Test func `a request that comes again counts under limits of requests, and not under those of work`() {
        var catalog = Catalog.sample
        catalog.limits = [
            LimitRule(name: "minute", max: 3, measure: .window(.seconds(60)), by: [.credential]),
            LimitRule(name: "day", max: 1, measure: .window(.seconds(86_400)), countsAccepted: true, by: [.credential]),
        ]
        var world = World(catalog: catalog)
        let admission = Admission(
            credential: "k", limits: [.init(name: "minute"), .init(name: "day")], idempotency: use())
        let outcomes = (0..<4).map { _ in world.call(.createRecord(collection: "personas", [:]), admission: admission) }
        #expect(outcomes.map { $0.replay != nil } == [false, true, true, false])
        #expect(outcomes.map { $0.admitted?.limits.first?.remaining } == [2, 1, 0, 0])
        guard case .limitReached(let standing, _)? = outcomes[3].refusal else {
            Issue.record("let through")
            return
        }
        #expect(standing.name == "minute")
    }

    @Test func `keys whose time is over are let go, and the space has room for so many only`() {
        var world = World(limits: SpaceLimits(idempotencyKeys: 100))
        for number in 0..<100 {
            #expect(submit(&world, use("\(number)", keeps: .seconds(60))).refusal == nil)
        }
        #expect(submit(&world, use("more", keeps: .seconds(60))).refusal == .full("100 idempotency keys in a space"))
        #expect(submit(&world, use("7", keeps: .seconds(60))).replay != nil)
        world.advance(60_000)
        #expect(submit(&world, use("more", keeps: .seconds(60))).refusal == nil)
        #expect(world.space.ledger.idempotency.size == 1)
    }
}
