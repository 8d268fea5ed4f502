// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// Records that are made and changed by rules, by requests and by jobs.
struct RecordEditTests {
    private static let catalog = Catalog(
        api: "sample",
        jobs: [
            JobKind(
                name: "article", identifier: .uuid, inputs: ["site", "word"],
                changes: [
                    JobChange(
                        on: .completed, collection: "sites", input: 0,
                        sets: [
                            FieldChange(field: "made", value: .sum(1, least: nil, most: 2)),
                            FieldChange(field: "last", value: .input(1)),
                            FieldChange(field: "changed", value: .constant("never")),
                        ]),
                    JobChange(
                        on: .failed, collection: "sites", input: 0,
                        sets: [FieldChange(field: "failed", value: .constant(true))]),
                ]), JobKind(name: "survey", identifier: .uuid),
        ],
        collections: [
            CollectionKind(
                name: "sites", identifier: .integer(from: 1), updatedField: "changed", timestamps: .seconds,
                fixtures: [["domain": "one.example"], ["domain": .null]]),
            {
                var pages = CollectionKind(
                    name: "pages", identifier: .integer(from: 1), createdField: "made", timestamps: .seconds,
                    fixtures: [["site": 1, "slug": "a"], ["site": 1, "slug": "b", "url": .null], ["slug": "c"]])
                pages.fixtureFields = [
                    FieldChange(field: "url", value: url), FieldChange(field: "shown", value: .item(["made"])),
                ]
                return pages
            }(),
        ])

    private static let url = FieldValue.joined([
        .constant("https://"), .lookup(.item(["site"]), collection: "sites", field: "domain"), .constant("/"),
        .item(["slug"]),
    ])

    private static func world() -> World {
        World(.happy, catalog: catalog)
    }

    private func edit(
        _ world: inout World, _ verb: RecordEdit.Verb, _ identifier: String = "1", _ fields: JSONObject = [:],
        _ sets: (String, FieldValue)...
    ) -> Outcome {
        world.call(
            .editRecord(
                collection: "pages",
                RecordEdit(
                    verb: verb, identifier: identifier, fields: fields,
                    sets: sets.map { FieldChange(field: $0.0, value: $0.1) })))
    }

    @Test("Fixtures get what they do not say themselves, and keep what they do")
    func fixtures() throws {
        var world = Self.world()
        let pages = try world.call(.listRecords(collection: "pages", ListQuery(order: .init(descending: false))))
            .records.0
        #expect(pages.map { $0["url"] } == ["https://one.example/a", .null, .null])
        #expect(pages.map { $0["shown"] } == pages.map { $0["made"] })
    }

    @Test("A patch sets fields by rule, each seeing those before it")
    func patch() throws {
        var world = Self.world()
        world.advance(5_000)
        let page = try edit(
            &world, .patch, "1", ["title": "T", "id": 9], ("status", .constant("published")),
            ("at", .firstOf([.item(["at"]), .now(.seconds)])), ("copy", .item(["status"])),
            ("word", .mapped(.item(["copy"]), ["published": "out"])), ("count", .sum(3, least: nil, most: nil)),
            ("none", .item(["nothing"])), ("id", .constant(7))
        ).record
        #expect(page["id"] == 1 && page["title"] == "T" && page["slug"] == "a")
        #expect(page["status"] == "published" && page["copy"] == "published" && page["word"] == "out")
        #expect(page["at"] == "2026-03-10T12:00:05Z" && page["count"] == 3 && page["none"] == .null)
        world.advance(5_000)
        let again = try edit(
            &world, .patch, "1", [:], ("at", .firstOf([.item(["at"]), .now(.seconds)])),
            ("count", .sum(3, least: nil, most: 5))
        ).record
        #expect(again["at"] == "2026-03-10T12:00:05Z" && again["count"] == 5)
        let least = try edit(&world, .patch, "1", [:], ("count", .sum(.min, least: -2, most: nil))).record
        #expect(least["count"] == -2)
    }

    @Test("A replacement drops the rest; a creation is completed; an unknown record is refused")
    func otherVerbs() throws {
        var world = Self.world()
        let page = try edit(&world, .replace, "1", ["slug": "new", "site": 1], ("url", Self.url)).record
        #expect(page["url"] == "https://one.example/new" && page["shown"] == nil)
        let made = try edit(&world, .create, "", ["slug": "x", "site": 2], ("url", Self.url), ("n", .constant(1)))
            .record
        #expect(made["url"] == .null && made["n"] == 1 && made["id"] == 4)
        #expect(edit(&world, .patch, "99").refusal == .unknownRecord(collection: "pages", identifier: "99"))
    }

    @Test("A job changes a record when it comes to the state, once, and not one that is gone")
    func jobChanges() throws {
        var world = Self.world()
        func site() throws -> JSONObject {
            try world.call(.readRecord(collection: "sites", identifier: "1")).record
        }
        let first = try world.submit(inputs: [1, "tea"])
        #expect(try site()["made"] == nil)
        world.advance(60_000)
        #expect(try site()["made"] == 1)
        #expect(try site()["last"] == "tea" && site()["failed"] == nil)
        #expect(try site()["changed"] == "2026-03-10T12:00:05Z")
        _ = try world.read(first)
        let second = try world.submit(inputs: ["1", "milk"])
        world.apply(.signal(.article(second), .fail, reason: "why"))
        #expect(try site()["failed"] == true && site()["made"] == 1)
        for _ in 0..<3 { _ = try world.submit(inputs: [1, .null]) }
        world.advance(60_000)
        #expect(try site()["made"] == 2 && site()["last"] == .null)
        _ = try world.submit(inputs: [99, "x"])
        _ = try world.submit(inputs: [])
        world.advance(60_000)
        #expect(try site()["made"] == 2)
    }

    @Test("One read finds the job of any kind, and counts for its polls and faults")
    func readAny() throws {
        let fault = FaultRule(
            when: RequestMatch(operation: "any", state: .completed), respond: ScriptedAnswer(status: 503))
        var world = World(.happy, faults: [fault], catalog: Self.catalog)
        let article = try world.submit()
        let survey = try world.call(.submit(Submission(kind: "survey", topic: "x"))).job.reference.identifier
        func read(_ identifier: String) -> Outcome {
            world.call(.readAnyJob(kinds: ["survey", "article"], identifier: identifier), "any")
        }
        #expect(try read(article).job.reference.kind == "article")
        #expect(try read(article).job.polls == 2)
        #expect(try read(survey).job.reference.kind == "survey")
        #expect(read("nothing").refusal == .unknownJob(kind: "job", identifier: "nothing"))
        world.advance(60_000)
        #expect(read(survey).fault?.respond?.status == 503)
    }
}
