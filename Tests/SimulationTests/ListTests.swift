// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ListTests {
    /// A plain second way to make a list: everything, one after the other.
    private static func expected(_ all: [JSONObject], _ query: ListQuery) -> [JSONObject] {
        var objects = all.enumerated().filter { element in
            query.filters.allSatisfy { filter in
                guard case .field(let name, let match) = filter else { return false }
                let value = element.element[name] ?? .null
                return switch match {
                case .anyOf(let values): values.contains(value)
                case .noneOf(let values): !values.contains(value)
                case .above(let bound): value.number.map { $0 > bound } ?? false
                case .containsAny(let values): (value.arrayValue ?? []).contains(where: values.contains)
                case .text(let text): (value.stringValue ?? "").lowercased().contains(text.lowercased())
                case .from(let text): (value.stringValue ?? "") >= text
                case .until(let text): value.stringValue.map { $0 <= text } ?? false
                }
            }
        }
        if case .field(let name) = query.order.key {
            objects.sort { left, right in
                let order = (left.element[name] ?? .null).order(comparedTo: right.element[name] ?? .null)
                return order == 0 ? left.offset < right.offset : order < 0
            }
        }
        if query.order.descending { objects.reverse() }
        return objects.map(\.element)
    }

    @Test(arguments: (0..<60).map { RandomWorld.baseSeed &+ $0 })
    func `pages of every style put together are the whole list`(seed: UInt64) throws {
        var random = RandomWorld(seed: seed)
        var world = World()
        for _ in 0..<random.generator.below(60) {
            world.advance(Int64(random.generator.below(3)))
            let name = "n\(random.generator.below(9))"
            let tags = JSONValue.array([.string(random.pick(["x", "y", "z"]))])
            _ = world.call(.createRecord(collection: "personas", ["name": .string(name), "tags": tags]))
        }
        for _ in 0..<random.generator.below(20) {
            let identifier = String(1 + random.generator.below(50))
            _ = world.call(.deleteRecord(collection: "personas", identifier: identifier))
        }
        let all = try world.call(
            .listRecords(collection: "personas", ListQuery(order: .init(descending: false)))
        ).records.0
        let filters: [[ListQuery.Filter]] = [
            [], [.field("name", .anyOf(["n1", "n2", "Ada"]))], [.field("tags", .containsAny(["x", "z"]))],
            [.field("name", .text("N"))],
            [.field("created", .from((World.noon + .milliseconds(20)).text(.milliseconds).stringValue ?? ""))],
            [.field("created", .until(World.noon.text(.milliseconds).stringValue ?? "")), .field("name", .from("F"))],
        ]
        var query = ListQuery(
            filters: random.pick(filters),
            order: .init(key: random.pick([.created, .field("name")]), descending: random.pick([true, false])))
        let expected = Self.expected(all, query)
        let size = 1 + random.generator.below(7)

        query.page = .all
        #expect(try world.call(.listRecords(collection: "personas", query)).records.0 == expected, "seed \(seed)")
        var numbered: [JSONObject] = []
        var offset: [JSONObject] = []
        for page in 0...(expected.count / size) {
            query.page = .number(page + 1, size: size)
            let (records, info) = try world.call(.listRecords(collection: "personas", query)).records
            #expect(info == PageInfo(total: expected.count, number: page + 1, size: size, offset: page * size))
            numbered += records
            query.page = .offset(page * size, limit: size)
            offset += try world.call(.listRecords(collection: "personas", query)).records.0
        }
        #expect(numbered == expected && offset == expected, "seed \(seed)")
        var followed: [JSONObject] = []
        var cursor: String?
        repeat {
            query.page = .cursor(cursor, limit: size)
            let (records, info) = try world.call(.listRecords(collection: "personas", query)).records
            followed += records
            cursor = info.nextCursor
        } while cursor != nil && followed.count <= expected.count
        #expect(followed == expected, "seed \(seed)")
    }

    @Test func `a cursor stays valid when newer records come and the one it stands for goes`() throws {
        var world = World()
        func page(_ cursor: String?) throws -> ([JSONValue?], String?) {
            let query = ListQuery(page: .cursor(cursor, limit: 2))
            let (records, info) = try world.call(.listRecords(collection: "personas", query)).records
            return (records.map { $0["id"] }, info.nextCursor)
        }
        let first = try page(nil)
        #expect(first.0 == [3, 2])
        _ = world.call(.createRecord(collection: "personas", [:]))
        #expect(try page(first.1).0 == [1])
        _ = world.call(.deleteRecord(collection: "personas", identifier: "2"))
        #expect(try page(first.1).0 == [1])
        #expect(try page(nil).0 == [4, 3])
    }

    @Test(arguments: ["", "zz", "00", "5b5d", "5B225D"])
    func `a cursor that is none is refused`(cursor: String) {
        var world = World()
        let query = ListQuery(page: .cursor(cursor, limit: 2))
        #expect(world.call(.listRecords(collection: "personas", query)).refusal == .invalidCursor(cursor))
        #expect(world.call(.listJobs(kind: "article", query)).refusal == .invalidCursor(cursor))
    }

    @Test func `a cursor of another order is refused`() throws {
        var world = World()
        let query = ListQuery(page: .cursor(nil, limit: 2))
        let cursor = try #require(try world.call(.listRecords(collection: "personas", query)).records.1.nextCursor)
        let other = ListQuery(order: .init(descending: false), page: .cursor(cursor, limit: 2))
        #expect(world.call(.listRecords(collection: "personas", other)).refusal == .invalidCursor(cursor))
    }

    @Test func `jobs are listed newest first, filtered by state and input, ordered by their last change`() throws {
        var world = World()
        var jobs: [String] = []
        for topic in ["tea", "coffee", "tea"] {
            jobs.append(try world.submit(topic, inputs: [.string(topic)]))
            world.advance(2_000)
        }
        func list(_ query: ListQuery) throws -> [Int] {
            try world.call(.listJobs(kind: "article", query)).jobs.0.map { view in
                jobs.firstIndex(of: view.reference.identifier) ?? -1
            }
        }
        #expect(try list(ListQuery()) == [2, 1, 0])
        #expect(try list(ListQuery(filters: [.input(0, ["tea"])])) == [2, 0])
        #expect(try list(ListQuery(filters: [.state([.completed])])) == [0])
        world.apply(.signal(.article(jobs[1]), .stop, reason: nil))
        world.advance(1_000)
        #expect(try list(ListQuery(order: .init(key: .updated))) == [2, 1, 0])
        #expect(try list(ListQuery(page: .number(2, size: 2))) == [0])
        #expect(try list(ListQuery(page: .number(.max, size: .max))) == [])
    }
}
