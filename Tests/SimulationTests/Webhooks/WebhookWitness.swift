// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

@testable import Simulation

/// Watches the deliveries of one space and complains about anything that no receiver may ever see.
struct WebhookWitness {
    private var known: [Int: Delivery] = [:]

    mutating func see(_ entry: LoggedCommand, _ outcome: Outcome, after: Space) -> [String] {
        var complaints: [String] = []
        func check(_ holds: Bool, _ complaint: String) { if !holds { complaints.append(complaint) } }

        if case .reset = entry.command { known = [:] }
        let deliveries = after.deliveries
        check(deliveries.map(\.number) == deliveries.map(\.number).sorted(), "deliveries out of order")
        let flying = deliveries.filter { $0.state == .inFlight }.map(\.number)
        check(after.deliveriesInFlight == Set(flying), "in flight, and not counted so")
        let waiting = deliveries.compactMap { if case .waiting(let due) = $0.state { due } else { nil } }
        if let first = waiting.min() {
            check(first > outcome.now, "a due attempt was not begun")
            check(after.nextDue.map { $0 <= first } ?? false, "an attempt that time will make due is not known")
        }
        for delivery in deliveries {
            check(delivery.occurredAt <= outcome.now, "told before it happened")
            check(
                delivery.attempts.allSatisfy { $0.at >= delivery.occurredAt && $0.at <= outcome.now },
                "attempted wrongly")
            check(delivery.attempts.map(\.number) == delivery.attempts.map(\.number).sorted(), "attempts out of order")
            check(delivery.attempts.last?.number ?? 0 == delivery.attemptCount, "attempts miscounted")
            check(
                (delivery.attempts.last?.result == nil) == (delivery.attempts.isEmpty || delivery.state == .inFlight),
                "a result is missing or early")
            if let before = known[delivery.number] { complaints += compare(delivery, with: before, entry.command) }
            known[delivery.number] = delivery
        }
        return complaints
    }

    private func compare(_ delivery: Delivery, with before: Delivery, _ command: Command) -> [String] {
        var complaints: [String] = []
        func check(_ holds: Bool, _ complaint: String) { if !holds { complaints.append("\(complaint): \(delivery)") } }
        check(delivery.eventIdentifier == before.eventIdentifier, "the event's identifier changed")
        check(delivery.event == before.event && delivery.subscription == before.subscription, "another event")
        check(delivery.attemptCount >= before.attemptCount, "attempts went back")
        if case .written = before.payload { check(delivery.payload == before.payload, "the message changed") }
        if before.state.isFinished, delivery.state != before.state {
            check(command == .webhook(.redeliver(delivery.number)), "a finished delivery went on by itself")
        }
        return complaints
    }
}
