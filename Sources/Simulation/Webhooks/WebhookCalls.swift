// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Subscriptions, and what becomes a delivery.
extension Space {
    mutating func perform(_ command: WebhookCommand, at now: Instant) -> Outcome {
        switch command {
        case .subscribe(let order): return subscribe(order, isScripted: false, at: now)
        case .unsubscribe(let id):
            guard outbox.subscription(id) != nil else { return refused(.webhook(.unknownSubscription(id)), at: now) }
            outbox.unsubscribe(id)
            dropOutdatedAttempts()
            return Outcome(now: now, result: .done)
        case .test(let id, let event): return test(id, event: event, at: now)
        case .redeliver(let number): return redeliver(number, at: now)
        case .keepMessage(let number, let message):
            guard let position = outbox.position(of: number) else {
                return refused(.webhook(.unknownDelivery(number)), at: now)
            }
            outbox.keep(message, at: position)
            return Outcome(now: now, result: .done)
        case .recordAttempt(let number, let attempt, let result):
            return record(result, ofAttempt: attempt, delivery: number, at: now)
        case .takeEventIdentifiers(let id, let count):
            guard let subscription = outbox.subscription(id),
                let rules = api(subscription.api)?.catalog.webhooks
            else { return refused(.webhook(.unknownSubscription(id)), at: now) }
            let identifiers = (0..<max(0, count)).map { _ in
                outbox.nextEventIdentifier(of: subscription.api, rules, seed: seed)
            }
            return Outcome(now: now, result: .webhook(.eventIdentifiers(identifiers)))
        }
    }

    // MARK: Subscriptions

    mutating func subscribe(_ order: WebhookOrder, isScripted: Bool, at now: Instant) -> Outcome {
        guard let api = api(order.api) else { return refused(.unknownAPI(order.api), at: now) }
        guard let rules = api.catalog.webhooks else { return refused(.webhook(.noEvents(api: order.api)), at: now) }
        for name in order.events where rules.event(name) == nil {
            return refused(.webhook(unknownEvent(name, rules)), at: now)
        }
        guard outbox.subscriptions.count < limits.webhooks else {
            return refused(.webhook(.tooManySubscriptions(limit: limits.webhooks)), at: now)
        }
        let made = outbox.subscribe(order, rules: rules, isScripted: isScripted, seed: seed, at: now)
        return Outcome(now: now, result: .webhook(.subscription(made)))
    }

    private func unknownEvent(_ name: String, _ rules: WebhookRules) -> WebhookRefusal {
        .unknownEvent(name, hint: NameSuggestion.hint(for: name, among: rules.events.map(\.name)))
    }

    /// Ends the subscriptions of the scenario that was in use and makes those of the present one; one that both have
    /// stays.
    mutating func useScriptedWebhooks(at now: Instant) {
        var orders = scenario.webhooks
        for subscription in outbox.subscriptions {
            guard let order = subscription.scripted else { continue }
            if let index = orders.firstIndex(of: order) {
                orders.remove(at: index)
            } else {
                outbox.unsubscribe(subscription.id)
            }
        }
        for order in orders where api(order.api) != nil { _ = subscribe(order, isScripted: true, at: now) }
        dropOutdatedAttempts()
    }

    // MARK: Events

    /// A job has just come to another state.
    mutating func tellOfJob(_ place: JobPlace, at instant: Instant) {
        let table = jobTables[Int(place.table)]
        let job = self[place]
        guard let rules = api(table.api)?.catalog.webhooks else { return }
        for event in rules.events {
            guard case .job(table.kind.name, let states) = event.trigger, states.contains(job.state) else { continue }
            tell(event.name, of: table.api, rules, at: instant) { space in
                let subject: Delivery.Subject =
                    job.ended == nil
                    ? .job(space.view(of: job, in: Int(place.table), at: instant)) : .endedJob(table.reference(job))
                return .unwritten(subject, input: nil)
            }
        }
    }

    /// A request was done.
    mutating func tellOfCall(_ call: Call, _ outcome: Outcome, of api: InstalledAPI) {
        guard let rules = api.catalog.webhooks else { return }
        switch call.action {
        case .refuse: return
        default: break
        }
        let subject: Delivery.Subject
        switch outcome.result {
        case .job(let view): subject = .job(view)
        case .record(let record): subject = .record(record)
        case .jobs, .records, .batch, .done, .webhook: subject = .nothing
        case .refused, .notDone: return
        }
        for event in rules.events where event.trigger == .operation(call.operation) {
            tell(event.name, of: call.api, rules, at: outcome.now) { _ in .unwritten(subject, input: call.body) }
        }
    }

    private mutating func tell(
        _ event: String, of api: String, _ rules: WebhookRules, at instant: Instant,
        _ payload: (borrowing Space) -> Delivery.Payload
    ) {
        guard outbox.subscriptions.contains(where: { $0.takes(event, of: api) }) else { return }
        let identifier = outbox.nextEventIdentifier(of: api, rules, seed: seed)
        let payload = payload(self)
        for subscription in outbox.subscriptions where subscription.takes(event, of: api) {
            for _ in 0..<(scenario.deliveries?.copies ?? 1) {
                guard
                    let number = outbox.add(
                        event, identifier: identifier, to: subscription, payload: payload, at: instant, limits: limits)
                else { continue }
                attemptQueue.insert(EventQueue.Event(due: instant, ordinal: number))
            }
        }
    }

    private mutating func test(_ id: String, event: String?, at now: Instant) -> Outcome {
        guard let subscription = outbox.subscription(id), let rules = api(subscription.api)?.catalog.webhooks else {
            return refused(.webhook(.unknownSubscription(id)), at: now)
        }
        if let event, rules.event(event) == nil { return refused(.webhook(unknownEvent(event, rules)), at: now) }
        guard let name = event ?? rules.testEvent ?? subscription.events.first ?? rules.events.first?.name else {
            return refused(.webhook(.noEvents(api: subscription.api)), at: now)
        }
        let identifier = outbox.nextEventIdentifier(of: subscription.api, rules, seed: seed)
        let number = outbox.add(
            name, identifier: identifier, to: subscription, payload: .unwritten(.nothing, input: nil), isTest: true,
            at: now, limits: limits)
        guard let number else { return refused(.webhook(.outboxFull(limit: limits.deliveries)), at: now) }
        attemptQueue.insert(EventQueue.Event(due: now, ordinal: number))
        return Outcome(now: now, result: .webhook(.delivery(number: number)))
    }
}
