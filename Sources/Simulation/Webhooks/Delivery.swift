// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// One event on its way to one receiver.
package struct Delivery: Sendable, Hashable, Codable {
    /// What the event is about, as it was when it happened.
    package enum Subject: Sendable, Hashable, Codable {
        case nothing
        /// A job that has ended, and so will not change any more.
        case endedJob(JobReference)
        indirect case job(JobView)
        case record(JSONObject)
    }

    package enum Payload: Sendable, Hashable, Codable {
        /// Until the first attempt: what it is written from.
        ///
        /// `input` is the body of the request that led to the event.
        case unwritten(Subject, input: JSONValue?)
        /// What every attempt sends.
        case written(WebhookMessage)
    }

    package enum State: Sendable, Hashable, Codable {
        case waiting(until: Instant)
        case inFlight
        /// A receiver took it.
        case delivered
        /// The last attempt failed.
        case abandoned
        /// The subscription ended before a receiver took it.
        case cancelled

        package var isFinished: Bool {
            switch self {
            case .waiting, .inFlight: false
            case .delivered, .abandoned, .cancelled: true
            }
        }
    }

    package let number: Int
    package let subscription: String
    package let api: String
    package let event: String
    /// The same in every attempt, and for every subscription that is told.
    package let eventIdentifier: String
    package let occurredAt: Instant
    package let isTest: Bool
    /// The job whose end this tells, whatever has become of the payload.
    package let endedJob: JobReference?
    package internal(set) var payload: Payload
    package internal(set) var state: State
    /// The latest attempts, oldest first; the rest is only counted.
    package internal(set) var attempts: [DeliveryAttempt] = []
    package internal(set) var attemptCount = 0
    /// When the first of the present round of attempts was due, and how many of it failed: to deliver again begins a new
    /// round.
    var roundStart: Instant
    var roundFailures = 0

    /// How many attempts are kept.
    package static let keptAttempts = 64
}

extension Delivery {
    mutating func begin(at due: Instant) {
        state = .inFlight
        attemptCount += 1
        attempts.append(DeliveryAttempt(number: attemptCount, at: due))
        if attempts.count > Self.keptAttempts { attempts.removeFirst() }
    }

    /// - Parameters:
    ///   - result: what came of the attempt in flight.
    ///   - retries: when to try again; `nil` where there is nobody any more to deliver to.
    ///   - now: when the attempt ended.
    /// - Returns: when the next attempt is due; `nil` where there is none.
    mutating func end(_ result: AttemptResult, retries: RetrySchedule?, at now: Instant) -> Instant? {
        attempts[attempts.count - 1].result = result
        guard !result.isSuccess else {
            state = .delivered
            return nil
        }
        roundFailures += 1
        guard let retries else {
            state = .cancelled
            return nil
        }
        guard let due = retries.next(afterFailures: roundFailures, at: now, since: roundStart) else {
            state = .abandoned
            return nil
        }
        state = .waiting(until: due)
        return due
    }
}

/// The bytes of a delivery.
package struct WebhookMessage: Sendable, Hashable, Codable {
    package struct Header: Sendable, Hashable, Codable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var contentType: String
    /// Besides those that belong to the transfer, and the signature.
    package var headers: [Header]
    package var body: [UInt8]

    package init(contentType: String, headers: [Header] = [], body: [UInt8]) {
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }
}

/// One try to hand a delivery over.
package struct DeliveryAttempt: Sendable, Hashable, Codable {
    /// Among all attempts of the delivery, from 1.
    package let number: Int
    /// When it was due and made, on the space's clock.
    package let at: Instant
    /// `nil` while it is in flight.
    package internal(set) var result: AttemptResult?
}

/// What came of an attempt.
package struct AttemptResult: Sendable, Hashable, Codable {
    /// Of the receiver's answer; `nil` where there was none.
    package var status: Int?
    /// The start of the answer's body.
    package var answer: String
    /// Why it counts as failed, where it does.
    package var error: String?
    /// On the wall clock.
    package var startedAt: Instant
    package var duration: TimeSpan
    /// Whose doing it is where it failed.
    package var blame: Blame

    package enum Blame: String, Sendable, Hashable, Codable {
        /// The receiver refused, broke off, or was not there.
        case receiver
        /// The receiver did not answer in time.
        case silence
        /// Nobody outside had a part in it: the scenario wanted it so, or there was nothing to send.
        case sender
    }

    package init(
        status: Int?, answer: String = "", error: String? = nil, startedAt: Instant, duration: TimeSpan = .zero,
        blame: Blame = .receiver
    ) {
        self.status = status
        self.answer = answer
        self.error = error
        self.startedAt = startedAt
        self.duration = duration
        self.blame = blame
    }

    /// Whether the receiver took the message: it says so with any 2xx.
    package var isSuccess: Bool { status.map { (200..<300).contains($0) } ?? false }
}
