// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles a response schema into what a renderer writes.
struct RenderCompiler {
    let outline: SchemaOutline
    var sources: SourceCompiler
    let collector: DiagnosticCollector
    /// What the elements of `page.items` are.
    var itemScope = SourceCompiler.Scope.nothing

    /// Where in an answer a schema is used.
    struct Spot {
        /// Of the property, a hint for synthetic values.
        var name = ""
        /// Inside a record, the names that lead to the value that has no source of its own.
        var path: [String] = []
        /// The definitions that are being compiled around this place; a schema that contains itself ends there.
        var open: [JSONPointer] = []
        /// Around a record, where names are not those of the record's fields.
        var isEnvelope = false

        func inside(_ name: String) -> Spot {
            Spot(name: name, path: path + [name], open: open, isEnvelope: isEnvelope)
        }
    }

    func compile(_ place: APIDocument.Place, in scope: SourceCompiler.Scope) -> RenderNode {
        compile(place, Spot(), in: scope)
    }

    /// The message of an event, which tells of a record but is none.
    func compileEvent(_ place: APIDocument.Place, in scope: SourceCompiler.Scope) -> RenderNode {
        compile(place, Spot(isEnvelope: true), in: scope)
    }

    func compile(_ place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope) -> RenderNode {
        var spot = spot
        if let definition = outline.resolve(place).dropFirst().last {
            guard !spot.open.contains(definition.pointer) else {
                return .absent(outline.isNullable(place) ? .null : .literal(Array("{}".utf8)))
            }
            spot.open.append(definition.pointer)
            // In an envelope the record begins here, not at the top of the answer.
            if definition.pointer == itemPointer(in: scope) {
                spot.path = []
                spot.isEnvelope = false
            }
        }
        if let annotation = outline.member("x-sim-source", of: place) {
            return compileSource(annotation, of: place, spot, in: scope)
        }
        if let annotation = outline.member("x-sim-series", of: place) {
            return compileSeries(annotation, of: place, in: scope)
        }
        if let annotation = outline.member("x-sim-rows", of: place) {
            return compileRows(annotation, of: place, spot, in: scope)
        }
        let isAnnotated = outline.isAnnotated(place)
        if case .record = scope, !isAnnotated, !spot.path.isEmpty, !spot.isEnvelope {
            return .source(.item(spot.path), otherwise: absence(of: place, spot, scope))
        }
        // An example of a whole object does not stand in for the sources inside it.
        if !isAnnotated, let value = fixedValue(of: place) { return .literal(value.serialized) }
        if let branches = branches(of: place) { return compileBranches(branches, of: place, spot, in: scope) }
        let properties = outline.properties(of: place)
        if !properties.isEmpty {
            return compileObject(properties, required: outline.required(of: place), spot, in: scope)
        }
        if isAnnotated, outline.types(of: place).contains("array") {
            collector.error(
                "sources inside an array need \"x-sim-source: \(sources.isEvent ? "event" : "page").items\" or \"x-sim-rows\" on it",
                at: place.node.position)
        }
        return .synthetic(synthetic(place, spot, scope))
    }

    /// Where the document describes the records of the scope's collection.
    private func itemPointer(in scope: SourceCompiler.Scope) -> JSONPointer? {
        guard case .record(let collection) = scope else { return nil }
        return outline.document.rootPlace["x-sim-collections"]?[collection]?["item"]?.node.stringValue
            .flatMap(outline.document.pointer(ofReference:))
    }

    // MARK: Sources

    private func compileSource(
        _ annotation: APIDocument.Place, of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        let from = annotation.node.stringValue ?? annotation["from"]?.node.stringValue
        if from == "job.parts", annotation["count"] == nil {
            return compileParts(annotation, of: place, spot, in: scope)
        }
        if from == "event.items", sources.isEvent, annotation.node.members == nil {
            guard let items = outline.member("items", of: place) else {
                collector.error("\"event.items\" needs an array with \"items\"", at: annotation.node.position)
                return .absent(.null)
            }
            return .items(compile(items, Spot(name: spot.name, open: spot.open), in: itemScope), limit: nil)
        }
        guard from == "page.items", annotation["count"] == nil else {
            guard var source = sources.compile(annotation, in: scope) else { return .absent(.null) }
            // The engine's identifiers are texts; what the schema calls a number is written as one.
            let types = outline.types(of: place)
            let isIdentifier =
                switch source {
                case .job, .error(.job): true
                default: false
                }
            if isIdentifier, !types.contains("string"), types.contains("integer") { source = .numeric(source) }
            return .source(source, otherwise: absence(of: place, spot, scope))
        }
        if annotation.node.members != nil {
            collector.checkMembers(of: annotation, known: ["from", "first", "count", "only"], in: "\"page.items\"")
        }
        var limit: Int?
        if let first = annotation["first"] {
            limit = first.node.integerValue.flatMap { (1...10_000).contains($0) ? Int($0) : nil }
            if limit == nil { collector.error("\"first\" is a number from 1 to 10,000", at: first.node.position) }
        }
        guard case .list = scope else {
            collector.error(
                "\"page.items\" has no meaning here: this is no answer of an operation that lists",
                at: annotation.node.position)
            return .absent(.null)
        }
        guard let items = outline.member("items", of: place) else {
            collector.error("\"page.items\" needs an array with \"items\"", at: annotation.node.position)
            return .absent(.null)
        }
        let element = compile(items, Spot(name: spot.name, open: spot.open), in: itemScope)
        guard let only = annotation["only"] else { return .items(element, limit: limit) }
        guard let fate = BatchReport.Fate(rawValue: only.node.stringValue ?? "") else {
            collector.error(
                "\(only.node.value.text) is nothing that becomes of an element", at: only.node.position,
                hint: "known: " + BatchReport.Fate.allCases.map(\.rawValue).joined(separator: ", "))
            return .absent(.null)
        }
        return .batchItems(element, fate)
    }

    // MARK: Branches

    /// `oneOf` or `anyOf`, where its branches say what the value looks like and not only what else must hold.
    private func branches(of place: APIDocument.Place) -> [APIDocument.Place]? {
        for part in outline.parts(of: place) {
            guard let branches = (part["oneOf"] ?? part["anyOf"])?.elements else { continue }
            let areShapes =
                outline.properties(of: place).isEmpty
                || branches.contains {
                    outline.member("x-sim-when", of: $0) != nil || outline.member("x-sim-kind", of: $0) != nil
                        || !outline.properties(of: $0).isEmpty
                }
            if areShapes { return branches }
        }
        return nil
    }

    private func compileBranches(
        _ branches: [APIDocument.Place], of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        if branches.contains(where: { outline.member("x-sim-kind", of: $0) != nil }) {
            return compileKinds(branches, of: place, spot, in: scope)
        }
        var byState: [(states: StateSet, node: RenderNode)] = []
        for branch in branches {
            guard let annotation = outline.member("x-sim-when", of: branch) else { continue }
            byState.append((states(annotation, in: scope), compileBranch(branch, of: place, spot, in: scope)))
        }
        if !byState.isEmpty { return .byState(byState, otherwise: absence(of: place, spot, scope)) }
        // Without states the first branch that is not just null stands for all.
        guard let first = branches.first(where: { outline.types(of: $0) != ["null"] }) else {
            return .literal(Array("null".utf8))
        }
        let node = compileBranch(first, of: place, spot, in: scope)
        if case .absent = node, outline.isNullable(place) { return .absent(.null) }
        return node
    }

    /// A branch with the properties that stand beside it.
    func compileBranch(
        _ branch: APIDocument.Place, of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        let shared = outline.properties(of: place)
        guard !shared.isEmpty else { return compile(branch, spot, in: scope) }
        let own = outline.properties(of: branch).filter { property in
            !shared.contains { $0.name == property.name }
        }
        let required = outline.required(of: place).union(outline.required(of: branch))
        return compileObject(shared + own, required: required, spot, in: scope)
    }

    // MARK: Objects

    private func compileObject(
        _ properties: [SchemaOutline.Property], required: Set<String>, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        var members: [RenderNode.Member] = []
        // OpenAPI 3.0.3, section 4.7.24.1: what is "writeOnly" is never in a response.
        for property in properties {
            guard let kind = outline.member("x-sim-kind", of: property.place) else { continue }
            collector.error(
                "\"x-sim-kind\" has no meaning here: it belongs on a branch of \"oneOf\"", at: kind.node.position)
        }
        for property in properties where outline.member("writeOnly", of: property.place)?.node.boolValue != true {
            let inside = spot.inside(property.name)
            let isOptional = !required.contains(property.name)
            let outside = absence(of: property.place, inside, scope)
            members.append(
                RenderNode.Member(
                    key: JSONValue.string(property.name).serialized + [UInt8(ascii: ":")],
                    node: compile(property.place, inside, in: scope).leavingOut(isOptional),
                    states: outline.member("x-sim-when", of: property.place).map { states($0, in: scope) },
                    outside: outside.leavingOut(isOptional)))
        }
        return .object(members)
    }

    // MARK: Values without a source

    /// What stands for a value that is missing: `null` where that is allowed.
    private func absence(
        of place: APIDocument.Place, _ spot: Spot, _ scope: SourceCompiler.Scope
    ) -> RenderNode.Absence {
        if outline.isNullable(place) { return .null }
        if let value = fixedValue(of: place) { return .literal(value.serialized) }
        return .synthetic(synthetic(place, spot, scope))
    }

    private func synthetic(
        _ place: APIDocument.Place, _ spot: Spot, _ scope: SourceCompiler.Scope
    ) -> SyntheticPlan {
        var key = "id"
        if case .record(let collection) = scope { key = sources.keys[collection] ?? key }
        return SyntheticPlan(place, name: spot.name, key: key, outline: outline)
    }

    private func fixedValue(of place: APIDocument.Place) -> JSONValue? {
        if let value = outline.member("const", of: place) { return value.node.value }
        if let value = outline.member("example", of: place) { return value.node.value }
        if let value = outline.member("examples", of: place)?.elements.first { return value.node.value }
        return outline.member("default", of: place)?.node.value
    }

    private func states(_ annotation: APIDocument.Place, in scope: SourceCompiler.Scope) -> StateSet {
        switch scope {
        case .job, .jobs: break
        default:
            collector.error(
                "\"x-sim-when\" has no meaning here: this answer is not about a job", at: annotation.node.position)
            return []
        }
        let nodes = annotation.node.elements ?? [annotation.node]
        if nodes.isEmpty { collector.error("\"x-sim-when\" names no state", at: annotation.node.position) }
        var set: StateSet = []
        for node in nodes {
            guard let state = node.stringValue.flatMap(JobState.init(rawValue:)) else {
                collector.error(
                    "\(node.value.text) is no state of a job", at: node.position,
                    hint: NameSuggestion.hint(for: node.stringValue ?? "", among: JobState.allCases.map(\.rawValue)))
                continue
            }
            set.insert(StateSet(state))
        }
        return set
    }
}

extension RenderNode {
    /// The same, with no member instead of a value from the schema where the value is missing and may be.
    fileprivate func leavingOut(_ isOptional: Bool) -> RenderNode {
        switch self {
        case .source(let source, let otherwise): .source(source, otherwise: otherwise.leavingOut(isOptional))
        case .byState(let branches, let otherwise): .byState(branches, otherwise: otherwise.leavingOut(isOptional))
        case .absent(let absence): .absent(absence.leavingOut(isOptional))
        default: self
        }
    }
}

extension RenderNode.Absence {
    fileprivate func leavingOut(_ isOptional: Bool) -> RenderNode.Absence {
        if case .null = self { return .null }
        return isOptional ? .leaveOut : self
    }
}
