// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How a space's clock moves.
package enum ClockMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// With the wall clock, times the speed.
    case real
    /// Only when told.
    case manual
    /// Only when told, and by itself to a job's next change after each read of that job before its end, so that a client
    /// that polls without waiting sees every change.
    case auto
}

/// What a scenario or a control call says of a clock; what it leaves out stays as it is.
package struct ClockSetting: Sendable, Hashable, Codable {
    package var mode: ClockMode?
    /// Simulated seconds per wall-clock second in mode `real`; greater than 0.
    package var speed: Double?
    /// The instant a new space starts at; a space without one starts at the wall clock's time.
    package var start: Instant?

    package init(mode: ClockMode? = nil, speed: Double? = nil, start: Instant? = nil) {
        self.mode = mode
        self.speed = speed
        self.start = start
    }
}
