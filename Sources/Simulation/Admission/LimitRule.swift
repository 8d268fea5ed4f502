// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// How often something may be done in a span of time, or how much of it at once.
package struct LimitRule: Sendable, Hashable, Codable {
    package var name: String
    package var max: Int
    package var measure: Measure
    /// Whether only requests whose work was done count.
    package var countsAccepted: Bool
    package var isEnabled: Bool
    /// What counts are kept apart by; empty: one count for the space.
    package var by: [Part]

    package init(
        name: String, max: Int, measure: Measure, countsAccepted: Bool = false, isEnabled: Bool = true,
        by: [Part] = []
    ) {
        self.name = name
        self.max = max
        self.measure = measure
        self.countsAccepted = countsAccepted
        self.isEnabled = isEnabled
        self.by = by
    }

    package enum Measure: Sendable, Hashable, Codable {
        /// Requests in windows that follow each other without a gap, the first of which began in 1970: days, hours and
        /// minutes are those of UTC.
        case window(TimeSpan)
        /// Requests in the span that ends now.
        case rolling(TimeSpan)
        /// Jobs of that kind that have not ended.
        case live(kind: String)
    }

    package enum Part: Sendable, Hashable, Codable {
        case credential
        /// An attribute of the credential, by the names that lead to it.
        case attribute([String])
        /// The address of the client.
        case client
        /// A value of the request.
        case request
    }

    /// When a limit is decided.
    package enum Phase: Sendable, Hashable {
        /// Before anything is known of the credential.
        case gate
        /// Once the credential is known to be good for the request.
        case request
        /// Just before the work, when all else has been found right.
        case work
    }

    package var phase: Phase {
        if case .live = measure { return .work }
        if countsAccepted { return .work }
        return !by.isEmpty && by.allSatisfy { $0 == .client } ? .gate : .request
    }
}

extension LimitRule {
    /// How many, and within what: `3 per 1m`.
    var amount: String {
        switch measure {
        case .window(let span), .rolling(let span): "\(max) per \(span.text)"
        case .live(let kind): counted(max, "live \(kind)")
        }
    }

    /// The rule for people: `3 per 1m by credential`.
    package var phrase: String {
        let parts = by.map { part in
            switch part {
            case .credential: "credential"
            case .attribute(let path): path.joined(separator: ".")
            case .client: "client address"
            case .request: "a value of the request"
            }
        }
        return amount + (parts.isEmpty ? "" : " by " + parts.joined(separator: " and "))
    }
}

/// That a limit applies to a request.
package struct LimitUse: Sendable, Hashable, Codable {
    package var name: String
    /// The values of those of the limit's parts that come from the request, in their order.
    package var values: [String]

    package init(name: String, values: [String] = []) {
        self.name = name
        self.values = values
    }
}

/// What a scenario changes about a limit.
package struct LimitChange: Sendable, Hashable, Codable {
    package var max: Int?
    package var isEnabled: Bool?

    package init(max: Int? = nil, isEnabled: Bool? = nil) {
        self.max = max
        self.isEnabled = isEnabled
    }
}

/// How a limit stands for one client at one instant.
package struct LimitStanding: Sendable, Hashable, Codable {
    package var name: String
    package var max: Int
    package var remaining: Int
    /// When more will be possible; `nil` where no clock says so.
    package var reset: Instant?
    /// How long that is from now.
    package var wait: TimeSpan?

    package init(name: String, max: Int, used: Int, reset: Instant?, now: Instant) {
        self.name = name
        self.max = max
        remaining = Swift.max(0, max - used)
        self.reset = reset
        wait = reset.map { $0 - now }
    }

    /// Whole seconds to wait, at least one: after them more is possible.
    package var retryAfter: Int64? {
        wait.map { Swift.max(1, $0.wholeSecondsUp) }
    }
}

extension TimeSpan {
    /// Rounded up.
    package var wholeSecondsUp: Int64 {
        microseconds / 1_000_000 + (microseconds % 1_000_000 > 0 ? 1 : 0)
    }
}
