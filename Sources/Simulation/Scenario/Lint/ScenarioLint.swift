// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Looks for what is odd about a scenario that can be used: what never happens, what nobody sees, what takes too long.
///
/// A scenario drives all APIs, so what is impossible for one of them is odd only where the scenario names that one.
struct ScenarioLint {
    /// Warnings are about this file only, not about what it extends.
    let file: String
    /// What the documents have; `nil` where nobody knows.
    let names: [String: DocumentNames]?
    let rules: [JudgedRule]
    /// Those of the scenario and the ready-made ones.
    let timelines: [String: Timeline]
    private(set) var warnings: [Diagnostic] = []

    init(file: String, names: [String: DocumentNames]?, rules: [JudgedRule], timelines: [String: Timeline]) {
        self.file = file
        self.names = names
        self.rules = rules
        self.timelines = timelines
    }

    mutating func check(_ parts: ScenarioParts) {
        let scenario = parts.scenario
        checkReach(of: scenario.jobs.map(\.when), at: parts.jobPlaces.map(\.rule), .jobs)
        checkReach(of: scenario.faults.map(\.when), at: parts.faultPlaces, .requests)
        for (rule, places) in zip(scenario.jobs, parts.jobPlaces) {
            checkCondition(rule.when, at: places.rule, .jobs)
            checkMarkers(rule.when, at: places.rule)
            checkTurns(rule, at: places)
            checkPolls(rule, at: places)
        }
        for (rule, places) in zip(scenario.faults, parts.faultPlaces) {
            checkCondition(rule.when, at: places, .requests)
            checkMarkers(rule.when, at: places)
        }
        for (expectation, places) in zip(scenario.expect, parts.expectPlaces) {
            checkExpectation(expectation, at: places, clock: scenario.clock)
        }
        for (name, rule) in scenario.credentials {
            if let places = parts.credentialPlaces[name] { checkCredential(rule, at: places) }
        }
        checkUnnamedTimelines(parts)
        checkSteps(parts)
        checkDurations(parts)
        warnings.sort { ($0.position ?? .start, $0.message) < ($1.position ?? .start, $1.message) }
    }

    mutating func warn(_ message: String, at place: SourcePlace, hint: String? = nil) {
        guard place.file == file else { return }
        warnings.append(Diagnostic(.warning, message, file: place.file, at: place.position, hint: hint))
    }

    private mutating func checkUnnamedTimelines(_ parts: ScenarioParts) {
        var named = Set(parts.scenario.jobs.flatMap(\.then))
        if !parts.scenario.jobs.contains(where: { $0.when.hasNoConditions }) { named.insert(Timeline.happy.name) }
        for (name, place) in parts.timelinePlaces where !named.contains(name) {
            warn(
                "no job rule names the timeline \"\(name)\"", at: place,
                hint: "a request can still ask for it with [sim:\(name)]")
        }
    }

    /// A credential may be refused for any reason and have any attribute, so only what looks like a slip is odd.
    private mutating func checkCredential(_ rule: CredentialRule, at places: ScenarioParts.RulePlaces) {
        guard let names else { return }
        let documents = names.filter { rule.api == nil || rule.api == $0.key }.values
        let refusals = Set(documents.flatMap(\.refusals))
        if let reason = rule.refused, !refusals.contains(reason),
            let close = NameSuggestion.closest(to: reason, among: refusals.sorted())
        {
            warn(
                "no document has an answer of its own for \"\(reason)\"", at: places.own["refused"] ?? places.rule,
                hint: "did you mean \"\(close)\"?")
        }
        let attributes = Set(documents.flatMap(\.attributes))
        for attribute in rule.attributes where !attributes.contains(attribute.name) {
            guard let close = NameSuggestion.closest(to: attribute.name, among: attributes.sorted()) else { continue }
            warn(
                "no document has an attribute \"\(attribute.name)\"", at: places.own["attributes"] ?? places.rule,
                hint: "did you mean \"\(close)\"?")
        }
    }

    /// Texts that a condition asks for may hold markers, which name timelines too.
    private mutating func checkMarkers(_ match: RequestMatch, at places: ScenarioParts.RulePlaces) {
        for (condition, place) in zip(match.body, places.body) {
            guard let text = condition.value.stringValue, let start = text.firstRange(of: "[sim:") else { continue }
            let name = String(text[start.upperBound...].prefix { $0 != "]" })
            guard timelines[name] == nil, name != Timeline.happy.name else { continue }
            warn(
                "there is no timeline \"\(name)\", so a request with this marker is refused", at: place,
                hint: NameSuggestion.hint(for: name, among: timelines.keys))
        }
    }
}

extension RequestMatch {
    /// Whether it takes every request.
    var hasNoConditions: Bool {
        var match = self
        if match.every == 1 { match.every = nil }
        return match == RequestMatch()
    }
}

extension SourcePosition {
    static let start = SourcePosition(line: 1, column: 1)
}
