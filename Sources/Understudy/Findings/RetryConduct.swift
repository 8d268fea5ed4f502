// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// How clients try again: whether they wait as long as they were asked to, and whether a retry can be told from new work.
struct RetryConduct {
    private struct Asked {
        var entry: Int
        var until: Instant
    }

    private struct Attempt {
        var entry: Int
        var key: String?
        /// The client does not know whether the work was done.
        var isInDoubt: Bool
    }

    private struct Work: Hashable {
        var place: String
        var body: [UInt8]
    }

    private var asked: [String: Asked] = [:]
    private var attempts: [Work: Attempt] = [:]
    private var keys: [String: (entry: Int, body: [UInt8])] = [:]

    mutating func consider(_ request: JudgedRequest, _ table: inout FindingTable) {
        waiting(request, &table)
        if request.entry.method == "POST" { repeating(request, &table) }
    }

    private mutating func waiting(_ request: JudgedRequest, _ table: inout FindingTable) {
        let entry = request.entry
        let place = request.key + " " + request.credential
        if let before = asked[place], entry.observation.isPaced, entry.wallTime < before.until {
            request.add(
                "retry-after-ignored",
                "asked again \((before.until - entry.wallTime).milliseconds) ms before the time that request \(before.entry)'s Retry-After gave",
                evidence: [before.entry, entry.id], to: &table)
        }
        asked[place] = nil
        if let status = entry.status, status == 429 || status == 503, let wait = request.retryAfter,
            entry.observation.isPaced
        {
            asked[place] = Asked(entry: entry.id, until: entry.wallTime + wait)
        }
    }

    private mutating func repeating(_ request: JudgedRequest, _ table: inout FindingTable) {
        let (isTaken, key) = request.idempotencyKey
        guard isTaken, !request.entry.requestBody.isTruncated else { return }
        let entry = request.entry
        let place = request.key + " " + request.credential
        let body = (try? JSONReader.read(entry.requestBody.bytes).root.canonicalBytes) ?? entry.requestBody.bytes
        let work = Work(place: place, body: body)
        if let before = attempts[work], before.isInDoubt {
            switch (before.key, key) {
            case (nil, _), (_, nil):
                request.add(
                    "retry-without-key",
                    "sent again what request \(before.entry) left in doubt, and not both had a key",
                    evidence: [before.entry, entry.id], to: &table)
            case (let old, let new) where old != new:
                request.add(
                    "retry-with-new-key", "sent again what request \(before.entry) left in doubt, under another key",
                    evidence: [before.entry, entry.id], to: &table)
            default: break
            }
        }
        attempts[work] = Attempt(
            entry: entry.id, key: key, isInDoubt: entry.observation.isBroken || entry.status.map { $0 >= 500 } ?? true)
        if let key {
            if let before = keys[place + " " + key] {
                if before.body != body {
                    request.add(
                        "key-reused", "sent another body under the key of request \(before.entry)",
                        evidence: [before.entry, entry.id], to: &table)
                }
            } else {
                keys[place + " " + key] = (entry.id, body)
            }
        }
    }
}
