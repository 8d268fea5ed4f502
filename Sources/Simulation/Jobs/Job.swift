// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// One job as the space keeps it.
///
/// Small, because there may be millions: what jobs have in common stays in their plan and their table, and the text
/// is written when somebody first looks.
struct Job: Sendable, Hashable, Codable {
    let identifier: String
    let inputs: [JSONValue]
    let topic: String
    let words: Int32
    /// Number among all jobs of the space.
    let ordinal: Int32
    /// Number for this kind's generated texts and result identifiers.
    let number: Int32
    /// Index of the plan among the space's.
    let plan: Int32
    /// Index of the scripted content among the space's; -1 where there is none.
    let script: Int32
    /// Who chose the timeline.
    let origin: TimelineOrigin
    let created: Instant

    private(set) var state: JobState
    /// Whether an order (a stop, a signal, a submission that is bound to fail) ended the job, not its timeline.
    private(set) var endedByOrder = false
    private(set) var step: Int16 = 0
    /// Reads that saw the current step, where that waits for polls.
    private(set) var stepPolls: Int32 = 0
    private(set) var polls: Int32 = 0
    /// While the job is live: why it is going to fail.
    ///
    /// Afterwards: the reason that the order gave.
    private(set) var reason: String?
    private(set) var entered: Instant
    /// The later of the current step's start and the last read that counted in it.
    private(set) var touched: Instant
    private var start: Int64 = .min
    private var end: Int64 = .min

    /// The ordinal of the batch that the job is a part of; -1 where it is none.
    let batch: Int32
    /// How the parts stand, where the job is a batch.
    var tally: PartTally?

    /// A cache, no part of the job's value.
    var text = TextCache()

    var started: Instant? { start == .min ? nil : Instant(microseconds: start) }
    var ended: Instant? { end == .min ? nil : Instant(microseconds: end) }

    private enum CodingKeys: String, CodingKey {
        case identifier, inputs, topic, words, ordinal, number, plan, script, origin, created, state, endedByOrder
        case step, stepPolls, polls, reason, entered, touched, start, end, batch, tally
    }

    init(
        _ submission: Submission, identifier: String, ordinal: Int, number: Int, choice: TimelineChoice,
        plan: TimelinePlan, batch: Int? = nil, at now: Instant
    ) {
        self.identifier = identifier
        inputs = submission.inputs
        topic = submission.topic
        words = Int32(clamping: choice.words ?? submission.words)
        self.ordinal = Int32(clamping: ordinal)
        self.number = Int32(clamping: number)
        self.plan = choice.plan
        script = choice.script
        origin = choice.origin
        created = now
        reason = submission.failure
        self.batch = batch.map { Int32(clamping: $0) } ?? -1
        tally = submission.parts.map { PartTally(count: $0.count) }
        entered = now
        touched = now
        state = .pending
        enter(0, at: now, plan: plan)
    }

    /// When time ends the current step.
    func due(_ plan: TimelinePlan) -> Instant? {
        guard end == .min, case .time(let span) = plan.steps[Int(step)].wait else { return nil }
        return entered + span
    }

    /// Ends the current step, whatever it waits for.
    mutating func leaveStep(at now: Instant, plan: TimelinePlan) {
        guard end == .min else { return }
        enter(Int(step) + 1, at: now, plan: plan)
    }

    /// Counts one read.
    ///
    /// A step that was read as often as it waits for gives way to the next one first.
    mutating func countRead(at now: Instant, plan: TimelinePlan) {
        while end == .min, case .polls(let count) = plan.steps[Int(step)].wait, stepPolls >= count {
            leaveStep(at: now, plan: plan)
        }
        polls &+= 1
        if end == .min, case .polls = plan.steps[Int(step)].wait {
            stepPolls &+= 1
            touched = now
        }
    }

    /// Ends the job now, whatever its timeline says.
    mutating func end(as state: JobState, reason: String?, at now: Instant) {
        self.state = state
        self.reason = reason
        endedByOrder = true
        end = now.microseconds
    }

    private mutating func enter(_ next: Int, at now: Instant, plan: TimelinePlan) {
        let planned = plan.steps[next].state
        if let reason, next > 0 ? planned != .pending : planned.isTerminal {
            return end(as: .failed, reason: reason, at: now)
        }
        step = Int16(clamping: next)
        stepPolls = 0
        entered = now
        touched = now
        state = planned
        if planned == .processing, start == .min { start = now.microseconds }
        if planned.isTerminal { end = now.microseconds }
    }
}
