// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A limit as it holds for one request: what the scenario changes is in it.
struct AppliedLimit {
    var rule: LimitRule
    /// The count that the request belongs to.
    var key: String
    /// The same for people to read.
    var owner: String
    /// Where its counts stand in the ledger.
    var slot: Int
    /// How it stands, once that is known.
    var standing: LimitStanding?

    /// As in `limit article: 1 per 1d for key-1`.
    var reason: String {
        "limit \(rule.name): \(rule.amount)" + (owner.isEmpty ? "" : " for \(owner)")
    }
}

extension Space {
    /// The limits that hold for a request, in the order of the document.
    ///
    /// One that counts by something that the request has not does not hold for it.
    mutating func appliedLimits(
        _ admission: Admission, _ attributes: JSONObject, of api: InstalledAPI
    ) -> [AppliedLimit] {
        var limits: [AppliedLimit] = []
        for use in admission.limits {
            guard var rule = api.catalog.limits.first(where: { $0.name == use.name }) else { continue }
            if !scenario.limits.isEmpty, let change = scenario.limits[api.catalog.api + "." + rule.name] {
                rule.max = change.max ?? rule.max
                rule.isEnabled = change.isEnabled ?? rule.isEnabled
            }
            guard let owners = owners(rule.by, use.values, admission, attributes) else { continue }
            limits.append(
                AppliedLimit(
                    rule: rule, key: Self.key(of: owners), owner: owners.joined(separator: ", "),
                    slot: ledger.slot(api: api.catalog.api, limit: rule.name)))
        }
        return limits
    }

    /// Whom a request counts for; `nil` where a part of that has no value.
    func owners(
        _ parts: [LimitRule.Part], _ values: [String], _ admission: Admission, _ attributes: JSONObject
    ) -> [String]? {
        var values = values[...]
        var owners: [String] = []
        for part in parts {
            let owner: String? =
                switch part {
                case .credential: admission.credential
                case .attribute(let path): JSONValue.object(attributes).value(at: path).map(\.keyText)
                case .client, .request: values.popFirst()
                }
            guard let owner else { return nil }
            owners.append(owner)
        }
        return owners
    }

    /// One text for several, from which they could be told again.
    static func key(of parts: [String]) -> String {
        parts.count == 1 ? parts[0] : parts.map { "\($0.utf8.count):\($0)" }.joined()
    }

    /// How a limit stands before the request counts, with the oldest job where it is about live ones.
    mutating func standing(of limit: AppliedLimit, at now: Instant) -> (LimitStanding, job: String?) {
        guard case .live = limit.rule.measure else {
            return (ledger.limits[limit.slot].windows.standing(of: limit.key, limit.rule, at: now), nil)
        }
        var counts = LiveCounts()
        swap(&counts, &ledger.limits[limit.slot].live)
        let jobs = counts.live(limit.key, isLive)
        swap(&counts, &ledger.limits[limit.slot].live)
        let standing = LimitStanding(
            name: limit.rule.name, max: limit.rule.max, used: jobs.count, reset: nil, now: now)
        return (standing, jobs.first.map { self[places[$0]].identifier })
    }

    private func isLive(_ job: Int) -> Bool { self[places[job]].ended == nil }

    /// The refusal of the first limit of a phase that is reached.
    ///
    /// Notes how each of them stands.
    mutating func refusal(
        by limits: inout [AppliedLimit], in phase: LimitRule.Phase, at now: Instant
    ) -> (Outcome.Refusal, reason: String)? {
        var refusal: (Outcome.Refusal, reason: String)?
        for index in limits.indices where limits[index].rule.isEnabled && limits[index].rule.phase == phase {
            let (standing, job) = standing(of: limits[index], at: now)
            limits[index].standing = standing
            if refusal == nil, standing.remaining == 0 {
                refusal = (.limitReached(standing, job: job), limits[index].reason)
            }
        }
        return refusal
    }

    /// Counts a request under the limits of a phase.
    ///
    /// Live jobs count also while the limit is not in force: it may come into force while they live.
    mutating func count(
        _ limits: inout [AppliedLimit], in phase: LimitRule.Phase, made result: Outcome.Result? = nil, at now: Instant
    ) {
        for index in limits.indices where limits[index].rule.phase == phase {
            let limit = limits[index]
            if case .live(let kind) = limit.rule.measure {
                guard case .job(let view)? = result, view.reference.kind == kind, let place = find(view.reference),
                    self[place].ended == nil
                else { continue }
                var counts = LiveCounts()
                swap(&counts, &ledger.limits[limit.slot].live)
                counts.add(Int(self[place].ordinal), to: limit.key, isLive)
                swap(&counts, &ledger.limits[limit.slot].live)
            } else if limit.rule.isEnabled {
                ledger.limits[limit.slot].windows.add(limit.key, limit.rule, at: now)
            }
            if let standing = limit.standing { limits[index].standing?.remaining = max(0, standing.remaining - 1) }
        }
    }
}

extension JSONValue {
    /// What the names lead to.
    func value(at path: [String]) -> JSONValue? {
        path.reduce(JSONValue?.some(self)) { value, name in value?[name] }
    }

    /// The value as part of a key: a string as it is.
    var keyText: String { stringValue ?? text }
}
