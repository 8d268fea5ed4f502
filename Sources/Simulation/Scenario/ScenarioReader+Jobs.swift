// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ScenarioReader {
    mutating func readJobs(_ node: SourceNode, onto parts: inout ScenarioParts) {
        parts.scenario.jobs = []
        parts.jobPlaces = []
        guard !removes(node) else { return }
        for node in list(node, "\"jobs\"") {
            guard let (rule, places) = jobRule(node) else { continue }
            parts.scenario.jobs.append(rule)
            parts.jobPlaces.append(places)
        }
    }

    private mutating func jobRule(_ node: SourceNode) -> (JobRule, ScenarioParts.JobPlaces)? {
        guard let fields = fields(of: node, "a job rule", known: ["when", "then", "content"], required: ["then"])
        else { return nil }
        var rule = JobRule(then: [])
        var places = ScenarioParts.JobPlaces(
            rule: ScenarioParts.RulePlaces(rule: place(node.position), own: fields.mapValues { place($0.position) }),
            then: [])
        if let node = fields["when"] { rule.when = condition(node, isAboutJobs: false, &places.rule) }
        if let node = fields["then"] {
            var names = [node]
            if node.stringValue == nil {
                guard let elements = node.elements, !elements.isEmpty else {
                    complain(
                        "\"then\" is the name of a timeline or a list of names, found "
                            + (node.elements == nil ? node.kindPhrase : "an empty list"), at: node.position)
                    return nil
                }
                names = elements
            }
            for node in names {
                guard let name = string(node, "a timeline's name") else { continue }
                rule.then.append(name)
                places.then.append(place(node.position))
            }
        }
        if let node = fields["content"] { rule.content = content(node) }
        return (rule, places)
    }

    private mutating func content(_ node: SourceNode) -> ScriptedContent? {
        guard let fields = fields(of: node, "a job's content", known: ["title", "text", "words"]) else { return nil }
        var content = ScriptedContent()
        if let node = fields["title"] { content.title = string(node, "\"title\"") }
        if let node = fields["text"] { content.text = string(node, "\"text\"") }
        if let node = fields["words"] {
            content.words = count(node, "\"words\"", to: 100_000)
            if fields["text"] != nil {
                complain("\"words\" says how long a generated text is, but \"text\" gives the text", at: node.position)
            }
        }
        if fields["title"] == nil, fields["text"] == nil, fields["words"] == nil {
            complain("a job's content needs \"title\", \"text\" or \"words\"", at: node.position)
        }
        return content
    }

    /// Reads a condition; `isAboutJobs` says whether the requests may be about a job that exists already.
    mutating func condition(
        _ node: SourceNode, isAboutJobs: Bool, _ places: inout ScenarioParts.RulePlaces
    ) -> RequestMatch {
        let keys = ["api", "operation", "body", "nth", "every"] + (isAboutJobs ? ["state", "does"] : [])
        guard let fields = fields(of: node, "\"when\"", known: keys, besides: isAboutJobs ? [] : ["state", "does"])
        else { return RequestMatch() }
        return match(fields, isAboutJobs: isAboutJobs, &places)
    }

    /// What the members of a condition say; which of them it may have was looked at before.
    mutating func match(
        _ fields: [String: SourceNode], isAboutJobs: Bool, _ places: inout ScenarioParts.RulePlaces
    ) -> RequestMatch {
        var match = RequestMatch()
        places.members = fields.mapValues { place($0.position) }
        if let node = fields["api"] { match.api = knownAPI(node) }
        if let node = fields["operation"] { match.operation = string(node, "\"operation\"") }
        checkNames(match, fields)
        if let node = fields["does"] {
            if isAboutJobs {
                match.does = choice(node, "\"does\"", RequestDeed.self)
            } else {
                complain("every request that a job rule is about submits a job", at: node.position)
            }
        }
        if let node = fields["body"] { match.body = bodyConditions(node, &places) }
        if let node = fields["nth"] { match.nth = ordinals(node) }
        if let node = fields["every"] { match.every = count(node, "\"every\"") }
        if let node = fields["state"] {
            if isAboutJobs {
                match.state = choice(node, "\"state\"", JobState.self)
            } else {
                complain("a job that is being submitted has no \"state\" yet", at: node.position)
            }
        }
        return match
    }

    private mutating func bodyConditions(
        _ node: SourceNode, _ places: inout ScenarioParts.RulePlaces
    ) -> [BodyCondition] {
        var conditions: [BodyCondition] = []
        for member in map(node, "\"body\"") {
            if ["description", "$comment"].contains(member.name) {
                _ = string(member.value, "\"\(member.name)\"")
            } else if let pointer = JSONPointer(parsing: member.name) {
                conditions.append(BodyCondition(pointer: pointer.tokens, value: member.value.value))
                places.body.append(place(member.namePosition))
            } else {
                complain(
                    "\"\(member.name)\" is no JSON Pointer (RFC 6901)", at: member.namePosition,
                    hint: member.name.hasPrefix("/")
                        ? "\"~\" is written \"~0\"" : "did you mean \"/\(member.name)\"?")
            }
        }
        return conditions
    }

    private mutating func ordinals(_ node: SourceNode) -> [Int] {
        var ordinals: [Int] = []
        let elements = list(node, "\"nth\"", hint: "write [\(node.value.text)]")
        if node.elements?.isEmpty ?? false {
            complain("\"nth\" needs at least one ordinal", at: node.position)
        }
        for element in elements {
            guard let ordinal = count(element, "an ordinal") else { continue }
            if ordinals.contains(ordinal) { complain("\(ordinal) is there twice", at: element.position) }
            ordinals.append(ordinal)
        }
        return ordinals
    }

    private mutating func checkNames(_ match: RequestMatch, _ fields: [String: SourceNode]) {
        guard let names else { return }
        if let api = match.api, names[api] == nil { return }
        guard let operation = match.operation, let node = fields["operation"] else { return }
        let known =
            match.api.flatMap { names[$0]?.operations } ?? Array(Set(names.values.map(\.operations).joined()))
        guard !known.contains(operation) else { return }
        complain(
            (match.api.map { "\"\($0)\" has no" } ?? "no API has an") + " operation \"\(operation)\"",
            at: node.position, hint: NameSuggestion.hint(for: operation, among: known.sorted()))
    }
}
