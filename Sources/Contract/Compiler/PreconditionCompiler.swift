// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-requires` and `x-sim-spends`.
struct PreconditionCompiler {
    /// With the parameters of the operation.
    let sources: SourceCompiler
    let collector: DiagnosticCollector

    private static let tests = ["is", "one-of", "none-of", "below", "above", "at-least", "at-most"]

    /// The names of the errors that operations can be refused with.
    static func errors(of operation: APIDocument.Place) -> [String] {
        let requires = operation["x-sim-requires"]?.elements ?? []
        let places = requires.map { $0["error"] } + [operation["x-sim-spends"]?["error"]]
        return places.compactMap { $0?.node.stringValue }
    }

    func compile(_ place: APIDocument.Place?) -> [PreconditionPlan] {
        guard let place else { return [] }
        guard place.node.elements != nil else {
            collector.error(
                "\"x-sim-requires\" is a list of preconditions, found \(place.node.kindPhrase)",
                at: place.node.position)
            return []
        }
        return place.elements.compactMap(precondition)
    }

    private func precondition(_ place: APIDocument.Place) -> PreconditionPlan? {
        let isAboutRecord = place["of"] != nil || place["in"] != nil
        collector.checkMembers(
            of: place, known: (isAboutRecord ? ["of", "in", "by", "field"] : ["value"]) + ["error"] + Self.tests,
            in: "a precondition")
        guard let error = error(place) else { return nil }
        guard let subject = isAboutRecord ? record(place) : value(place), let test = test(place, subject) else {
            return nil
        }
        return PreconditionPlan(error: error, subject: subject, test: test)
    }

    private func error(_ place: APIDocument.Place) -> String? {
        guard let name = place["error"] else {
            collector.error("a precondition needs \"error\", the name of its error", at: place.node.position)
            return nil
        }
        return collector.string(name, "\"error\"")
    }

    private func value(_ place: APIDocument.Place) -> PreconditionPlan.Subject? {
        guard let value = place["value"] else {
            collector.error(
                "a precondition is about a \"value\", or about a record: \"of\" and \"in\"", at: place.node.position)
            return nil
        }
        return operand(value).map { .value($0) }
    }

    private func record(_ place: APIDocument.Place) -> PreconditionPlan.Subject? {
        guard let of = place["of"], let name = place["in"] else {
            collector.error("a precondition about a record needs both \"of\" and \"in\"", at: place.node.position)
            return nil
        }
        guard let collection = collector.string(name, "\"in\""),
            sources.checkCollection(collection, at: name.node.position), let source = sources.compile(of, in: .nothing)
        else { return nil }
        let field = collector.string(place["field"], "\"field\"")
        return .record(
            source, collection: collection, by: collector.string(place["by"], "\"by\""),
            field: field?.split(separator: ".").map(String.init))
    }

    private func test(_ place: APIDocument.Place, _ subject: PreconditionPlan.Subject) -> PreconditionPlan.Test? {
        let tests = place.members.filter { Self.tests.contains($0.name) }
        if tests.count > 1 {
            collector.error("a precondition has one test, found \(tests.count)", at: tests[1].position)
            return nil
        }
        let isWhole = if case .record(_, _, _, field: nil) = subject { true } else { false }
        guard let test = tests.first else { return .plain(isWhole ? .exists : .set) }
        if isWhole, test.name != "is" {
            collector.error("\"\(test.name)\" needs the \"field\" that it is about", at: test.position)
            return nil
        }
        switch test.name {
        case "is": return word(test.place, isWhole: isWhole).map { .plain($0) }
        case "one-of", "none-of":
            guard let values = test.place.node.elements?.map(\.value), !values.isEmpty else {
                collector.error("\"\(test.name)\" is a list of values", at: test.place.node.position)
                return nil
            }
            return .plain(test.name == "one-of" ? .oneOf(values) : .noneOf(values))
        case "below": return operand(test.place).map { .below($0) }
        case "above": return operand(test.place).map { .above($0) }
        case "at-least": return operand(test.place).map { .atLeast($0) }
        default: return operand(test.place).map { .atMost($0) }
        }
    }

    private func word(_ place: APIDocument.Place, isWhole: Bool) -> Precondition.Test? {
        let words: [String: Precondition.Test] =
            isWhole ? ["there": .exists, "missing": .missing] : ["set": .set, "unset": .unset]
        if let test = place.node.stringValue.flatMap({ words[$0] }) { return test }
        collector.error(
            "a \(isWhole ? "record" : "value") cannot be \(place.node.value.text)", at: place.node.position,
            hint: NameSuggestion.hint(for: place.node.stringValue ?? "", among: words.keys.sorted()))
        return nil
    }

    /// A number, a source of the request, or an attribute of the credential.
    private func operand(_ place: APIDocument.Place) -> PreconditionPlan.Operand? {
        switch place.node.content {
        case .integer, .double, .bigNumber: return .source(.constant(place.node.value))
        default: break
        }
        if let path = Self.attribute(place.node.stringValue ?? "") { return .attribute(path) }
        return sources.compile(place, in: .nothing).map { .source($0) }
    }

    /// The names behind `credential.`.
    static func attribute(_ text: String) -> [String]? {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.count > 1, names[0] == "credential", !names.contains("") else { return nil }
        return Array(names.dropFirst())
    }

    // MARK: Spending

    /// The attributes that an operation runs down.
    static func spendable(_ operation: APIDocument.Place) -> [[String]] {
        (operation["x-sim-spends"]?.members ?? []).compactMap { attribute($0.name) }
    }

    func compileCharges(_ place: APIDocument.Place?) -> [ChargePlan] {
        guard let place else { return [] }
        let attributes = place.members.filter { Self.attribute($0.name) != nil }
        collector.checkMembers(
            of: place, known: ["error", "returns"] + attributes.map(\.name), in: "\"x-sim-spends\"")
        guard place.node.members != nil else { return [] }
        if attributes.isEmpty {
            collector.error(
                "\"x-sim-spends\" names an attribute of the credential and what it costs", at: place.node.position,
                hint: "such as credential.credits: 1")
        }
        guard let error = error(place) else { return [] }
        let returns = returns(place["returns"])
        return attributes.compactMap { name, _, place in
            guard let attribute = Self.attribute(name), let amount = amount(place) else { return nil }
            return ChargePlan(attribute: attribute, amount: amount, error: error, returnsOn: returns)
        }
    }

    private func amount(_ place: APIDocument.Place) -> ValueSource? {
        if let amount = place.node.integerValue {
            if amount < 0 { collector.error("what is spent is no negative number", at: place.node.position) }
            return .constant(place.node.value)
        }
        for (_, _, value) in place["map"]?.members ?? [] where value.node.integerValue == nil {
            collector.error("what is spent is a whole number", at: value.node.position)
        }
        if let fallback = place["default"], fallback.node.integerValue == nil {
            collector.error("what is spent is a whole number", at: fallback.node.position)
        }
        return sources.compile(place, in: .nothing)
    }

    private func returns(_ place: APIDocument.Place?) -> [JobState] {
        guard let place else { return [] }
        let ends = JobState.allCases.filter(\.isTerminal)
        if place.elements.isEmpty {
            collector.error("\"returns\" is a list of the ends of a job", at: place.node.position)
        }
        return place.elements.compactMap { element in
            if let state = element.node.stringValue.flatMap(JobState.init(rawValue:)), ends.contains(state) {
                return state
            }
            collector.error(
                "\(element.node.value.text) is no end of a job", at: element.node.position,
                hint: NameSuggestion.hint(for: element.node.stringValue ?? "", among: ends.map(\.rawValue)))
            return nil
        }
    }
}
