// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-source` and the sources in other annotations.
struct SourceCompiler {
    /// What the values of an answer, or of a part of it, belong to.
    enum Scope {
        case nothing
        case job(JobKindBuilder)
        case record(collection: String)
    }

    let timestamps: TimestampForm
    let collections: Set<String>
    let collector: DiagnosticCollector

    static let roots = ["job", "input", "item", "path", "query", "header", "cookie", "page", "error", "clock"]

    /// - Returns: `nil` where the source is wrong; the collector then knows why.
    func compile(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        if let text = place.node.stringValue { return compile(text, at: place.node.position, in: scope) }
        guard place.node.members != nil else {
            collector.error(
                "a source is a name such as job.id, or an object with \"from\", found \(place.node.kindPhrase)",
                at: place.node.position)
            return nil
        }
        collector.checkMembers(
            of: place,
            known: ["from", "in", "take", "map", "default", "first-of", "const", "count", "first", "path"],
            in: "a source")
        guard let base = compileBase(place, in: scope) else { return nil }
        var source = base
        if let map = place["map"] {
            let pairs = map.members.map { ($0.name, $0.place.node.value) }
            source = .mapped(source, Dictionary(pairs) { _, last in last })
        }
        if let fallback = place["default"] { source = .firstOf([source, .constant(fallback.node.value)]) }
        return source
    }

    private func compileBase(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        if let constant = place["const"] { return .constant(constant.node.value) }
        if let first = place["first-of"] { return .firstOf(first.elements.compactMap { compile($0, in: scope) }) }
        if let path = place["path"] { return compilePath(path, in: scope) }
        guard let from = place["from"] else {
            collector.error(
                "a source needs \"from\", \"first-of\", \"const\" or \"path\"", at: place.node.position)
            return nil
        }
        if let count = place["count"] { return compileCount(count) }
        if place["in"] != nil || place["take"] != nil { return compileLookup(place, in: scope) }
        return compile(from, in: scope)
    }

    private func compileCount(_ place: APIDocument.Place) -> ValueSource? {
        guard let member = place.node.members?.first, place.node.members?.count == 1 else {
            collector.error("\"count\" is an object with one field and its value", at: place.node.position)
            return nil
        }
        return .count(field: member.name, equals: member.value.value)
    }

    private func compileLookup(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        guard let collection = collector.string(place["in"], "\"in\""), let field = collector.string(place["take"], "\"take\"")
        else {
            collector.error("a look-up needs both \"in\" and \"take\"", at: place.node.position)
            return nil
        }
        guard checkCollection(collection, at: place["in"]?.node.position) else { return nil }
        guard case .job(let kind) = scope, let from = place["from"]?.node.stringValue, from.hasPrefix("input.") else {
            collector.error(
                "only an input of a job can be looked up in a collection", at: place.node.position,
                hint: "use \"from: input.NAME\" in the answer of an operation that submits, reads or lists jobs")
            return nil
        }
        return .jobLookup(kind.lookup(input: String(from.dropFirst(6)), collection: collection, field: field))
    }

    func checkCollection(_ name: String, at position: SourcePosition?) -> Bool {
        if collections.contains(name) { return true }
        collector.error(
            "there is no collection \"\(name)\"", at: position,
            hint: NameSuggestion.hint(for: name, among: collections))
        return false
    }

    /// `/v1/jobs/{job.id}`
    private func compilePath(_ place: APIDocument.Place, in scope: Scope) -> ValueSource? {
        guard let text = collector.string(place, "\"path\"") else { return nil }
        var parts: [ValueSource.PathPart] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                collector.error("a \"{\" without its \"}\"", at: place.node.position)
                return nil
            }
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            let name = String(rest[rest.index(after: open)..<close])
            guard let source = compile(name, at: place.node.position, in: scope) else { return nil }
            parts.append(.value(source))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        return .mountedPath(parts)
    }

    private func compile(_ text: String, at position: SourcePosition, in scope: Scope) -> ValueSource? {
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.count >= 2, !names.contains("") else {
            collector.error(
                "\"\(text)\" is no source", at: position,
                hint: "a source has the form ROOT.NAME, with ROOT one of " + Self.roots.joined(separator: ", "))
            return nil
        }
        let path = Array(names.dropFirst())
        switch names[0] {
        case "job": return compileJob(path.joined(separator: "."), text, at: position, in: scope)
        case "input":
            if case .job(let kind) = scope { return .jobInput(kind.input(path.joined(separator: "."))) }
            return .body(path)
        case "item":
            guard case .record = scope else { return misplaced(text, "a record", at: position) }
            return .item(path)
        case "path", "query", "header", "cookie":
            return ParameterLocation(rawValue: names[0]).map { .parameter($0, path.joined(separator: ".")) }
        case "page": return field(path, text, at: position, ValueSource.PageField.self).map { .page($0) }
        case "error": return field(path, text, at: position, ValueSource.ErrorField.self).map { .error($0) }
        case "clock":
            guard path == ["now"] else { return unknown(text, among: ["clock.now"], at: position) }
            return .now(timestamps)
        default: return unknown(text, among: Self.roots.map { $0 + "." + path.joined(separator: ".") }, at: position)
        }
    }

    private func compileJob(_ name: String, _ text: String, at position: SourcePosition, in scope: Scope) -> ValueSource? {
        guard case .job(let kind) = scope else { return misplaced(text, "a job", at: position) }
        if let field = ValueSource.JobField(rawValue: name) { return .job(field) }
        if let instant = ValueSource.JobInstant(rawValue: name) { return .jobInstant(instant, timestamps) }
        switch name {
        case "state": return .jobState(words: kind.words.map { JSONValue.string($0).serialized })
        case "stage":
            guard let stages = kind.stages else {
                collector.error("job kind \"\(kind.name)\" declares no \"stages\"", at: position)
                return nil
            }
            return .jobStage(stages)
        case "percent": return .jobPercent(kind.stages)
        default:
            let names =
                ValueSource.JobField.allCases.map(\.rawValue) + ValueSource.JobInstant.allCases.map(\.rawValue)
                + ["state", "stage", "percent"]
            return unknown(text, among: names.map { "job." + $0 }, at: position)
        }
    }

    private func field<Field: RawRepresentable & CaseIterable>(
        _ path: [String], _ text: String, at position: SourcePosition, _ type: Field.Type
    ) -> Field? where Field.RawValue == String {
        if path.count == 1, let field = Field(rawValue: path[0]) { return field }
        let root = text.prefix { $0 != "." }
        _ = unknown(text, among: Field.allCases.map { "\(root).\($0.rawValue)" }, at: position)
        return nil
    }

    private func unknown(_ text: String, among names: [String], at position: SourcePosition) -> ValueSource? {
        collector.error(
            "\"\(text)\" is no source", at: position, hint: NameSuggestion.hint(for: text, among: names))
        return nil
    }

    private func misplaced(_ text: String, _ what: String, at position: SourcePosition) -> ValueSource? {
        collector.error("\"\(text)\" has no meaning here: this answer is not about \(what)", at: position)
        return nil
    }
}
