// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Looks for what no compiler pass would miss.
///
/// That is misspelt fields and annotations, annotations in the wrong place, references that lead nowhere. Inside schemas
/// the schema compiler does this for JSON Schema's own keywords.
struct DocumentChecker {
    let document: APIDocument
    let collector: DiagnosticCollector
    /// Compiles a schema, for what is wrong with it: also where no request is checked against it.
    let compileSchema: (APIDocument.Place) -> Void

    func check() {
        check(document.rootPlace, as: .document)
    }

    private func check(_ place: APIDocument.Place, as kind: OpenAPIObject) {
        guard let members = place.node.members else {
            if kind != .schema || place.node.boolValue == nil {
                collector.error(
                    "\(kind.phrase) must be an object, found \(place.node.kindPhrase)", at: place.node.position)
            }
            return
        }
        if let reference = place["$ref"] { checkReference(reference) }
        if let evidence = place["x-evidence"] { checkEvidence(evidence, on: kind) }
        if let lenient = place[Leniency.annotation] { Leniency.check(lenient, collector) }
        let fields = kind.fields
        for member in members {
            let child = APIDocument.Place(node: member.value, pointer: place.pointer.appending(member.name))
            if member.name.hasPrefix("x-") {
                checkAnnotation(member, on: kind)
            } else if let memberKind = kind.memberKind {
                check(child, as: memberKind)
            } else if kind == .schema {
                checkInsideSchema(child, keyword: member.name)
            } else if let field = fields[member.name] {
                checkField(child, field)
            } else {
                collector.error(
                    "\(kind.phrase) has no field \"\(member.name)\"", at: member.namePosition,
                    hint: NameSuggestion.hint(for: member.name, among: fields.keys))
            }
        }
    }

    private func checkField(_ place: APIDocument.Place, _ field: OpenAPIObject.Field) {
        switch field {
        case .free: break
        case .one(let kind): checkWhole(place, as: kind)
        case .list(let kind):
            guard place.node.elements != nil else {
                collector.error("this must be an array, found \(place.node.kindPhrase)", at: place.node.position)
                return
            }
            for element in place.elements { check(element, as: kind) }
        case .map(let kind):
            guard place.node.members != nil else {
                collector.error("this must be an object, found \(place.node.kindPhrase)", at: place.node.position)
                return
            }
            for member in place.members { checkWhole(member.place, as: kind) }
        }
    }

    /// A place that is no part of a schema around it.
    private func checkWhole(_ place: APIDocument.Place, as kind: OpenAPIObject) {
        check(place, as: kind)
        if kind == .schema { compileSchema(place) }
    }

    private func checkInsideSchema(_ place: APIDocument.Place, keyword: String) {
        switch keyword {
        case "properties", "patternProperties", "dependentSchemas", "$defs":
            for member in place.members { check(member.place, as: .schema) }
        case "allOf", "anyOf", "oneOf", "prefixItems":
            for element in place.elements { check(element, as: .schema) }
        case "items", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "not", "if", "then", "else",
            "contains", "propertyNames":
            check(place, as: .schema)
        default: break
        }
    }

    private func checkReference(_ reference: APIDocument.Place) {
        guard let text = collector.string(reference, "\"$ref\"") else { return }
        guard text.hasPrefix("#") else {
            collector.error(
                "\"\(text)\" leads out of this document", at: reference.node.position,
                hint: "copy what it leads to into \"components\"")
            return
        }
        guard let pointer = document.pointer(ofReference: text), document.place(at: pointer) != nil else {
            collector.error(
                "\"\(text)\" leads nowhere", at: reference.node.position, hint: suggestion(forReference: text))
            return
        }
    }

    private func suggestion(forReference text: String) -> String? {
        guard let pointer = document.pointer(ofReference: text), let last = pointer.tokens.last,
            let siblings = document.place(at: JSONPointer(pointer.tokens.dropLast()))?.node.members
        else { return nil }
        return NameSuggestion.hint(for: last, among: siblings.map(\.name))
    }

    private func checkAnnotation(_ member: SourceNode.Member, on kind: OpenAPIObject) {
        let name = member.name
        if Annotation.everywhere.contains(name) || Annotation.placement[kind]?.contains(name) == true { return }
        let homes = Annotation.placement.filter { $0.value.contains(name) }.map(\.key.phrase).sorted()
        if !homes.isEmpty {
            collector.error(
                "\"\(name)\" does not belong on \(kind.phrase)", at: member.namePosition,
                hint: "it belongs on " + homes.joined(separator: " or "))
        } else if name.hasPrefix("x-sim") || NameSuggestion.closest(to: name, among: Annotation.all) != nil {
            collector.error(
                "unknown annotation \"\(name)\"", at: member.namePosition,
                hint: NameSuggestion.closest(to: name, among: Annotation.all).map { "did you mean \"\($0)\"?" })
        }
    }

    private func checkEvidence(_ place: APIDocument.Place, on kind: OpenAPIObject) {
        let words = Evidence.allCases.map(\.rawValue)
        func check(_ node: SourceNode) {
            guard let word = node.stringValue, words.contains(word) else {
                collector.error(
                    "\(node.value.text) is no word of evidence", at: node.position,
                    hint: NameSuggestion.hint(for: node.stringValue ?? "", among: words))
                return
            }
        }
        if place.node.members != nil, kind == .operation {
            collector.checkMembers(of: place, known: ["request", "response"], in: "\"x-evidence\"")
            if place["request"] == nil || place["response"] == nil {
                collector.error("\"x-evidence\" needs both \"request\" and \"response\"", at: place.node.position)
            }
            for member in place.members { check(member.place.node) }
        } else {
            check(place.node)
        }
    }
}
