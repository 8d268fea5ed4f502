// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    // MARK: Subscriptions

    func createWebhook(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let id = request.body["api"]?.stringValue ?? ""
        guard try host.api(id, at: request.wall) != nil else {
            throw ControlFailure(
                400, "api-unknown", "there is no API \"\(id)\"",
                details: [
                    .init("\"api\" names one", pointer: "/api", hint: NameSuggestion.hint(for: id, among: store.ids))
                ])
        }
        let order = spaces.webhookSecrets.completing(try Self.order(request.body, api: id))
        let outcome = host.withLock(at: request.wall) { state in
            state.apply(.webhook(.subscribe(order)), at: request.wall)
        }
        if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
        guard case .webhook(.subscription(let made)) = outcome.result else {
            throw ControlFailure(500, "internal-error", "no subscription was made")
        }
        var object = json(made)
        object["secret"] = .string(made.secret)
        return OwnAnswer.json(201, .object(object))
    }

    private static func order(_ body: JSONValue, api: String) throws -> WebhookOrder {
        let url: WebhookURL
        do throws(WebhookURL.Refusal) {
            url = try WebhookURL(parsing: body["url"]?.stringValue ?? "")
        } catch {
            throw ControlFailure(
                400, "url-refused", error.message, details: [.init(error.message, pointer: "/url", hint: error.hint)])
        }
        var order = WebhookOrder(api: api, url: url, secret: body["secret"]?.stringValue)
        order.events = body["events"]?.arrayValue?.compactMap(\.stringValue) ?? []
        order.timestamps = body["timestamps"]?.stringValue.flatMap(SignatureClock.init(rawValue:)) ?? .space
        order.timeout = try body["timeout"]?.stringValue.map { text in
            guard let span = TimeSpan(parsing: text), span > .zero, span <= WebhookOrder.longestTimeout else {
                throw ControlFailure(
                    400, "body-invalid", "\"\(text)\" is no duration of at most 10 minutes",
                    details: [.init("write it as 10s or 200ms", pointer: "/timeout")])
            }
            return span
        }
        return order
    }

    func listWebhooks(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        // A scenario's subscriptions are made when the space gets to know their API.
        for api in host.withLock(at: request.wall, { state in state.space.scenario.webhooks.map(\.api) }) {
            _ = try host.api(api, at: request.wall)
        }
        let found = host.withLock(at: request.wall) { $0.space.webhooks }
        return OwnAnswer.json(200, ["webhooks": .array(found.map { .object(json($0)) })])
    }

    func deleteWebhook(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let id = request.text(.path, "id") ?? ""
        let outcome = host.withLock(at: request.wall) { state in
            state.apply(.webhook(.unsubscribe(id)), at: request.wall)
        }
        if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
        return HTTPResponse(status: 204)
    }

    private func json(_ webhook: WebhookSubscription) -> JSONObject {
        [
            "id": .string(webhook.id), "api": .string(webhook.api), "url": .string(webhook.url.description),
            "events": .array(webhook.events.map(JSONValue.string)),
            "timestamps": .string(webhook.timestamps.rawValue),
            "timeoutMilliseconds": .integer(webhook.timeout.microseconds / 1000),
            "scripted": .bool(webhook.scripted != nil), "createdAt": webhook.createdAt.text(.milliseconds),
        ]
    }

    // MARK: Deliveries

    func listDeliveries(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let webhook = request.text(.query, "webhook")
        let event = request.text(.query, "event")
        let wanted = request.text(.query, "state")
        let limit = request.integer("limit") ?? 100
        let offset = request.integer("offset") ?? 0
        return host.withLock(at: request.wall) { state in
            let found = state.space.deliveries.filter { delivery in
                (webhook == nil || delivery.subscription == webhook) && (event == nil || delivery.event == event)
                    && (wanted == nil || delivery.stateWord == wanted)
            }
            let gone = state.space.deliveriesGone
            return OwnAnswer.json(
                200,
                [
                    "deliveries": .array(found.dropFirst(offset).prefix(limit).map(Self.json)),
                    "total": .integer(Int64(found.count)), "forgotten": .integer(Int64(gone.forgotten)),
                    "lost": .integer(Int64(gone.lost)),
                ])
        }
    }

    private func deliveryNumber(_ request: Request) -> Int {
        let value = request.values.value(.path, "id")
        return value?.integerValue.map { Int(clamping: $0) } ?? Int(value?.stringValue ?? "") ?? 0
    }

    func getDelivery(_ request: Request) throws -> HTTPResponse {
        let number = deliveryNumber(request)
        let delivery = try host(request).withLock(at: request.wall) { $0.space.delivery(number) }
        guard let delivery else { throw ControlFailure(WebhookRefusal.unknownDelivery(number)) }
        return OwnAnswer.json(200, Self.json(delivery))
    }

    func redeliver(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let number = deliveryNumber(request)
        let outcome = host.withLock(at: request.wall) { state in
            state.apply(.webhook(.redeliver(number)), at: request.wall)
        }
        try answer(outcome, of: host, reply, at: request.wall)
    }

    func testWebhook(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let id = request.text(.path, "id") ?? ""
        let event = request.body["event"]?.stringValue
        let outcome = host.withLock(at: request.wall) { state in
            state.apply(.webhook(.test(subscription: id, event: event)), at: request.wall)
        }
        try answer(outcome, of: host, reply, at: request.wall)
    }

    /// Shows the delivery when what is in flight has come to an end.
    private func answer(_ outcome: Outcome, of host: SpaceHost, _ reply: HTTPReply, at wall: Instant) throws {
        if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
        guard case .webhook(.delivery(let number)) = outcome.result else {
            throw ControlFailure(500, "internal-error", "no delivery was made")
        }
        // Moving a clock not at all waits for what is in flight.
        host.move(.by(.zero), at: wall) { _ in
            let delivery = host.withLock(at: self.clock()) { $0.space.delivery(number) }
            reply.send(
                delivery.map { OwnAnswer.json(200, Self.json($0)) }
                    ?? ControlFailure(WebhookRefusal.unknownDelivery(number)).response)
        }
    }

    // MARK: JSON

    static func json(_ delivery: Delivery) -> JSONValue {
        var object: JSONObject = [
            "id": .integer(Int64(delivery.number)), "webhook": .string(delivery.subscription),
            "api": .string(delivery.api), "event": .string(delivery.event),
            "eventId": .string(delivery.eventIdentifier), "occurredAt": delivery.occurredAt.text(.milliseconds),
            "test": .bool(delivery.isTest), "state": .string(delivery.stateWord), "nextAttemptAt": .null,
            "attempts": .array(delivery.attempts.map(json)),
            "attemptCount": .integer(Int64(delivery.attemptCount)), "body": .null,
        ]
        if case .waiting(let due) = delivery.state { object["nextAttemptAt"] = due.text(.milliseconds) }
        if case .written(let message) = delivery.payload {
            object["body"] = .string(String(decoding: message.body, as: UTF8.self))
        }
        return .object(object)
    }

    private static func json(_ attempt: DeliveryAttempt) -> JSONValue {
        let result = attempt.result
        return [
            "number": .integer(Int64(attempt.number)), "at": attempt.at.text(.milliseconds),
            "wallTime": result?.startedAt.text(.milliseconds) ?? .null,
            "durationMicroseconds": result.map { .integer(max(0, $0.duration.microseconds)) } ?? .null,
            "status": result?.status.map { .integer(Int64($0)) } ?? .null,
            "answer": result.map { .string($0.answer) } ?? .null,
            "error": result?.error.map(JSONValue.string) ?? .null,
        ]
    }

    static func json(_ moved: ClockMovement.Attempt) -> JSONValue {
        [
            "at": moved.attempt.at.text(.milliseconds), "delivery": .integer(Int64(moved.delivery.number)),
            "event": .string(moved.delivery.event), "attempt": .integer(Int64(moved.attempt.number)),
            "status": moved.attempt.result?.status.map { .integer(Int64($0)) } ?? .null,
            "error": moved.attempt.result?.error.map(JSONValue.string) ?? .null,
        ]
    }
}

extension Delivery {
    /// The state as the control API calls it.
    var stateWord: String {
        switch state {
        case .waiting: "waiting"
        case .inFlight: "in-flight"
        case .delivered: "delivered"
        case .abandoned: "abandoned"
        case .cancelled: "cancelled"
        }
    }
}

extension ControlFailure {
    init(_ refusal: WebhookRefusal) {
        switch refusal {
        case .noEvents(let api): self.init(400, "webhooks-unknown", "the API \"\(api)\" declares no webhooks")
        case .unknownEvent(let name, let hint):
            let message = "there is no event \"\(name)\""
            self.init(400, "event-unknown", message, details: [.init(message, pointer: "/events", hint: hint)])
        case .unknownSubscription(let id): self.init(404, "webhook-unknown", "there is no webhook \"\(id)\"")
        case .unknownDelivery(let number): self.init(404, "delivery-unknown", "there is no delivery \(number)")
        case .inFlight(let number):
            self.init(409, "delivery-in-flight", "delivery \(number) is being sent at this moment")
        case .notInFlight(let delivery, let attempt):
            self.init(409, "delivery-in-flight", "attempt \(attempt) of delivery \(delivery) is not being made")
        case .subscriptionEnded(let number):
            self.init(409, "webhook-ended", "the webhook that delivery \(number) was for has been deleted")
        case .tooManySubscriptions(let limit):
            self.init(507, "full", "there are \(limit) webhooks in the space, which is the limit: delete some")
        case .outboxFull(let limit):
            self.init(507, "full", "\(limit) deliveries are still on their way, which is the limit")
        }
    }
}
