// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    mutating func submit(
        _ submission: Submission, by call: Call, of api: InstalledAPI, at now: Instant, into fired: inout [Fired]
    ) -> Outcome {
        guard let table = api.jobTable(submission.kind) else {
            return refused(.unknownJob(kind: submission.kind, identifier: ""), at: now)
        }
        let all = [submission] + (submission.parts ?? [])
        for marker in [call.marker] + all.map(\.marker) {
            guard let marker, marker != Timeline.happy.name, scenario.timelines[marker] == nil else { continue }
            return refused(.unknownTimeline(marker, hint: hint(forTimeline: marker)), at: now)
        }
        guard places.count + all.count <= limits.jobs else {
            return refused(.full("\(limits.jobs) jobs in a space"), at: now)
        }
        switch choices(for: submission, by: call) {
        case .failure(let unknown): return refused(.unknownTimeline(unknown.name, hint: unknown.hint), at: now)
        case .success(let choices):
            let place = add(submission, to: table, choice: choices[0], of: api, at: now, into: &fired)
            let batch = Int(self[place].ordinal)
            for (part, choice) in zip(submission.parts ?? [], choices.dropFirst()) {
                guard let table = api.jobTable(part.kind) else { continue }
                _ = add(part, to: table, choice: choice, batch: batch, of: api, at: now, into: &fired)
            }
            if submission.parts?.isEmpty == true {
                let plan = plan(of: self[place])
                self[place].followParts(at: now, plan: plan)
                note(place, from: .pending, at: now, into: &fired)
            }
            settle(upTo: now, into: &fired)
            return outcome(showing: place, at: now)
        }
    }

    /// The timeline of the job, or that of a batch and of each of its parts, which rules choose one by one.
    private mutating func choices(
        for submission: Submission, by call: Call
    ) -> Result<[TimelineChoice], TimelineUnknown> {
        guard let parts = submission.parts else { return chooseTimeline(for: call).map { [$0] } }
        var choices = [TimelineChoice(plan: shelf.place(of: .batch), origin: .batch)]
        // A marker that stands in one part says nothing of the others.
        let isForAll = !parts.contains { $0.marker != nil }
        for part in parts {
            var one = call
            one.marker = part.marker ?? (isForAll ? call.marker : nil)
            switch chooseTimeline(for: one) {
            case .success(let choice): choices.append(choice)
            case .failure(let unknown): return .failure(unknown)
            }
        }
        return .success(choices)
    }

    private mutating func add(
        _ submission: Submission, to table: Int, choice: TimelineChoice, batch: Int? = nil, of api: InstalledAPI,
        at now: Instant, into fired: inout [Fired]
    ) -> JobPlace {
        var submission = submission
        if submission.topic.isEmpty, let lookup = submission.topicLookup {
            submission.topic = text(at: lookup, of: api)
        }
        let plan = shelf.plans[Int(choice.plan)]
        let (identifier, number) = jobTables[table].nextIdentifier(
            seed: seed, form: submission.form, name: submission.name)
        let ordinal = places.count
        let place = JobPlace(table: Int32(clamping: table), position: Int32(clamping: jobTables[table].jobs.count))
        let job = Job(
            submission, identifier: identifier, ordinal: ordinal, number: number, choice: choice, plan: plan,
            batch: batch, at: now)
        jobTables[table].append(job)
        places.append(place)
        note(place, from: nil, at: now, into: &fired)
        if let due = job.due(plan) { queue.insert(EventQueue.Event(due: due, ordinal: ordinal)) }
        return place
    }

    /// The topic that a record holds; empty where there is no such record or its field is no text.
    private func text(at lookup: TopicLookup, of api: InstalledAPI) -> String {
        guard let records = api.recordTable(lookup.collection),
            let position = recordTables[records].position(of: lookup.identifier)
        else { return "" }
        return fields(of: recordTables[records].records[position], in: records)[lookup.field]?.stringValue ?? ""
    }

    mutating func readJob(
        _ reference: JobReference, at now: Instant, wall: Instant, into fired: inout [Fired]
    ) -> Outcome {
        guard let place = find(reference) else { return unknown(reference, at: now) }
        // A look at a batch is a look at each of its parts.
        for part in parts(of: self[place]) { countRead(of: part, at: now, into: &fired) }
        countRead(of: place, at: now, into: &fired)
        var outcome = outcome(showing: place, at: now)
        if time.mode == .auto, let next = nextChange(of: place, after: now) {
            time.move(to: next, at: wall)
            settle(upTo: next, into: &fired)
            outcome.now = next
        }
        return outcome
    }

    private mutating func countRead(of place: JobPlace, at now: Instant, into fired: inout [Fired]) {
        if self[place].ended == nil {
            change(place, at: now, into: &fired) { job, plan in job.countRead(at: now, plan: plan) }
        } else {
            self[place].countRead(at: now, plan: plan(of: self[place]))
        }
    }

    mutating func readAnyJob(
        _ kinds: [String], _ identifier: String, of api: InstalledAPI, at now: Instant, wall: Instant,
        into fired: inout [Fired]
    ) -> Outcome {
        guard let reference = find(identifier, among: kinds, of: api.catalog.api) else {
            return refused(.unknownJob(kind: "job", identifier: identifier), at: now)
        }
        return readJob(reference, at: now, wall: wall, into: &fired)
    }

    /// The job of that identifier; no two kinds give the same.
    func find(_ identifier: String, among kinds: [String], of api: String) -> JobReference? {
        kinds.lazy.map { JobReference(api: api, kind: $0, identifier: identifier) }.first { find($0) != nil }
    }

    mutating func stopJob(_ reference: JobReference, at now: Instant, into fired: inout [Fired]) -> Outcome {
        send(.stop, to: reference, reason: nil, at: now, into: &fired)
    }

    mutating func send(
        _ signal: Signal, to reference: JobReference, reason: String?, at now: Instant, into fired: inout [Fired]
    ) -> Outcome {
        guard api(reference.api) != nil else { return refused(.unknownAPI(reference.api), at: now) }
        guard let place = find(reference) else { return unknown(reference, at: now) }
        let state = self[place].state
        if self[place].tally != nil, !state.isTerminal {
            if let refusal = sendToParts(signal, of: place, reason: reason, at: now, into: &fired) {
                return refused(refusal, at: now)
            }
            return outcome(showing: place, at: now)
        }
        if signal == .release {
            guard plan(of: self[place]).steps[Int(self[place].step)].wait == .signal, !state.isTerminal else {
                return refused(.notWaiting(identifier: reference.identifier), at: now)
            }
        } else if state.isTerminal {
            return refused(.jobEnded(identifier: reference.identifier, state), at: now)
        }
        change(place, at: now, into: &fired) { job, plan in
            if signal == .release { job.leaveStep(at: now, plan: plan) }
            job.end(by: signal, reason: reason, at: now)
        }
        return outcome(showing: place, at: now)
    }

    /// When the job, or a part of it, next changes by time alone.
    private func nextChange(of place: JobPlace, after now: Instant) -> Instant? {
        let job = self[place]
        guard job.tally != nil else { return job.nextChange(after: now, plan: plan(of: job)) }
        return parts(of: job).compactMap { self[$0].nextChange(after: now, plan: plan(of: self[$0])) }.min()
    }

    private mutating func outcome(showing place: JobPlace, at now: Instant) -> Outcome {
        writeText(of: place)
        let job = self[place]
        return Outcome(
            now: now, result: .job(view(of: job, in: Int(place.table), at: now)),
            reason: job.tally == nil ? (job.origin.isScripted ? plan(of: job).reason : nil) : reason(ofBatch: job))
    }

    func refused(_ refusal: Outcome.Refusal, at now: Instant) -> Outcome {
        Outcome(now: now, result: .refused(refusal))
    }

    private func unknown(_ reference: JobReference, at now: Instant) -> Outcome {
        refused(.unknownJob(kind: reference.kind, identifier: reference.identifier), at: now)
    }
}
