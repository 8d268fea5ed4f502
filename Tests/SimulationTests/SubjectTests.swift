// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// What a request's address takes for granted.
struct SubjectTests {
    private func call(_ subjects: Subject..., action: Action) -> Command {
        .call(Call(api: "sample", operation: "operation", action: action, subjects: subjects))
    }

    @Test func `nothing is done below a record that does not exist`() throws {
        var world = World()
        let action = Action.createRecord(collection: "personas", ["name": "Barbara"])
        let outcome = world.apply(call(Subject(.records(collection: "personas"), identifier: "77"), action: action))
        #expect(outcome.refusal == .unknownRecord(collection: "personas", identifier: "77"))
        #expect(try world.call(.listRecords(collection: "personas", ListQuery())).records.1.total == 3)
        _ = try world.apply(call(Subject(.records(collection: "personas"), identifier: "2"), action: action)).record
    }

    @Test func `the first subject that is missing is the one that is named`() throws {
        var world = World()
        let job = try world.submit()
        let subjects = [
            Subject(.jobs(kind: "article"), identifier: job), Subject(.jobs(kind: "article"), identifier: "nobody"),
            Subject(.records(collection: "personas"), identifier: "77"),
        ]
        let action = Action.listRecords(collection: "articles", ListQuery())
        let outcome = world.apply(.call(Call(api: "sample", operation: "o", action: action, subjects: subjects)))
        #expect(outcome.refusal == .unknownJob(kind: "article", identifier: "nobody"))
        _ = try world.apply(call(subjects[0], action: action)).records
    }
}
