// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A made-up figure by which records are ordered.
package struct SeriesKey: Sendable, Hashable, Codable {
    /// What of a record, or of the request, the figure is measured of.
    package enum Part: Sendable, Hashable, Codable {
        case text(String)
        /// A field of the record, by the names that lead to it.
        case field([String])
    }

    package var series: Series
    package var subject: [Part]
    /// `nil`: the space's day.
    package var day: CalendarDay?
    /// Where the change since another day is meant.
    package var since: CalendarDay?

    package init(series: Series, subject: [Part], day: CalendarDay? = nil, since: CalendarDay? = nil) {
        self.series = series
        self.subject = subject
        self.day = day
        self.since = since
    }

    func value(of record: JSONObject, seed: UInt64, at now: Instant) -> JSONValue {
        var text = ""
        for part in subject {
            let next: String
            switch part {
            case .text(let constant): next = constant
            case .field(let path):
                var value = JSONValue.object(record)
                for name in path { value = value[name] ?? .null }
                guard value != .null else { continue }
                next = value.stringValue ?? value.text
            }
            text += text.isEmpty ? next : "/" + next
        }
        var number = series.value(seed: seed, subject: text, day: day ?? CalendarDay(now))
        if let since { number -= series.value(seed: seed, subject: text, day: since) }
        return .double(number)
    }
}
