// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Dates as HTTP writes them (RFC 9110, section 5.6.7): the form in use, and the two obsolete ones that every recipient
/// must read.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The instant that a date says.
    ///
    /// - Parameters:
    ///   - text: a field's value.
    ///   - now: what a year of two digits is near to.
    /// - Returns: `nil` where the text is no date.
    static func instant(_ text: String, now: Instant) -> Instant? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map(String.init)
        switch words.count {
        // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
        case 6 where words[5] == "GMT":
            return instant(day: words[1], month: words[2], year: words[3], time: words[4], now)
        // Sun Nov  6 08:49:37 1994
        case 5: return instant(day: words[2], month: words[1], year: words[4], time: words[3], now)
        default: return nil
        }
    }

    private static func instant(
        day: String, month: String, year: String, time: String, _ now: Instant
    ) -> Instant? {
        let parts = time.split(separator: ":")
        guard let day = number(day), let month = months.firstIndex(of: month), var fullYear = number(year),
            parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 && number(String($0)) != nil })
        else { return nil }
        if year.utf8.count == 2 {
            // More than 50 years ahead means the latest year in the past with those digits.
            let present = now.text(.seconds).text.dropFirst().prefix(4)
            let century = (Int(present) ?? 2000) / 100 * 100
            fullYear += century
            if fullYear > (Int(present) ?? 2000) + 50 { fullYear -= 100 }
        }
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return Instant(parsing: "\(padded(fullYear, 4))-\(padded(month + 1, 2))-\(padded(day, 2))T\(time)Z")
    }

    private static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }
}

/// How long an answer asks its client to wait (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// - Parameters:
    ///   - text: the field's value: seconds, or a date.
    ///   - now: when the answer was made, on the clock that its dates are from.
    /// - Returns: `nil` where the value is neither.
    static func wait(_ text: String, now: Instant) -> TimeSpan? {
        let text = text.drop { $0 == " " }
        if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, 10_000_000_000)) }
        return HTTPDate.instant(String(text), now: now).map { max(.zero, $0 - now) }
    }
}
