// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ReportTests {
    /// Six sales in the days before noon of 2026-03-10, the oldest first, 12 hours apart.
    private static let shop = Catalog(
        api: "sample",
        collections: [
            CollectionKind(
                name: "sales", identifier: .integer(from: 1), createdField: "made",
                fixtures: [
                    ["fish": "cod", "price": 4, "tags": ["a", "b"], "boats": [["name": "Ann", "crew": 2]]],
                    ["fish": "cod", "price": 6, "tags": ["b"], "boats": [["name": "Bob", "crew": 3]]],
                    [
                        "fish": "eel", "price": 9, "tags": [],
                        "boats": [["name": "Ann", "crew": 2], ["name": "Bob", "crew": 3]],
                    ],
                    ["fish": "cod", "price": 5], ["fish": nil], ["fish": "ray", "price": 1.5],
                ], spacing: .seconds(43_200)),
            CollectionKind(name: "fishes", key: "name", fixtures: [["name": "cod", "colour": "grey"]]),
        ])

    private static func run(
        _ table: ReportQuery.Table, _ change: (inout ReportQuery) -> Void = { _ in }
    ) throws -> Outcome {
        var world = World(catalog: shop)
        var query = ReportQuery(collection: "sales", list: ListQuery(order: .init(descending: false)), table: table)
        change(&query)
        return world.call(.report(query))
    }

    private static let month = ReportQuery.Period(field: "made", from: nil, until: nil, usualDays: 30)

    private static func rows(
        _ grouping: ReportQuery.Grouping, _ columns: [ReportQuery.Column],
        _ change: (inout ReportQuery) -> Void = { _ in }
    ) throws -> [JSONObject] {
        try run(.init(grouping: grouping, columns: columns), change).records.0
    }

    @Test func `one object says how many, of what kind and how much`() throws {
        let columns: [ReportQuery.Column] = [
            .init("all", .count(nil)), .init("cod", .count(.init(field: "fish", values: ["cod"]))),
            .init("none", .count(.init(field: "fish", values: [.null]))), .init("kinds", .distinct("fish")),
            .init("sum", .sum("price")), .init("mean", .average("price", decimals: 2)),
            .init("low", .least("price")), .init("high", .most("price")), .init("tags", .elements("tags")),
            .init("share", .percent(.init(field: "fish", values: ["cod"]))),
            .init("nothing", .average("weight", decimals: 1)),
            .init("fixed", .constant("x")), .init("first", .field("fish")),
        ]
        #expect(
            try Self.run(.init(columns: columns)).record == [
                "all": 6, "cod": 3, "none": 1, "kinds": 3, "sum": 25.5, "mean": 5.1, "low": 1.5, "high": 9, "tags": 3,
                "share": 50, "nothing": nil, "fixed": "x", "first": "cod",
            ])
    }

    @Test func `groups by a value, and by the elements of a list`() throws {
        let columns: [ReportQuery.Column] = [
            .init("fish", .key(.plain)), .init("count", .count(nil)), .init("share", .percent(nil)),
        ]
        #expect(
            try Self.rows(.field("fish"), columns) == [
                ["fish": "cod", "count": 3, "share": 50], ["fish": "eel", "count": 1, "share": 16.7],
                ["fish": "ray", "count": 1, "share": 16.7],
            ])
        #expect(
            try Self.rows(.field("tags"), [.init("tag", .key(.plain)), .init("count", .count(nil))])
                == [["tag": "a", "count": 1], ["tag": "b", "count": 2]])
    }

    @Test func `every day, week and month of the period has a row, and the rows together are the whole`() throws {
        let columns: [ReportQuery.Column] = [
            .init("day", .key(.plain)), .init("at", .key(.instant)), .init("count", .count(nil)),
        ]
        let days = try Self.rows(.days(.day), columns) { $0.period = Self.month }
        #expect(days.count == 30)
        #expect(days.first?["day"] == "2026-02-09" && days.last?["day"] == "2026-03-10")
        #expect(days.last?["at"] == "2026-03-10T00:00:00.000Z")
        #expect(days.suffix(4).map { $0["count"] } == [1, 2, 2, 1])
        let weeks = try Self.rows(.days(.week), columns) { $0.period = Self.month }
        #expect(weeks.map { $0["day"] } == ["2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"])
        let months = try Self.rows(.days(.month), columns) { $0.period = Self.month }
        #expect(months.map { $0["day"] } == ["2026-02-01", "2026-03-01"])
        for rows in [days, weeks, months] {
            #expect(rows.reduce(0) { $0 + ($1["count"]?.integerValue ?? 0) } == 6)
        }
        let some = try Self.rows(.days(.day), columns) {
            $0.period = .init(
                field: "made", from: CalendarDay("2026-03-08"), until: CalendarDay("2026-03-09"), usualDays: 9)
        }
        #expect(some.map { $0["count"] } == [2, 2])
        let both = try Self.rows(
            .daysAndField(.day, "fish"), [.init("day", .key(.plain)), .init("fish", .field("fish"))]
        ) {
            $0.period = Self.month
        }
        #expect(both.map { $0["day"] } == ["2026-03-07", "2026-03-08", "2026-03-08", "2026-03-09", "2026-03-10"])
    }

    @Test func `the elements of a list count by themselves`() throws {
        let columns: [ReportQuery.Column] = [
            .init("boat", .key(.plain)), .init("crew", .sum("crew")), .init("price", .sum("price")),
            .init("same", .percentOfSame("fish")),
        ]
        #expect(
            try Self.rows(.field("name"), columns) { $0.unfold = "boats" } == [
                ["boat": "Ann", "crew": 4, "price": 13, "same": 100],
                ["boat": "Bob", "crew": 6, "price": 15, "same": 100],
            ])
    }

    @Test func `tables stand inside tables, ordered, cut, keyed, or as plain values`() throws {
        func fish(_ change: (inout ReportQuery.Table) -> Void) -> ReportQuery.Value {
            var table = ReportQuery.Table(
                grouping: .field("fish"),
                columns: [.init("fish", .key(.plain)), .init("price", .sum("price"), isHidden: true)])
            change(&table)
            return .table(table)
        }
        let columns: [ReportQuery.Column] = [
            .init("dearest", fish { ($0.order, $0.limit) = ("price", 2) }),
            .init("cheapest", fish { ($0.order, $0.descending, $0.only) = ("price", false, "fish") }),
            .init("keyed", fish { ($0.isKeyed, $0.only) = (true, "price") }),
            .init("low", .leastOf("keyed")), .init("high", .mostOf("keyed")),
            .init(
                "colours",
                fish { $0.columns = [.init("colour", .lookup(collection: "fishes", by: "name", take: "colour"))] }),
        ]
        let object = try Self.run(.init(columns: columns)).record
        #expect(object["dearest"] == [["fish": "cod"], ["fish": "eel"]])
        #expect(object["cheapest"] == ["ray", "eel", "cod"])
        #expect(object["keyed"] == ["cod": 15, "eel": 9, "ray": 1.5])
        #expect(object["low"] == 1.5 && object["high"] == 15)
        #expect(object["colours"] == [["colour": "grey"], ["colour": nil], ["colour": nil]])
    }

    @Test func `a period is compared with the one before`() throws {
        let count = [ReportQuery.Column("count", .count(nil))]
        let columns: [ReportQuery.Column] = [
            .init("now", .table(.init(columns: count))),
            .init("before", .table(.init(columns: count, isPrevious: true))),
            .init("change", .difference(["now", "count"], ["before", "count"])),
            .init("growth", .growth(["before", "count"], ["now", "count"])), .init("none", .difference(["now"], ["x"])),
        ]
        let object = try Self.run(.init(columns: columns)) {
            $0.period = .init(
                field: "made", from: CalendarDay("2026-03-08"), until: CalendarDay("2026-03-09"), usualDays: 1)
        }.record
        #expect(object == ["now": ["count": 4], "before": ["count": 1], "change": 3, "growth": -75, "none": nil])
    }

    @Test func `records are filtered first, and rows are ordered and paged like a list`() throws {
        let columns: [ReportQuery.Column] = [
            .init("fish", .key(.plain)), .init("price", .sum("price"), isHidden: true),
        ]
        let outcome = try Self.run(.init(grouping: .field("fish"), columns: columns)) {
            $0.list = ListQuery(
                filters: [.field("fish", .noneOf(["eel"]))], order: .init(key: .field("price"), descending: false),
                page: .number(1, size: 1))
        }
        #expect(try outcome.records.0 == [["fish": "ray"]])
        #expect(try outcome.records.1 == PageInfo(total: 2, number: 1, size: 1, offset: 0))
    }

    @Test func `a last day without a time is meant with all of it`() throws {
        func count(_ bound: String) throws -> Int {
            try Self.run(.init(columns: [.init("n", .count(nil))])) {
                $0.list.filters = [.field("made", .until(bound))]
            }.record["n"]?.integerValue.map(Int.init) ?? -1
        }
        #expect(try count("2026-03-08") == 3)
        #expect(try count("2026-03-08T00:00:00Z") == 2)
        #expect(try count("2026-03-08T06:00:00Z") == 2)
    }
}
