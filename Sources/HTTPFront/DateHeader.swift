// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// The `Date` line of answers, made anew once a second; one per event loop, so that no lock is needed.
final class DateHeader {
    private let clock: WallClock
    private var line: [UInt8] = []
    private var validUntil = NIODeadline.uptimeNanoseconds(0)

    init(clock: WallClock) {
        self.clock = clock
    }

    /// The line for this moment.
    ///
    /// - Parameter now: the event loop's time, which tells when the second is over without asking the wall clock.
    /// - Returns: the complete line with its CR LF.
    func line(at now: NIODeadline) -> [UInt8] {
        if now >= validUntil {
            let reading = clock.now()
            line = Array("Date: ".utf8) + Self.text(seconds: reading.seconds) + [13, 10]
            validUntil = now + .nanoseconds(1_000_000_000 - reading.nanoseconds)
        }
        return line
    }

    /// A moment as IMF-fixdate (RFC 9110 5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(seconds: Int64) -> [UInt8] {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - days * 86_400
        let date = civilDate(days: days)
        let weekday = ((days + 4) % 7 + 7) % 7
        var bytes = Array("\(names(weekdays, weekday)), ".utf8)
        appendPadded(date.day, 2, to: &bytes)
        bytes.append(contentsOf: " \(names(months, date.month - 1)) ".utf8)
        appendPadded(date.year, 4, to: &bytes)
        bytes.append(Octet.space)
        appendPadded(second / 3600, 2, to: &bytes)
        bytes.append(Octet.colon)
        appendPadded(second / 60 % 60, 2, to: &bytes)
        bytes.append(Octet.colon)
        appendPadded(second % 60, 2, to: &bytes)
        bytes.append(contentsOf: " GMT".utf8)
        return bytes
    }

    private static let weekdays = "SunMonTueWedThuFriSat"
    private static let months = "JanFebMarAprMayJunJulAugSepOctNovDec"

    private static func names(_ table: String, _ index: Int64) -> Substring {
        table.dropFirst(Int(index) * 3).prefix(3)
    }

    /// Days since 1970 to the proleptic Gregorian calendar, counted in 400-year eras that begin in March.
    private static func civilDate(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    private static func appendPadded(_ number: Int64, _ width: Int, to bytes: inout [UInt8]) {
        let digits = String(number).utf8
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
        bytes.append(contentsOf: digits)
    }
}
