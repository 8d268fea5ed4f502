// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A day in UTC, counted from 1970-01-01.
package struct CalendarDay: Sendable, Hashable, Comparable, Codable {
    package var number: Int64

    package init(number: Int64) {
        self.number = number
    }

    /// The day that holds an instant.
    package init(_ instant: Instant) {
        let day: Int64 = 86_400_000_000
        let whole = instant.microseconds / day
        number = instant.microseconds % day < 0 ? whole - 1 : whole
    }

    /// The day of `2026-03-10`, or of a timestamp that begins with one; `nil` where the calendar has no such day.
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
        else { return nil }
        func digits(_ range: Range<Int>) -> Int64? {
            bytes[range].reduce(Int64?.some(0)) { sum, byte in
                guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                return sum * 10 + Int64(byte - UInt8(ascii: "0"))
            }
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.exists else { return nil }
        number = date.daysSince1970
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    /// The day as `2026-03-10`.
    package var text: String {
        let date = CivilDate(daysSince1970: number)
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
    }

    package var year: Int64 { CivilDate(daysSince1970: number).year }

    /// The month's English name.
    package var monthName: String { Self.monthNames[Int(CivilDate(daysSince1970: number).month) - 1] }

    /// The first day of the month that comes so many months after this day's.
    package func firstOfMonth(after months: Int64 = 0) -> CalendarDay {
        let date = CivilDate(daysSince1970: number)
        let month = date.year * 12 + date.month - 1 + months
        let year = month >= 0 ? month / 12 : (month - 11) / 12
        return CalendarDay(number: CivilDate(year: year, month: month - year * 12 + 1, day: 1).daysSince1970)
    }

    /// The Monday of the week.
    package var monday: CalendarDay {
        // 1970-01-01 was a Thursday.
        let since = (number + 3) % 7
        return CalendarDay(number: number - (since < 0 ? since + 7 : since))
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

/// A span of the calendar.
package enum CalendarPeriod: String, Sendable, Hashable, Codable, CaseIterable {
    case day
    case week
    case month

    /// The number of the day, week or month that a day belongs to.
    func number(of day: CalendarDay) -> Int64 {
        switch self {
        case .day: return day.number
        case .week: return (day.monday.number + 3) / 7
        case .month:
            let date = CivilDate(daysSince1970: day.number)
            return date.year * 12 + date.month - 1
        }
    }
}
