// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// That a request may be sent again without its work being done twice.
package struct IdempotencyUse: Sendable, Hashable, Codable {
    /// The client's own text.
    package var key: String
    /// What keys are kept apart by, with the values of those parts that come from the request.
    package var by: [LimitRule.Part]
    package var values: [String]
    package var fingerprint: Fingerprint
    package var keeps: TimeSpan
    /// The number under which the shell knows the request.
    package var entry = 0

    package init(
        key: String, by: [LimitRule.Part] = [.credential], values: [String] = [], fingerprint: Fingerprint,
        keeps: TimeSpan
    ) {
        self.key = key
        self.by = by
        self.values = values
        self.fingerprint = fingerprint
        self.keeps = keeps
    }
}

/// What two requests have in common that ask for the same; made where the request is read.
package struct Fingerprint: Sendable, Hashable, Codable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// The answers that are kept for requests that come again.
///
/// Those whose time is over are let go from the oldest on, each time another one is kept.
struct IdempotencyRecords: Sendable, Hashable, Codable {
    struct Record: Sendable, Hashable, Codable {
        var fingerprint: Fingerprint
        var outcome: Outcome
        var entry: Int
        /// Until then the first answer has not been given.
        var held: Instant
        var expires: Instant
    }

    private struct Place: Sendable, Hashable, Codable {
        var key: String
        var expires: Instant
    }

    private var records: [String: Record] = [:]
    private var order: [Place] = []
    private var first = 0

    /// How many answers are kept, those included whose time is over and that are not let go yet.
    var size: Int { records.count }

    func record(_ key: String, at now: Instant) -> Record? {
        records[key].flatMap { now < $0.expires ? $0 : nil }
    }

    mutating func keep(_ record: Record, as key: String, at now: Instant) {
        letGo(at: now)
        records[key] = record
        order.append(Place(key: key, expires: record.expires))
    }

    /// Lets go of those whose time is over.
    mutating func letGo(at now: Instant) {
        while first < order.count, order[first].expires <= now {
            let place = order[first]
            first += 1
            // The key may have been used anew since.
            if let old = records[place.key], old.expires <= now { records[place.key] = nil }
        }
        if first > order.count / 2 {
            order.removeFirst(first)
            first = 0
        }
    }
}

extension Outcome {
    /// What the answer that is given again was about.
    package struct Replay: Sendable, Hashable, Codable {
        /// The number of the request that was answered first.
        package var request: Int
        /// The number under which the shell knows it.
        package var entry: Int
        /// When that was.
        package var at: Instant
    }

    /// The same answer to a later request.
    func replayed(_ entry: Int, at now: Instant) -> Outcome {
        var again = self
        again.replay = Replay(request: request, entry: entry, at: self.now)
        again.now = now
        again.reason = "idempotent replay of request \(entry)"
        return again
    }
}
