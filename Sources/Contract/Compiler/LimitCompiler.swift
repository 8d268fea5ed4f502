// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-limits`.
struct LimitCompiler {
    let owners: OwnerCompiler
    let collector: DiagnosticCollector
    let operations: [OperationReader.Found]
    let kinds: Set<String>

    /// A limit with the operations that it holds for.
    struct Compiled {
        var rule: LimitRule
        var operations: Set<String>
        var plan: LimitPlan
        /// What it counts by, where the document names the operations.
        var declaredBy: APIDocument.Place?
    }

    private static let known = ["max", "per", "live", "by", "on", "except", "counts", "window", "enabled"]

    func compile(_ place: APIDocument.Place?) -> [Compiled] {
        guard let place else { return [] }
        guard place.node.members != nil else {
            collector.error(
                "\"x-sim-limits\" must be an object, found \(place.node.kindPhrase)", at: place.node.position)
            return []
        }
        return place.members.compactMap { compile($0.name, $0.place, at: $0.position) }
    }

    private func compile(_ name: String, _ place: APIDocument.Place, at position: SourcePosition) -> Compiled? {
        collector.checkMembers(of: place, known: Self.known, in: "limit \"\(name)\"")
        if name.isEmpty || !name.utf8.allSatisfy(\.isLimitNamePart) {
            collector.error("the name of a limit has letters, digits and hyphens only", at: position)
        }
        guard let max = place["max"]?.node.integerValue, (0...1_000_000_000).contains(max) else {
            collector.error(
                "limit \"\(name)\" needs \"max\", a whole number", at: place["max"]?.node.position ?? position)
            return nil
        }
        guard let measure = measure(name, place, at: position) else { return nil }
        var rule = LimitRule(name: name, max: Int(max), measure: measure)
        rule.countsAccepted = choice(place["counts"], "counts", ["all", "accepted"]) == "accepted"
        if let enabled = place["enabled"] {
            if enabled.node.boolValue == nil {
                collector.error("\"enabled\" is true or false", at: enabled.node.position)
            }
            rule.isEnabled = enabled.node.boolValue ?? true
        }
        let operations = operations(place, rule)
        var plan = LimitPlan(name: name, phase: .request, values: [])
        if let by = place["by"] {
            (rule.by, plan.values) = owners.compile(by)
        }
        plan.phase = rule.phase
        return Compiled(
            rule: rule, operations: Set(operations.map(\.id)), plan: plan,
            declaredBy: place["on"] == nil ? nil : place["by"])
    }

    // MARK: What is counted

    private func measure(_ name: String, _ place: APIDocument.Place, at position: SourcePosition) -> LimitRule.Measure?
    {
        let window = choice(place["window"], "window", ["fixed", "rolling"])
        switch (place["per"], place["live"]) {
        case (let per?, nil):
            guard let span = span(per) else { return nil }
            return window == "rolling" ? .rolling(span) : .window(span)
        case (nil, let live?):
            for word in ["window", "counts"] {
                if let misplaced = place[word] {
                    collector.error("\"\(word)\" says nothing about live jobs", at: misplaced.node.position)
                }
            }
            guard let kind = collector.string(live, "\"live\"") else { return nil }
            guard kinds.contains(kind) else {
                collector.error(
                    "there is no job kind \"\(kind)\"", at: live.node.position,
                    hint: NameSuggestion.hint(for: kind, among: kinds))
                return nil
            }
            return .live(kind: kind)
        default:
            collector.error(
                "limit \"\(name)\" needs either \"per\", a span of time, or \"live\", a job kind", at: position)
            return nil
        }
    }

    private static let words: [String: Int64] = [
        "second": 1, "minute": 60, "hour": 3_600, "day": 86_400,
    ]

    private func span(_ place: APIDocument.Place) -> TimeSpan? {
        guard let text = collector.string(place, "\"per\"") else { return nil }
        if let seconds = Self.words[text] { return .seconds(seconds) }
        if let span = TimeSpan(parsing: text), span > .zero { return span }
        collector.error(
            "\"\(text)\" is no span of time", at: place.node.position,
            hint: "write second, minute, hour, day, or a duration such as 90s or 12h")
        return nil
    }

    private func choice(_ place: APIDocument.Place?, _ what: String, _ words: [String]) -> String? {
        guard let place else { return nil }
        if let word = place.node.stringValue, words.contains(word) { return word }
        collector.error(
            "\(place.node.value.text) is no value of \"\(what)\"", at: place.node.position,
            hint: NameSuggestion.hint(for: place.node.stringValue ?? "", among: words))
        return nil
    }

    // MARK: Which operations

    private func operations(_ place: APIDocument.Place, _ rule: LimitRule) -> [OperationReader.Found] {
        let on = place["on"].map(named)
        let except = place["except"].map(named) ?? []
        if on != nil, let except = place["except"] {
            collector.error("\"except\" says nothing beside \"on\"", at: except.node.position)
        }
        guard case .live(let kind) = rule.measure else {
            return operations.filter { on?.contains($0.id) ?? !except.contains($0.id) }
        }
        for element in place["on"]?.elements ?? [] {
            guard let id = element.node.stringValue, let operation = operations.first(where: { $0.id == id }),
                submitted(by: operation) != kind
            else { continue }
            collector.error("\(id) submits no \(kind)", at: element.node.position)
        }
        return operations.filter { submitted(by: $0) == kind && (on?.contains($0.id) ?? !except.contains($0.id)) }
    }

    private func submitted(by operation: OperationReader.Found) -> String? {
        operation.place["x-sim-binding"]?["submit"]?.node.stringValue
    }

    private func named(_ place: APIDocument.Place) -> [String] {
        if place.elements.isEmpty {
            collector.error("this must be a list of operations", at: place.node.position)
        }
        return place.elements.compactMap { element in
            guard let id = collector.string(element, "an operation") else { return nil }
            if !operations.contains(where: { $0.id == id }) {
                collector.error(
                    "there is no operation \"\(id)\"", at: element.node.position,
                    hint: NameSuggestion.hint(for: id, among: operations.map(\.id)))
            }
            return id
        }
    }
}

extension UInt8 {
    fileprivate var isLimitNamePart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
