// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension SpaceClock {
    /// The space's own setting, what it leaves open from the scenario's, the rest as a clock usually is.
    init(_ setting: ClockSetting, scenario: Scenario, at wall: Instant) {
        self.init(
            mode: setting.mode ?? scenario.clock?.mode ?? .real,
            speed: setting.speed ?? scenario.clock?.speed ?? 1,
            start: setting.start ?? scenario.clock?.start ?? wall,
            at: wall)
    }
}

extension Space {
    package func now(at wall: Instant) -> Instant {
        time.now(at: wall)
    }

    /// How the clock stands when the wall clock reads `wall`.
    package func clock(at wall: Instant) -> (mode: ClockMode, speed: Double, now: Instant) {
        (time.mode, time.speed, time.now(at: wall))
    }

    /// The simulated time of the next event; `nil` when time alone changes nothing more.
    package var nextDue: Instant? {
        guard let attempt = attemptQueue.first?.due else { return queue.first?.due }
        return min(attempt, queue.first?.due ?? attempt)
    }

    /// When the wall clock will have brought the simulated time to that instant; `nil` in the modes in which the clock
    /// waits to be told.
    package func wallInstant(of simulated: Instant, at wall: Instant) -> Instant? {
        time.wallInstant(of: simulated, at: wall)
    }

    mutating func set(
        _ setting: ClockSetting, to instant: Instant?, at now: Instant, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        if let instant, instant < now { return Outcome(now: now, result: .refused(.clockCannotGoBack(now: now))) }
        time.set(mode: setting.mode, speed: setting.speed, at: wall)
        return jump(to: instant ?? now, pausing: false, wall: wall, into: &fired)
    }

    /// Moves the clock in any mode; a clock that runs goes on from there.
    mutating func move(
        _ advance: Advance, pausing: Bool, at now: Instant, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        switch advance {
        case .by(let span):
            guard span >= .zero else { return Outcome(now: now, result: .refused(.clockCannotGoBack(now: now))) }
            return jump(to: now + span, pausing: pausing, wall: wall, into: &fired)
        case .to(let instant):
            guard instant >= now else { return Outcome(now: now, result: .refused(.clockCannotGoBack(now: now))) }
            return jump(to: instant, pausing: pausing, wall: wall, into: &fired)
        case .next:
            return jump(to: nextDue ?? now, pausing: pausing, wall: wall, into: &fired)
        case .untilIdle:
            var reached = now
            // Timelines end, so this does too.
            while let due = nextDue, !(pausing && !outbox.inFlight.isEmpty) {
                reached = due
                settle(upTo: due, into: &fired)
            }
            return jump(to: reached, pausing: pausing, wall: wall, into: &fired)
        case .untilJob(let reference):
            guard api(reference.api) != nil else {
                return Outcome(now: now, result: .refused(.unknownAPI(reference.api)))
            }
            guard let place = find(reference) else {
                let refusal = Outcome.Refusal.unknownJob(kind: reference.kind, identifier: reference.identifier)
                return Outcome(now: now, result: .refused(refusal))
            }
            var reached = now
            while self[place].ended == nil, let due = nextDue, !(pausing && !outbox.inFlight.isEmpty) {
                reached = due
                settle(upTo: due, into: &fired)
            }
            return jump(to: reached, pausing: pausing, wall: wall, into: &fired)
        }
    }

    private mutating func jump(
        to instant: Instant, pausing: Bool, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        let reached = settle(upTo: instant, pausing: pausing, into: &fired)
        time.move(to: reached, at: wall)
        return Outcome(now: reached, result: .done)
    }
}
