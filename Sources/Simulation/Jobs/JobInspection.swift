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
            views.append(view(of: job, in: Int(place.table), at: now))
        }
        return views
    }

    /// `nil` where there is no such job.
    package func jobView(_ reference: JobReference, at wall: Instant) -> JobView? {
        let now = now(at: wall)
        return find(reference).map { view(of: job(at: $0, now: now), in: Int($0.table), at: now) }
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

    /// The job as it will be when everything due by `now` is settled.
    private func job(at place: JobPlace, now: Instant) -> Job {
        var job = self[place]
        let plan = plan(of: job)
        while let due = job.due(plan), due <= now { job.leaveStep(at: due, plan: plan) }
        return job
    }
}
