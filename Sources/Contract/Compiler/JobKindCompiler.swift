// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-jobs`.
struct JobKindCompiler {
    let outline: SchemaOutline
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    /// The fields of each collection that only the engine sets.
    var ownFields: [String: Set<String>] = [:]

    func compile(_ place: APIDocument.Place?) -> (kinds: [String: JobKindBuilder], plans: [String: SubmissionPlan]) {
        var kinds: [String: JobKindBuilder] = [:]
        var plans: [String: SubmissionPlan] = [:]
        for (name, _, place) in place?.members ?? [] {
            let kind = JobKindBuilder(name: name)
            collector.checkMembers(
                of: place,
                known: [
                    "identifier", "result", "states", "topic", "words", "stages", "fails-without", "product", "parts",
                    "changes",
                ],
                in: "job kind \"\(name)\"")
            let identifiers = IdentifierCompiler(collector: collector)
            if let identifier = place["identifier"] { kind.identifier = identifiers.compile(identifier) ?? .uuid }
            kind.result = place["result"].flatMap(identifiers.compile)
            compileStates(place["states"], kind)
            kind.stages = place["stages"].flatMap { compileStages($0, kind) }
            kind.product = place["product"].flatMap { compileProduct($0, kind) }
            kind.hasParts = place["parts"] != nil
            kind.changes = (place["changes"]?.elements ?? []).compactMap { compileChange($0, kind) }
            if let changes = place["changes"], changes.node.elements == nil {
                collector.error(
                    "\"changes\" is a list, found \(changes.node.kindPhrase)", at: changes.node.position)
            }
            kinds[name] = kind
            plans[name] = SubmissionPlan(
                kind: name, topic: compileTopic(place["topic"]),
                words: place["words"].flatMap { sources.compile($0, in: .nothing) },
                failures: compileFailures(place["fails-without"]))
        }
        let parts = PartsCompiler(sources: sources, collector: collector, kinds: kinds)
        for (name, _, place) in place?.members ?? [] {
            guard let kind = kinds[name], let annotation = place["parts"] else { continue }
            let compiled = parts.compile(annotation, of: kind, plans)
            plans[name]?.parts = compiled
        }
        return (kinds, plans)
    }

    private func compileStates(_ place: APIDocument.Place?, _ kind: JobKindBuilder) {
        guard let place else { return }
        let names = JobState.allCases.map(\.rawValue)
        collector.checkMembers(of: place, known: names, in: "\"states\"")
        for (index, name) in names.enumerated() {
            if let word = collector.string(place[name], "the word for \"\(name)\"") { kind.words[index] = word }
        }
    }

    private func compileStages(_ place: APIDocument.Place, _ kind: JobKindBuilder) -> StageTable? {
        if place.node.elements != nil { return StageTable(input: nil, cases: [:], fallback: stages(place)) }
        if place.node.members != nil {
            collector.checkMembers(of: place, known: ["by", "cases", "default"], in: "\"stages\"")
        }
        guard let by = place["by"]?.node.stringValue, by.hasPrefix("input."), let cases = place["cases"] else {
            collector.error(
                "\"stages\" is a list, or an object with \"by: input.NAME\", \"cases\" and \"default\"",
                at: place.node.position)
            return nil
        }
        let table = Dictionary(cases.members.map { ($0.name, stages($0.place)) }) { _, last in last }
        guard let name = place["default"]?.node.stringValue, let fallback = table[name] else {
            collector.error(
                "\"default\" must name one of the cases", at: place["default"]?.node.position ?? place.node.position,
                hint: NameSuggestion.hint(for: place["default"]?.node.stringValue ?? "", among: table.keys))
            return nil
        }
        return StageTable(input: kind.input(String(by.dropFirst(6))), cases: table, fallback: fallback)
    }

    private func stages(_ place: APIDocument.Place) -> [StageTable.Stage] {
        if place.elements.isEmpty { collector.error("a list of stages has at least one", at: place.node.position) }
        return place.elements.compactMap { element in
            collector.checkMembers(of: element, known: ["name", "percent"], in: "a stage")
            guard let name = element["name"]?.node.stringValue, let percent = element["percent"]?.node.integerValue,
                (0...100).contains(percent)
            else {
                collector.error("a stage needs a \"name\" and a \"percent\" from 0 to 100", at: element.node.position)
                return nil
            }
            return StageTable.Stage(name: name, percent: percent)
        }
    }

    private func compileTopic(_ place: APIDocument.Place?) -> [SubmissionPlan.Topic] {
        guard let place else { return [] }
        let candidates = place.node.elements == nil ? [place] : place.elements
        return candidates.compactMap { candidate in
            if let collection = candidate["in"]?.node.stringValue, let field = candidate["take"]?.node.stringValue,
                let from = candidate["from"]?.node.stringValue, from.hasPrefix("input."),
                sources.checkCollection(collection, at: candidate["in"]?.node.position)
            {
                let path = from.split(separator: ".").dropFirst().map(String.init)
                return .lookup(path: Array(path), collection: collection, field: field)
            }
            return sources.compile(candidate, in: .nothing).map { .source($0) }
        }
    }

    private func compileFailures(_ place: APIDocument.Place?) -> [SubmissionPlan.FailureRule] {
        (place?.elements ?? []).compactMap { element in
            collector.checkMembers(of: element, known: ["when", "any", "reason"], in: "\"fails-without\"")
            guard let reason = element["reason"]?.node.stringValue, let any = element["any"], !any.elements.isEmpty
            else {
                collector.error(
                    "\"fails-without\" needs \"any\", a list of sources, and \"reason\", a string",
                    at: element.node.position)
                return nil
            }
            var when: [(path: [String], value: JSONValue)] = []
            for (name, position, place) in element["when"]?.members ?? [] {
                if !name.hasPrefix("input.") {
                    collector.error("\"\(name)\" is no input", at: position, hint: "use input.NAME")
                }
                when.append((name.split(separator: ".").dropFirst().map(String.init), place.node.value))
            }
            return SubmissionPlan.FailureRule(
                when: when, any: any.elements.compactMap { sources.compile($0, in: .nothing) }, reason: reason)
        }
    }

    private func compileProduct(_ place: APIDocument.Place, _ kind: JobKindBuilder) -> JobKind.Product? {
        collector.checkMembers(of: place, known: ["collection", "fields"], in: "\"product\"")
        guard let collection = collector.string(place["collection"], "\"collection\""),
            sources.checkCollection(collection, at: place["collection"]?.node.position)
        else { return nil }
        let fields = (place["fields"]?.members ?? []).compactMap { name, _, field in
            productField(name, field, kind)
        }
        return JobKind.Product(collection: collection, fields: fields)
    }

    private func productField(
        _ name: String, _ place: APIDocument.Place, _ kind: JobKindBuilder
    ) -> JobKind.Product.Field? {
        guard place.node.members != nil, place["const"] == nil else {
            return productValue(place, kind).map { JobKind.Product.Field(name: name, value: $0) }
        }
        collector.checkMembers(of: place, known: ["from", "default"], in: "a product's field")
        guard let from = place["from"] else {
            collector.error("a product's field has \"from\" or \"const\"", at: place.node.position)
            return nil
        }
        return productValue(from, kind).map {
            JobKind.Product.Field(name: name, value: $0, fallback: place["default"]?.node.value)
        }
    }

    private func productValue(_ place: APIDocument.Place, _ kind: JobKindBuilder) -> JobKind.Product.Value? {
        if let constant = place["const"] { return .constant(constant.node.value) }
        let known: [String: JobKind.Product.Value] = [
            "job.id": .jobIdentifier, "job.result": .resultIdentifier, "job.title": .title, "job.content": .content,
            "job.words": .wordCount, "job.completed": .completed, "job.slug": .slug, "job.summary": .summary,
        ]
        guard let text = place.node.stringValue else {
            collector.error("a product's field is a source or { const: ... }", at: place.node.position)
            return nil
        }
        if let value = known[text] { return value }
        if text.hasPrefix("input.") { return .input(kind.input(String(text.dropFirst(6)))) }
        collector.error(
            "\"\(text)\" is no source of a product's field", at: place.node.position,
            hint: NameSuggestion.hint(for: text, among: known.keys))
        return nil
    }
}

/// Compiles the forms of identifiers.
struct IdentifierCompiler {
    let collector: DiagnosticCollector

    func compile(_ place: APIDocument.Place) -> IdentifierForm? {
        if place.node.stringValue == "uuid" { return .uuid }
        if place.node.members != nil {
            let known = place["integer"] == nil ? ["prefix", "length"] : ["integer"]
            collector.checkMembers(of: place, known: known, in: "an identifier")
        }
        if let start = place["integer"]?.node.integerValue { return .integer(from: start) }
        if let prefix = place["prefix"]?.node.stringValue {
            let length = place["length"]?.node.integerValue ?? 10
            if (6...64).contains(length) { return .prefixed(prefix, length: Int(length)) }
        }
        collector.error(
            "\(place.node.value.text) is no form of an identifier", at: place.node.position,
            hint: "use uuid, { prefix: abc_, length: 10 } with a length from 6 to 64, or { integer: 1000 }")
        return nil
    }
}
