// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Looks at a scenario whose files are put together: the names in it, and what it can never do.
struct ScenarioCheck {
    /// The timelines of the ready-made scenarios.
    let timelines: Set<String>
    /// Warnings are about this file only, not about what it extends.
    let file: String
    private(set) var errors: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    init(timelines: Set<String>, file: String) {
        self.timelines = timelines
        self.file = file
    }

    mutating func check(_ parts: ScenarioParts) {
        let scenario = parts.scenario
        let known = timelines.union(scenario.timelines.keys).union([Timeline.happy.name])
        for (rule, places) in zip(scenario.jobs, parts.jobPlaces) {
            for (name, place) in zip(rule.then, places.then) where !known.contains(name) {
                errors.append(
                    Diagnostic(
                        .error, "there is no timeline \"\(name)\"", file: place.file, at: place.position,
                        hint: NameSuggestion.hint(for: name, among: known.sorted())))
            }
        }
        warnAboutReach(of: scenario.jobs.map(\.when), at: parts.jobPlaces.map(\.rule), "job rule")
        warnAboutReach(of: scenario.faults.map(\.when), at: parts.faultPlaces, "fault")
        warnAboutUnnamed(parts)
    }

    private mutating func warn(_ message: String, at place: SourcePlace, hint: String? = nil) {
        guard place.file == file else { return }
        warnings.append(Diagnostic(.warning, message, file: place.file, at: place.position, hint: hint))
    }

    private mutating func warnAboutReach(of rules: [RequestMatch], at places: [SourcePlace], _ what: String) {
        for (index, (rule, place)) in zip(rules, places).enumerated() {
            if let every = rule.every, !rule.nth.isEmpty, rule.nth.allSatisfy({ $0 % every != 0 }) {
                warn("this \(what) can never match: none of its \"nth\" is a multiple of its \"every\"", at: place)
            } else if let earlier = rules[..<index].firstIndex(where: { $0.takesAll(of: rule) }) {
                warn("this \(what) can never match: number \(earlier + 1) takes all its requests", at: place)
            }
        }
    }

    private mutating func warnAboutUnnamed(_ parts: ScenarioParts) {
        var named = Set(parts.scenario.jobs.flatMap(\.then))
        if !parts.scenario.jobs.contains(where: { $0.when.takesAll(of: RequestMatch()) }) {
            named.insert(Timeline.happy.name)
        }
        let unnamed = parts.timelinePlaces.filter { !named.contains($0.key) }
        for (name, place) in unnamed.sorted(by: { $0.value.position < $1.value.position }) {
            warn(
                "no job rule names the timeline \"\(name)\"", at: place,
                hint: "a request can still ask for it with [sim:\(name)]")
        }
    }
}

extension RequestMatch {
    /// Whether every request that `other` is about, whatever its ordinal, satisfies this too.
    fileprivate func takesAll(of other: RequestMatch) -> Bool {
        nth.isEmpty && (every ?? 1) == 1
            && (api == nil || api == other.api) && (operation == nil || operation == other.operation)
            && (does == nil || does == other.does) && (state == nil || state == other.state)
            && body.allSatisfy(other.body.contains)
    }
}
