// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// One request on its way through what its operation asks for.
private struct Passage {
    let call: Call
    let admission: Admission
    let api: InstalledAPI
    let rule: CredentialRule?
    /// The rule's name.
    let ruleName: String?
    var attributes: JSONObject
    var limits: [AppliedLimit]
    let now: Instant
    let wall: Instant
}

extension Space {
    /// Does the work of a request that satisfies what its operation asks for.
    ///
    /// In this order: the limits of the client's address, the credential, its scopes, the other limits of requests, a key
    /// under which the request came before, what is wrong with the request itself, references, preconditions, the limits
    /// of work done and of live jobs, the credential's budget, the work.
    /// - Parameters:
    ///   - call: the request.
    ///   - admission: what it must satisfy.
    ///   - api: the API.
    ///   - number: the request's number.
    ///   - delay: how long the answer is held back.
    ///   - now: the simulated time.
    ///   - wall: the wall clock's time.
    ///   - fired: gets the changes of state.
    /// - Returns: what came of it.
    mutating func admit(
        _ call: Call, _ admission: Admission, of api: InstalledAPI, number: Int, delay: TimeSpan?, at now: Instant,
        wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        var passage = passage(of: call, admission, api, at: now, wall: wall)
        var outcome = pass(&passage, number: number, delay: delay, into: &fired)
        if !admission.charges.isEmpty { passage.attributes = attributes(passage.rule, admission.credential, of: api) }
        outcome.admitted = Admitted(
            attributes: passage.attributes, limits: passage.limits.compactMap(\.standing),
            credentialRule: passage.ruleName)
        return outcome
    }

    /// What an answer can say of a request for which nothing was decided.
    mutating func bystander(_ call: Call, _ admission: Admission, of api: InstalledAPI, at now: Instant) -> Admitted {
        var passage = passage(of: call, admission, api, at: now, wall: now)
        for phase in [LimitRule.Phase.gate, .request, .work] { _ = refusal(by: &passage.limits, in: phase, at: now) }
        return Admitted(
            attributes: passage.attributes, limits: passage.limits.compactMap(\.standing),
            credentialRule: passage.ruleName)
    }

    private mutating func passage(
        of call: Call, _ admission: Admission, _ api: InstalledAPI, at now: Instant, wall: Instant
    ) -> Passage {
        let (ruleName, rule) = rule(for: admission.credential, api: call.api)
        let attributes = attributes(rule, admission.credential, of: api)
        let limits = admission.limits.isEmpty ? [] : appliedLimits(admission, attributes, of: api)
        return Passage(
            call: call, admission: admission, api: api, rule: rule, ruleName: ruleName, attributes: attributes,
            limits: limits, now: now,
            wall: wall)
    }

    private mutating func pass(
        _ passage: inout Passage, number: Int, delay: TimeSpan?, into fired: inout [Fired]
    ) -> Outcome {
        let now = passage.now
        if let (refusal, reason) = refusal(by: &passage.limits, in: .gate, at: now) {
            return Outcome(now: now, result: .refused(refusal), reason: reason)
        }
        count(&passage.limits, in: .gate, at: now)
        if let refusal = refusal(of: passage.admission, passage.rule, at: now) {
            return Outcome(now: now, result: .refused(refusal), reason: refusal.reason)
        }
        if let (refusal, reason) = refusal(by: &passage.limits, in: .request, at: now) {
            return Outcome(now: now, result: .refused(refusal), reason: reason)
        }
        count(&passage.limits, in: .request, at: now)
        guard let use = passage.admission.idempotency, let key = key(of: use, passage) else {
            return work(&passage, into: &fired)
        }
        if let record = ledger.idempotency.record(key, at: now) { return again(record, use, at: now) }
        if ledger.idempotency.size >= limits.idempotencyKeys { ledger.idempotency.letGo(at: now) }
        guard ledger.idempotency.size < limits.idempotencyKeys else {
            return refused(.full("\(limits.idempotencyKeys) idempotency keys in a space"), at: now)
        }
        let outcome = work(&passage, into: &fired)
        guard isKept(outcome.result, of: passage.api) else { return outcome }
        var kept = outcome
        kept.request = number
        ledger.idempotency.keep(
            IdempotencyRecords.Record(
                fingerprint: use.fingerprint, outcome: kept, entry: use.entry, held: now + (delay ?? .zero),
                expires: now + use.keeps),
            as: key, at: now)
        return outcome
    }

    // MARK: Keys

    private func key(of use: IdempotencyUse, _ passage: Passage) -> String? {
        owners(use.by, use.values, passage.admission, passage.attributes).map {
            Self.key(of: [passage.call.api] + $0 + [use.key])
        }
    }

    /// The answer to a request whose key was used before.
    private func again(_ record: IdempotencyRecords.Record, _ use: IdempotencyUse, at now: Instant) -> Outcome {
        guard record.fingerprint == use.fingerprint else {
            return Outcome(
                now: now, result: .refused(.idempotencyKeyReused(use.key)),
                reason: "idempotency key of request \(record.entry), which was another one")
        }
        guard now >= record.held else {
            return Outcome(
                now: now, result: .refused(.idempotencyInProgress(use.key)),
                reason: "request \(record.entry) with this idempotency key is not answered yet")
        }
        return record.outcome.replayed(record.entry, at: now)
    }

    /// Whether a request that comes again gets the same answer: not where it may fare better.
    private func isKept(_ result: Outcome.Result, of api: InstalledAPI) -> Bool {
        switch result {
        case .notDone: false
        case .refused(let refusal):
            switch refusal {
            case .unknownJob, .unknownRecord, .danglingReference, .jobEnded, .notWaiting, .invalidCursor: true
            case .limitReached(let standing, _): api.catalog.keptRefusals.contains("limit-reached.\(standing.name)")
            case .preconditionFailed(let name): api.catalog.keptRefusals.contains("refused.\(name)")
            default: false
            }
        default: true
        }
    }

    // MARK: Work

    private mutating func work(_ passage: inout Passage, into fired: inout [Fired]) -> Outcome {
        let (admission, api, now) = (passage.admission, passage.api, passage.now)
        // What is wrong with the request itself, the shell knows; it comes before all that follows.
        if case .refuse = passage.call.action { return Outcome(now: now, result: .done) }
        if let refusal = missingSubject(of: passage.call, in: api) {
            return Outcome(now: now, result: .refused(refusal))
        }
        if let refusal = refusal(by: admission.references, admission.preconditions, passage.attributes, of: api) {
            return Outcome(now: now, result: .refused(refusal), reason: refusal.reason)
        }
        if let (refusal, reason) = refusal(by: &passage.limits, in: .work, at: now) {
            return Outcome(now: now, result: .refused(refusal), reason: reason)
        }
        if let refusal = refusal(of: admission.charges, passage.attributes) {
            return Outcome(now: now, result: .refused(refusal), reason: refusal.reason)
        }
        let outcome = perform(passage.call, of: api, at: now, wall: passage.wall, into: &fired)
        if case .refused = outcome.result { return outcome }
        count(&passage.limits, in: .work, made: outcome.result, at: now)
        if let credential = admission.credential {
            book(admission.charges, credential: credential, of: api, made: outcome.result)
        }
        return outcome
    }
}

extension Outcome.Refusal {
    /// Why a request was not admitted, for the one who reads the answer; `nil` where the answer says it all.
    var reason: String? {
        switch self {
        case .credentialRefused(let word): "credential refused: \(word)"
        case .scopeMissing(_, let missing): "credential without \(missing.joined(separator: ", "))"
        case .preconditionFailed(let name): "precondition \(name)"
        default: nil
        }
    }
}
