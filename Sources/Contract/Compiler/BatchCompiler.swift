// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

/// How a request becomes a batch: the same done to several records, links by name, and what follows.
package struct BatchPlan: Sendable {
    var verb: RecordBatch.Verb
    var collection: String
    /// Where in the body the elements stand; `nil`: the body as a whole is the one element.
    var each: [String]?
    /// The field that an element which is no object becomes.
    var name: String?
    /// Identifies the record, where there is one only.
    var by: ValueSource?
    var unlessExists: String?
    /// An element that does not satisfy it has failed; the others are done.
    var valid: Schema?
    /// The members of an element that become fields; `nil`: all.
    var takes: Set<String>?
    var sets: [EditPlan.Entry] = []
    /// Values for members that an element leaves out.
    var defaults: [(name: String, value: JSONValue)] = []
    var links: [Link] = []
    var then: [BatchPlan] = []
    var ownerField: String?

    var isSingle: Bool { each == nil }

    struct Link: Sendable {
        var field: String
        var collection: String
        var nameField: String
        var names: Names

        enum Names: Sendable {
            case body([String])
            /// A member of the element.
            case element([String])
        }
    }
}

extension BindingCompiler {
    static let batchWords = ["each", "as", "unless-exists", "valid", "links", "then"]
    static let editWords = ["takes", "sets"]

    func isBatch(_ place: APIDocument.Place) -> Bool {
        ["each", "links", "then"].contains { place[$0] != nil }
    }

    func compileBatch(
        _ verb: String, _ collection: String, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> BatchPlan? {
        guard let verb = RecordBatch.Verb(rawValue: verb) else { return nil }
        var plan = BatchPlan(verb: verb, collection: collection)
        if let each = place["each"] {
            guard let path = bodyPath(each, "\"each\"") else { return nil }
            plan.each = path
            if verb == .create { plan.defaults = defaults(ofElementsAt: path, operation) }
            if let by = place["by"] {
                collector.error("with \"each\" the elements identify the records", at: by.node.position)
            }
        } else if verb != .create {
            guard let by = identifier(place, operation) else { return nil }
            plan.by = by
        }
        plan.name = collector.string(place["as"], "\"as\"")
        for word in ["as", "valid"] where place[word] != nil && plan.each == nil {
            collector.error("\"\(word)\" needs \"each\"", at: place[word]?.node.position)
        }
        plan.unlessExists = collector.string(place["unless-exists"], "\"unless-exists\"")
        if let place = place["unless-exists"], verb != .create || plan.each == nil {
            collector.error("\"unless-exists\" is about creating several", at: place.node.position)
        }
        if let valid = place["valid"] { plan.valid = schema(valid) }
        plan.takes = place["takes"].flatMap(compileTakes)
        plan.sets = place["sets"].map { compileSets($0, of: collection, makes: verb == .create, operation) } ?? []
        if verb == .delete, let word = place["takes"] ?? place["sets"] {
            collector.error("what is deleted is not changed", at: word.node.position)
        }
        plan.links = compileLinks(place["links"], hasElements: plan.each != nil)
        plan.ownerField = collector.string(place["owner"], "\"owner\"")
        if let then = place["then"] {
            if !plan.isSingle {
                collector.error("\"then\" follows one record, not each of several", at: then.node.position)
            }
            guard then.node.elements != nil else {
                collector.error("\"then\" is a list of bindings", at: then.node.position)
                return nil
            }
            plan.then = then.elements.compactMap { compileFollowing($0, operation) }
        }
        return plan
    }

    private func compileFollowing(_ place: APIDocument.Place, _ operation: OperationOutline) -> BatchPlan? {
        let verbs = ["create", "patch", "delete"]
        collector.checkMembers(
            of: place, known: verbs + ["owner"] + Self.editWords + Self.batchWords.filter { $0 != "then" },
            in: "a binding in \"then\"")
        guard let verb = verbs.first(where: { place[$0] != nil }), let subject = place[verb],
            let name = collector.string(subject, "\"\(verb)\"")
        else {
            collector.error(
                "a binding in \"then\" has one verb", at: place.node.position,
                hint: "one of " + verbs.joined(separator: ", "))
            return nil
        }
        guard sources.checkCollection(name, at: subject.node.position) else { return nil }
        guard place["each"] != nil else {
            collector.error("a binding in \"then\" needs \"each\"", at: place.node.position)
            return nil
        }
        return compileBatch(verb, name, place, operation)
    }

    /// Reads `links: { tagIds: { in: tags, as: name, from: input.tags } }`.
    private func compileLinks(_ place: APIDocument.Place?, hasElements: Bool) -> [BatchPlan.Link] {
        guard let place else { return [] }
        guard place.node.members != nil else {
            collector.error("\"links\" is an object, found \(place.node.kindPhrase)", at: place.node.position)
            return []
        }
        return place.members.compactMap { field, _, place in
            collector.checkMembers(of: place, known: ["in", "as", "from"], in: "a link")
            guard let collection = collector.string(place["in"], "\"in\""),
                let nameField = collector.string(place["as"], "\"as\""),
                let from = place["from"], let text = collector.string(from, "\"from\"")
            else {
                collector.error(
                    "a link needs \"in\", \"as\" and \"from\"", at: place.node.position,
                    hint: "the collection, the field that holds its records' names, and where the names come from")
                return nil
            }
            guard sources.checkCollection(collection, at: place["in"]?.node.position) else { return nil }
            let path = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            switch path.first {
            case "input" where path.count > 1 && !path.contains(""):
                return .init(
                    field: field, collection: collection, nameField: nameField, names: .body(Array(path.dropFirst())))
            case "each" where hasElements && path.count > 1 && !path.contains(""):
                return .init(
                    field: field, collection: collection, nameField: nameField, names: .element(Array(path.dropFirst()))
                )
            default:
                collector.error(
                    "the names of a link come from the body, not from \"\(text)\"", at: from.node.position,
                    hint: "use input.NAME" + (hasElements ? ", or each.NAME for a member of the element" : ""))
                return nil
            }
        }
    }

    /// What the schema of the elements says of members that are left out.
    private func defaults(
        ofElementsAt path: [String], _ operation: OperationOutline
    ) -> [(name: String, value: JSONValue)] {
        let body = operation.place["requestBody"].flatMap { outline.resolve($0).last }
        var place = body?["content"]?.members.first { MediaType.isJSON($0.name) }?.place["schema"]
        for name in path {
            place = place.flatMap { place in outline.properties(of: place).first { $0.name == name }?.place }
        }
        guard let items = place.flatMap({ outline.member("items", of: $0) }) else { return [] }
        return outline.properties(of: items).compactMap { property in
            outline.member("default", of: property.place).map { (property.name, $0.node.value) }
        }
    }

    private func bodyPath(_ place: APIDocument.Place, _ what: String) -> [String]? {
        guard let text = collector.string(place, what) else { return nil }
        let path = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.first == "input", path.count > 1, !path.contains("") else {
            collector.error("\(what) names a list in the body, as input.NAME", at: place.node.position)
            return nil
        }
        return Array(path.dropFirst())
    }
}
