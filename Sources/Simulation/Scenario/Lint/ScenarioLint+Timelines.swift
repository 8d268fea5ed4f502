// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Steps that nobody comes to or sees.
extension ScenarioLint {
    /// Timelines of a list that never get their turn, because the rule takes fewer jobs.
    mutating func checkTurns(_ rule: JobRule, at places: ScenarioParts.JobPlaces) {
        guard !rule.when.nth.isEmpty else { return }
        let taken = rule.when.nth.count { rule.when.selects(ordinal: $0) }
        guard taken > 0, taken < rule.then.count, taken < places.then.count else { return }
        warn(
            "\"\(rule.then[taken])\" never gets its turn: this job rule takes \(taken == 1 ? "one job" : "\(taken) jobs") only",
            at: places.then[taken])
    }

    /// Steps that wait for polls of an API that has none, and states that its document has no word for.
    mutating func checkPolls(_ rule: JobRule, at places: ScenarioParts.JobPlaces) {
        guard let names, rule.when.api != nil || rule.when.operation != nil else { return }
        let operations = OperationScope(rule.when, .jobs, in: names).fitting
        let kinds = operations.flatMap { operation in
            (names[operation.api]?.roles[operation.name]?.kinds ?? []).map { (api: operation.api, kind: $0) }
        }
        guard let first = kinds.first else { return }
        let cannotPoll = kinds.allSatisfy { api, kind in
            names[api]?.roles.values.contains { $0.does == .read && $0.kinds.contains(kind) } == false
        }
        for (name, place) in zip(rule.then, places.then) {
            let steps = timelines[name]?.steps ?? []
            if cannotPoll, steps.contains(where: { if case .polls = $0.wait { true } else { false } }) {
                warn(
                    "\"\(name)\" waits for polls, and \"\(first.api)\" has no operation that reads a \(first.kind)",
                    at: place, hint: "let its steps wait for time or for a signal")
            }
            let unseen = steps.map(\.state).first { state in
                kinds.allSatisfy { api, kind in names[api]?.shows(state, of: kind) == false }
            }
            if let unseen {
                warn(
                    "\"\(name)\" comes to \(unseen.rawValue), and the document of \"\(first.api)\" has no word for that state",
                    at: place)
            }
        }
    }

    mutating func checkSteps(_ parts: ScenarioParts) {
        for (name, places) in parts.stepPlaces {
            for (step, place) in zip(parts.scenario.timelines[name]?.steps ?? [], places)
            where step.wait == .time(.zero) {
                warn("nobody sees this step: it is over at once", at: place)
            }
        }
    }
}
