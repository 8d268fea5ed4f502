// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// A made-up figure as one place of an answer shows it, compiled from `x-sim-series`.
package final class SeriesSource: Sendable {
    let series: Series
    /// What it is measured of; parts without a value are left out.
    let subject: [ValueSource]
    /// The day; `nil`: the row's, else today.
    let day: ValueSource?
    /// Another day, and what is shown of the days between.
    let since: ValueSource?
    let use: Use
    /// What is shown instead of the number: the word after so many thresholds.
    let words: [JSONValue]
    let thresholds: [Double]

    enum Use: Sendable {
        case change
        case lowest
        /// The first day that has the lowest value.
        case lowestDay
    }

    init(
        series: Series, subject: [ValueSource], day: ValueSource? = nil, since: ValueSource? = nil, use: Use = .change,
        words: [JSONValue] = [], thresholds: [Double] = []
    ) {
        self.series = series
        self.subject = subject
        self.day = day
        self.since = since
        self.use = use
        self.words = words
        self.thresholds = thresholds
    }

    func value(_ context: borrowing RenderContext) -> JSONValue {
        let subject = subjectText(context)
        let day = day?.day(context) ?? context.row?.day ?? CalendarDay(context.now)
        var number = series.value(seed: context.seed, subject: subject, day: day)
        if use != .change {
            let lowest = lowest(from: since?.day(context) ?? day, until: day, subject, seed: context.seed)
            if use == .lowestDay { return .string(lowest.day.text) }
            number = lowest.value
        } else if let since = since?.day(context) {
            number -= series.value(seed: context.seed, subject: subject, day: since)
        } else if since != nil {
            number = 0
        }
        guard words.isEmpty else { return words[min(words.count - 1, thresholds.count { $0 < number })] }
        return Self.json(number, decimals: series.decimals)
    }

    /// Whole numbers where there are no decimals; a difference is rounded anew.
    private static func json(_ number: Double, decimals: Int) -> JSONValue {
        guard decimals > 0 else { return .integer(Int64(number.rounded())) }
        var grain = 1.0
        for _ in 0..<decimals { grain *= 10 }
        return .double((number * grain).rounded() / grain)
    }

    private func lowest(
        from first: CalendarDay, until last: CalendarDay, _ subject: String, seed: UInt64
    ) -> (value: Double, day: CalendarDay) {
        var lowest = (value: series.value(seed: seed, subject: subject, day: last), day: last)
        // Backwards, so that the first of equal days stays.
        for number in stride(from: last.number - 1, through: max(first.number, last.number - RowsPlan.longest), by: -1)
        {
            let day = CalendarDay(number: number)
            let value = series.value(seed: seed, subject: subject, day: day)
            if value <= lowest.value { lowest = (value, day) }
        }
        return lowest
    }

    private func subjectText(_ context: borrowing RenderContext) -> String {
        var text = ""
        for part in subject {
            guard let value = part.value(context), value != .null else { continue }
            if !text.isEmpty { text += "/" }
            text += value.stringValue ?? value.text
        }
        return text
    }
}

extension ValueSource {
    /// The day that the value names; `nil` where it names none.
    func day(_ context: borrowing RenderContext) -> CalendarDay? {
        switch value(context) {
        case .string(let text): CalendarDay(text)
        case .integer(let seconds):
            seconds.magnitude < 1 << 40 ? CalendarDay(Instant(microseconds: seconds * 1_000_000)) : nil
        default: nil
        }
    }
}
