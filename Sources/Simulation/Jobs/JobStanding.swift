// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where in its timeline a job is: small, because every answer about a job carries it.
package struct JobStanding: Sendable, Hashable, Codable {
    /// Index of the timeline among those of the space.
    var plan: Int32 = 0
    /// Index of the step.
    package var step: Int16 = 0
    /// Reads that saw the step, where it waits for polls.
    package var stepPolls: Int32 = 0
    /// When the step began.
    package var entered = Instant(microseconds: 0)
    package var origin = TimelineOrigin.standard
    /// Whether an order ended the job, not its timeline.
    package var endedByOrder = false
}

extension Job {
    var standing: JobStanding {
        JobStanding(
            plan: plan, step: step, stepPolls: stepPolls, entered: entered, origin: origin, endedByOrder: endedByOrder)
    }
}

/// A step of a timeline as it is told to whoever asks why a job looks as it does.
package struct StepFacts: Sendable, Hashable {
    package var timeline: String
    /// From 1.
    package var number: Int
    package var count: Int
    package var state: JobState
    /// `nil` in terminal steps.
    package var wait: Timeline.Wait?
}

extension Space {
    /// The step that a job was in; timelines that jobs have are kept, also when the scenario has changed.
    package func step(of standing: JobStanding) -> StepFacts? {
        guard shelf.plans.indices.contains(Int(standing.plan)) else { return nil }
        let plan = shelf.plans[Int(standing.plan)]
        guard plan.steps.indices.contains(Int(standing.step)) else { return nil }
        let step = plan.steps[Int(standing.step)]
        return StepFacts(
            timeline: plan.timeline.name, number: Int(standing.step) + 1, count: plan.steps.count, state: step.state,
            wait: step.wait)
    }
}
