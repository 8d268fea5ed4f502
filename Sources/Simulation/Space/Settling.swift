// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Space {
    /// Lets everything happen that is due by `now`, in order.
    mutating func settle(upTo now: Instant, into fired: inout [Fired]) {
        _ = settle(upTo: now, pausing: false, into: &fired)
    }

    /// Lets everything happen that is due by `now`, in order; where `pausing`, only until attempts to deliver fall due.
    ///
    /// - Returns: how far it came.
    mutating func settle(upTo now: Instant, pausing: Bool, into fired: inout [Fired]) -> Instant {
        while true {
            // What happens at an instant comes before what is told of it.
            if let attempt = attemptQueue.first, attempt.due <= now, queue.first.map({ attempt.due < $0.due }) ?? true {
                beginAttempts(upTo: attempt.due)
                if pausing { return attempt.due }
                continue
            }
            guard let event = queue.first, event.due <= now else { return now }
            let place = places[event.ordinal]
            let plan = shelf.plans[Int(self[place].plan)]
            let before = self[place].state
            self[place].leaveStep(at: event.due, plan: plan)
            if let due = self[place].due(plan) {
                queue.replaceFirst(with: EventQueue.Event(due: due, ordinal: event.ordinal))
            } else {
                queue.removeFirst()
                dropEnded()
            }
            note(place, from: before, at: event.due, into: &fired)
        }
    }

    /// Does something to a job, and sees to all that follows from it.
    mutating func change(
        _ place: JobPlace, at now: Instant, into fired: inout [Fired], _ body: (inout Job, TimelinePlan) -> Void
    ) {
        let plan = shelf.plans[Int(self[place].plan)]
        let before = self[place].state
        let dueBefore = self[place].due(plan)
        body(&self[place], plan)
        let due = self[place].due(plan)
        note(place, from: before, at: now, into: &fired)
        if let due, due != dueBefore {
            queue.insert(EventQueue.Event(due: due, ordinal: Int(self[place].ordinal)))
        }
        if dueBefore != nil, due == nil { dropEnded() }
        // Steps of no length are over at once.
        settle(upTo: now, into: &fired)
    }

    /// Writes down a change of state, if there was one.
    mutating func note(_ place: JobPlace, from before: JobState?, at instant: Instant, into fired: inout [Fired]) {
        let after = self[place].state
        guard before != after else { return }
        let table = jobTables[Int(place.table)]
        fired.append(
            Fired(at: instant, job: table.reference(table.jobs[Int(place.position)]), from: before, to: after))
        census.move(from: before, to: after)
        if after == .completed, table.kind.product != nil { addProduct(of: place, at: instant) }
        for change in table.kind.changes where change.on == after { apply(change, of: place, at: instant) }
        let batch = table.jobs[Int(place.position)].batch
        if batch >= 0 { followPart(of: places[Int(batch)], from: before, to: after, at: instant, into: &fired) }
        if !outbox.subscriptions.isEmpty { tellOfJob(place, at: instant) }
    }

    /// A job that was ended by an order leaves its entry behind; this keeps such entries from the head of the queue.
    private mutating func dropEnded() {
        while let event = queue.first, self[places[event.ordinal]].ended != nil { queue.removeFirst() }
    }
}

/// How many jobs are in each state.
struct JobCensus: Sendable, Hashable, Codable {
    private var counts = Array(repeating: 0, count: JobState.allCases.count)

    subscript(state: JobState) -> Int { counts[Self.index(state)] }

    mutating func move(from before: JobState?, to after: JobState) {
        if let before { counts[Self.index(before)] -= 1 }
        counts[Self.index(after)] += 1
    }

    private static func index(_ state: JobState) -> Int {
        switch state {
        case .pending: 0
        case .processing: 1
        case .completed: 2
        case .failed: 3
        case .stopped: 4
        }
    }
}
