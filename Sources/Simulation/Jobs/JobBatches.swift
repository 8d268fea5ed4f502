// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How the parts of one batch stand.
struct PartTally: Sendable, Hashable, Codable {
    /// How many there are; their ordinals follow the batch's own.
    let count: Int32
    private(set) var pending: Int32
    private(set) var processing: Int32 = 0
    private(set) var completed: Int32 = 0
    private(set) var failed: Int32 = 0

    /// All of them pending, also those that are submitted only now.
    init(count: Int) {
        self.count = Int32(clamping: count)
        pending = self.count
    }

    /// The moment in which the first of several starts.
    init(starting count: Int) {
        self.init(count: count)
        move(from: .pending, to: .processing)
    }

    mutating func move(from before: JobState?, to after: JobState) {
        add(-1, before ?? .pending)
        add(1, after)
    }

    private mutating func add(_ number: Int32, _ state: JobState) {
        switch state {
        case .pending: pending += number
        case .processing: processing += number
        case .completed: completed += number
        case .failed: failed += number
        case .stopped: break
        }
    }

    /// The state of the batch: pending until a part starts, over when the last is over, and then completed if any is.
    var state: JobState {
        if pending == count, count > 0 { return .pending }
        if pending + processing > 0 { return .processing }
        if completed > 0 || count == 0 { return .completed }
        return failed > 0 ? .failed : .stopped
    }
}

extension Timeline {
    /// What a batch follows: its parts, not the clock.
    static let batch = Timeline(
        name: "parts",
        steps: [
            Step(state: .pending, wait: .signal), Step(state: .processing, wait: .signal), Step(state: .completed),
        ])
}

extension Space {
    /// The places of a batch's parts; empty for other jobs.
    func parts(of job: Job) -> ArraySlice<JobPlace> {
        guard let tally = job.tally else { return [] }
        let first = Int(job.ordinal) + 1
        return places[first..<min(places.count, first + Int(tally.count))]
    }

    /// Lets a batch follow a change of one of its parts.
    mutating func followPart(
        of batch: JobPlace, from before: JobState?, to after: JobState, at instant: Instant, into fired: inout [Fired]
    ) {
        let state = self[batch].state
        let plan = plan(of: self[batch])
        self[batch].tally?.move(from: before, to: after)
        self[batch].followParts(at: instant, plan: plan)
        note(batch, from: state, at: instant, into: &fired)
    }

    /// Does something to each part that has not ended.
    mutating func changeParts(
        of batch: JobPlace, at now: Instant, into fired: inout [Fired], _ body: (inout Job, TimelinePlan) -> Void
    ) {
        for part in parts(of: self[batch]) where self[part].ended == nil {
            change(part, at: now, into: &fired, body)
        }
    }

    /// A signal to a batch is one to each of its parts that is live.
    mutating func sendToParts(
        _ signal: Signal, of batch: JobPlace, reason: String?, at now: Instant, into fired: inout [Fired]
    ) -> Outcome.Refusal? {
        if signal == .release {
            let waiting = parts(of: self[batch]).filter { place in
                self[place].ended == nil && plan(of: self[place]).steps[Int(self[place].step)].wait == .signal
            }
            guard !waiting.isEmpty else { return .notWaiting(identifier: self[batch].identifier) }
            for part in waiting {
                change(part, at: now, into: &fired) { job, plan in job.leaveStep(at: now, plan: plan) }
            }
            return nil
        }
        changeParts(of: batch, at: now, into: &fired) { job, _ in job.end(by: signal, reason: reason, at: now) }
        return nil
    }

    /// The views of a batch's parts, without their texts.
    func partViews(of job: Job, at now: Instant) -> [JobView] {
        parts(of: job).map { view(of: self[$0], in: Int($0.table), at: now, withText: false) }
    }

    /// What an answer about a batch gives as its reason.
    func reason(ofBatch job: Job) -> String? {
        var names: [String] = []
        for part in parts(of: job) where self[part].origin.isScripted {
            let name = plan(of: self[part]).timeline.name
            if !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? nil : "timelines " + names.joined(separator: ", ")
    }
}

extension Job {
    /// Takes the state that follows from the parts.
    mutating func followParts(at now: Instant, plan: TimelinePlan) {
        guard let state = tally?.state else { return }
        switch state {
        case .pending: break
        case .processing: if self.state == .pending { leaveStep(at: now, plan: plan) }
        case .completed:
            // Through the processing step, so that a batch that ends at once has started too.
            while !self.state.isTerminal { leaveStep(at: now, plan: plan) }
        case .failed: if !self.state.isTerminal { end(as: .failed, reason: "Every part failed", at: now) }
        case .stopped: if !self.state.isTerminal { end(as: .stopped, reason: nil, at: now) }
        }
    }

    mutating func end(by signal: Signal, reason: String?, at now: Instant) {
        switch signal {
        case .release: break
        case .stop: end(as: .stopped, reason: reason, at: now)
        case .fail: end(as: .failed, reason: reason, at: now)
        case .complete: end(as: .completed, reason: reason, at: now)
        }
    }
}
