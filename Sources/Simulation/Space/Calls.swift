// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Space {
    /// One request of a client: first what is scripted for it, then its work.
    mutating func answer(_ call: Call, at now: Instant, wall: Instant, into fired: inout [Fired]) -> Outcome {
        let number = ledger.number()
        guard let api = api(call.api) else { return Outcome(now: now, result: .refused(.unknownAPI(call.api))) }
        let decision = decideFault(for: call)
        var outcome: Outcome
        if let decision, decision.fault.replacesWork {
            outcome = Outcome(now: now, result: .notDone)
            if let admission = call.admission { outcome.admitted = bystander(call, admission, of: api, at: now) }
        } else if let admission = call.admission {
            outcome = admit(
                call, admission, of: api, number: number, delay: decision?.fault.delay, at: now, wall: wall,
                into: &fired)
        } else {
            outcome = perform(call, of: api, at: now, wall: wall, into: &fired)
        }
        outcome.request = number
        if let decision {
            outcome.fault = decision.fault
            outcome.reason = decision.reason
        }
        return outcome
    }

    mutating func perform(
        _ call: Call, of api: InstalledAPI, at now: Instant, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        let outcome = work(call, of: api, at: now, wall: wall, into: &fired)
        if !outbox.subscriptions.isEmpty { tellOfCall(call, outcome, of: api) }
        return outcome
    }

    private mutating func work(
        _ call: Call, of api: InstalledAPI, at now: Instant, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        if let refusal = missingSubject(of: call, in: api) { return refused(refusal, at: now) }
        return switch call.action {
        case .submit(let submission): submit(submission, by: call, of: api, at: now, into: &fired)
        case .readJob(let kind, let identifier):
            readJob(
                JobReference(api: call.api, kind: kind, identifier: identifier), at: now, wall: wall, into: &fired)
        case .readAnyJob(let kinds, let identifier):
            readAnyJob(kinds, identifier, of: api, at: now, wall: wall, into: &fired)
        case .stopJob(let kind, let identifier):
            stopJob(JobReference(api: call.api, kind: kind, identifier: identifier), at: now, into: &fired)
        case .listJobs(let kind, let query): listJobs(kind, query, of: api, at: now)
        case .createRecord(let collection, let fields): createRecord(fields, in: collection, of: api, at: now)
        case .readRecord(let collection, let identifier): readRecord(identifier, in: collection, of: api, at: now)
        case .listRecords(let collection, let query): listRecords(query, in: collection, of: api, at: now)
        case .patchRecord(let collection, let identifier, let fields):
            changeRecord(identifier, in: collection, of: api, at: now) { $0.patch(with: fields, keeping: $1) }
        case .replaceRecord(let collection, let identifier, let fields):
            changeRecord(identifier, in: collection, of: api, at: now) { $0.replace(with: fields, keeping: $1) }
        case .deleteRecord(let collection, let identifier): deleteRecord(identifier, in: collection, of: api, at: now)
        case .editRecord(let collection, let edit): editRecord(edit, in: collection, of: api, at: now)
        case .batch(let batch): perform(batch, of: api, at: now)
        case .report(let query): report(query, of: api, at: now)
        case .answer, .refuse: Outcome(now: now, result: .done)
        }
    }
}
