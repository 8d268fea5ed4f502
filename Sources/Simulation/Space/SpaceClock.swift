// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Maps the wall clock to a space's simulated time.
struct SpaceClock: Sendable, Hashable, Codable {
    private(set) var mode: ClockMode
    /// Simulated seconds per wall-clock second; a speed that is not greater than 0 lets the time stand still.
    private(set) var speed: Double
    /// The simulated time that belongs to `wallBase`.
    private var base: Instant
    private var wallBase: Instant
    /// The latest reading of the wall clock and the simulated time it stood for.
    ///
    /// A wall clock that is set back continues from here, so that the simulated time never goes back.
    private var lastWall: Instant
    private var latest: Instant

    init(mode: ClockMode, speed: Double, start: Instant, at wall: Instant) {
        self.mode = mode
        self.speed = speed
        base = start
        wallBase = wall
        lastWall = wall
        latest = start
    }

    /// The simulated time when the wall clock reads `wall`; never before an instant that was seen already.
    func now(at wall: Instant) -> Instant {
        guard mode == .real else { return latest }
        return max(latest, base + scaled(wall - wallBase))
    }

    /// Takes note of a reading of the wall clock.
    /// - Returns: the simulated time.
    mutating func observe(_ wall: Instant) -> Instant {
        if wall < lastWall {
            base = latest
            wallBase = wall
        }
        lastWall = wall
        latest = now(at: wall)
        return latest
    }

    /// Moves the simulated time forward to `instant`; an earlier one changes nothing.
    mutating func move(to instant: Instant, at wall: Instant) {
        guard instant > latest else { return }
        rebase(to: instant, at: wall)
    }

    mutating func set(mode: ClockMode?, speed: Double?, at wall: Instant) {
        rebase(to: now(at: wall), at: wall)
        if let mode { self.mode = mode }
        if let speed { self.speed = speed }
    }

    /// The earliest reading of the wall clock at which the simulated time is `simulated` or later; `nil` where the time
    /// does not move by itself.
    func wallInstant(of simulated: Instant, at wall: Instant) -> Instant? {
        guard mode == .real, speed > 0 else { return nil }
        guard simulated > now(at: wall) else { return wall }
        let setBack = wall < lastWall
        let (from, wallFrom) = setBack ? (latest, wall) : (base, wallBase)
        let span = (Double((simulated - from).microseconds) / speed).rounded(.up)
        guard span < 9.0e18 else { return Instant(microseconds: .max) }
        var reached = wallFrom + TimeSpan(microseconds: Int64(span))
        // Rounding may fall one short; a shell that woke then would find nothing due.
        while reached < .distantFuture, from + scaled(reached - wallFrom) < simulated {
            reached = reached + TimeSpan(microseconds: 1)
        }
        return max(reached, wall)
    }

    private mutating func rebase(to instant: Instant, at wall: Instant) {
        base = instant
        wallBase = wall
        lastWall = wall
        latest = instant
    }

    private func scaled(_ span: TimeSpan) -> TimeSpan {
        guard span > .zero, speed > 0 else { return .zero }
        if speed == 1 { return span }
        let product = (Double(span.microseconds) * speed).rounded(.down)
        return TimeSpan(microseconds: product < 9.0e18 ? Int64(product) : .max)
    }
}

extension Instant {
    /// The end of the range.
    static let distantFuture = Instant(microseconds: .max)
}
