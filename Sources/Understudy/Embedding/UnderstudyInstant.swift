// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// A moment on the clock of a space, in whole microseconds.
public struct UnderstudyInstant: Sendable, Hashable, Comparable, CustomStringConvertible {
    let instant: Instant

    init(_ instant: Instant) {
        self.instant = instant
    }

    /// Makes a moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microsecondsSince1970: Int64) {
        instant = Instant(microseconds: microsecondsSince1970)
    }

    /// Reads `2026-03-10T20:00:00.000Z` and the other forms of RFC 3339, section 5.6; `nil` for anything else.
    public init?(_ text: String) {
        guard let instant = Instant(parsing: text) else { return nil }
        self.instant = instant
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microsecondsSince1970: Int64 { instant.microseconds }

    /// Seconds since 1970-01-01T00:00:00Z, as `Date(timeIntervalSince1970:)` takes them.
    public var secondsSince1970: Double { Double(instant.microseconds) / 1_000_000 }

    /// The moment in UTC with milliseconds, such as `2026-03-10T20:00:00.000Z`.
    public var description: String { instant.text(.milliseconds).stringValue ?? "" }

    /// Whether the first is before the second.
    public static func < (left: UnderstudyInstant, right: UnderstudyInstant) -> Bool { left.instant < right.instant }

    /// The time from the second moment to the first; negative where the first is earlier.
    public static func - (left: UnderstudyInstant, right: UnderstudyInstant) -> Duration {
        .microseconds((left.instant - right.instant).microseconds)
    }

    /// The moment so much later.
    public static func + (moment: UnderstudyInstant, time: Duration) -> UnderstudyInstant {
        UnderstudyInstant(moment.instant + TimeSpan(time))
    }
}

extension TimeSpan {
    /// The same time; what is past the range of whole microseconds, 292,000 years, becomes its end.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (product, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, isOver) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        self.init(microseconds: isTooLong || isOver ? (seconds < 0 ? .min : .max) : sum)
    }
}
