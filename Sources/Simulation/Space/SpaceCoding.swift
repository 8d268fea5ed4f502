// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The version of the serialised form of spaces, commands and outcomes.
///
/// It changes when older readers would misunderstand; a reader refuses versions that it does not know.
package enum SerializedVersion {
    package static let current = 1

    ///
    /// - Throws: `DecodingError` where the version is another one.
    static func check<Key: CodingKey>(_ container: KeyedDecodingContainer<Key>, at key: Key) throws {
        let version = try container.decode(Int.self, forKey: key)
        guard version == current else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container,
                debugDescription:
                    "serialised with version \(version) of the form; this program reads version \(current)")
        }
    }
}

/// A command with the wall clock's time at which it was applied: one line of a space's log.
package struct LoggedCommand: Sendable, Hashable, Codable {
    package var at: Instant
    package var command: Command

    package init(at: Instant, command: Command) {
        self.at = at
        self.command = command
    }
}

/// The envelope around what is kept or sent: `{"version": 1, "content": ...}`.
package struct Versioned<Content: Codable>: Codable {
    package var content: Content

    package init(_ content: Content) {
        self.content = content
    }

    private enum CodingKeys: String, CodingKey {
        case version, content
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try SerializedVersion.check(container, at: .version)
        content = try container.decode(Content.self, forKey: .content)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(SerializedVersion.current, forKey: .version)
        try container.encode(content, forKey: .content)
    }
}

extension Versioned: Sendable where Content: Sendable {}
extension Versioned: Equatable where Content: Equatable {}

package typealias VersionedState = Versioned<Space>
package typealias VersionedCommand = Versioned<LoggedCommand>
package typealias VersionedOutcome = Versioned<Outcome>

extension Space: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, seed, scenario, limits, ownSeed, ownClock, start, time, counters, shelf, apis
        case jobTables, recordTables, census, ledger, outbox
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        seed = try container.decode(UInt64.self, forKey: .seed)
        scenario = try container.decode(Scenario.self, forKey: .scenario)
        limits = try container.decode(SpaceLimits.self, forKey: .limits)
        ownSeed = try container.decode(UInt64.self, forKey: .ownSeed)
        ownClock = try container.decode(ClockSetting.self, forKey: .ownClock)
        start = try container.decode(Instant.self, forKey: .start)
        time = try container.decode(SpaceClock.self, forKey: .time)
        counters = try container.decode(RuleCounters.self, forKey: .counters)
        shelf = try container.decode(TimelineShelf.self, forKey: .shelf)
        apis = try container.decode([InstalledAPI].self, forKey: .apis)
        jobTables = try container.decode([JobTable].self, forKey: .jobTables)
        recordTables = try container.decode([RecordTable].self, forKey: .recordTables)
        census = try container.decode(JobCensus.self, forKey: .census)
        ledger = try container.decode(AdmissionLedger.self, forKey: .ledger)
        outbox = try container.decode(Outbox.self, forKey: .outbox)
        rebuildQueue()
        for delivery in outbox.deliveries {
            if case .waiting(let due) = delivery.state {
                attemptQueue.insert(EventQueue.Event(due: due, ordinal: delivery.number))
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(seed, forKey: .seed)
        try container.encode(scenario, forKey: .scenario)
        try container.encode(limits, forKey: .limits)
        try container.encode(ownSeed, forKey: .ownSeed)
        try container.encode(ownClock, forKey: .ownClock)
        try container.encode(start, forKey: .start)
        try container.encode(time, forKey: .time)
        try container.encode(counters, forKey: .counters)
        try container.encode(shelf, forKey: .shelf)
        try container.encode(apis, forKey: .apis)
        try container.encode(jobTables, forKey: .jobTables)
        try container.encode(recordTables, forKey: .recordTables)
        try container.encode(census, forKey: .census)
        try container.encode(ledger, forKey: .ledger)
        try container.encode(outbox, forKey: .outbox)
    }

    /// The places and the queue follow from the jobs.
    private mutating func rebuildQueue() {
        let count = jobTables.reduce(0) { $0 + $1.jobs.count }
        places = Array(repeating: JobPlace(table: 0, position: 0), count: count)
        for (table, jobs) in jobTables.enumerated() {
            for (position, job) in jobs.jobs.enumerated() {
                places[Int(job.ordinal)] = JobPlace(table: Int32(clamping: table), position: Int32(clamping: position))
                if let due = job.due(plan(of: job)) {
                    queue.insert(EventQueue.Event(due: due, ordinal: Int(job.ordinal)))
                }
            }
        }
    }
}
