// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What can be done about webhooks.
package enum WebhookCommand: Sendable, Hashable, Codable {
    case subscribe(WebhookOrder)
    case unsubscribe(String)
    /// A delivery of an event that did not happen; `nil`: of the one that the API shows.
    case test(subscription: String, event: String?)
    /// Sends a delivery once more, now, whatever became of it.
    case redeliver(Int)
    /// The bytes of a delivery, written once; later commands change nothing.
    case keepMessage(delivery: Int, WebhookMessage)
    /// What came of an attempt.
    case recordAttempt(delivery: Int, attempt: Int, AttemptResult)
    /// Identifiers of events that are sent without a delivery.
    case takeEventIdentifiers(subscription: String, count: Int)
}

/// What came of a `WebhookCommand`.
package enum WebhookAnswer: Sendable, Hashable, Codable {
    case subscription(WebhookSubscription)
    case delivery(number: Int)
    case eventIdentifiers([String])
}

/// Why a `WebhookCommand` was not done.
package enum WebhookRefusal: Sendable, Hashable, Codable {
    /// The API declares no events.
    case noEvents(api: String)
    case unknownEvent(String, hint: String?)
    case unknownSubscription(String)
    case unknownDelivery(Int)
    /// The delivery is being sent at this moment.
    case inFlight(Int)
    /// The attempt is not, or not any more.
    case notInFlight(delivery: Int, attempt: Int)
    /// There is nobody any more to deliver to.
    case subscriptionEnded(delivery: Int)
    case tooManySubscriptions(limit: Int)
    /// Every delivery that is kept is still on its way.
    case outboxFull(limit: Int)
}
