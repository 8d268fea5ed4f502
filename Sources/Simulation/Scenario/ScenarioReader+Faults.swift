// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ScenarioReader {
    mutating func readFaults(_ node: SourceNode, onto parts: inout ScenarioParts) {
        parts.scenario.faults = []
        parts.faultPlaces = []
        guard !removes(node) else { return }
        for node in list(node, "\"faults\"") {
            guard let (rule, places) = faultRule(node) else { continue }
            parts.scenario.faults.append(rule)
            parts.faultPlaces.append(places)
        }
    }

    /// The word that files have for a broken body; it happens after the work like everything that is done to answers.
    private enum Phase: String, CaseIterable {
        case before, after, during
    }

    private mutating func faultRule(_ node: SourceNode) -> (FaultRule, ScenarioParts.RulePlaces)? {
        guard let fields = fields(of: node, "a fault", known: ["when", "phase", "delay", "respond", "transfer"])
        else { return nil }
        var rule = FaultRule()
        var places = ScenarioParts.RulePlaces(rule: place(node.position), own: fields.mapValues { place($0.position) })
        if let node = fields["when"] { rule.when = condition(node, isAboutJobs: true, &places) }
        if let node = fields["delay"] { rule.delay = duration(node, "\"delay\"") }
        if let node = fields["respond"] { rule.respond = answer(node) }
        if let node = fields["transfer"] { rule.transfer = transfer(node) }
        if fields["delay"] == nil, fields["respond"] == nil, fields["transfer"] == nil {
            complain("a fault needs \"delay\", \"respond\" or \"transfer\"", at: node.position)
        }
        rule.phase = fields["respond"] == nil && fields["transfer"] != nil ? .after : .before
        if let node = fields["phase"], let phase = choice(node, "\"phase\"", Phase.self) {
            rule.phase = phase == .before ? .before : .after
            if phase == .during, fields["transfer"] == nil {
                complain("the phase \"during\" needs \"transfer\": it is about the answer's bytes", at: node.position)
            }
        }
        return (rule, places)
    }

    /// The front writes these itself; another value would break the connection and not just the answer.
    private static let framing = ["connection", "content-length", "transfer-encoding"]

    private mutating func answer(_ node: SourceNode) -> ScriptedAnswer? {
        guard
            let fields = fields(
                of: node, "\"respond\"", known: ["status", "headers", "body"], required: ["status"]),
            let status = fields["status"].flatMap({ count($0, "\"status\"", from: 100, to: 599) })
        else { return nil }
        var answer = ScriptedAnswer(status: status, body: fields["body"]?.value)
        guard let node = fields["headers"] else { return answer }
        var seen: Set<String> = []
        for member in map(node, "\"headers\"") {
            guard !member.name.isEmpty, member.name.utf8.allSatisfy(\.isHeaderNamePart) else {
                complain("\"\(member.name)\" is no name of a header (RFC 9110, section 5.1)", at: member.namePosition)
                continue
            }
            let name = member.name.lowercased()
            if !seen.insert(name).inserted {
                complain("\"\(member.name)\" is there twice in different case", at: member.namePosition)
            }
            if Self.framing.contains(name) {
                complain(
                    "the server writes \"\(member.name)\" itself", at: member.namePosition,
                    hint: "\"transfer\" breaks the answer on its way")
            }
            guard let value = string(member.value, "a header's value") else { continue }
            guard value.unicodeScalars.allSatisfy({ $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F }) else {
                complain("a header's value has no control characters", at: member.value.position)
                continue
            }
            answer.headers[member.name] = value
        }
        return answer
    }

    private static let transferKeys = ["reset", "truncate", "stall", "drip"]

    private mutating func transfer(_ node: SourceNode) -> TransferFault? {
        guard let fields = fields(of: node, "\"transfer\"", known: Self.transferKeys) else { return nil }
        guard Self.transferKeys.count(where: { fields[$0] != nil }) == 1 else {
            complain("\"transfer\" is one of \"reset\", \"truncate\", \"stall\" and \"drip\"", at: node.position)
            return nil
        }
        if let node = fields["reset"] {
            if node.boolValue != true {
                complain("\"reset\" can only be true, found \(Self.shown(node))", at: node.position)
            }
            return .reset
        }
        if let node = fields["truncate"] {
            let share = share(node, "\"truncate\"")
            if share == 1 { complain("\"truncate\" at 1 leaves the whole body", at: node.position) }
            return share.map(TransferFault.truncate)
        }
        if let node = fields["stall"] {
            guard let fields = self.fields(of: node, "\"stall\"", known: ["at", "for"], required: ["at", "for"]),
                let at = fields["at"].flatMap({ share($0, "\"at\"") }),
                let span = fields["for"].flatMap({ duration($0, "\"for\"") })
            else { return nil }
            return .stall(at, span)
        }
        guard let node = fields["drip"],
            let fields = self.fields(of: node, "\"drip\"", known: ["bytes", "every"], required: ["bytes", "every"]),
            let bytes = fields["bytes"].flatMap({ count($0, "\"bytes\"") }),
            let pause = fields["every"].flatMap({ duration($0, "\"every\"") })
        else { return nil }
        return .drip(bytes: bytes, every: pause)
    }
}

extension UInt8 {
    /// A `tchar` of RFC 9110, section 5.6.2.
    fileprivate var isHeaderNamePart: Bool {
        self < 0x80 && isWordPart || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
}
