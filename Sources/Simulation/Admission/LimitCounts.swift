// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How often each client did something under one limit with a window.
///
/// Windows that have ended are forgotten: each time the table has doubled it is swept.
struct WindowCounts: Sendable, Hashable, Codable {
    private struct Count: Sendable, Hashable, Codable {
        /// Of the window that it counts; unused where the window rolls.
        var start: Instant
        var count = 0
        /// Where the window rolls: when each of the counted requests came, oldest first, from `first` on.
        var instants: [Instant] = []
        var first = 0
    }

    private static let smallest = 64

    private var counts: [String: Count] = [:]
    private var sweepsAt = smallest

    /// How many clients are remembered.
    var size: Int { counts.count }

    func standing(of key: String, _ rule: LimitRule, at now: Instant) -> LimitStanding {
        switch rule.measure {
        case .window(let span):
            let start = now.start(ofWindow: span)
            let count = counts[key].map { $0.start == start ? $0.count : 0 } ?? 0
            return LimitStanding(name: rule.name, max: rule.max, used: count, reset: start + span, now: now)
        case .rolling(let span):
            let live = counts[key].map { $0.instants[$0.first...].drop { $0 + span <= now } } ?? []
            // As many must leave as are one too many.
            let leaving = live.dropFirst(Swift.max(0, live.count - rule.max)).first ?? now
            return LimitStanding(name: rule.name, max: rule.max, used: live.count, reset: leaving + span, now: now)
        case .live: return LimitStanding(name: rule.name, max: rule.max, used: 0, reset: nil, now: now)
        }
    }

    mutating func add(_ key: String, _ rule: LimitRule, at now: Instant) {
        switch rule.measure {
        case .window(let span):
            let start = now.start(ofWindow: span)
            var count = counts[key] ?? Count(start: start)
            if count.start != start { count = Count(start: start) }
            count.count += 1
            counts[key] = count
        case .rolling(let span):
            var count = counts.removeValue(forKey: key) ?? Count(start: now)
            while count.first < count.instants.count, count.instants[count.first] + span <= now { count.first += 1 }
            if count.first > count.instants.count / 2 {
                count.instants.removeFirst(count.first)
                count.first = 0
            }
            count.instants.append(now)
            counts[key] = count
        case .live: return
        }
        if counts.count >= sweepsAt { sweep(rule, at: now) }
    }

    private mutating func sweep(_ rule: LimitRule, at now: Instant) {
        counts = counts.filter { _, count in
            switch rule.measure {
            case .window(let span): count.start == now.start(ofWindow: span)
            case .rolling(let span): (count.instants.last ?? now) + span > now
            case .live: false
            }
        }
        sweepsAt = Swift.max(Self.smallest, 2 * counts.count)
    }
}

/// Which jobs each client has started under one limit of live jobs, by their ordinals, oldest first.
///
/// Ended ones are let go when somebody looks, and when the table has doubled.
struct LiveCounts: Sendable, Hashable, Codable {
    private static let smallest = 64

    private var jobs: [String: [Int]] = [:]
    private var sweepsAt = smallest

    /// How many clients are remembered.
    var size: Int { jobs.count }

    mutating func live(_ key: String, _ isLive: (Int) -> Bool) -> [Int] {
        guard let known = jobs[key] else { return [] }
        let live = known.filter(isLive)
        if live.count != known.count { jobs[key] = live.isEmpty ? nil : live }
        return live
    }

    mutating func add(_ job: Int, to key: String, _ isLive: (Int) -> Bool) {
        jobs[key, default: []].append(job)
        guard jobs.count >= sweepsAt else { return }
        jobs = jobs.compactMapValues { known in
            let live = known.filter(isLive)
            return live.isEmpty ? nil : live
        }
        sweepsAt = Swift.max(Self.smallest, 2 * jobs.count)
    }
}

extension Instant {
    /// The start of the window that holds the instant, of those of that length of which one began in 1970.
    func start(ofWindow span: TimeSpan) -> Instant {
        let length = Swift.max(1, span.microseconds)
        let rest = microseconds % length
        return Instant(microseconds: microseconds - (rest < 0 ? rest + length : rest))
    }
}

/// The counts of one limit.
struct LimitCounts: Sendable, Hashable, Codable {
    let api: String
    let name: String
    var windows = WindowCounts()
    var live = LiveCounts()
}
