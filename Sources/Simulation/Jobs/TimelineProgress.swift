// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where a job is at an instant. Everything here depends on the job's instants and counted reads alone, so that looking
/// changes nothing and two looks at the same instant see the same.
extension Job {
    /// How much of the current step is over, 0 to 1.
    func share(of step: TimelinePlan.Step, at now: Instant) -> Double {
        switch step.wait {
        case .time(let span):
            let passed = Double((min(now, ended ?? now) - entered).microseconds)
            return span > .zero ? max(0, min(1, passed / Double(span.microseconds))) : 1
        case .polls(let count): return count > 0 ? min(1, Double(stepPolls) / Double(count)) : 1
        case .signal: return 1
        case nil: return 0
        }
    }

    func progress(at now: Instant, plan: TimelinePlan) -> Double {
        let step = plan.steps[Int(self.step)]
        if state == .completed, endedByOrder { return 1 }
        if state.isTerminal, !endedByOrder { return step.to }
        let share = share(of: step, at: now)
        return share == 1 ? step.to : step.from + (step.to - step.from) * share
    }

    /// How many bytes of the text are visible, and how many words that is.
    func visible(of text: WrittenText, at now: Instant, plan: TimelinePlan) -> (bytes: Int, words: Int) {
        if state == .completed { return (text.content.count, text.words) }
        let index = Int(self.step)
        if state.isTerminal, !endedByOrder { return (text.ends[index], text.endWords[index]) }
        let step = plan.steps[index]
        let share = step.mark == nil ? 0 : share(of: step, at: now)
        if share == 1 { return (text.ends[index], text.endWords[index]) }
        let base = index > 0 ? (text.ends[index - 1], text.endWords[index - 1]) : (0, 0)
        guard share > 0, let mark = step.mark else { return base }
        let cut = text.cut(from: step.fromAmount, to: mark, share: share)
        let bytes = max(base.0, min(cut, text.ends[index]))
        return (bytes, base.1 + text.wordCount(from: base.0, to: bytes))
    }

    /// When anything that a look shows last changed.
    func updated(at now: Instant, plan: TimelinePlan) -> Instant {
        if let ended { return ended }
        let step = plan.steps[Int(self.step)]
        guard step.grows else { return entered }
        switch step.wait {
        case .time(let span): return max(entered, min(now, entered + span))
        case .polls: return touched
        case .signal, nil: return entered
        }
    }

    /// The job's next change by time alone after `now`: the end of its step, or the next quarter of a processing step.
    func nextChange(after now: Instant, plan: TimelinePlan) -> Instant? {
        guard let end = due(plan) else { return nil }
        guard state == .processing, case .time(let span) = plan.steps[Int(step)].wait, span > .zero else { return end }
        let quarter = span.microseconds / 4 + (span.microseconds % 4 == 0 ? 0 : 1)
        let passed = max(0, (now - entered).microseconds) / quarter
        return min(end, entered + TimeSpan(microseconds: (passed + 1) * quarter))
    }
}
