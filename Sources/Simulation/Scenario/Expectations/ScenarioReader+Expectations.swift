// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What scenario files say of what clients must do.
extension ScenarioReader {
    mutating func readExpectations(_ node: SourceNode, onto parts: inout ScenarioParts) {
        parts.scenario.expect = []
        parts.expectPlaces = []
        guard !removes(node) else { return }
        for node in list(node, "\"expect\"") {
            guard let (expectation, places) = expectation(node) else { continue }
            if let name = expectation.name, parts.scenario.expect.contains(where: { $0.name == name }) {
                complain("an expectation named \"\(name)\" is there already", at: position(of: "name", in: node))
            }
            if case .requests(let requests) = expectation.subject, let after = requests.after {
                checkAfter(after, at: position(of: "after", in: node), among: parts.scenario.expect)
            }
            parts.scenario.expect.append(expectation)
            parts.expectPlaces.append(places)
        }
    }

    /// An order is told forwards, so that no two expectations can wait for each other.
    private mutating func checkAfter(_ name: String, at position: SourcePosition, among earlier: [Expectation]) {
        let known = earlier.filter { if case .requests = $0.subject { true } else { false } }.compactMap(\.name)
        guard !known.contains(name) else { return }
        complain(
            "no expectation of requests above is named \"\(name)\"", at: position,
            hint: NameSuggestion.hint(for: name, among: known)
                ?? "give the one that comes first a \"name\"")
    }

    private func position(of name: String, in node: SourceNode) -> SourcePosition {
        node[name]?.position ?? node.position
    }

    private static let counts = ["exactly", "atLeast", "atMost"]
    /// What an expectation can be about, and what else it may say then.
    private static let subjects: [(subject: String, keys: [String])] = [
        ("requests", counts + ["after", "pace"]), ("jobs", counts + ["end"]), ("deliveries", counts),
        ("receiver", ["verifies"]), ("never", []),
    ]

    private mutating func expectation(_ node: SourceNode) -> (Expectation, ScenarioParts.RulePlaces)? {
        let subjects = Self.subjects.filter { node[$0.subject] != nil }
        let all = Self.subjects.flatMap { [$0.subject] + $0.keys }
        let what = subjects.count == 1 ? "an expectation of \"\(subjects[0].subject)\"" : "an expectation"
        let keys = subjects.count == 1 ? [subjects[0].subject] + subjects[0].keys : all
        guard let fields = fields(of: node, what, known: keys + ["name"]) else { return nil }
        guard subjects.count == 1, let about = fields[subjects[0].subject] else {
            complain(
                "an expectation is about one of "
                    + Self.subjects.map { "\"\($0.subject)\"" }.joined(separator: ", "), at: node.position)
            return nil
        }
        var places = ScenarioParts.RulePlaces(rule: place(node.position), own: fields.mapValues { place($0.position) })
        let called = fields["name"].flatMap { name($0, "an expectation's name") }
        let count = expectedCount(fields)
        let subject: Expectation.Subject?
        switch subjects[0].subject {
        case "requests": subject = requests(about, fields, count, &places).map { Expectation.Subject.requests($0) }
        case "jobs": subject = jobs(about, fields, count, &places).map { Expectation.Subject.jobs($0) }
        case "deliveries": subject = deliveries(about, count, &places).map { Expectation.Subject.deliveries($0) }
        case "receiver":
            subject = receiver(about, fields, at: node.position, &places).map { Expectation.Subject.receiver($0) }
        default: subject = never(about).map { Expectation.Subject.never($0) }
        }
        let origin = Expectation.Place(file: file, line: node.position.line, column: node.position.column)
        return subject.map { (Expectation(name: called, $0, place: origin), places) }
    }

    private mutating func expectedCount(_ fields: [String: SourceNode]) -> ExpectedCount {
        let exactly = fields["exactly"].flatMap { count($0, "\"exactly\"", from: 0) }
        let least = fields["atLeast"].flatMap { count($0, "\"atLeast\"") }
        let most = fields["atMost"].flatMap { count($0, "\"atMost\"", from: 0) }
        if let exactly {
            for name in ["atLeast", "atMost"] {
                if let node = fields[name] {
                    complain("\"exactly\" says it all: leave \"\(name)\" out", at: node.position)
                }
            }
            return ExpectedCount(least: exactly, most: exactly)
        }
        if let least, let most, most < least, let node = fields["atMost"] {
            complain("at least \(least) and at most \(most) cannot both hold", at: node.position)
        }
        return ExpectedCount(least: least ?? (most == nil ? 1 : 0), most: most)
    }

    private mutating func requests(
        _ node: SourceNode, _ fields: [String: SourceNode], _ count: ExpectedCount,
        _ places: inout ScenarioParts.RulePlaces
    ) -> ExpectedRequests? {
        let known = ["api", "operation", "body", "does", "state", "status"]
        guard let found = self.fields(of: node, "\"requests\"", known: known) else { return nil }
        var requests = ExpectedRequests(count: count)
        requests.when = match(found, isAboutJobs: true, &places)
        if let node = found["status"] { requests.status = status(node) }
        if let node = fields["after"] { requests.after = string(node, "\"after\"") }
        if let node = fields["pace"] {
            requests.pace = duration(node, "\"pace\"")
            if requests.pace == .zero { complain("\"pace\" is longer than nothing", at: node.position) }
        }
        return requests
    }

    private mutating func status(_ node: SourceNode) -> StatusMatch? {
        if let text = node.stringValue {
            if let match = StatusMatch(parsing: text) { return match }
            complain(
                "\"status\" is a number such as 404 or a class such as \"4xx\", found \(Self.shown(node))",
                at: node.position)
            return nil
        }
        return count(node, "\"status\"", from: 100, to: 599).map { .exactly($0) }
    }

    private mutating func jobs(
        _ node: SourceNode, _ fields: [String: SourceNode], _ count: ExpectedCount,
        _ places: inout ScenarioParts.RulePlaces
    ) -> ExpectedJobs? {
        guard let found = self.fields(of: node, "\"jobs\"", known: ["api", "operation", "body"]) else { return nil }
        var jobs = ExpectedJobs(count: count)
        jobs.when = match(found, isAboutJobs: false, &places)
        if let node = fields["end"] { jobs.end = choice(node, "\"end\"", ExpectedJobs.End.self) }
        return jobs
    }

    private mutating func deliveries(
        _ node: SourceNode, _ count: ExpectedCount, _ places: inout ScenarioParts.RulePlaces
    ) -> ExpectedDeliveries? {
        guard let fields = fields(of: node, "\"deliveries\"", known: ["api", "events"]) else { return nil }
        places.members = fields.mapValues { place($0.position) }
        let api = fields["api"].flatMap { webhookAPI($0) }
        return ExpectedDeliveries(
            api: api, events: fields["events"].map { eventNames($0, of: api) } ?? [], count: count)
    }

    private mutating func receiver(
        _ node: SourceNode, _ fields: [String: SourceNode], at position: SourcePosition,
        _ places: inout ScenarioParts.RulePlaces
    ) -> ExpectedReceiver? {
        let found = self.fields(of: node, "\"receiver\"", known: ["api"])
        guard let verifies = fields["verifies"] else {
            complain("an expectation of \"receiver\" needs \"verifies\"", at: position)
            return nil
        }
        places.members = (found ?? [:]).mapValues { place($0.position) }
        let api = found?["api"].flatMap { webhookAPI($0) }
        guard let check = choice(verifies, "\"verifies\"", ExpectedReceiver.Check.self), found != nil else {
            return nil
        }
        return ExpectedReceiver(api: api, verifies: check)
    }

    private mutating func webhookAPI(_ node: SourceNode) -> String? {
        guard let api = string(node, "\"api\"") else { return nil }
        checkWebhooks(of: api, node)
        return api
    }

    private mutating func never(_ node: SourceNode) -> [String]? {
        let hint = node.stringValue == nil ? nil : "write [\(node.value.text)]"
        let elements = list(node, "\"never\"", hint: hint)
        if node.elements?.isEmpty ?? false { complain("\"never\" needs at least one rule", at: node.position) }
        var ids: [String] = []
        for element in elements {
            guard let id = string(element, "a rule") else { continue }
            if ids.contains(id) { complain("\"\(id)\" is there twice", at: element.position) }
            if let rules, !rules.contains(where: { $0.id == id }) {
                complain(
                    "there is no rule \"\(id)\"", at: element.position,
                    hint: NameSuggestion.closest(to: id, among: rules.map(\.id)).map { "did you mean \"\($0)\"?" }
                        ?? "known: " + rules.map(\.id).joined(separator: ", "))
            }
            ids.append(id)
        }
        return ids.isEmpty ? nil : ids
    }
}
