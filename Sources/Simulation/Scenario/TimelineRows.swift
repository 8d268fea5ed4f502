// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A timeline as the rows of a table: one for each step, with the job's age when it begins.
enum TimelineRows {
    private static let heading = ["after", "state", "stage", "progress", "content", "until"]

    static func rows(_ timeline: Timeline) -> [[String]] {
        var age = Age()
        var rows = [heading]
        for step in TimelinePlan(timeline).steps {
            rows.append([
                age.text, step.state.rawValue, step.stage ?? "-", progress(of: step), content(of: step),
                end(of: step),
            ])
            age.add(step.wait)
        }
        return rows
    }

    /// How old a job is, as far as the timeline says: nobody knows how long polls and signals take.
    private struct Age {
        private let origin = Instant(microseconds: 0)
        var time = TimeSpan.zero
        var polls = 0
        var signals = 0

        mutating func add(_ wait: Timeline.Wait?) {
            switch wait {
            case .time(let span): time = (origin + time + span) - origin
            case .polls(let count): polls += count
            case .signal: signals += 1
            case nil: break
            }
        }

        var text: String {
            var parts: [String] = []
            if time > .zero { parts.append(time.text) }
            if polls > 0 { parts.append(TimelineRows.polls(polls)) }
            if signals > 0 { parts.append(signals == 1 ? "a signal" : "\(signals) signals") }
            return parts.isEmpty ? "0s" : parts.joined(separator: " + ")
        }
    }

    private static func polls(_ count: Int) -> String {
        count == 1 ? "1 poll" : "\(count) polls"
    }

    private static func progress(of step: TimelinePlan.Step) -> String {
        // A step that waits for a signal is at its end from the start.
        let jumps = step.from == step.to || step.wait == nil || step.wait == .signal
        return jumps ? percent(step.to) : "\(percent(step.from)) to \(percent(step.to))"
    }

    private static func content(of step: TimelinePlan.Step) -> String {
        if step.state == .completed { return "all" }
        guard let mark = step.mark else { return step.state == .pending ? "-" : "what there is" }
        let amount =
            switch mark.amount {
            case .fraction(let share): percent(share)
            case .characters(let count): count == 1 ? "1 character" : "\(count) characters"
            }
        return "to \(amount), cut \(mark.cut.rawValue)"
    }

    private static func end(of step: TimelinePlan.Step) -> String {
        switch step.wait {
        case .time(let span): span.text + " later"
        case .polls(let count): polls(count)
        case .signal: "a signal"
        case nil: step.reason.map { "the end: \($0)" } ?? "the end"
        }
    }

    /// A share in percent, with at most one decimal.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
