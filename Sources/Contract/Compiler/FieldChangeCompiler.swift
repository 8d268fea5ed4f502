// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `sets`: the fields of a record and what each becomes.
struct FieldChangeCompiler {
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    /// The collection whose record changes, with the fields that nobody may set.
    let collection: String
    let ownFields: Set<String>
    /// The kind of the job that does it, where one does.
    var kind: JobKindBuilder?
    /// Whether a request does it.
    var hasRequest = true

    func compile(_ place: APIDocument.Place) -> [EditPlan.Entry] {
        guard place.node.members != nil else {
            collector.error(
                "\"sets\" is an object of fields and what they become, found \(place.node.kindPhrase)",
                at: place.node.position)
            return []
        }
        return place.members.compactMap { name, position, value in
            if ownFields.contains(name) {
                collector.error("\"\(name)\" is set by the engine alone", at: position)
            }
            return compile(value).map { EditPlan.Entry(field: name, value: $0, when: conditions(value["when"])) }
        }
    }

    private func compile(_ place: APIDocument.Place) -> EditPlan.Value? {
        if place["add"] != nil { return compileSum(place) }
        // Texts are sources, as everywhere; other scalars can only be meant as they are.
        switch place.node.content {
        case .null, .bool, .integer, .double, .bigNumber: return .source(.constant(place.node.value))
        case .string(let text) where !text.contains("."):
            collector.error(
                "\"\(text)\" is no source", at: place.node.position,
                hint: "to set that very text, write { const: \(text) }")
            return nil
        default: break
        }
        // "when" belongs to the entry, and the rest of the object is a source.
        let source = place.leavingOut("when")
        if source.node.members?.isEmpty == true {
            collector.error("this says when, but not what the field becomes", at: place.node.position)
            return nil
        }
        guard let found = sources.compile(source, in: .change(collection: collection, kind: kind)) else { return nil }
        if !hasRequest, found.needsRequest {
            collector.error("this is of a request, and there is none", at: place.node.position)
            return nil
        }
        if found.needsRenderer {
            collector.error(
                "only an answer can work this out", at: place.node.position,
                hint: "put them on the property of the answer that shows the field")
            return nil
        }
        return .source(found)
    }

    private func compileSum(_ place: APIDocument.Place) -> EditPlan.Value? {
        collector.checkMembers(of: place, known: ["add", "at-least", "at-most", "when"], in: "a sum")
        func integer(_ name: String) -> Int64? {
            guard let member = place[name] else { return nil }
            if let number = member.node.integerValue { return number }
            collector.error("\"\(name)\" is a whole number, found \(member.node.kindPhrase)", at: member.node.position)
            return nil
        }
        return integer("add").map { .sum($0, least: integer("at-least"), most: integer("at-most")) }
    }

    private func conditions(_ place: APIDocument.Place?) -> [(path: [String], value: JSONValue)] {
        guard let place else { return [] }
        if place.node.members == nil || !hasRequest {
            collector.error(
                hasRequest
                    ? "\"when\" is an object of the body's members and their values, found \(place.node.kindPhrase)"
                    : "\"when\" has no meaning here: there is no body", at: place.node.position)
            return []
        }
        return place.members.map { name, position, value in
            if !name.hasPrefix("input.") {
                collector.error("\"\(name)\" is no input", at: position, hint: "use input.NAME")
            }
            return (name.split(separator: ".").dropFirst().map(String.init), value.node.value)
        }
    }
}

extension BindingCompiler {
    /// A binding with `takes` or `sets`.
    func compileEdit(
        _ verb: String, _ name: String, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> EditPlan? {
        guard let verb = RecordEdit.Verb(rawValue: verb) else { return nil }
        var plan = EditPlan(collection: name, verb: verb, takes: nil, sets: [])
        if verb != .create {
            guard let by = identifier(place, operation) else { return nil }
            plan.by = by
        }
        if let takes = place["takes"] { plan.takes = compileTakes(takes) }
        if let sets = place["sets"] { plan.sets = compileSets(sets, of: name, makes: verb == .create, operation) }
        return plan
    }

    func compileSets(
        _ place: APIDocument.Place, of collection: String, makes: Bool, _ operation: OperationOutline
    ) -> [EditPlan.Entry] {
        let stamp = stamps[collection] ?? (nil, nil)
        let own = [stamp.created, stamp.updated, makes ? nil : sources.keys[collection]].compactMap(\.self)
        return FieldChangeCompiler(
            sources: sources.declaring(operation.parameters), collector: collector, collection: collection,
            ownFields: Set(own)
        ).compile(place)
    }

    func compileTakes(_ place: APIDocument.Place) -> Set<String>? {
        if place.node.stringValue == "none" { return [] }
        let names = place.node.elements?.compactMap(\.stringValue) ?? []
        guard !names.isEmpty, names.count == place.elements.count else {
            collector.error(
                "\"takes\" is \"none\", or a list of members of the body", at: place.node.position)
            return nil
        }
        return Set(names)
    }
}

extension APIDocument.Place {
    /// The same object without one of its members.
    fileprivate func leavingOut(_ name: String) -> APIDocument.Place {
        guard let members = node.members, members.contains(where: { $0.name == name }) else { return self }
        var copy = self
        copy.node.content = .object(members.filter { $0.name != name })
        return copy
    }
}

extension ValueSource {
    /// Whether the value, or a part of it, is one of a request.
    fileprivate var needsRequest: Bool {
        switch self {
        case .body, .parameter, .mountedPath: true
        case .mapped(let source, _), .recordField(let source, _, _), .transformed(let source, _),
            .shaped(let source, _),
            .numeric(let source):
            source.needsRequest
        case .firstOf(let sources): sources.contains(where: \.needsRequest)
        case .template(let parts):
            parts.contains { if case .value(let source) = $0 { source.needsRequest } else { false } }
        case .draft(let topic, let words): topic.needsRequest || words.needsRequest
        default: false
        }
    }
}

extension ValueSource {
    /// Whether the value, or a part of it, is one that only a renderer can make.
    fileprivate var needsRenderer: Bool {
        switch self {
        case .transformed, .shaped, .draft, .series, .when, .row, .quotient: true
        case .mapped(let source, _), .recordField(let source, _, _): source.needsRenderer
        case .firstOf(let sources): sources.contains(where: \.needsRenderer)
        case .template(let parts):
            parts.contains { if case .value(let source) = $0 { source.needsRenderer } else { false } }
        default: false
        }
    }
}

extension CollectionKind {
    /// The fields that only the engine sets.
    var ownFields: Set<String> { Set([key, createdField, updatedField].compactMap(\.self)) }
}
