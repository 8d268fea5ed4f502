// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct RecordTests {
    @Test func `fixtures come with identifiers and a past, the oldest first`() throws {
        var world = World()
        let query = ListQuery(order: .init(descending: false))
        let (records, info) = try world.call(.listRecords(collection: "personas", query)).records
        #expect(records.map { $0["name"] } == ["Ada", "Grace", "Edsger"])
        #expect(records.map { $0["id"] } == [1, 2, 3])
        #expect(records.first?["created"] == "2026-03-07T12:00:00.000Z")
        #expect(records.last?["created"] == "2026-03-09T12:00:00.000Z")
        #expect(info == PageInfo(total: 3, number: 1, size: 3, offset: 0))
    }

    @Test func `installing an API again changes nothing`() {
        var world = World()
        let before = world.space
        world.apply(.install(.sample))
        #expect(world.space == before)
    }

    @Test func `a record is created, read, patched, replaced and deleted`() throws {
        var world = World()
        let created = try world.call(.createRecord(collection: "personas", ["name": "Barbara", "age": 3])).record
        #expect(created == ["id": 4, "name": "Barbara", "age": 3, "created": stamp(0), "updated": stamp(0)])
        world.advance(1_000)
        let patched = try world.call(
            .patchRecord(collection: "personas", identifier: "4", ["age": 4, "id": 9, "created": "x"])
        ).record
        #expect(patched == ["id": 4, "name": "Barbara", "age": 4, "created": stamp(0), "updated": stamp(1)])
        world.advance(1_000)
        _ = world.call(.replaceRecord(collection: "personas", identifier: "4", ["name": "Liskov"]))
        let replaced = try world.call(.readRecord(collection: "personas", identifier: "4")).record
        #expect(replaced == ["id": 4, "created": stamp(0), "updated": stamp(2), "name": "Liskov"])
        #expect(world.call(.deleteRecord(collection: "personas", identifier: "4")).result == .done)
        let gone = Outcome.Refusal.unknownRecord(collection: "personas", identifier: "4")
        #expect(world.call(.readRecord(collection: "personas", identifier: "4")).refusal == gone)
        #expect(world.call(.deleteRecord(collection: "personas", identifier: "4")).refusal == gone)
    }

    @Test func `an identifier of a deleted record is not given out again`() throws {
        var world = World()
        _ = world.call(.deleteRecord(collection: "personas", identifier: "3"))
        #expect(try world.call(.createRecord(collection: "personas", [:])).record["id"] == 4)
    }

    @Test func `whatever a request does, the records that it names must exist`() {
        var world = World()
        let known = RecordReference(collection: "personas", identifier: "2")
        let unknown = RecordReference(collection: "personas", identifier: "77")
        for action: Action in [
            .submit(Submission(kind: "article", topic: "tea")), .createRecord(collection: "personas", [:]), .answer,
            .patchRecord(collection: "personas", identifier: "1", ["name": "Eve"]),
        ] {
            #expect(world.call(action, admission: Admission(references: [known])).refusal == nil)
            #expect(
                world.call(action, admission: Admission(references: [known, unknown])).refusal
                    == .danglingReference(collection: "personas", identifier: "77"))
        }
    }

    @Test func `a job shows what it looks up as it is now, and null once that is gone`() throws {
        var world = World()
        let job = try world.submit(inputs: ["tea", 2])
        #expect(try world.look(job).lookups == ["Grace"])
        _ = world.call(.patchRecord(collection: "personas", identifier: "2", ["name": "Hopper"]))
        #expect(try world.look(job).lookups == ["Hopper"])
        _ = world.call(.deleteRecord(collection: "personas", identifier: "2"))
        #expect(try world.look(job).lookups == [.null])
    }

    @Test func `a completed job leaves a record made of it`() throws {
        var world = World()
        let job = try world.submit("green tea", words: 80, inputs: ["green tea", .null])
        world.advance(4_999)
        #expect(try world.call(.listRecords(collection: "articles", ListQuery())).records.1.total == 0)
        world.advance(1)
        let view = try world.look(job)
        let identifier = try #require(view.resultIdentifier)
        let title = try #require(view.title)
        let record = try world.call(.readRecord(collection: "articles", identifier: identifier)).record
        let expected: JSONObject = [
            "id": .string(identifier), "created": "2026-03-10T12:00:05Z", "job": .string(job), "title": .string(title),
            "body": .string(String(decoding: view.content, as: UTF8.self)), "words": 80,
            "slug": .string(title.slug), "keyword": "green tea", "finished": "2026-03-10T12:00:05Z", "status": "draft",
        ]
        #expect(record == expected)
        _ = world.call(.patchRecord(collection: "articles", identifier: identifier, ["status": "published"]))
        let (records, _) = try world.call(.listRecords(collection: "articles", ListQuery())).records
        #expect(records.map { $0["status"] } == ["published"] && records.map { $0["words"] } == [80])
    }

    @Test(arguments: [("Ten Tips: C++ & You", "ten-tips-c-you"), ("It's  Tea!", "its-tea"), ("--", "")])
    func `a slug is the title in lower case with hyphens`(title: String, slug: String) {
        #expect(title.slug == slug)
    }

    private func stamp(_ seconds: Int64) -> JSONValue {
        (World.noon + .seconds(seconds)).text(.milliseconds)
    }
}
