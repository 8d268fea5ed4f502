// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct BatchTests {
    private static func chairs(_ heights: Int64..., room: Int64 = 1) -> Action {
        .batch(
            RecordBatch(
                .create, "chairs",
                elements: heights.map { .init(fields: ["height": .integer($0), "room": .integer(room)]) }))
    }

    @Test func `a batch makes one record for each element and says what became of each`() throws {
        var world = World()
        let report = try world.call(Self.chairs(40, 50)).batch
        #expect(report.items.map(\.fate) == [.done, .done])
        #expect(report.items.map { $0.record["id"] } == [1, 2])
        #expect(report.items.map { $0.record["place"] } == ["attic", "attic"])
    }

    @Test func `what exists is skipped, also when the batch itself made it, and what is refused has failed`() throws {
        var world = World()
        let elements = ["attic", "hall", "hall", "?"].map { name in
            RecordBatch.Element(fields: ["name": .string(name)], isRefused: name == "?")
        }
        let report = try world.call(.batch(RecordBatch(.create, "rooms", elements: elements, unlessExists: "name")))
            .batch
        #expect(report.items.map(\.fate) == [.skipped, .done, .skipped, .failed])
        #expect(report.items.map { $0.record["id"] } == [1, 3, 3, nil])
        let rooms = try world.call(.listRecords(collection: "rooms", ListQuery())).records.1
        #expect(rooms.total == 3)
    }

    @Test func `a batch that names an unknown record does nothing`() throws {
        var world = World()
        _ = world.call(Self.chairs(40, 50))
        let before = world.space
        for verb in [RecordBatch.Verb.patch, .delete] {
            let batch = RecordBatch(
                verb, "chairs", elements: ["1", "9"].map { .init(identifier: $0, fields: ["height": 1]) })
            #expect(
                world.call(.batch(batch)).refusal == .unknownRecord(collection: "chairs", identifier: "9"))
        }
        #expect(world.space.recordTables == before.recordTables)
        let both = RecordBatch(.delete, "chairs", elements: ["2", "1"].map { .init(identifier: $0) })
        #expect(try world.call(.batch(both)).batch.items.map { $0.record["height"] } == [50, 40])
        #expect(try world.call(.listRecords(collection: "chairs", ListQuery())).records.1.total == 0)
    }

    @Test func `links find records by name, make those that are missing, and keep what was linked`() throws {
        var world = World()
        _ = world.call(Self.chairs(40))
        func link(_ names: String...) throws -> JSONObject {
            let link = RecordBatch.Link(field: "seen", collection: "rooms", nameField: "name", names: names)
            let element = RecordBatch.Element(identifier: "1", links: [link])
            return try world.call(.batch(RecordBatch(.patch, "chairs", elements: [element], isSingle: true))).record
        }
        #expect(try link("cellar", "porch")["seen"] == [2, 3])
        #expect(try link("porch", "attic")["seen"] == [2, 3, 1])
        let porch = try world.call(.readRecord(collection: "rooms", identifier: "3")).record
        #expect(porch["name"] == "porch")
    }

    @Test func `what follows belongs to the record that was made, and the answer shows both`() throws {
        var world = World()
        let chairs = RecordBatch(
            .create, "chairs", elements: [.init(fields: ["height": 40]), .init(fields: ["height": 45])],
            ownerField: "room")
        let room = RecordBatch(
            .create, "rooms", elements: [.init(fields: ["name": "den"])], isSingle: true, then: [chairs])
        let made = try world.call(.batch(room)).record
        #expect(made["name"] == "den" && made["chairs"] == 2 && made["height"] == 42.5)
    }

    @Test func `derived fields follow the records, and lists can be narrowed and ordered by them`() throws {
        var world = World()
        _ = world.call(Self.chairs(40, 45))
        let attic = try world.call(.readRecord(collection: "rooms", identifier: "1")).record
        #expect(attic["chairs"] == 2 && attic["height"] == 42.5 && attic["colour"] == "white")
        let cellar = try world.call(.readRecord(collection: "rooms", identifier: "2")).record
        #expect(cellar["chairs"] == 0 && cellar["height"] == nil && cellar["colour"] == nil)
        let used = ListQuery(filters: [.field("chairs", .above(0))])
        #expect(try world.call(.listRecords(collection: "rooms", used)).records.0.map { $0["name"] } == ["attic"])
        let fewest = ListQuery(order: .init(key: .field("chairs"), descending: false))
        #expect(
            try world.call(.listRecords(collection: "rooms", fewest)).records.0.map { $0["name"] } == [
                "cellar", "attic",
            ])
        let placed = ListQuery(filters: [.field("place", .anyOf(["attic"]))])
        #expect(try world.call(.listRecords(collection: "chairs", placed)).records.1.total == 2)
        _ = world.call(.patchRecord(collection: "rooms", identifier: "1", ["name": "loft", "chairs": 9]))
        let chair = try world.call(.readRecord(collection: "chairs", identifier: "1")).record
        #expect(chair["place"] == "loft")
    }

    @Test func `what goes with a record is deleted with it`() throws {
        var world = World()
        _ = world.call(Self.chairs(40, 45))
        _ = world.call(Self.chairs(50, room: 2))
        _ = world.call(.deleteRecord(collection: "rooms", identifier: "1"))
        let left = try world.call(.listRecords(collection: "chairs", ListQuery())).records.0
        #expect(left.map { $0["height"] } == [50])
    }
}
