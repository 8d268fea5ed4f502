// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles a response schema into what a renderer writes.
struct RenderCompiler {
    let outline: SchemaOutline
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    /// What the elements of `page.items` are.
    var itemScope = SourceCompiler.Scope.nothing

    /// How deep a schema that contains itself is followed.
    private static let depthLimit = 12

    func compile(_ place: APIDocument.Place, in scope: SourceCompiler.Scope) -> RenderNode {
        compile(place, name: "", in: scope, path: [], depth: 0)
    }

    /// - Parameters:
    ///   - name: of the property, a hint for synthetic values.
    ///   - path: inside a record, the names that lead to the value that has no source of its own.
    private func compile(
        _ place: APIDocument.Place, name: String, in scope: SourceCompiler.Scope, path: [String], depth: Int
    ) -> RenderNode {
        if let annotation = outline.member("x-sim-source", of: place) {
            return compileSource(annotation, of: place, name: name, in: scope, depth: depth)
        }
        let isStructural = path.isEmpty || outline.isAnnotated(place)
        if case .record = scope, !isStructural { return .source(.item(path), otherwise: absence(of: place, name: name)) }
        if let value = fixedValue(of: place) { return .literal(value.serialized) }
        for candidate in outline.resolve(place) {
            if let branches = candidate["oneOf"] ?? candidate["anyOf"] {
                return compileBranches(branches, of: place, name: name, in: scope, path: path, depth: depth)
            }
        }
        let types = outline.types(of: place)
        let properties = outline.properties(of: place)
        if !properties.isEmpty, depth < Self.depthLimit {
            return compileObject(place, properties, in: scope, path: path, depth: depth)
        }
        if types.contains("object") { return .literal(Array("{}".utf8)) }
        return .synthetic(SyntheticPlan(place, name: name, outline: outline))
    }

    private func compileSource(
        _ annotation: APIDocument.Place, of place: APIDocument.Place, name: String, in scope: SourceCompiler.Scope,
        depth: Int
    ) -> RenderNode {
        let from = annotation.node.stringValue ?? annotation["from"]?.node.stringValue
        guard from == "page.items", annotation["count"] == nil else {
            guard var source = sources.compile(annotation, in: scope) else { return .literal(Array("null".utf8)) }
            // The engine's identifiers are texts; what the schema calls a number is written as one.
            let types = outline.types(of: place)
            if case .job = source, !types.contains("string"), types.contains("integer") { source = .numeric(source) }
            return .source(source, otherwise: absence(of: place, name: name))
        }
        guard let items = outline.member("items", of: place) else {
            collector.error("\"page.items\" needs an array with \"items\"", at: annotation.node.position)
            return .literal(Array("[]".utf8))
        }
        if case .nothing = itemScope {
            collector.error("\"page.items\" has no meaning here: the operation lists nothing", at: annotation.node.position)
        }
        let element = compile(items, name: name, in: itemScope, path: [], depth: depth + 1)
        return .items(element, limit: annotation["first"]?.node.integerValue.map(Int.init))
    }

    private func compileBranches(
        _ branches: APIDocument.Place, of place: APIDocument.Place, name: String, in scope: SourceCompiler.Scope,
        path: [String], depth: Int
    ) -> RenderNode {
        var byState: [(states: StateSet, node: RenderNode)] = []
        for branch in branches.elements {
            guard let annotation = outline.member("x-sim-when", of: branch) else { continue }
            byState.append(
                (states(annotation), compile(branch, name: name, in: scope, path: path, depth: depth + 1)))
        }
        if !byState.isEmpty { return .byState(byState, otherwise: absence(of: place, name: name)) }
        // Without states the first branch that is not just null stands for all.
        guard let first = branches.elements.first(where: { outline.types(of: $0) != ["null"] }) else {
            return .literal(Array("null".utf8))
        }
        return compile(first, name: name, in: scope, path: path, depth: depth + 1)
    }

    private func compileObject(
        _ place: APIDocument.Place, _ properties: [SchemaOutline.Property], in scope: SourceCompiler.Scope,
        path: [String], depth: Int
    ) -> RenderNode {
        let required = outline.required(of: place)
        var members: [RenderNode.Member] = []
        for property in properties {
            var node = compile(
                property.place, name: property.name, in: scope, path: path + [property.name], depth: depth + 1)
            if case .source(let source, .synthetic) = node, !required.contains(property.name) {
                node = .source(source, otherwise: .leaveOut)
            }
            var outside = absence(of: property.place, name: property.name)
            if case .synthetic = outside, !required.contains(property.name) { outside = .leaveOut }
            members.append(
                RenderNode.Member(
                    key: JSONValue.string(property.name).serialized + [UInt8(ascii: ":")], node: node,
                    states: property.place["x-sim-when"].map(states), outside: outside))
        }
        return .object(members)
    }

    /// What stands for a value that is missing: `null` where that is allowed.
    private func absence(of place: APIDocument.Place, name: String) -> RenderNode.Absence {
        if outline.isNullable(place) { return .null }
        if let value = fixedValue(of: place) { return .literal(value.serialized) }
        return .synthetic(SyntheticPlan(place, name: name, outline: outline))
    }

    private func fixedValue(of place: APIDocument.Place) -> JSONValue? {
        if let value = outline.member("const", of: place) { return value.node.value }
        if let value = outline.member("example", of: place) { return value.node.value }
        if let value = outline.member("examples", of: place)?.elements.first { return value.node.value }
        return outline.member("default", of: place)?.node.value
    }

    private func states(_ annotation: APIDocument.Place) -> StateSet {
        let nodes = annotation.node.elements ?? [annotation.node]
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
