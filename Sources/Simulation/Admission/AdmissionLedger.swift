// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What a space remembers of the requests it has seen, for those that are still to come.
struct AdmissionLedger: Sendable, Hashable, Codable {
    /// How many requests there were.
    private(set) var requests = 0
    var limits: [LimitCounts] = []
    var idempotency = IdempotencyRecords()
    var spending = Spending()

    /// The number of a new request, from 1.
    mutating func number() -> Int {
        requests += 1
        return requests
    }

    /// Where the counts of a limit stand.
    mutating func slot(api: String, limit: String) -> Int {
        if let known = limits.firstIndex(where: { $0.name == limit && $0.api == api }) { return known }
        limits.append(LimitCounts(api: api, name: limit))
        return limits.count - 1
    }
}
