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
        if let marker = call.marker, marker != Timeline.happy.name, scenario.timelines[marker] == nil {
            return refused(.unknownTimeline(marker, hint: hint(forTimeline: marker)), at: now)
        }
        guard places.count < limits.jobs else { return refused(.full("\(limits.jobs) jobs in a space"), at: now) }
        let choice: TimelineChoice
        switch chooseTimeline(for: call) {
        case .success(let chosen): choice = chosen
        case .failure(let unknown): return refused(.unknownTimeline(unknown.name, hint: unknown.hint), at: now)
        }

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
            submission, identifier: identifier, ordinal: ordinal, number: number, choice: choice, plan: plan, at: now)
        jobTables[table].append(job)
        places.append(place)
        note(place, from: nil, at: now, into: &fired)
        if let due = job.due(plan) {
            queue.insert(EventQueue.Event(due: due, ordinal: ordinal))
            settle(upTo: now, into: &fired)
        }
        return outcome(showing: place, at: now)
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
        if self[place].ended == nil {
            change(place, at: now, into: &fired) { job, plan in job.countRead(at: now, plan: plan) }
        } else {
            self[place].countRead(at: now, plan: plan(of: self[place]))
        }
        var outcome = outcome(showing: place, at: now)
        if time.mode == .auto, let next = self[place].nextChange(after: now, plan: plan(of: self[place])) {
            time.move(to: next, at: wall)
            settle(upTo: next, into: &fired)
            outcome.now = next
        }
        return outcome
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
        if signal == .release {
            guard plan(of: self[place]).steps[Int(self[place].step)].wait == .signal, !state.isTerminal else {
                return refused(.notWaiting(identifier: reference.identifier), at: now)
            }
        } else if state.isTerminal {
            return refused(.jobEnded(identifier: reference.identifier, state), at: now)
        }
        change(place, at: now, into: &fired) { job, plan in
            switch signal {
            case .release: job.leaveStep(at: now, plan: plan)
            case .stop: job.end(as: .stopped, reason: reason, at: now)
            case .fail: job.end(as: .failed, reason: reason, at: now)
            case .complete: job.end(as: .completed, reason: reason, at: now)
            }
        }
        return outcome(showing: place, at: now)
    }

    private mutating func outcome(showing place: JobPlace, at now: Instant) -> Outcome {
        writeText(of: place)
        let job = self[place]
        return Outcome(
            now: now, result: .job(view(of: job, in: Int(place.table), at: now)),
            reason: job.isScripted ? plan(of: job).reason : nil)
    }

    func refused(_ refusal: Outcome.Refusal, at now: Instant) -> Outcome {
        Outcome(now: now, result: .refused(refusal))
    }

    private func unknown(_ reference: JobReference, at now: Instant) -> Outcome {
        refused(.unknownJob(kind: reference.kind, identifier: reference.identifier), at: now)
    }
}
