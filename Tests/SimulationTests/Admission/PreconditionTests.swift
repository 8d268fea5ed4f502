// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct PreconditionTests {
    private typealias Subject = Precondition.Subject

    /// Whether a precondition holds in a world with the personas Ada (1), Grace (2), Edsger (3) and one without a name.
    private func holds(_ subject: Precondition.Subject, _ test: Precondition.Test) -> Bool {
        var world = World()
        _ = world.call(.createRecord(collection: "personas", ["age": 41, "name": .null]))
        let admission = Admission(
            credential: "k", preconditions: [Precondition(error: "must", subject: subject, test: test)])
        switch world.call(.answer, admission: admission).refusal {
        case nil: return true
        case .preconditionFailed("must"): return false
        case let other:
            Issue.record("\(String(describing: other))")
            return false
        }
    }

    private func persona(_ value: JSONValue, by field: String? = nil) -> RecordSelector {
        RecordSelector(collection: "personas", field: field, value: value)
    }

    @Test func `a record is there or missing, by its identifier or by another field`() {
        #expect(holds(.record(persona(1)), .exists))
        #expect(!holds(.record(persona(9)), .exists))
        #expect(holds(.record(persona("Grace", by: "name")), .exists))
        #expect(!holds(.record(persona("grace", by: "name")), .exists))
        #expect(holds(.record(persona("Eve", by: "name")), .missing))
        #expect(!holds(.record(persona("Ada", by: "name")), .missing))
    }

    @Test func `a field is set, compared, or one of several; of no record nothing is asked`() {
        #expect(holds(.field(persona(1), ["name"]), .set))
        #expect(!holds(.field(persona(4), ["name"]), .set))
        #expect(holds(.field(persona(4), ["name"]), .unset))
        #expect(holds(.field(persona(99), ["name"]), .set))
        #expect(holds(.field(persona(1), ["name"]), .oneOf(["Eve", "Ada"])))
        #expect(!holds(.field(persona(1), ["name"]), .noneOf(["Eve", "Ada"])))
        #expect(holds(.field(persona(4), ["age"]), .below(.value(42))))
        #expect(!holds(.field(persona(4), ["age"]), .below(.value(41))))
        #expect(holds(.field(persona(4), ["age"]), .atMost(.value(41.0))))
        #expect(!holds(.field(persona(4), ["age"]), .above(.value(41))))
        #expect(holds(.field(persona(4), ["age"]), .atLeast(.value(41))))
    }

    @Test func `values are compared as numbers or as texts, and what is missing refuses nothing`() {
        #expect(holds(.value(.value(2)), .atMost(.value(2.5))))
        #expect(!holds(.value(.value(3)), .atMost(.value(2.5))))
        #expect(holds(.value(.value("2026-03-01")), .below(.value("2026-03-02"))))
        #expect(!holds(.value(.value("2026-03-02")), .below(.value("2026-03-02"))))
        #expect(holds(.value(.value(3)), .atMost(.value(.null))))
        #expect(holds(.value(.value(.null)), .oneOf(["a"])))
        #expect(holds(.value(.value("a")), .atMost(.value(1))), "a text and a number have no order")
        #expect(holds(.value(.attribute(["plan"])), .oneOf(["basic"])))
        #expect(!holds(.value(.attribute(["plan"])), .oneOf(["gold"])))
        #expect(holds(.value(.value(99)), .atMost(.attribute(["credits"]))))
        #expect(!holds(.value(.value(101)), .atMost(.attribute(["credits"]))))
    }

    @Test func `the first that does not hold refuses, and nothing is done`() {
        var world = World()
        let two = ["first", "second"].map { Precondition(error: $0, subject: .value(.value(.null)), test: .set) }
        let outcome = world.call(
            .createRecord(collection: "personas", [:]), admission: Admission(credential: "k", preconditions: two))
        #expect(outcome.refusal == .preconditionFailed("first"))
        #expect(outcome.reason == "precondition first")
        #expect(world.space.recordTables[0].records.count == 3)
    }

    private func spend(_ amount: Int64, returnsOn: [JobState] = []) -> Admission {
        Admission(
            credential: "k",
            charges: [Charge(attribute: ["credits"], amount: amount, error: "credits", returnsOn: returnsOn)])
    }

    private func left(_ world: inout World) -> JSONValue? {
        world.call(.answer, admission: Admission(credential: "k")).admitted?.attributes["credits"]
    }

    @Test func `what is spent is gone, and where too little is left nothing is done`() {
        var world = World()
        #expect(world.call(.answer, admission: spend(60)).admitted?.attributes["credits"] == 40)
        #expect(world.call(.answer, admission: spend(41)).refusal == .preconditionFailed("credits"))
        #expect(left(&world) == 40)
        #expect(world.call(.answer, admission: spend(40)).refusal == nil)
        #expect(left(&world) == 0)
        let other = world.call(.answer, admission: Admission(credential: "l"))
        #expect(other.admitted?.attributes["credits"] == 100)
        #expect(world.call(.readRecord(collection: "personas", identifier: "none"), admission: spend(0)).refusal != nil)
        world.space.scenario.credentials["k"] = CredentialRule(attributes: ["credits": 150])
        #expect(left(&world) == 50)
    }

    @Test func `work that is refused costs nothing, and what comes again is paid once`() {
        var world = World()
        var admission = spend(10)
        admission.references = [.init(collection: "personas", identifier: "none")]
        _ = world.call(.answer, admission: admission)
        #expect(left(&world) == 100)
        admission.references = []
        admission.idempotency = IdempotencyUse(
            key: "i", fingerprint: Fingerprint(high: 1, low: 1), keeps: .seconds(60))
        for _ in 0..<3 { _ = world.call(.answer, admission: admission) }
        #expect(left(&world) == 90)
    }

    @Test func `a job that ends as it should not gives back what it cost`() throws {
        var world = World()
        func submit(_ failure: String?) throws -> String {
            try world.call(
                .submit(Submission(kind: "article", topic: "tea", failure: failure)),
                admission: spend(10, returnsOn: [.failed])
            ).job.reference.identifier
        }
        _ = try submit("bound to")
        _ = try submit(nil)
        let stopped = try submit(nil)
        #expect(left(&world) == 70)
        _ = world.call(.stopJob(kind: "article", identifier: stopped))
        world.advance(60_000)
        #expect(left(&world) == 80)
        _ = try submit(nil)
        #expect(left(&world) == 70)
    }
}
