// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Synchronization

/// Makes the attempts that the engine wants made, and tells it what came of them.
extension SpaceHost {
    /// Moves the clock; every delivery that falls due on the way is attempted at its instant, and the clock goes on when
    /// the receivers have answered.
    ///
    /// - Parameters:
    ///   - advance: how far.
    ///   - wall: the wall clock's time.
    ///   - done: is called once, on any thread.
    func move(_ advance: Advance, at wall: Instant, done: @escaping @Sendable (ClockMovement.Result) -> Void) {
        withLock(at: wall) { state in
            state.webhooks.movements.append(
                ClockMovement(
                    advance: advance,
                    result: .init(outcome: Outcome(now: state.space.now(at: wall), result: .done)), done: done))
        }
    }

    /// Does what was left to do when the lock was let go.
    func perform(_ work: WebhookActivity.Work) {
        for line in work.lines { webhooks.report(line) }
        for number in work.starts { attempt(number, epoch: work.epoch) }
        if let wake = work.wake {
            // The timer's clock may be a little ahead of ours, and a duration has an end.
            let span = min(max(wake.after, .zero), .seconds(3600))
            webhooks.timer(.microseconds(span.microseconds)) { self.wake(plannedFor: wake.at, epoch: work.epoch) }
        }
        for moved in work.moved { moved() }
    }

    private func wake(plannedFor planned: Instant, epoch: Int) {
        let wall = webhooks.clock()
        withLock(at: wall) { state in
            guard state.webhooks.epoch == epoch, state.webhooks.wakesAt == planned else { return }
            state.webhooks.wakesAt = nil
            // Any command settles what is due; this one does nothing else.
            _ = state.space.apply(.advance(.by(.zero)), at: wall)
        }
    }

    private func attempt(_ number: Int, epoch: Int) {
        let wall = webhooks.clock()
        let due = state.withLock { $0.space.dueAttempt(ofDelivery: number) }
        guard let due else {
            let attempt = state.withLock { $0.space.delivery(number)?.attemptCount ?? 0 }
            finish(
                number, attempt, WebhookReceipt(error: "the subscription has ended", blame: .sender), startedAt: wall,
                epoch: epoch)
            return
        }
        do {
            let request = try request(due, at: wall)
            webhooks.send(request) { receipt in
                self.finish(number, due.attempt.number, receipt, startedAt: wall, epoch: epoch)
            }
        } catch {
            // The document was usable when the event happened, so this is about a choice of variants since.
            let reason = "the message cannot be written: \(error)"
            finish(
                number, due.attempt.number, WebhookReceipt(error: reason, blame: .sender), startedAt: wall, epoch: epoch
            )
        }
    }

    private func request(_ due: DueAttempt, at wall: Instant) throws(DiagnosticsError) -> WebhookRequest {
        let api = try api(due.delivery.api, at: wall)
        let message = message(of: due.delivery, api, at: wall)
        return signed(
            message, of: due.delivery.eventIdentifier, for: due.subscription, api?.webhooks?.signature,
            at: due.attempt.at, wall: wall)
    }

    /// The bytes of a delivery: written at its first attempt, and kept.
    private func message(of delivery: Delivery, _ api: CompiledAPI?, at wall: Instant) -> WebhookMessage {
        guard case .unwritten(let subject, let input) = delivery.payload else {
            if case .written(let message) = delivery.payload { return message }
            return WebhookMessage(contentType: "application/json", body: [])
        }
        let (seed, seen) = state.withLock { ($0.space.seed, $0.space.view(of: subject)) }
        let event = EventValues(
            identifier: delivery.eventIdentifier, type: delivery.event, at: delivery.occurredAt)
        let message =
            api?.webhooks?.event(delivery.event)?.message(event, about: seen, input: input, seed: seed)
            ?? WebhookMessage(contentType: "application/json", body: [])
        state.withLock { state in
            _ = state.space.apply(.webhook(.keepMessage(delivery: delivery.number, message)), at: wall)
        }
        return message
    }

    /// A message with its signature over exactly the bytes that are sent.
    func signed(
        _ message: WebhookMessage, of eventIdentifier: String, for subscription: WebhookSubscription,
        _ plan: SignaturePlan?, at instant: Instant, wall: Instant, secret: String? = nil
    ) -> WebhookRequest {
        var headers = [
            WebhookMessage.Header(name: "Content-Type", value: message.contentType),
            WebhookMessage.Header(name: "User-Agent", value: "understudy/" + UnderstudyVersion.text),
        ]
        headers += message.headers
        if let plan {
            let clock = subscription.timestamps == .wall ? wall : instant
            let value = WebhookSignature.value(
                plan, secret: secret ?? subscription.secret, timestamp: clock.wholeSeconds, body: message.body,
                eventIdentifier: eventIdentifier)
            headers.append(WebhookMessage.Header(name: plan.header, value: value))
        }
        return WebhookRequest(
            url: subscription.url, headers: headers, body: message.body, timeout: subscription.timeout)
    }

    private func finish(_ number: Int, _ attempt: Int, _ receipt: WebhookReceipt, startedAt: Instant, epoch: Int) {
        let wall = webhooks.clock()
        let result = AttemptResult(
            status: receipt.status, answer: receipt.answer, error: receipt.error, startedAt: startedAt,
            duration: wall - startedAt, blame: receipt.blame)
        let line = withLock(at: wall) { state -> String? in
            guard state.webhooks.epoch == epoch else { return nil }
            state.webhooks.started.remove(number)
            _ = state.space.apply(
                .webhook(.recordAttempt(delivery: number, attempt: attempt, result)), at: wall)
            guard let delivery = state.space.delivery(number), let last = delivery.attempts.last else { return nil }
            if !state.webhooks.movements.isEmpty {
                state.webhooks.movements[0].add(ClockMovement.Attempt(delivery: delivery, attempt: last))
            }
            return result.isSuccess ? nil : delivery.line(space: state.space.name, after: last)
        }
        if let line { webhooks.report(line) }
    }

    /// A line for each delivery that no receiver has taken yet.
    var undelivered: [String] {
        state.withLock { state in
            guard !state.space.hasNoWebhooks else { return [] }
            return state.space.deliveries.filter { !$0.state.isFinished }.map { $0.line(space: state.space.name) }
        }
    }

    /// Ends every subscription, so that nothing more is sent.
    func endWebhooks(at wall: Instant) {
        withLock(at: wall) { state in
            for subscription in state.space.webhooks {
                _ = state.space.apply(.webhook(.unsubscribe(subscription.id)), at: wall)
            }
        }
    }
}

extension Instant {
    /// Seconds since 1970, rounded down.
    var wholeSeconds: Int64 {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return rest < 0 ? seconds - 1 : seconds
    }
}

extension Delivery {
    /// A line for the log.
    func line(space: String, after attempt: DeliveryAttempt? = nil) -> String {
        let what = "space \(space): webhook \(event) (delivery \(number), event \(eventIdentifier))"
        guard let attempt else { return "\(what): undelivered after \(attemptCount) attempts" }
        let reason = attempt.result?.error ?? "failed"
        let next =
            switch state {
            case .waiting(let due): "next attempt at \(due.text(.milliseconds).stringValue ?? "")"
            case .abandoned: "given up"
            case .cancelled: "not tried again"
            case .inFlight, .delivered: "done"
            }
        return "\(what), attempt \(attempt.number): \(reason); \(next)"
    }
}
