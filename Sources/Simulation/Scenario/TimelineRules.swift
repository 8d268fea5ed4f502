// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What makes a sequence of steps a life: it goes forward, and it ends.
enum TimelineRules {
    /// All that is wrong with the order of the steps, with the index of the step to blame.
    static func violations(of timeline: Timeline) -> [(step: Int, message: String)] {
        let steps = timeline.steps
        var found: [(Int, String)] = []
        if let first = steps.first, first.state.isTerminal {
            found.append((0, "a timeline starts pending or processing, not \(first.state.rawValue)"))
        }
        var wasProcessing = false
        for (index, step) in steps.enumerated() {
            if index > 0, steps[index - 1].state.isTerminal {
                found.append((index, "no step follows a \(steps[index - 1].state.rawValue) one"))
                break
            }
            if step.state == .pending, wasProcessing {
                found.append((index, "a job in work does not go back to pending"))
            }
            wasProcessing = wasProcessing || step.state == .processing
        }
        if let last = steps.last, !last.state.isTerminal, last.wait != .signal {
            found.append((steps.count - 1, "the last step is completed, failed or stopped, or it waits for a signal"))
        }
        return found + (found.isEmpty ? shrinkings(of: timeline) : [])
    }

    /// Steps that ask for less progress or less content than the job has by then.
    ///
    /// The plan says what it has, also after steps that leave it to the rule.
    private static func shrinkings(of timeline: Timeline) -> [(step: Int, message: String)] {
        let plan = TimelinePlan(timeline)
        var found: [(Int, String)] = []
        var progress = 0.0
        var share = 0.0
        var characters = 0
        for (index, step) in timeline.steps.enumerated() {
            if let asked = step.progress, asked < progress {
                found.append((index, "progress goes back from \(progress) to \(asked)"))
            }
            switch step.content?.amount {
            case .fraction(let asked) where asked < share:
                found.append((index, "content goes back from \(share) to \(asked) of the whole"))
            case .characters(let asked) where asked < characters:
                found.append((index, "content goes back from \(characters) to \(asked) characters"))
            default: break
            }
            progress = plan.steps[index].to
            switch plan.steps[index].mark?.amount {
            case .fraction(let reached): share = max(share, reached)
            case .characters(let reached): characters = max(characters, reached)
            case nil: break
            }
        }
        return found
    }
}
