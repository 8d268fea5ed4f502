// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// Made-up figures: the same for the same seed, name, subject and day, within their bounds, and steady from day to day.
struct SeriesTests {
    private static let start = CalendarDay("2026-03-10")?.number ?? 0

    private static func days(_ count: Int64) -> [CalendarDay] {
        (0..<count).map { CalendarDay(number: start + $0) }
    }

    @Test(
        "Every value lies within the bounds and no day jumps further than the step",
        arguments: [
            Series(name: "rank", low: 1, high: 101, step: 3), Series(name: "narrow", low: 4, high: 5, step: 1),
            Series(name: "share", low: 0, high: 100, step: 1.5, decimals: 2),
            Series(name: "below", low: -20, high: -10, step: 2), Series(name: "one", low: 7, high: 7, step: 3),
            Series(name: "part", low: 0.1, high: 0.9, step: 0.01, decimals: 4),
        ])
    func steady(series: Series) {
        for subject in ["a", "b", "5001/desktop", ""] {
            let values = Self.days(800).map { series.value(seed: 11, subject: subject, day: $0) }
            #expect(values.allSatisfy { $0 >= series.low && $0 <= series.high })
            let jumps = zip(values, values.dropFirst()).map { abs($0 - $1) }
            // Rounding may add one of the last decimals, unless the step is a whole number of them.
            let room = series.decimals == 0 ? 0 : 0.0101
            #expect((jumps.max() ?? 0) <= series.step + room)
        }
    }

    @Test("Values move where there is a step, stay where there is none, and differ by seed, name and subject")
    func variety() {
        let moving = Series(name: "rank", low: 1, high: 101, step: 3)
        let values = Self.days(60).map { moving.value(seed: 11, subject: "a", day: $0) }
        #expect(Set(values).count > 5)
        let still = Series(name: "rank", low: 1, high: 1_000_000)
        #expect(Set(Self.days(60).map { still.value(seed: 11, subject: "a", day: $0) }).count == 1)
        let day = Self.days(1)[0]
        let others: Set<Double> = [
            still.value(seed: 11, subject: "a", day: day), still.value(seed: 12, subject: "a", day: day),
            still.value(seed: 11, subject: "b", day: day),
            Series(name: "volume", low: 1, high: 1_000_000).value(seed: 11, subject: "a", day: day),
        ]
        #expect(others.count == 4)
    }

    @Test("Each value of a small range comes about as often as any other")
    func evenness() {
        let dice = Series(name: "dice", low: 1, high: 6)
        var counts: [Double: Int] = [:]
        for number in 0..<6000 {
            counts[dice.value(seed: 3, subject: String(number), day: CalendarDay(number: 0)), default: 0] += 1
        }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { (850...1150).contains($0) }, "\(counts)")
    }

    @Test("On the logarithmic scale small values are as frequent as large ones, and a step is a share of the value")
    func logarithmic() {
        let volume = Series(name: "volume", low: 10, high: 100_000, step: 0.05, scale: .log)
        let values = (0..<2000).map { volume.value(seed: 3, subject: String($0), day: CalendarDay(number: 20_000)) }
        #expect(values.allSatisfy { $0 >= 10 && $0 <= 100_000 && $0 == $0.rounded() })
        // Half of the magnitudes lie below 1000.
        #expect((900...1100).contains(values.count { $0 < 1000 }))
        let days = Self.days(400).map { volume.value(seed: 3, subject: "x", day: $0) }
        for (one, next) in zip(days, days.dropFirst()) {
            #expect(max(one, next) <= min(one, next) * 1.05 + 1)
        }
    }

    @Test("The figures of a seed never change: tests of clients hold them fast")
    func golden() {
        let rank = Series(name: "rank", low: 1, high: 101, step: 3)
        let volume = Series(name: "volume", low: 10, high: 100_000, step: 0.05, scale: .log)
        let share = Series(name: "share", low: 0, high: 1, step: 0.02, decimals: 3)
        let days = Self.days(4)
        #expect(days.map { rank.value(seed: 1, subject: "5001/desktop", day: $0) } == Golden.rank)
        #expect(days.map { volume.value(seed: 1, subject: "5001", day: $0) } == Golden.volume)
        #expect(days.map { share.value(seed: 1, subject: "5001", day: $0) } == Golden.share)
    }

    private enum Golden {
        static let rank = [47.0, 49.0, 50.0, 50.0]
        static let volume = [15705.0, 15644.0, 15743.0, 15785.0]
        static let share = [0.426, 0.428, 0.429, 0.427]
    }

    @Test("Logarithms and powers are those of mathematics")
    func arithmetic() {
        for number in [0.001, 0.5, 1, 1.05, 3, 10, 12_345.678, 1e9] {
            let back = Series.power(Series.logarithm(number))
            #expect(abs(back / number - 1) < 1e-12, "\(number) came back as \(back)")
        }
        #expect(Series.logarithm(8) == 3)
        #expect(Series.power(10) == 1024)
    }

    @Test(
        "A day is read and written as the calendar has it",
        arguments: [
            ("1970-01-01", 0, "January"), ("2024-02-29", 19_782, "February"), ("2026-12-31", 20_818, "December"),
            ("1969-12-31", -1, "December"),
        ])
    func days(text: String, number: Int64, month: String) throws {
        let day = try #require(CalendarDay(text))
        #expect(day.number == number)
        #expect(day.text == text)
        #expect(day.monthName == month)
        #expect(CalendarDay(text + "T23:59:59Z") == day)
    }

    @Test(
        "What the calendar has not is no day",
        arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "2026-01-32", "20260101", "2026-01-01x", "", "x026-01-01"])
    func noDays(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test("Months and weeks start where they do")
    func periods() throws {
        let day = try #require(CalendarDay("2026-03-10"))
        #expect(day.firstOfMonth().text == "2026-03-01")
        #expect(day.firstOfMonth(after: -3).text == "2025-12-01")
        #expect(day.firstOfMonth(after: 10).text == "2027-01-01")
        #expect(day.monday.text == "2026-03-09")
        #expect(CalendarDay(number: -1).monday.text == "1969-12-29")
        #expect(CalendarDay(Instant(microseconds: -1)).text == "1969-12-31")
    }

    @Test("Records are ordered by the figure that the list shows")
    func order() throws {
        var world = World()
        for number in 0..<30 {
            world.call(.createRecord(collection: "personas", ["name": .string("n\(number)")]))
        }
        let rank = Series(name: "rank", low: 1, high: 101, step: 3)
        let day = try #require(CalendarDay("2026-03-01"))
        for since in [nil, CalendarDay("2026-02-01")] {
            let key = SeriesKey(series: rank, subject: [.field(["name"]), .text("desktop")], day: day, since: since)
            for descending in [true, false] {
                let query = ListQuery(order: .init(key: .series(key), descending: descending))
                let (records, _) = try world.call(.listRecords(collection: "personas", query)).records
                let values = records.map { record in
                    let subject = (record["name"]?.stringValue ?? "") + "/desktop"
                    let value = rank.value(seed: world.space.seed, subject: subject, day: day)
                    return value - (since.map { rank.value(seed: world.space.seed, subject: subject, day: $0) } ?? 0)
                }
                #expect(values.count >= 30)
                #expect(values == (descending ? values.sorted(by: >) : values.sorted()))
            }
        }
    }
}
