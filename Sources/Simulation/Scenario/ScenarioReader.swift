// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Takes one file apart and collects everything that is wrong with its shape.
struct ScenarioReader {
    let file: String
    let names: [String: DocumentNames]?
    /// What clients can be judged by; `nil`: nobody knows.
    let rules: [JudgedRule]?
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether the file changes another one, so that `null` takes a member away (RFC 7396).
    private var isPatch = false

    init(file: String, names: [String: DocumentNames]?, rules: [JudgedRule]?) {
        self.file = file
        self.names = names
        self.rules = rules
    }

    mutating func complain(_ message: String, at position: SourcePosition, hint: String? = nil) {
        diagnostics.append(Diagnostic(.error, message, file: file, at: position, hint: hint))
    }

    func place(_ position: SourcePosition) -> SourcePlace {
        SourcePlace(file: file, position: position)
    }

    private static let keys = [
        "name", "extends", "seed", "clock", "variants", "timelines", "jobs", "faults", "credentials", "limits",
        "webhooks", "deliveries", "records", "expect",
    ]
    /// Reads the file's members over what `parts` holds already.
    mutating func read(_ root: SourceNode, onto parts: inout ScenarioParts) {
        isPatch = root["extends"] != nil
        guard root.members != nil else {
            return complain("a scenario is an object, found \(root.kindPhrase)", at: root.position)
        }
        guard
            var fields = fields(
                of: root, "a scenario", known: Self.keys, required: ["name"], besides: ["$schema"],
                isMerged: true)
        else { return }
        if let schema = fields["$schema"], !removes(schema) { _ = string(schema, "\"$schema\"") }
        if let name = fields.removeValue(forKey: "name"), let text = self.name(name, "a scenario's name") {
            parts.scenario.name = text
        }
        if let base = fields["extends"] { _ = string(base, "\"extends\"") }
        if let node = fields["description"] { parts.scenario.description = node.stringValue }
        if let node = fields["seed"] {
            parts.scenario.seed = removes(node) ? nil : seed(node)
        }
        if let node = fields["clock"] { readClock(node, onto: &parts.scenario.clock) }
        if let node = fields["variants"] { readVariants(node, onto: &parts) }
        if let node = fields["timelines"] { readTimelines(node, onto: &parts) }
        if let node = fields["jobs"] { readJobs(node, onto: &parts) }
        if let node = fields["faults"] { readFaults(node, onto: &parts) }
        if let node = fields["credentials"] { readCredentials(node, onto: &parts) }
        if let node = fields["records"] { readRecords(node, onto: &parts.scenario.records) }
        if let node = fields["limits"] { readLimits(node, onto: &parts.scenario.limits) }
        if let node = fields["deliveries"] { readDeliveries(node, onto: &parts.scenario.deliveries) }
        if let node = fields["webhooks"] { readWebhooks(node, onto: &parts) }
        if let node = fields["expect"] { readExpectations(node, onto: &parts) }
        guard isPatch else {
            parts.source = root.value
            return
        }
        // The result stands for itself: read again over its base, what was taken away would be back.
        guard var merged = parts.source.merged(with: root.value).objectValue else { return }
        merged["extends"] = nil
        parts.source = .object(merged)
    }

    /// Whether a member is there to take another file's away.
    func removes(_ node: SourceNode) -> Bool {
        isPatch && node.content == .null
    }

    private mutating func seed(_ node: SourceNode) -> UInt64? {
        let seed: UInt64? =
            switch node.content {
            case .integer(let value): UInt64(exactly: value)
            case .double(let value): UInt64(exactly: value)
            case .bigNumber(let literal): UInt64(literal)
            default: nil
            }
        if seed == nil {
            complain(
                "\"seed\" is an integer from 0 to \(UInt64.max), found \(Self.shown(node))", at: node.position)
        }
        return seed
    }

    private mutating func readClock(_ node: SourceNode, onto clock: inout ClockSetting?) {
        guard !removes(node) else {
            clock = nil
            return
        }
        guard
            let fields = fields(of: node, "\"clock\"", known: ["mode", "speed", "start"], isMerged: true)
        else { return }
        var setting = clock ?? ClockSetting()
        if let node = fields["mode"] { setting.mode = removes(node) ? nil : choice(node, "\"mode\"", ClockMode.self) }
        if let node = fields["speed"] {
            setting.speed = removes(node) ? nil : number(node, "\"speed\"", above: 0)
        }
        if let node = fields["start"] { setting.start = removes(node) ? nil : instant(node, "\"start\"") }
        clock = setting
    }

    private mutating func readVariants(_ node: SourceNode, onto parts: inout ScenarioParts) {
        guard !removes(node) else {
            parts.scenario.variants = [:]
            parts.variantPlaces = [:]
            return
        }
        for member in map(node, "\"variants\"") {
            let names = member.name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard names.count == 2, names.allSatisfy({ Self.isName(String($0)) }) else {
                complain(
                    "\"\(member.name)\" does not name a variant", at: member.namePosition,
                    hint: "write the API and its variant, such as \"shop.order-object\"")
                continue
            }
            if removes(member.value) {
                parts.scenario.variants[member.name] = nil
                parts.variantPlaces[member.name] = nil
            } else if let value = string(member.value, "a variant's value") {
                parts.scenario.variants[member.name] = value
                parts.variantPlaces[member.name] = place(member.namePosition)
            }
        }
    }
}
