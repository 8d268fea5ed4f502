// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// What a scenario gives a new space, and when it takes a credential away.
struct GivenRecordTests {
    private func space(_ scenario: Scenario) -> Space {
        var space = Space(
            name: "test", seed: 7, scenario: scenario, clock: ClockSetting(mode: .manual), at: World.noon)
        _ = space.apply(.install(.sample), at: World.noon)
        return space
    }

    private func names(_ space: inout Space) throws -> [JSONValue?] {
        let query = ListQuery(order: .init(descending: false))
        let call = Call(api: "sample", operation: "list", action: .listRecords(collection: "personas", query))
        return try space.apply(.call(call), at: World.noon).records.0.map { $0["name"] }
    }

    @Test func `records of a scenario stand for those of the document, also after a reset`() throws {
        let given = Scenario(
            name: "given", records: ["sample.personas": [["name": "Only"], ["id": 9, "name": "Nine"]]])
        var space = space(given)
        #expect(try names(&space) == ["Only", "Nine"])
        _ = space.apply(
            .call(Call(api: "sample", operation: "x", action: .deleteRecord(collection: "personas", identifier: "9"))),
            at: World.noon)
        #expect(try names(&space) == ["Only"])
        _ = space.apply(.reset, at: World.noon)
        #expect(try names(&space) == ["Only", "Nine"])
        #expect(given.records["other.personas"] == nil)
    }

    @Test func `a scenario that is chosen later gives its records at the next reset`() throws {
        var space = space(Scenario(name: "plain"))
        _ = space.apply(.useScenario(Scenario(name: "empty", records: ["sample.personas": []])), at: World.noon)
        #expect(try names(&space).count == 3)
        _ = space.apply(.reset, at: World.noon)
        #expect(try names(&space).isEmpty)
    }

    @Test func `a credential is good until it is refused`() {
        let rule = CredentialRule(refused: "expired", after: .seconds(60))
        var space = space(Scenario(name: "expiring", credentials: ["*": rule]))
        let call = Call(api: "sample", operation: "x", action: .answer, admission: Admission(credential: "key"))
        #expect(space.apply(.call(call), at: World.noon).refusal == nil)
        _ = space.apply(.advance(.by(.milliseconds(59_999))), at: World.noon)
        #expect(space.apply(.call(call), at: World.noon).refusal == nil)
        _ = space.apply(.advance(.by(.milliseconds(1))), at: World.noon)
        #expect(space.apply(.call(call), at: World.noon).refusal == .credentialRefused("expired"))
    }
}
