// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What the engine must know of an API's webhooks.
package struct WebhookRules: Sendable, Hashable, Codable {
    package var events: [WebhookEvent]
    /// What the identifiers of events look like.
    package var identifier: IdentifierForm
    /// What secrets look like that nobody chose.
    package var secret: IdentifierForm
    package var retries: RetrySchedule
    /// How long a receiver has for its answer, on the wall clock.
    package var timeout: TimeSpan
    /// The event that a test delivery shows where nobody says which.
    package var testEvent: String?

    package init(
        events: [WebhookEvent], identifier: IdentifierForm = .uuid, secret: IdentifierForm = .prefixed("", length: 32),
        retries: RetrySchedule = RetrySchedule(), timeout: TimeSpan = .seconds(10), testEvent: String? = nil
    ) {
        self.events = events
        self.identifier = identifier
        self.secret = secret
        self.retries = retries
        self.timeout = timeout
        self.testEvent = testEvent
    }

    package func event(_ name: String) -> WebhookEvent? {
        events.first { $0.name == name }
    }
}

/// One kind of event that can be subscribed.
package struct WebhookEvent: Sendable, Hashable, Codable {
    package enum Trigger: Sendable, Hashable, Codable {
        /// A job of that kind reaches one of these states.
        case job(kind: String, states: [JobState])
        /// That operation was done, whatever became of its answer.
        case operation(String)
        /// Reserved: it can be subscribed and does not happen.
        case never
    }

    package var name: String
    package var trigger: Trigger

    package init(name: String, trigger: Trigger) {
        self.name = name
        self.trigger = trigger
    }
}

/// When a delivery that failed is tried again.
package struct RetrySchedule: Sendable, Hashable, Codable {
    /// From the first failure to the second attempt.
    package var first: TimeSpan
    /// How much longer each wait is than the one before; at least 1.
    package var factor: Double
    /// No wait is longer.
    package var longest: TimeSpan
    /// The last attempt is this long after the first one.
    package var lasts: TimeSpan

    package init(
        first: TimeSpan = .seconds(60), factor: Double = 2, longest: TimeSpan = .seconds(6 * 3600),
        lasts: TimeSpan = .seconds(26 * 3600)
    ) {
        self.first = first
        self.factor = factor
        self.longest = longest
        self.lasts = lasts
    }

    /// When the next attempt is due.
    ///
    /// - Parameters:
    ///   - failures: how many attempts failed; at least 1.
    ///   - now: when the last of them did.
    ///   - start: when the first one was due.
    /// - Returns: the instant, or `nil` where the last attempt was made.
    package func next(afterFailures failures: Int, at now: Instant, since start: Instant) -> Instant? {
        let end = start + lasts
        guard now < end else { return nil }
        return min(end, now + wait(afterFailures: failures))
    }

    /// By multiplication, step by step: the same on every machine, which a power function is not bound to be.
    private func wait(afterFailures failures: Int) -> TimeSpan {
        let longest = max(longest, .milliseconds(1))
        var wait = Double(max(first, .milliseconds(1)).microseconds)
        guard factor > 1 else { return min(longest, max(first, .milliseconds(1))) }
        for _ in 1..<max(1, failures) {
            wait *= factor
            if wait >= Double(longest.microseconds) { return longest }
        }
        return min(longest, TimeSpan(microseconds: Int64(wait)))
    }
}
