// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// Looks for clients that act twice on one event, as far as their own requests show it.
///
/// An event was accepted twice, and after that the client has made the same request twice, which changes something and
/// holds something that the message told. With an idempotency key that is no mistake.
struct RepeatedWork {
    private struct Acceptance {
        var delivery: Int
        var at: Instant
    }

    private struct Event: Hashable {
        var subscription: String
        var identifier: String
    }

    /// A request that changes something.
    private struct Work {
        var entry: Int
        var at: Instant
        /// What makes two requests the same.
        var identity: String
        /// Whatever texts it holds.
        var texts: Set<String>
    }

    private let works: [Work]

    init(_ entries: [JournalEntry], apis: [String: CompiledAPI]) {
        works = entries.compactMap { entry in
            guard ["POST", "PUT", "PATCH", "DELETE"].contains(entry.method), !entry.requestBody.isTruncated,
                let status = entry.status, (200..<300).contains(status)
            else { return nil }
            let body = try? JSONReader.read(entry.requestBody.bytes).root
            let operation = entry.api.flatMap { apis[$0] }.flatMap { api in
                entry.operation.flatMap { api.operation($0) }
            }
            if let header = operation?.idempotencyHeader, entry.requestHeaders.first(named: header) != nil {
                return nil
            }
            var texts = Set(entry.path.split(separator: "/").map(String.init))
            body?.collectTexts(into: &texts)
            let sent = body.map { String(decoding: $0.canonicalBytes, as: UTF8.self) } ?? ""
            return Work(
                entry: entry.id, at: entry.wallTime,
                identity: [entry.api ?? "", entry.method, entry.path, entry.query ?? "", sent].joined(separator: " "),
                texts: texts)
        }
    }

    func judge(_ deliveries: [Delivery], _ conduct: inout WebhookConduct) {
        guard !works.isEmpty else { return }
        var accepted: [Event: [Acceptance]] = [:]
        var order: [(event: Event, delivery: Delivery)] = []
        for delivery in deliveries {
            let event = Event(subscription: delivery.subscription, identifier: delivery.eventIdentifier)
            for attempt in delivery.attempts {
                guard let result = attempt.result, result.isSuccess else { continue }
                if accepted[event] == nil { order.append((event, delivery)) }
                accepted[event, default: []].append(Acceptance(delivery: delivery.number, at: result.startedAt))
            }
        }
        for (event, delivery) in order {
            guard let times = accepted[event]?.sorted(by: { $0.at < $1.at }), times.count > 1 else { continue }
            judge(delivery, times, &conduct)
        }
    }

    private func judge(_ delivery: Delivery, _ times: [Acceptance], _ conduct: inout WebhookConduct) {
        guard case .written(let message) = delivery.payload,
            let told = try? JSONReader.read(message.body).root
        else { return }
        var texts: Set<String> = []
        told.collectTexts(into: &texts)
        // Words of the vendor stand in many requests; what names one thing is longer.
        texts = texts.filter { $0.utf8.count >= 6 && $0 != delivery.event }
        var seen: [String: Work] = [:]
        for work in works where times[0].at < work.at && !work.texts.isDisjoint(with: texts) {
            guard let before = seen[work.identity] else {
                seen[work.identity] = work
                continue
            }
            guard times[1].at <= work.at else { continue }
            let deliveries = [times[0].delivery, times[1].delivery]
            conduct.add(
                "webhook-processed-twice",
                "event \(delivery.eventIdentifier) was delivered twice, and request \(work.entry) did again what request"
                    + " \(before.entry) had done", api: delivery.api, event: delivery.event,
                evidence: [before.entry, work.entry],
                deliveries: deliveries[0] == deliveries[1] ? [deliveries[0]] : deliveries)
        }
    }
}

extension JSONValue {
    /// Every text in it, but not the names of members.
    fileprivate func collectTexts(into texts: inout Set<String>) {
        switch self {
        case .string(let text): texts.insert(text)
        case .array(let elements): for element in elements { element.collectTexts(into: &texts) }
        case .object(let object): for member in object { member.value.collectTexts(into: &texts) }
        case .null, .bool, .integer, .double, .bigNumber: break
        }
    }
}
