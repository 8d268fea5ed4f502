// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a submission got: a timeline, and content where the scenario gives it.
struct TimelineChoice: Sendable, Hashable {
    /// Index among the plans of the shelf.
    var plan: Int32
    /// Index among the scripts of the shelf; -1 where there is none.
    var script: Int32 = -1
    /// Length of the generated text, where the scenario gives it.
    var words: Int?
    var origin = TimelineOrigin.standard
}

/// Who chose a job's timeline.
package enum TimelineOrigin: Sendable, Hashable, Codable {
    /// Nobody: it is the one that jobs take where nothing is said.
    case standard
    /// A marker in the request.
    case marker
    /// A rule of the scenario that was in use, by its index among `jobs`.
    case rule(Int16)
    /// It is a batch, which follows its parts.
    case batch

    var isScripted: Bool {
        switch self {
        case .marker, .rule: true
        case .standard, .batch: false
        }
    }
}

/// The timelines and the contents that jobs of the space have, each kept once.
///
/// A job that runs keeps what it has when the scenario changes, so nothing is ever taken out.
struct TimelineShelf: Sendable, Hashable, Codable {
    private(set) var plans: [TimelinePlan] = []
    private(set) var scripts: [ScriptedContent] = []
    /// Where the timelines of the scenario in use stand.
    private var planOfName: [String: Int32] = [:]

    mutating func forgetNames() {
        planOfName = [:]
    }

    /// The place of a timeline of the scenario, or of the built-in one.
    mutating func plan(named name: String, in scenario: Scenario) -> Int32? {
        if let known = planOfName[name] { return known }
        guard let timeline = scenario.timelines[name] ?? (name == Timeline.happy.name ? .happy : nil) else {
            return nil
        }
        let place = place(of: timeline)
        planOfName[name] = place
        return place
    }

    mutating func place(of timeline: Timeline) -> Int32 {
        let place = plans.firstIndex(where: { $0.timeline == timeline }) ?? plans.count
        if place == plans.count { plans.append(TimelinePlan(timeline)) }
        return Int32(clamping: place)
    }

    mutating func script(_ content: ScriptedContent) -> Int32 {
        let place = scripts.firstIndex(of: content) ?? scripts.count
        if place == scripts.count { scripts.append(content) }
        return Int32(clamping: place)
    }

    func script(of job: Job) -> ScriptedContent? {
        job.script < 0 ? nil : scripts[Int(job.script)]
    }
}

extension Space {
    /// The marker's timeline, else the one of the first rule that is meant, else `happy`.
    mutating func chooseTimeline(for call: Call) -> Result<TimelineChoice, TimelineUnknown> {
        var choice = TimelineChoice(plan: 0)
        let rule = counters.jobRule(for: call, in: scenario.jobs)
        let chosen = call.marker ?? rule?.timeline
        let name = chosen ?? Timeline.happy.name
        guard let plan = shelf.plan(named: name, in: scenario) else {
            return .failure(TimelineUnknown(name: name, hint: hint(forTimeline: name)))
        }
        choice.plan = plan
        if call.marker != nil {
            choice.origin = .marker
        } else if let rule, chosen != nil {
            choice.origin = .rule(Int16(clamping: rule.index))
        }
        if let content = rule.flatMap({ scenario.jobs[$0.index].content }) {
            choice.words = content.words
            if content.title != nil || content.text != nil { choice.script = shelf.script(content) }
        }
        return .success(choice)
    }

    func hint(forTimeline name: String) -> String? {
        NameSuggestion.hint(for: name, among: Set(scenario.timelines.keys).union([Timeline.happy.name]).sorted())
    }
}

/// A marker or a rule names a timeline that the scenario has not.
struct TimelineUnknown: Error, Hashable {
    var name: String
    var hint: String?
}
