// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

extension Instant {
    /// This instant as an API shows it; fractions that the form does not show are cut off, not rounded.
    package func text(_ form: TimestampForm) -> JSONValue {
        guard form != .unix else { return .integer(parts.seconds) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        appendText(form, to: &bytes)
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    /// The same as JSON, quotes included.
    package func write(_ form: TimestampForm, into bytes: inout [UInt8]) {
        switch form {
        case .unix: bytes.append(contentsOf: String(parts.seconds).utf8)
        case .seconds, .milliseconds, .zoneless:
            bytes.append(UInt8(ascii: "\""))
            appendText(form, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Whole seconds since 1970, rounded down, and the microseconds since then.
    private var parts: (seconds: Int64, microseconds: Int64) {
        var seconds = microseconds / 1_000_000
        var rest = microseconds % 1_000_000
        if rest < 0 {
            rest += 1_000_000
            seconds -= 1
        }
        return (seconds, rest)
    }

    private func appendText(_ form: TimestampForm, to bytes: inout [UInt8]) {
        let (seconds, rest) = parts
        var days = seconds / 86_400
        var second = seconds % 86_400
        if second < 0 {
            second += 86_400
            days -= 1
        }
        let date = CivilDate(daysSince1970: days)
        if date.year < 0 || date.year > 9999 {
            // ISO 8601's expanded form; RFC 3339 has no way to write these years.
            bytes.append(date.year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            Self.append(abs(date.year), digits: 6, to: &bytes)
        } else {
            Self.appendPair(date.year / 100, to: &bytes)
            Self.appendPair(date.year % 100, to: &bytes)
        }
        bytes.append(UInt8(ascii: "-"))
        Self.appendPair(date.month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Self.appendPair(date.day, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Self.appendPair(second / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.appendPair(second / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.appendPair(second % 60, to: &bytes)
        if form == .milliseconds {
            bytes.append(UInt8(ascii: "."))
            let milliseconds = rest / 1000
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / 100))
            Self.appendPair(milliseconds % 100, to: &bytes)
        }
        if form != .zoneless { bytes.append(UInt8(ascii: "Z")) }
    }

    /// Appends a number from 0 to 99 as two digits; dividing by a constant is many times cheaper than by a variable.
    private static func appendPair(_ number: Int64, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

/// A day of the proleptic Gregorian calendar.
///
/// The arithmetic is Howard Hinnant's ("chrono-Compatible Low-Level Date Algorithms"): years start in March, so that the
/// leap day is the last of its year, and 400 years are one era of 146,097 days.
struct CivilDate: Hashable {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Whether the calendar has this day.
    var exists: Bool {
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        return CivilDate(daysSince1970: daysSince1970) == self
    }
}
