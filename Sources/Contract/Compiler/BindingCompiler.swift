// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

/// Compiles `x-sim-binding` and, for lists, the parameters' `x-sim-page` and `x-sim-filter`.
struct BindingCompiler {
    let outline: SchemaOutline
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    let kinds: [String: JobKindBuilder]
    /// The fields that each collection's clock sets.
    let stamps: [String: (created: String?, updated: String?)]
    let plans: [String: SubmissionPlan]
    /// Compiles a schema that stands inside a binding.
    let schema: (APIDocument.Place) -> Schema?

    static let verbs = ["submit", "read", "list", "stop", "create", "patch", "replace", "delete", "report", "act"]

    static let modifiers =
        ["by", "order", "where", "identifier", "named", "takes", "sets"] + batchWords
        + ReportCompiler.words.filter { $0 != "order" }

    /// The verb, its subject and the scope that answers are rendered in.
    struct Compiled {
        var binding: Binding
        var scope: SourceCompiler.Scope
        var itemScope: SourceCompiler.Scope
    }

    func compile(_ place: APIDocument.Place, operation: OperationOutline) -> Compiled? {
        collector.checkMembers(of: place, known: Self.verbs + Self.modifiers, in: "\"x-sim-binding\"")
        let found = place.members.filter { Self.verbs.contains($0.name) }
        if found.count == 1 { checkModifiers(of: found[0].name, in: place) }
        guard let verb = found.first, found.count == 1 else {
            collector.error(
                "a binding has exactly one verb, found \(found.count)", at: place.node.position,
                hint: "one of " + Self.verbs.joined(separator: ", "))
            return nil
        }
        switch verb.name {
        case "report" where verb.place.node.stringValue != nil: return compileReport(verb.place, place, operation)
        case "report", "act":
            // Later words of the vocabulary may stand here; today they are unknown names.
            collector.checkMembers(of: verb.place, known: [], in: "\"\(verb.name)\"")
            return Compiled(binding: .answer, scope: .nothing, itemScope: .nothing)
        default: break
        }
        if verb.name == "read", verb.place.node.elements != nil {
            return compileReadOfAny(verb.place, place, operation)
        }
        guard let name = collector.string(verb.place, "\"\(verb.name)\"") else { return nil }
        if verb.name == "list" { return compileList(name, place, operation) }
        if let kind = kinds[name], let binding = jobBinding(verb.name, kind, place, operation) {
            return Compiled(binding: binding, scope: .job(kind), itemScope: .nothing)
        }
        if sources.keys[name] != nil, isBatch(place) {
            return compileBatch(verb.name, name, place, operation).map {
                Compiled(
                    binding: .batch($0), scope: $0.isSingle ? .record(collection: name) : .list,
                    itemScope: .record(collection: name))
            }
        }
        if sources.keys[name] != nil, let binding = recordBinding(verb.name, name, place, operation) {
            return Compiled(binding: binding, scope: .record(collection: name), itemScope: .nothing)
        }
        let candidates: [String] =
            switch verb.name {
            case "submit", "stop": Array(kinds.keys)
            case "read": Array(kinds.keys) + sources.collections
            default: Array(sources.collections)
            }
        if !candidates.contains(name) {
            collector.error(
                "there is no job kind or collection \"\(name)\" to \(verb.name)", at: verb.place.node.position,
                hint: NameSuggestion.hint(for: name, among: candidates))
        }
        return nil
    }

    /// `by`, `order`, `identifier` and `named` say something of some verbs only.
    private func checkModifiers(of verb: String, in place: APIDocument.Place) {
        for (name, position, _) in place.members {
            let isMisplaced =
                switch name {
                case "by": !["read", "stop", "patch", "replace", "delete"].contains(verb)
                case "order", "where": verb != "list" && verb != "report"
                case _ where ReportCompiler.words.contains(name): verb != "report"
                case "takes", "sets": !["create", "patch", "replace"].contains(verb)
                case _ where Self.batchWords.contains(name): !["create", "patch", "delete"].contains(verb)
                case "identifier", "named": verb != "submit"
                default: false
                }
            if isMisplaced { collector.error("\"\(name)\" says nothing about \"\(verb)\"", at: position) }
        }
    }

    private func jobBinding(
        _ verb: String, _ kind: JobKindBuilder, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> Binding? {
        switch verb {
        case "submit":
            guard var plan = plans[kind.name] else { return nil }
            plan.identifier = place["identifier"].flatMap(IdentifierCompiler(collector: collector).compile)
            plan.named = place["named"].flatMap {
                sources.declaring(operation.parameters).compile($0, in: .nothing)
            }
            return .submit(plan)
        case "read": return identifier(place, operation).map { .readJob(kind: kind.name, by: $0) }
        case "stop": return identifier(place, operation).map { .stopJob(kind: kind.name, by: $0) }
        default: return nil
        }
    }

    private func recordBinding(
        _ verb: String, _ name: String, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> Binding? {
        if place["takes"] != nil || place["sets"] != nil {
            return compileEdit(verb, name, place, operation).map { .editRecord($0) }
        }
        if verb == "create" { return .createRecord(collection: name) }
        guard ["read", "patch", "replace", "delete"].contains(verb), let by = identifier(place, operation) else {
            return nil
        }
        return switch verb {
        case "read": .readRecord(collection: name, by: by)
        case "patch": .patchRecord(collection: name, by: by)
        case "replace": .replaceRecord(collection: name, by: by)
        default: .deleteRecord(collection: name, by: by)
        }
    }

    /// The source of the identifier: `by`, or the only path parameter.
    func identifier(_ place: APIDocument.Place, _ operation: OperationOutline) -> ValueSource? {
        if let by = place["by"] { return sources.declaring(operation.parameters).compile(by, in: .nothing) }
        let names = operation.template.parameterNames
        guard let name = names.last, names.count == 1 else {
            collector.error(
                "this operation has \(names.count) path parameters, so the binding must say which identifies what it is about",
                at: place.node.position, hint: "add \"by: path.NAME\" or \"by: query.NAME\"")
            return nil
        }
        return .parameter(.path, name)
    }
}
