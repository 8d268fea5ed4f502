// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ScenarioReader {
    mutating func readTimelines(_ node: SourceNode, onto parts: inout ScenarioParts) {
        guard !removes(node) else {
            parts.scenario.timelines = [:]
            parts.timelinePlaces = [:]
            parts.stepPlaces = [:]
            return
        }
        for member in map(node, "\"timelines\"") {
            guard Self.isName(member.name) else {
                complain(Self.nameRule("a timeline's name"), at: member.namePosition)
                continue
            }
            if removes(member.value) {
                parts.scenario.timelines[member.name] = nil
                parts.timelinePlaces[member.name] = nil
                parts.stepPlaces[member.name] = nil
            } else {
                parts.scenario.timelines[member.name] = timeline(member.value, name: member.name)
                parts.timelinePlaces[member.name] = place(member.namePosition)
                parts.stepPlaces[member.name] = (member.value.elements ?? []).map {
                    place($0["for"]?.position ?? $0.position)
                }
            }
        }
    }

    private mutating func timeline(_ node: SourceNode, name: String) -> Timeline {
        let nodes = list(node, "timeline \"\(name)\"")
        if node.elements?.isEmpty ?? false {
            complain("timeline \"\(name)\" needs at least one step", at: node.position)
        }
        let before = diagnostics.count
        var steps: [Timeline.Step] = []
        for node in nodes {
            if let step = step(node) { steps.append(step) }
        }
        let timeline = Timeline(name: name, steps: steps)
        if steps.count == nodes.count, before == diagnostics.count {
            for (index, message) in TimelineRules.violations(of: timeline) {
                complain(message, at: nodes[index].position)
            }
        }
        return timeline
    }

    private static let stepKeys = ["state", "for", "stage", "progress", "content", "reason"]

    private mutating func step(_ node: SourceNode) -> Timeline.Step? {
        guard
            let fields = fields(of: node, "a step", known: Self.stepKeys, required: ["state"]),
            let stateNode = fields["state"], let state = choice(stateNode, "\"state\"", JobState.self)
        else { return nil }
        var step = Timeline.Step(state: state)
        if let node = fields["for"] {
            if state.isTerminal {
                complain("a \(state.rawValue) step is the end and has no \"for\"", at: node.position)
            } else {
                step.wait = wait(node)
            }
        } else if !state.isTerminal {
            complain(
                "a \(state.rawValue) step needs \"for\"", at: node.position,
                hint: "a duration, { \"polls\": 3 } or \"signal\"")
        }
        if let node = fields["stage"] { step.stage = string(node, "\"stage\"") }
        if let node = fields["progress"] { step.progress = share(node, "\"progress\"") }
        if let node = fields["content"] {
            switch state {
            case .pending, .completed:
                complain(
                    "a \(state.rawValue) step has no \"content\"", at: node.position,
                    hint: state == .pending ? "nothing is written yet" : "everything is written")
            case .processing, .failed, .stopped: step.content = contentMark(node)
            }
        }
        if let node = fields["reason"] {
            if state == .failed || state == .stopped {
                step.reason = string(node, "\"reason\"")
            } else {
                complain("a \(state.rawValue) step has no \"reason\"", at: node.position)
            }
        }
        return step
    }

    private mutating func wait(_ node: SourceNode) -> Timeline.Wait? {
        if node.members != nil {
            let fields = fields(of: node, "\"for\"", known: ["polls"], required: ["polls"])
            return fields?["polls"].flatMap { count($0, "\"polls\"") }.map(Timeline.Wait.polls)
        }
        if node.stringValue == "signal" { return .signal }
        guard let text = node.stringValue, let span = TimeSpan(parsing: text) else {
            complain(
                "\"for\" is a duration such as \"1.5s\", { \"polls\": 3 } or \"signal\", found \(Self.shown(node))",
                at: node.position)
            return nil
        }
        return .time(span)
    }

    private mutating func contentMark(_ node: SourceNode) -> Timeline.ContentMark? {
        guard let fields = fields(of: node, "\"content\"", known: ["to", "cut"], required: ["to"]) else { return nil }
        let cut = fields["cut"].flatMap { choice($0, "\"cut\"", Timeline.ContentMark.Cut.self) } ?? .word
        guard let to = fields["to"] else { return nil }
        guard to.members != nil else {
            return share(to, "\"to\"").map { Timeline.ContentMark(amount: .fraction($0), cut: cut) }
        }
        return self.fields(of: to, "\"to\"", known: ["characters"], required: ["characters"])?["characters"]
            .flatMap { count($0, "\"characters\"", from: 0) }
            .map { Timeline.ContentMark(amount: .characters($0), cut: cut) }
    }
}
