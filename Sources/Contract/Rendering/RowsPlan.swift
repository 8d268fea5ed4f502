// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// The elements of an array that nothing is stored for, compiled from `x-sim-rows`.
package final class RowsPlan: Sendable {
    enum Kind: Sendable {
        /// One element for each day, week or month of a range.
        case days(DayRange)
        case count(Int)
        /// One element for each of a value's, which is an array, or a text that holds one as JSON.
        case each(ValueSource)
    }

    /// A range of days of which either end may be left out.
    struct DayRange: Sendable {
        var from: ValueSource?
        /// Today where there is none.
        var until: ValueSource?
        /// How many days the range has where its start is not given.
        var days: Int64?
        /// How many elements there are where its start is not given.
        var count: Int64?
        var every: ValueSource?
    }

    let kind: Kind
    let isDescending: Bool
    let offset: ValueSource?
    let limit: ValueSource?
    /// Where the elements are members of an object: their names.
    let key: ValueSource?
    let element: RenderNode

    init(
        kind: Kind, isDescending: Bool, offset: ValueSource?, limit: ValueSource?, key: ValueSource?,
        element: RenderNode
    ) {
        self.key = key
        self.kind = kind
        self.isDescending = isDescending
        self.offset = offset
        self.limit = limit
        self.element = element
    }

    /// So many elements one array has at most: ten years of days.
    static let longest: Int64 = 3660

    private static func elements(of value: JSONValue?) -> [JSONValue] {
        guard let value, value != .null else { return [] }
        if let elements = value.arrayValue { return Array(elements.prefix(Int(longest))) }
        if let text = value.stringValue, text.utf8.first == UInt8(ascii: "["),
            let elements = try? JSONReader.read(Array(text.utf8)).root.arrayValue
        {
            return Array(elements.prefix(Int(longest)))
        }
        return [value]
    }

    /// The rows to show, in order.
    func rows(_ context: borrowing RenderContext) -> [RenderContext.Row] {
        var rows: [RenderContext.Row]
        switch kind {
        case .days(let range):
            rows = range.days(context).enumerated().map { .init(index: $0, day: $1) }
        case .count(let count):
            // What stands inside a day belongs to that day.
            let day = context.row?.day
            rows = (0..<count).map { .init(index: $0, day: day) }
        case .each(let source):
            let day = context.row?.day
            rows = Self.elements(of: source.value(context)).enumerated().map { .init(index: $0, day: day, value: $1) }
        }
        if let around = context.row?.value {
            for index in rows.indices { rows[index].around = around }
        }
        if isDescending {
            rows.reverse()
            for index in rows.indices { rows[index].index = index }
        }
        if let offset = offset?.value(context)?.integerValue, offset > 0 {
            rows.removeFirst(Int(min(offset, Int64(rows.count))))
        }
        if let limit = limit?.value(context)?.integerValue, limit >= 0, limit < Int64(rows.count) {
            rows.removeLast(rows.count - Int(limit))
        }
        return rows
    }
}

extension RowsPlan.DayRange {
    /// The days that the elements stand for: each day, each Monday, or the first of each month that the range touches.
    func days(_ context: borrowing RenderContext) -> [CalendarDay] {
        let last = until?.day(context) ?? CalendarDay(context.now)
        let word = every?.value(context)?.stringValue ?? ""
        let period = CalendarPeriod(rawValue: word) ?? .day
        let given = from?.day(context)
        var days: [CalendarDay] = []
        switch period {
        case .day:
            let first = given?.number ?? last.number - (count ?? length(period)) + 1
            for number in stride(from: max(first, last.number - RowsPlan.longest + 1), through: last.number, by: 1) {
                days.append(CalendarDay(number: number))
            }
        case .week:
            let end = last.monday.number
            let start = given?.number ?? count.map { end - ($0 - 1) * 7 } ?? last.number - length(period) + 1
            // The first Monday that is not before the start.
            let monday = CalendarDay(number: start + 6).monday.number
            for number in stride(from: max(monday, end - (RowsPlan.longest - 1) * 7), through: end, by: 7) {
                days.append(CalendarDay(number: number))
            }
        case .month:
            let end = last.firstOfMonth()
            let start =
                given?.firstOfMonth() ?? count.map { end.firstOfMonth(after: 1 - $0) }
                ?? CalendarDay(number: last.number - length(period) + 1).firstOfMonth()
            var month = end
            while month >= start, days.count < Int(RowsPlan.longest) {
                days.append(month)
                month = month.firstOfMonth(after: -1)
            }
            days.reverse()
        }
        return days
    }

    private func length(_ period: CalendarPeriod) -> Int64 {
        days ?? (period == .day ? 30 : period == .week ? 84 : 365)
    }
}

extension RenderContext {
    /// One element of an array of rows.
    package struct Row: Sendable {
        package var index: Int
        /// The day that it stands for, or that the rows around it stand for.
        package var day: CalendarDay?
        /// The element that it stands for.
        package var value: JSONValue?
        /// The same of the row around this one.
        package var around: JSONValue?

        package init(index: Int, day: CalendarDay? = nil, value: JSONValue? = nil) {
            self.index = index
            self.day = day
            self.value = value
        }

        func value(of field: ValueSource.RowField, _ timestamps: TimestampForm) -> JSONValue? {
            switch field {
            case .index: return .integer(Int64(index))
            case .number: return .integer(Int64(index) + 1)
            case .value: return value
            case .around: return around
            default: break
            }
            guard let day else { return nil }
            return switch field {
            case .date: .string(day.text)
            case .time: Instant(microseconds: day.number * 86_400_000_000).text(timestamps)
            case .year: .integer(day.year)
            case .month: .string(day.monthName)
            case .label: .string(day.monthName.prefix(3) + " " + String(day.year))
            case .index, .number, .value, .around: nil
            }
        }
    }
}
