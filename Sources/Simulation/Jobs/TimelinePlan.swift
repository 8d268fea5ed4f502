// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A timeline with everything worked out that is the same for all jobs that take it.
///
/// Jobs share it by reference.
final class TimelinePlan: Sendable {
    /// Shared like the plan: a poll looks at its step several times.
    final class Step: Sendable {
        let state: JobState
        /// `nil` in terminal steps.
        let wait: Timeline.Wait?
        let stage: String?
        let reason: String?
        /// Progress at the step's start and at its end.
        let from: Double
        let to: Double
        /// How much of the content is visible at the start, and at the end where the step says anything about it.
        let fromAmount: Timeline.ContentMark.Amount
        let mark: Timeline.ContentMark?

        init(
            _ step: Timeline.Step, from: Double, to: Double, fromAmount: Timeline.ContentMark.Amount,
            mark: Timeline.ContentMark?
        ) {
            state = step.state
            wait = step.state.isTerminal ? nil : (step.wait ?? .signal).bounded
            stage = step.stage
            reason = step.reason
            self.from = from
            self.to = to
            self.fromAmount = fromAmount
            self.mark = mark
        }

        /// Whether a job looks different from one moment of the step to another.
        var grows: Bool { from != to || (mark.map { $0.amount != fromAmount } ?? false) }
    }

    let timeline: Timeline
    let steps: [Step]
    /// What an answer gives as its reason where a scenario chose this timeline.
    let reason: String

    /// A timeline that ends in a step that is not terminal completes its job when that step is over.
    init(_ timeline: Timeline) {
        self.timeline = timeline
        reason = "timeline \(timeline.name)"
        var scripted = timeline.steps
        if let end = scripted.firstIndex(where: \.state.isTerminal) {
            scripted.removeSubrange((end + 1)...)
        }
        let completes = scripted.last?.state == .completed
        let processing = scripted.count(where: { $0.state == .processing })
        if !(scripted.last?.state.isTerminal ?? false) { scripted.append(Timeline.Step(state: .completed)) }

        var steps: [Step] = []
        var progress = 0.0
        var amount = Timeline.ContentMark.Amount.fraction(0)
        var number = 0
        for step in scripted {
            if step.state == .processing { number += 1 }
            let natural: Double =
                switch step.state {
                case .pending, .failed, .stopped: progress
                case .processing: Double(number) / Double(completes ? processing : processing + 1)
                case .completed: 1
                }
            let end = max(progress, min(1, step.progress ?? step.content?.share ?? natural))
            let mark: Timeline.ContentMark? =
                switch step.state {
                case .pending: nil
                case .processing: step.content ?? Timeline.ContentMark(amount: .fraction(end))
                case .failed, .stopped: step.content
                case .completed: Timeline.ContentMark(amount: .fraction(1), cut: .character)
                }
            steps.append(Step(step, from: progress, to: end, fromAmount: amount, mark: mark))
            progress = end
            if let mark { amount = mark.amount }
        }
        self.steps = steps
    }
}

extension TimelinePlan: Hashable, Codable {
    static func == (left: TimelinePlan, right: TimelinePlan) -> Bool {
        left === right || left.timeline == right.timeline
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(timeline)
    }

    convenience init(from decoder: any Decoder) throws {
        self.init(try Timeline(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
        try timeline.encode(to: encoder)
    }
}

extension Timeline {
    /// What a job takes where nothing else is said.
    package static let happy = Timeline(
        name: "happy",
        steps: [
            Step(state: .pending, wait: .time(.seconds(1))),
            Step(state: .processing, wait: .time(.seconds(4))),
            Step(state: .completed),
        ])
}

extension Timeline.Wait {
    /// Without a negative length, and short enough to reckon with.
    fileprivate var bounded: Timeline.Wait {
        switch self {
        case .time(let span): .time(max(.zero, min(span, TimeSpan(microseconds: .max / 2))))
        case .polls(let count): .polls(max(0, count))
        case .signal: .signal
        }
    }
}

extension Timeline.ContentMark {
    /// The share of the whole, where the mark says it.
    fileprivate var share: Double? {
        if case .fraction(let share) = amount { share } else { nil }
    }
}
