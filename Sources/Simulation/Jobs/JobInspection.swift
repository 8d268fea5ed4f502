// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What the control API shows. Looking changes nothing: it settles nothing and counts as no poll.
extension Space {
    /// Jobs as they are when the wall clock reads `wall`, in the order of their submission.
    /// - Parameters:
    ///   - api: only jobs of that API; `nil`: of all.
    ///   - states: only jobs in one of these; empty: in any.
    ///   - offset: how many of those to leave out at first.
    ///   - limit: how many to show at most. Each may need its text written: ask for few of many.
    ///   - wall: the wall clock's time.
    /// - Returns: the jobs' views.
    package func jobViews(
        api: String? = nil, states: Set<JobState> = [], offset: Int = 0, limit: Int = .max, at wall: Instant
    ) -> [JobView] {
        let now = now(at: wall)
        var skipped = 0
        var views: [JobView] = []
        for place in places {
            guard views.count < limit else { break }
            guard api == nil || jobTables[Int(place.table)].api == api else { continue }
            let job = job(at: place, now: now)
            guard states.isEmpty || states.contains(job.state) else { continue }
            guard skipped >= offset else {
                skipped += 1
                continue
            }
            views.append(view(asOf: now, of: job, in: Int(place.table)))
        }
        return views
    }

    /// How many jobs `jobViews` would show without a limit.
    package func jobCount(api: String? = nil, states: Set<JobState> = [], at wall: Instant) -> Int {
        if api == nil, states.isEmpty { return places.count }
        let now = now(at: wall)
        return places.count { place in
            guard api == nil || jobTables[Int(place.table)].api == api else { return false }
            return states.isEmpty || states.contains(job(at: place, now: now).state)
        }
    }

    /// The jobs of that identifier: one, unless several APIs or kinds happen to have it.
    package func jobReferences(identifier: String) -> [JobReference] {
        jobTables.map { JobReference(api: $0.api, kind: $0.kind.name, identifier: identifier) }
            .filter { find($0) != nil }
    }

    /// The names of the values in `JobView.inputs`.
    package func inputNames(of reference: JobReference) -> [String] {
        jobTables.first { $0.api == reference.api && $0.kind.name == reference.kind }?.kind.inputs ?? []
    }

    /// `nil` where there is no such job.
    package func jobView(_ reference: JobReference, at wall: Instant) -> JobView? {
        let now = now(at: wall)
        return find(reference).map { view(asOf: now, of: job(at: $0, now: now), in: Int($0.table)) }
    }

    /// How many jobs are in each state; states without jobs are left out.
    package func jobCounts(at wall: Instant) -> [JobState: Int] {
        let now = now(at: wall)
        var counts: [JobState: Int] = [:]
        if let due = nextDue, due <= now {
            for place in places { counts[job(at: place, now: now).state, default: 0] += 1 }
        } else {
            for state in JobState.allCases where census[state] > 0 { counts[state] = census[state] }
        }
        return counts
    }

    /// The view of a job that is settled; the parts of a batch are settled too.
    private func view(asOf now: Instant, of job: Job, in table: Int) -> JobView {
        var view = view(of: job, in: table, at: now)
        if job.tally != nil {
            show(
                parts(of: job).map {
                    self.view(of: self.job(at: $0, now: now), in: Int($0.table), at: now, withText: false)
                }, in: &view)
        }
        return view
    }

    /// The job as it will be when everything due by `now` is settled.
    private func job(at place: JobPlace, now: Instant) -> Job {
        var job = self[place]
        let plan = plan(of: job)
        guard let count = job.tally?.count, job.ended == nil else {
            while let due = job.due(plan), due <= now { job.leaveStep(at: due, plan: plan) }
            return job
        }
        let parts = parts(of: job).map { self.job(at: $0, now: now) }
        var tally = PartTally(count: Int(count))
        var changes: [Instant] = []
        for part in parts {
            tally.move(from: .pending, to: part.state)
            if let first = part.started ?? part.ended { changes.append(first) }
        }
        // The first part that started, started the batch; the last that ended, ends it.
        if let first = changes.min(), job.state == .pending {
            job.tally = PartTally(starting: Int(count))
            job.followParts(at: first, plan: plan)
        }
        job.tally = tally
        if let last = parts.compactMap(\.ended).max() { job.followParts(at: last, plan: plan) }
        return job
    }
}
