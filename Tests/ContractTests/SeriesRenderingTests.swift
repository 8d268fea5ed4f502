// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// `x-sim-series` and `x-sim-rows`: figures that agree wherever they are shown, and arrays that nothing is stored for.
struct SeriesRenderingTests {
    private static let rank = Series(name: "rank", low: 1, high: 101, step: 3)

    private static func value(_ series: Series, _ subject: String, _ day: String) throws -> JSONValue {
        let number = series.value(seed: 7, subject: subject, day: try #require(CalendarDay(day)))
        return series.decimals == 0 ? .integer(Int64(number)) : .double(number)
    }

    private static func ask(_ context: inout RenderContext, _ parameters: [(String, JSONValue)]) {
        context.request.parameters += parameters.map { .init(location: .query, name: $0.0, value: $0.1) }
    }

    private static func render(
        _ schema: String, at place: RenderBench.Place = .record, _ parameters: [(String, JSONValue)] = []
    ) throws -> JSONValue {
        let text = try RenderBench.render(schema, at: place) { context in Self.ask(&context, parameters) }
        return try JSONReader.read(Array(text.utf8)).root
    }

    @Test(
        "A figure is measured of the record, the job or what the annotation names, today or on the day it says",
        arguments: [
            (
                RenderBench.Place.record, "{ x-sim-series: { name: rank, low: 1, high: 101, step: 3 } }", "4",
                "2026-03-10"
            ),
            (.job, "{ x-sim-series: { name: rank, low: 1, high: 101, step: 3 } }", "r 1/2", "2026-03-10"),
            (
                .record,
                "{ x-sim-series: { name: rank, low: 1, high: 101, step: 3, of: [item.number, { const: mobile }, item.gone] } }",
                "4/mobile", "2026-03-10"
            ),
            (
                .record, "{ x-sim-series: { name: rank, low: 1, high: 101, step: 3, at: { const: 2026-01-02 } } }", "4",
                "2026-01-02"
            ),
            // As a source, among others.
            (
                .record,
                "{ x-sim-source: { first-of: [item.gone, { series: { name: rank, low: 1, high: 101, step: 3 } }] } }",
                "4", "2026-03-10"
            ),
        ])
    func subjects(place: RenderBench.Place, annotation: String, subject: String, day: String) throws {
        let schema = "{ type: object, properties: { n: { type: integer, \(annotation.dropFirst(2)) } }"
        let expected = try Self.value(Self.rank, subject, day)
        #expect(try Self.render(schema, at: place) == ["n": expected])
    }

    @Test("A change is the difference of two days, and words stand for ranges of numbers")
    func changesAndWords() throws {
        let schema = """
            { type: object, properties: { \
            now: { type: integer, x-sim-series: { name: rank, low: 1, high: 101, step: 3 } }, \
            change: { type: integer, x-sim-series: { name: rank, low: 1, high: 101, step: 3, change: { const: 2026-02-10 } } }, \
            word: { x-sim-series: { name: rank, low: 1, high: 101, step: 3, pick: [top, near, far], above: [10, 50] } }, \
            flag: { type: boolean, x-sim-series: { name: flag, pick: [true, false] } } } }
            """
        let then = try #require(try Self.value(Self.rank, "4", "2026-02-10").integerValue)
        let now = try #require(try Self.value(Self.rank, "4", "2026-03-10").integerValue)
        let shown = try Self.render(schema)
        #expect(shown["now"] == .integer(now))
        #expect(shown["change"] == .integer(now - then))
        #expect(shown["word"] == .string(now <= 10 ? "top" : now <= 50 ? "near" : "far"))
        let flag = Series(name: "flag", low: 0, high: 1)
        #expect(shown["flag"] == .bool(try Self.value(flag, "4", "2026-03-10") == 0))
    }

    @Test("There is one row for each day of the range, both ends included, and a row has the figure of its day")
    func days() throws {
        let schema = """
            { type: array, x-sim-rows: { days: { from: item.since, until: item.upTo } }, items: { type: object, properties: { \
            date: { type: string, x-sim-source: row.date }, number: { type: integer, x-sim-source: row.number }, \
            rank: { type: integer, x-sim-series: { name: rank, low: 1, high: 101, step: 3, of: item.number } } } } }
            """
        let text = try RenderBench.render(schema, at: .record) { context in
            context.subject = .record(["number": 4, "since": "2026-02-27", "upTo": "2026-03-02T10:00:00Z"])
        }
        let expected: [JSONValue] = try ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"].enumerated().map {
            ["date": .string($1), "number": .integer(Int64($0) + 1), "rank": try Self.value(Self.rank, "4", $1)]
        }
        #expect(try JSONReader.read(Array(text.utf8)).root == .array(expected))
    }

    @Test(
        "A range of days has the periods, the length and the direction that it is given",
        arguments: [
            ("days: { default: 3d }", ["2026-03-08", "2026-03-09", "2026-03-10"]),
            ("days: { count: 2 }, descending: true", ["2026-03-10", "2026-03-09"]),
            // Weeks are Mondays, months their first days.
            ("days: { count: 3, every: week }", ["2026-02-23", "2026-03-02", "2026-03-09"]),
            ("days: { default: 10d, every: week }", ["2026-03-02", "2026-03-09"]),
            ("days: { count: 3, every: month }", ["2026-01-01", "2026-02-01", "2026-03-01"]),
            (
                "days: { from: { const: 2026-01-31 }, until: { const: 2026-02-01 }, every: month }",
                ["2026-01-01", "2026-02-01"]
            ),
            (
                "days: { from: { const: 2026-03-03 }, until: { const: 2026-03-08 }, every: { const: week } }", []
            ),
            ("days: { from: { const: 2026-03-02 }, until: { const: 2026-03-01 } }", []),
            ("days: { default: 5d }, offset: { const: 3 }", ["2026-03-09", "2026-03-10"]),
            ("days: { default: 5d }, offset: { const: 1 }, limit: { const: 2 }", ["2026-03-07", "2026-03-08"]),
            ("days: { default: 5d }, offset: { const: 9 }, limit: { const: 0 }", []),
        ])
    func ranges(rows: String, expected: [String]) throws {
        let schema = "{ type: array, x-sim-rows: { \(rows) }, items: { type: string, x-sim-source: row.date } }"
        #expect(try Self.render(schema) == .array(expected.map { .string($0) }))
    }

    @Test("The longest range that is shown has ten years of days, the newest ones")
    func longest() throws {
        let schema =
            "{ type: array, x-sim-rows: { days: { from: { const: 0001-01-01 } } }, items: { type: string, x-sim-source: row.date } }"
        let rows = try #require(try Self.render(schema).arrayValue)
        #expect(rows.count == 3660)
        #expect(rows.last == "2026-03-10")
    }

    @Test("A date is shown in the forms that series have, and a count of rows inside a day belongs to that day")
    func forms() throws {
        let schema = """
            { type: array, x-sim-rows: { days: { count: 1, every: month } }, items: { type: object, properties: { \
            time: { type: string, x-sim-source: row.time }, month: { type: string, x-sim-source: row.month }, \
            year: { type: integer, x-sim-source: row.year }, label: { type: string, x-sim-source: row.label }, \
            inner: { type: array, x-sim-rows: { count: 2 }, items: { type: object, properties: { \
            date: { type: string, x-sim-source: row.date }, index: { type: integer, x-sim-source: row.index }, \
            rank: { type: integer, x-sim-series: { name: rank, low: 1, high: 101, step: 3 } } } } } } } }
            """
        func inner(_ index: Int) throws -> JSONValue {
            [
                "date": "2026-03-01", "index": .integer(Int64(index)),
                "rank": try Self.value(Self.rank, "4/\(index)", "2026-03-01"),
            ]
        }
        #expect(
            try Self.render(schema) == [
                [
                    "time": "2026-03-01T00:00:00Z", "month": "March", "year": 2026, "label": "Mar 2026",
                    "inner": .array([try inner(0), try inner(1)]),
                ]
            ])
    }

    @Test("The lowest value since a day is the least of all days, with the first day that has it")
    func lowest() throws {
        let schema = """
            { type: object, properties: { \
            least: { type: integer, x-sim-series: { name: rank, low: 1, high: 101, step: 3, lowest: { const: 2026-01-01 } } }, \
            day: { type: string, x-sim-series: { name: rank, low: 1, high: 101, step: 3, lowest-day: { const: 2026-01-01 } } } } }
            """
        let first = try #require(CalendarDay("2026-01-01")).number
        let last = try #require(CalendarDay("2026-03-10")).number
        let values = (first...last).map { Self.rank.value(seed: 7, subject: "4", day: CalendarDay(number: $0)) }
        let least = try #require(values.min())
        let index = try #require(values.firstIndex(of: least))
        #expect(
            try Self.render(schema) == [
                "least": .integer(Int64(least)), "day": .string(CalendarDay(number: first + Int64(index)).text),
            ])
    }

    @Test("A figure by the month stays through it")
    func monthly() throws {
        let schema = """
            { type: array, x-sim-rows: { days: { count: 400 } }, items: { type: object, properties: { \
            month: { type: string, x-sim-source: row.label }, \
            n: { type: integer, x-sim-series: { name: volume, low: 1, high: 1000000, step: 9000, every: month } } } } }
            """
        let rows = try #require(try Self.render(schema).arrayValue)
        let byMonth = Dictionary(grouping: rows) { $0["month"]?.stringValue ?? "" }
        #expect(byMonth.count >= 13)
        #expect(byMonth.values.allSatisfy { Set($0.map { $0["n"]?.integerValue }).count == 1 })
        #expect(Set(rows.map { $0["n"]?.integerValue }).count >= 13)
    }

    @Test(
        "Rows stand for the elements of a value, also of a text that holds an array, and may be members of an object",
        arguments: [
            ("item.tags", #"["a0"]"#), ("{ const: [x, y] }", #"["x0","y1"]"#),
            ("{ const: '[\"x\", \"y\"]' }", #"["x0","y1"]"#), ("{ const: x }", #"["x0"]"#), ("item.gone", "[]"),
        ])
    func elements(source: String, expected: String) throws {
        let items =
            "items: { type: object, properties: { v: { x-sim-source: row.value }, i: { x-sim-source: row.index } } }"
        let rows = try Self.render("{ type: array, x-sim-rows: { each: \(source) }, \(items) }")
        let short = try #require(rows.arrayValue).map { row in
            JSONValue.string((row["v"]?.stringValue ?? "") + (row["i"]?.text ?? ""))
        }
        #expect(JSONValue.array(short).text == expected)
        let members = try Self.render(
            """
            { type: object, x-sim-rows: { each: \(source) }, additionalProperties: { type: object, properties: { \
            date: { x-sim-rows: { days: { count: 1 } }, type: object, additionalProperties: { type: object, properties: { i: { x-sim-source: row.number } } } } } } }
            """)
        let names = try #require(members.objectValue).members.map(\.name)
        #expect(names == rows.arrayValue?.compactMap { $0["v"]?.stringValue })
        for name in names { #expect(members[name]?["date"]?["2026-03-10"]?["i"] == 1) }
    }

    @Test("A row knows the element of the row around it, and days are counted back from today")
    func around() throws {
        let schema = """
            { type: array, x-sim-rows: { each: { const: [a, b] } }, items: { type: array, x-sim-rows: { each: { const: [1] } }, \
            items: { type: object, properties: { a: { x-sim-source: row.around }, v: { x-sim-source: row.value }, d: { type: string, x-sim-source: { days-ago: 10 } } } } } }
            """
        #expect(
            try Self.render(schema) == [
                [["a": "a", "v": 1, "d": "2026-02-28"]], [["a": "b", "v": 1, "d": "2026-02-28"]],
            ])
    }

    @Test("Values without a source differ from row to row, and are the same each time")
    func syntheticRows() throws {
        let schema =
            "{ type: array, x-sim-rows: { count: 20 }, items: { type: object, properties: { words: { type: integer, maximum: 100000 } } } }"
        let rows = try Self.render(schema, at: .job)
        #expect(Set(try #require(rows.arrayValue).map(\.text)).count > 15)
        #expect(try Self.render(schema, at: .job) == rows)
    }

    @Test("A source with a condition has a value only where that holds")
    func conditions() throws {
        let schema = """
            { type: object, properties: { \
            a: { x-sim-source: { from: item.text, when: { item.number: 4, item.gone: null } } }, \
            b: { x-sim-source: { from: item.text, when: { item.number: 5 } } }, \
            c: { x-sim-source: { from: item.text, when: { item.number: { from: item.number } } } }, \
            d: { x-sim-source: { from: item.text, when: { item.number: 5 }, default: none } } } }
            """
        #expect(try Self.render(schema) == ["a": "four", "c": "four", "d": "none"])
    }

    @Test("Fixtures are made for each record of another collection, and name it")
    func fixtures() throws {
        let api = try compile(
            soundDocument.replacing(
                "  notes: { key: id, identifier: uuid, item: '#/components/schemas/Note', created: made, fixtures: 2 }",
                with: """
                      shops: { identifier: { integer: 7 }, fixtures: [{ name: A, open: true }, { name: B }, { set: { name: { join: [item, " ", row.number] }, open: { const: true } }, count: 2 }] }
                      notes:
                        identifier: { integer: 1 }
                        fixtures:
                          - { for-each: shops, where: { open: true }, count: 2, set: { shop: item.id, tags: [0, item.name], text: { cycle: [x, y, z] }, number: row.index, deep: { const: { a: 1 } } } }
                          - { text: last }
                      shelves:
                        fixtures: [{ for-each: shops, set: { notes: { collect: notes, where: { shop: item.id, number: 0 }, take: [id, text] } } }]
                    """))
        let catalog = api.catalog(seed: 5)
        let shops = try #require(catalog.collections.first { $0.name == "shops" }).fixtures
        #expect(shops.map { $0["id"] } == [7, 8, 9, 10])
        #expect(shops.map { $0["name"] } == ["A", "B", "item 1", "item 2"])
        let notes = try #require(catalog.collections.first { $0.name == "notes" }).fixtures
        #expect(notes.map { $0["shop"] } == [7, 7, 9, 9, 10, 10, nil])
        #expect(notes.map { $0["text"] } == ["x", "y", "z", "x", "y", "z", "last"])
        #expect(notes[2]["tags"] == [0, "item 1"])
        #expect(notes[5]["number"] == 5)
        #expect(notes[1]["deep"] == ["a": 1])
        #expect(notes.map { $0["id"] } == [1, 2, 3, 4, 5, 6, 7])
        let shelves = try #require(catalog.collections.first { $0.name == "shelves" }).fixtures
        #expect(shelves.map { $0["notes"] } == [[["id": 1, "text": "x"]], [], [], []])
    }
}
