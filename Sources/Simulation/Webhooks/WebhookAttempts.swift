// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// An attempt that the engine wants made outside.
///
/// What came of it comes back as `WebhookCommand.recordAttempt`.
package struct DueAttempt: Sendable, Hashable {
    package var delivery: Delivery
    package var subscription: WebhookSubscription
    /// The last of the delivery's attempts.
    package var attempt: DeliveryAttempt
}

/// The attempts of deliveries: begun when they are due, ended by their result.
extension Space {
    /// Begins what is due by `now`, in order.
    mutating func beginAttempts(upTo now: Instant) {
        while let event = attemptQueue.first, event.due <= now {
            attemptQueue.removeFirst()
            guard let position = outbox.position(of: event.ordinal) else { continue }
            outbox.beginAttempt(at: position, due: event.due)
            failIfDown(at: position, due: event.due)
        }
        dropOutdatedAttempts()
    }

    /// What waits no longer, or for another instant, leaves its entry behind; this keeps such entries from the head of
    /// the queue.
    mutating func dropOutdatedAttempts() {
        while let event = attemptQueue.first, outbox[number: event.ordinal]?.state != .waiting(until: event.due) {
            attemptQueue.removeFirst()
        }
    }

    mutating func record(
        _ result: AttemptResult, ofAttempt attempt: Int, delivery number: Int, at now: Instant
    ) -> Outcome {
        guard let position = outbox.position(of: number) else {
            return refused(.webhook(.unknownDelivery(number)), at: now)
        }
        let delivery = outbox.deliveries[position]
        guard delivery.state == .inFlight, delivery.attemptCount == attempt else {
            return refused(.webhook(.notInFlight(delivery: number, attempt: attempt)), at: now)
        }
        let rules = outbox.subscription(delivery.subscription).flatMap { api($0.api)?.catalog.webhooks }
        let due = outbox.endAttempt(at: position, result, retries: rules?.retries, at: now)
        if let due { attemptQueue.insert(EventQueue.Event(due: due, ordinal: number)) }
        return Outcome(now: now, result: .webhook(.delivery(number: number)))
    }

    mutating func redeliver(_ number: Int, at now: Instant) -> Outcome {
        guard let position = outbox.position(of: number) else {
            return refused(.webhook(.unknownDelivery(number)), at: now)
        }
        let delivery = outbox.deliveries[position]
        guard outbox.subscription(delivery.subscription) != nil else {
            return refused(.webhook(.subscriptionEnded(delivery: number)), at: now)
        }
        guard delivery.state != .inFlight else { return refused(.webhook(.inFlight(number)), at: now) }
        outbox.beginRound(at: position, due: now)
        attemptQueue.insert(EventQueue.Event(due: now, ordinal: number))
        return Outcome(now: now, result: .webhook(.delivery(number: number)))
    }
}

/// What the shell and the control API ask.
extension Space {
    package var webhooks: [WebhookSubscription] { outbox.subscriptions }

    package func webhook(_ id: String) -> WebhookSubscription? { outbox.subscription(id) }

    /// The deliveries that are kept, oldest first.
    package var deliveries: [Delivery] { outbox.deliveries }

    package func delivery(_ number: Int) -> Delivery? { outbox[number: number] }

    /// How many finished deliveries made room for newer ones, and how many never found any.
    package var deliveriesGone: (forgotten: Int, lost: Int) { (outbox.forgotten, outbox.lost) }

    /// Whether there is nobody to tell and nothing to deliver.
    package var hasNoWebhooks: Bool { outbox.isUnused }

    /// The numbers of the deliveries whose attempt is being made.
    package var deliveriesInFlight: Set<Int> { outbox.inFlight }

    /// What must be known to make the attempt of a delivery that is in flight; `nil` where it is not, or there is nobody
    /// any more to deliver to.
    package func dueAttempt(ofDelivery number: Int) -> DueAttempt? {
        guard let delivery = outbox[number: number], delivery.state == .inFlight, let attempt = delivery.attempts.last,
            let subscription = outbox.subscription(delivery.subscription)
        else { return nil }
        return DueAttempt(delivery: delivery, subscription: subscription, attempt: attempt)
    }

    /// What a delivery is about, with an ended job as it is shown.
    package func view(of subject: Delivery.Subject) -> Delivery.Subject {
        guard case .endedJob(let reference) = subject, let place = find(reference) else { return subject }
        let job = self[place]
        return .job(view(of: job, in: Int(place.table), at: job.ended ?? start))
    }
}
