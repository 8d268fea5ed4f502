// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What clients must have done, and receivers of webhooks, in a space that plays the scenario.
package struct Expectation: Sendable, Hashable, Codable {
    package enum Subject: Sendable, Hashable, Codable {
        case requests(ExpectedRequests)
        case jobs(ExpectedJobs)
        /// Deliveries of webhooks that a receiver accepted.
        case deliveries(ExpectedDeliveries)
        case receiver(ExpectedReceiver)
        /// Ids of rules that nobody breaks, whatever their severity.
        case never([String])
    }

    /// Where something stands in the file that says it.
    package struct Place: Sendable, Hashable, Codable {
        package var file: String
        package var line: Int
        package var column: Int

        package init(file: String, line: Int, column: Int) {
            self.file = file
            self.line = line
            self.column = column
        }
    }

    /// What others come `after`, and what reports call it.
    package var name: String?
    package var subject: Subject
    /// `nil`: the scenario came over the network.
    package var place: Place?

    package init(name: String? = nil, _ subject: Subject, place: Place? = nil) {
        self.name = name
        self.subject = subject
        self.place = place
    }
}

/// How many of something.
package struct ExpectedCount: Sendable, Hashable, Codable {
    package var least: Int
    /// `nil`: any number.
    package var most: Int?

    package init(least: Int = 1, most: Int? = nil) {
        self.least = least
        self.most = most
    }
}

package struct ExpectedRequests: Sendable, Hashable, Codable {
    /// Without ordinals; its state is the one in which the answer showed the job.
    package var when: RequestMatch
    package var status: StatusMatch?
    package var count: ExpectedCount
    /// The name of another expectation of requests: only those after the last request that it needs count.
    package var after: String?
    /// The least time between two of these requests about the same job, on the client's own clock.
    package var pace: TimeSpan?

    package init(
        when: RequestMatch = RequestMatch(), status: StatusMatch? = nil, count: ExpectedCount = ExpectedCount(),
        after: String? = nil, pace: TimeSpan? = nil
    ) {
        self.when = when
        self.status = status
        self.count = count
        self.after = after
        self.pace = pace
    }
}

/// A status, or all that begin with the same digit.
package enum StatusMatch: Sendable, Hashable, Codable {
    case exactly(Int)
    /// 1 to 5: informational, successful, redirected, the client's mistakes, the server's.
    case `class`(Int)

    /// `404`, or `4xx`.
    package init?(parsing text: String) {
        guard text.utf8.count == 3, text.hasSuffix("xx"), let digit = Int(text.prefix(1)), (1...5).contains(digit)
        else { return nil }
        self = .class(digit)
    }

    package func matches(_ status: Int) -> Bool {
        switch self {
        case .exactly(let wanted): status == wanted
        case .class(let digit): status / 100 == digit
        }
    }

    package var text: String {
        switch self {
        case .exactly(let status): "\(status)"
        case .class(let digit): "\(digit)xx"
        }
    }
}

package struct ExpectedJobs: Sendable, Hashable, Codable {
    /// What their submissions must be; without ordinals.
    package var when: RequestMatch
    package var count: ExpectedCount
    package var end: End?

    package enum End: String, Sendable, Hashable, Codable, CaseIterable {
        /// An answer showed clients the end of each of them, or they stopped the job.
        case read
        /// The same, or a receiver accepted the delivery that tells of it.
        case known
    }

    package init(when: RequestMatch = RequestMatch(), count: ExpectedCount = ExpectedCount(), end: End? = nil) {
        self.when = when
        self.count = count
        self.end = end
    }
}

package struct ExpectedDeliveries: Sendable, Hashable, Codable {
    package var api: String?
    /// Empty: all.
    package var events: [String]
    package var count: ExpectedCount

    package init(api: String? = nil, events: [String] = [], count: ExpectedCount = ExpectedCount()) {
        self.api = api
        self.events = events
        self.count = count
    }
}

package struct ExpectedReceiver: Sendable, Hashable, Codable {
    package var api: String?
    package var verifies: Check

    package enum Check: String, Sendable, Hashable, Codable, CaseIterable {
        /// A probe was sent to it, of which it accepted the valid message and refused the forged ones.
        case signature
    }

    package init(api: String? = nil, verifies: Check) {
        self.api = api
        self.verifies = verifies
    }
}

/// A rule that reports judge clients by, as far as a scenario must know of it.
package struct JudgedRule: Sendable, Hashable {
    package var id: String
    /// Judged on the client's own time, which only a real clock at its natural speed shows.
    package var needsPace: Bool

    package init(_ id: String, needsPace: Bool = false) {
        self.id = id
        self.needsPace = needsPace
    }
}
