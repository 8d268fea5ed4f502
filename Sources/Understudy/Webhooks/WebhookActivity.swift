// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Simulation

/// What a space's shell knows of deliveries, beside what the engine does.
struct WebhookActivity: Sendable {
    /// The deliveries whose attempt is being made.
    var started: Set<Int> = []
    /// Tells attempts from those that belong to the world before a reset.
    var epoch = 0
    /// When the space wakes by itself, on the wall clock.
    var wakesAt: Instant?
    /// Orders to move the clock, in the order in which they came; the first is being carried out.
    var movements: [ClockMovement] = []
    /// Deliveries that found no room, as far as they were reported.
    var reportedLost = 0
    /// What came of the probes of receivers, oldest first, for reports.
    private(set) var probes: [ProbeRecord] = []
    private var probesMade = 0

    /// How many probes are kept.
    static let probesKept = 1000

    mutating func keep(_ findings: [WebhookProbe.Finding], of probe: WebhookProbe) {
        probesMade += 1
        probes.append(
            ProbeRecord(
                number: probesMade, subscription: probe.subscription, event: probe.plan.name,
                distance: probe.now - probe.wall, findings: findings))
        if probes.count > Self.probesKept { probes.removeFirst() }
    }

    mutating func forgetProbes() {
        probes = []
        probesMade = 0
    }

    /// What must be done once the space's lock is let go.
    struct Work: Sendable {
        var epoch: Int
        var starts: [Int] = []
        var wake: (at: Instant, after: TimeSpan)?
        var moved: [@Sendable () -> Void] = []
        var lines: [String] = []

        var isEmpty: Bool { starts.isEmpty && wake == nil && moved.isEmpty && lines.isEmpty }
    }
}

/// What a receiver made of one probe.
struct ProbeRecord: Sendable {
    /// Counts up from 1 within a space.
    var number: Int
    var subscription: WebhookSubscription
    var event: String
    /// How far the space's clock was ahead of the machine's.
    var distance: TimeSpan
    /// One for each message, in the order in which they were sent.
    var findings: [WebhookProbe.Finding]
}

/// An order to move a space's clock that waits at each instant at which deliveries are due, until they have been
/// attempted.
struct ClockMovement: Sendable {
    /// What came of it.
    struct Result: Sendable {
        var outcome: Outcome
        var fired: [Fired] = []
        var firedCount = 0
        var attempts: [Attempt] = []
        var attemptCount = 0
    }

    struct Attempt: Sendable {
        var delivery: Delivery
        var attempt: DeliveryAttempt
    }

    /// How many changes and how many attempts a result lists; more are counted.
    static let listLimit = 1000

    var advance: Advance
    var hasBegun = false
    var result: Result
    var done: @Sendable (Result) -> Void

    mutating func add(_ outcome: Outcome) {
        result.outcome = outcome
        result.firedCount += outcome.fired.count
        result.fired += outcome.fired.prefix(max(0, Self.listLimit - result.fired.count))
    }

    mutating func add(_ attempt: Attempt) {
        result.attemptCount += 1
        if result.attempts.count < Self.listLimit { result.attempts.append(attempt) }
    }
}

extension SpaceHost.State {
    /// Takes out what has become due of deliveries and of movements of the clock.
    mutating func takeWebhookWork(at wall: Instant) -> WebhookActivity.Work? {
        guard !space.hasNoWebhooks || !webhooks.movements.isEmpty else { return nil }
        var work = WebhookActivity.Work(epoch: webhooks.epoch)
        moveClock(at: wall, &work)
        let inFlight = space.deliveriesInFlight
        // Whatever is started is in flight, so the counts differ exactly when something new is.
        if inFlight.count != webhooks.started.count {
            work.starts = inFlight.subtracting(webhooks.started).sorted()
            webhooks.started = inFlight
        }
        if let due = space.nextDue, let instant = space.wallInstant(of: due, at: wall),
            instant < webhooks.wakesAt ?? .init(microseconds: .max)
        {
            webhooks.wakesAt = instant
            work.wake = (instant, instant - wall)
        }
        let lost = space.deliveriesGone.lost
        if lost > webhooks.reportedLost {
            work.lines.append(
                "space \(space.name): \(lost - webhooks.reportedLost) webhook deliveries found no room, because"
                    + " \(space.limits.deliveries) are still on their way")
            webhooks.reportedLost = lost
        }
        return work.isEmpty ? nil : work
    }

    /// Carries movements of the clock on, as far as nothing is in flight.
    private mutating func moveClock(at wall: Instant, _ work: inout WebhookActivity.Work) {
        while var movement = webhooks.movements.first, space.deliveriesInFlight.isEmpty {
            var isDone = false
            if case .next = movement.advance, movement.hasBegun {
                isDone = true
            } else {
                if case .by(let span) = movement.advance, span >= .zero {
                    movement.advance = .to(space.now(at: wall) + span)
                }
                let outcome = space.apply(.advanceToAttempts(movement.advance), at: wall)
                if case .refused = outcome.result, movement.hasBegun {
                    // A clock that runs has passed the goal meanwhile.
                    isDone = true
                } else {
                    movement.add(outcome)
                    isDone = space.deliveriesInFlight.isEmpty
                }
                movement.hasBegun = true
            }
            if isDone {
                webhooks.movements.removeFirst()
                movement.result.outcome.now = space.now(at: wall)
                let (done, result) = (movement.done, movement.result)
                work.moved.append { done(result) }
            } else {
                webhooks.movements[0] = movement
            }
        }
    }

    /// Forgets what is on its way: the world that it belongs to is gone.
    mutating func forgetWebhooks(at wall: Instant) -> [@Sendable () -> Void] {
        let movements = webhooks.movements
        webhooks.movements = []
        webhooks.started = []
        webhooks.wakesAt = nil
        webhooks.reportedLost = 0
        webhooks.forgetProbes()
        webhooks.epoch += 1
        let now = space.now(at: wall)
        return movements.map { movement in
            var result = movement.result
            result.outcome = Outcome(now: now, result: .done)
            let done = movement.done
            return { [result] in done(result) }
        }
    }
}
