// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The subscriptions of a space and the deliveries to them.
struct Outbox: Sendable, Hashable, Codable {
    private(set) var subscriptions: [WebhookSubscription] = []
    private var subscriptionsMade = 0
    private var eventsMade: [String: Int] = [:]
    /// By number, which only grows; gaps stay where deliveries made room for newer ones.
    private(set) var deliveries: [Delivery] = []
    private var deliveriesMade = 0
    /// The numbers of those whose attempt is being made.
    private(set) var inFlight: Set<Int> = []
    private(set) var messageBytes = 0
    /// How many found no room, because none that was kept was finished.
    private(set) var lost = 0

    /// How many finished deliveries made room for newer ones.
    var forgotten: Int { deliveriesMade - deliveries.count }

    var isUnused: Bool { subscriptions.isEmpty && deliveries.isEmpty }

    // MARK: Subscriptions

    func subscription(_ id: String) -> WebhookSubscription? {
        subscriptions.first { $0.id == id }
    }

    mutating func subscribe(
        _ order: WebhookOrder, rules: WebhookRules, isScripted: Bool, seed: UInt64, at now: Instant
    ) -> WebhookSubscription {
        let ordinal = subscriptionsMade
        subscriptionsMade += 1
        let subscription = WebhookSubscription(
            id: IdentifierForm.prefixed("wh_", length: 10).identifier(seed: seed, label: "webhook", ordinal: ordinal),
            api: order.api, url: order.url,
            secret: order.secret
                ?? rules.secret.identifier(seed: seed, label: "webhook secret", ordinal: ordinal),
            events: order.events, timestamps: order.timestamps, timeout: order.timeout ?? rules.timeout,
            createdAt: now, scripted: isScripted ? order : nil)
        subscriptions.append(subscription)
        return subscription
    }

    /// Ends a subscription; what waits to be delivered to it is kept as cancelled.
    mutating func unsubscribe(_ id: String) {
        subscriptions.removeAll { $0.id == id }
        for index in deliveries.indices where deliveries[index].subscription == id {
            if case .waiting = deliveries[index].state { deliveries[index].state = .cancelled }
        }
    }

    // MARK: Deliveries

    /// Where the delivery of that number stands.
    func position(of number: Int) -> Int? {
        var low = 0
        var high = deliveries.count
        while low < high {
            let middle = (low + high) / 2
            if deliveries[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < deliveries.count && deliveries[low].number == number ? low : nil
    }

    subscript(number number: Int) -> Delivery? {
        position(of: number).map { deliveries[$0] }
    }

    mutating func nextEventIdentifier(of api: String, _ rules: WebhookRules, seed: UInt64) -> String {
        let ordinal = eventsMade[api, default: 0]
        eventsMade[api] = ordinal + 1
        return rules.identifier.identifier(seed: seed, label: "webhook event of " + api, ordinal: ordinal)
    }

    /// Puts a delivery in, due at once.
    /// - Returns: its number, or `nil` where there is no room for it, which is counted.
    mutating func add(
        _ event: String, identifier: String, to subscription: WebhookSubscription, payload: Delivery.Payload,
        isTest: Bool = false, at now: Instant, limits: SpaceLimits
    ) -> Int? {
        guard hasRoom(limits) else {
            lost += 1
            return nil
        }
        deliveriesMade += 1
        let endedJob: JobReference? =
            if case .unwritten(.endedJob(let job), _) = payload { job } else { nil }
        deliveries.append(
            Delivery(
                number: deliveriesMade, subscription: subscription.id, api: subscription.api, event: event,
                eventIdentifier: identifier, occurredAt: now, isTest: isTest, endedJob: endedJob, payload: payload,
                state: .waiting(until: now), roundStart: now))
        return deliveriesMade
    }

    /// Begins the attempt that was due, unless the delivery waits for another instant or no more.
    mutating func beginAttempt(at position: Int, due: Instant) {
        guard deliveries[position].state == .waiting(until: due) else { return }
        deliveries[position].begin(at: due)
        inFlight.insert(deliveries[position].number)
    }

    /// - Returns: when the next attempt is due; `nil` where there is none.
    mutating func endAttempt(
        at position: Int, _ result: AttemptResult, retries: RetrySchedule?, at now: Instant
    ) -> Instant? {
        inFlight.remove(deliveries[position].number)
        return deliveries[position].end(result, retries: retries, at: now)
    }

    /// Has the delivery attempted again from the start, whatever became of it.
    mutating func beginRound(at position: Int, due: Instant) {
        deliveries[position].state = .waiting(until: due)
        deliveries[position].roundStart = due
        deliveries[position].roundFailures = 0
    }

    mutating func keep(_ message: WebhookMessage, at position: Int) {
        guard case .unwritten = deliveries[position].payload else { return }
        deliveries[position].payload = .written(message)
        messageBytes += message.body.count
    }

    /// Lets finished deliveries go, oldest first, an eighth at a time so that making room costs little for each; those
    /// that are still on their way stay.
    private mutating func hasRoom(_ limits: SpaceLimits) -> Bool {
        func isFull(_ count: Int, _ bytes: Int) -> Bool { count >= limits.deliveries || bytes >= limits.messageBytes }
        guard isFull(deliveries.count, messageBytes) else { return true }
        let enough = (count: limits.deliveries / 8 * 7, bytes: limits.messageBytes / 8 * 7)
        var count = deliveries.count
        var bytes = messageBytes
        deliveries.removeAll { delivery in
            guard delivery.state.isFinished, count > enough.count || bytes > enough.bytes else { return false }
            count -= 1
            if case .written(let message) = delivery.payload { bytes -= message.body.count }
            return true
        }
        messageBytes = bytes
        return !isFull(count, bytes)
    }
}
