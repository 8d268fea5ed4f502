// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// One operation of a document with its references followed, before it is compiled.
struct OperationOutline {
    struct Parameter {
        var name: String
        var location: ParameterLocation
        var isRequired: Bool
        var place: APIDocument.Place
    }

    var id: String
    var method: String
    var template: PathTemplate
    var place: APIDocument.Place
    var parameters: [Parameter]
    /// The records that the body refers to.
    var references: [(path: [String], collection: String)]
    /// For a list of jobs: which of an element's properties show when a job was created or changed.
    var itemInstants: [String: ListQuery.Order.Key]
    /// Its own `x-evidence`, or that of what it stands in.
    var evidence: APIDocument.Place?
}

/// Reads operations out of a document.
struct OperationReader {
    let document: APIDocument
    let outline: SchemaOutline
    let collector: DiagnosticCollector
    /// The collections that a body may refer to.
    let collections: Set<String>

    static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    /// An operation that is not read yet.
    struct Found {
        var id: String
        var method: String
        var template: PathTemplate
        var place: APIDocument.Place
        /// The path's own object, whose parameters all its operations have.
        var item: APIDocument.Place
        /// Its own `x-evidence`, or that of what it stands in.
        var evidence: APIDocument.Place?
    }

    /// Finds the operations of the document, in its order.
    func operations() -> [Found] {
        var operations: [Found] = []
        var shapes: [String: Found] = [:]
        var ids: [String: SourcePosition] = [:]
        for (path, position, place) in document.rootPlace["paths"]?.members ?? [] where !path.hasPrefix("x-") {
            let item = outline.resolve(place).last ?? place
            guard let template = PathTemplate(path) else {
                collector.error(
                    "\"\(path)\" is no path: it starts with \"/\", and a parameter takes a whole segment", at: position)
                continue
            }
            for method in Self.methods {
                guard let place = item[method] else { continue }
                let operation = find(method.uppercased(), template, place, in: item)
                let idPosition = place["operationId"]?.node.position ?? place.node.position
                if let other = ids.updateValue(idPosition, forKey: operation.id) {
                    collector.error("the operationId \"\(operation.id)\" is taken at \(other)", at: idPosition)
                }
                let shape = operation.method + " " + template.shape
                if let other = shapes.updateValue(operation, forKey: shape) {
                    let place = "\(other.method) \(other.template) at \(other.place.node.position)"
                    collector.error("\(operation.method) \(path) cannot be told apart from \(place)", at: position)
                }
                operations.append(operation)
            }
        }
        return operations
    }

    private func find(
        _ method: String, _ template: PathTemplate, _ place: APIDocument.Place, in item: APIDocument.Place
    ) -> Found {
        let id = collector.string(place["operationId"], "\"operationId\"")
        if id == nil {
            collector.error(
                "\(method) \(template) has no \"operationId\"", at: place.node.position,
                hint: "scenarios, reports and the journal call operations by it")
        }
        return Found(
            id: id ?? "\(method) \(template)", method: method, template: template, place: place, item: item,
            evidence: place["x-evidence"] ?? item["x-evidence"] ?? document.rootPlace["x-evidence"])
    }

    /// Follows the references of an operation.
    func read(_ found: Found) -> OperationOutline {
        let (template, place) = (found.template, found.place)
        let own = parameters(of: place)
        var names: Set<String> = []
        for name in template.parameterNames where !names.insert(name).inserted {
            collector.error("\(template) has two parameters \"\(name)\"", at: place.node.position)
        }
        let inherited = parameters(of: found.item).filter { known in
            !own.contains { $0.name == known.name && $0.location == known.location }
        }
        let parameters = inherited + own
        for name in template.parameterNames
        where !parameters.contains(where: { $0.location == .path && $0.name == name }) {
            collector.error("path parameter \"\(name)\" of \(template) is not declared", at: place.node.position)
        }
        for parameter in parameters
        where parameter.location == .path && !template.parameterNames.contains(parameter.name) {
            collector.error(
                "\(template) has no \"{\(parameter.name)}\"", at: parameter.place.node.position,
                hint: NameSuggestion.hint(for: parameter.name, among: template.parameterNames))
        }
        return OperationOutline(
            id: found.id, method: found.method, template: template, place: place, parameters: parameters,
            references: references(in: place), itemInstants: itemInstants(in: place), evidence: found.evidence)
    }

    private func parameters(of place: APIDocument.Place) -> [OperationOutline.Parameter] {
        (place["parameters"]?.elements ?? []).compactMap { element in
            let place = outline.resolve(element).last ?? element
            // A reference that leads nowhere is reported already.
            if place["$ref"] != nil { return nil }
            guard let name = place["name"]?.node.stringValue else {
                collector.error("a parameter needs a \"name\"", at: place.node.position)
                return nil
            }
            guard let location = ParameterLocation(rawValue: place["in"]?.node.stringValue ?? "") else {
                collector.error(
                    "parameter \"\(name)\" needs \"in\"", at: place.node.position,
                    hint: "one of path, query, header, cookie")
                return nil
            }
            return OperationOutline.Parameter(
                name: name, location: location,
                isRequired: location == .path || place["required"]?.node.boolValue == true, place: place)
        }
    }

    /// The schema of a JSON body or response.
    func jsonSchema(of content: APIDocument.Place?) -> APIDocument.Place? {
        content?.members.first { MediaType.isJSON($0.name) }?.place["schema"]
    }

    private func references(in place: APIDocument.Place) -> [(path: [String], collection: String)] {
        guard let body = place["requestBody"], let resolved = outline.resolve(body).last,
            let schema = jsonSchema(of: resolved["content"])
        else { return [] }
        var found: [(path: [String], collection: String)] = []
        collectReferences(schema, path: [], depth: 0, into: &found)
        return found
    }

    private func collectReferences(
        _ place: APIDocument.Place, path: [String], depth: Int,
        into found: inout [(path: [String], collection: String)]
    ) {
        guard depth < 8 else { return }
        for candidate in outline.resolve(place) {
            if let annotation = candidate["x-sim-refers"],
                let collection = collector.string(annotation, "\"x-sim-refers\""),
                !found.contains(where: { $0.path == path })
            {
                if !collections.contains(collection) {
                    collector.error(
                        "there is no collection \"\(collection)\"", at: annotation.node.position,
                        hint: NameSuggestion.hint(for: collection, among: collections))
                }
                found.append((path, collection))
            }
            // A path leads through arrays to each of their elements.
            if let items = candidate["items"] {
                collectReferences(items, path: path, depth: depth + 1, into: &found)
            }
            for keyword in ["allOf", "anyOf", "oneOf"] {
                for branch in candidate[keyword]?.elements ?? [] {
                    collectReferences(branch, path: path, depth: depth + 1, into: &found)
                }
            }
            for member in candidate["properties"]?.members ?? [] {
                collectReferences(member.place, path: path + [member.name], depth: depth + 1, into: &found)
            }
        }
    }

    /// The names of an element's properties whose source is when a job was created or changed.
    private func itemInstants(in place: APIDocument.Place) -> [String: ListQuery.Order.Key] {
        var keys: [String: ListQuery.Order.Key] = [:]
        func visit(_ place: APIDocument.Place, depth: Int) {
            guard depth < 8 else { return }
            for property in outline.properties(of: place) {
                let source = outline.member("x-sim-source", of: property.place)
                switch source?.node.stringValue ?? source?["from"]?.node.stringValue {
                case "job.created": keys[property.name] = .created
                case "job.updated": keys[property.name] = .updated
                default: break
                }
                visit(property.place, depth: depth + 1)
            }
            if let items = outline.member("items", of: place) { visit(items, depth: depth + 1) }
        }
        for response in place["responses"]?.members ?? [] where response.name.hasPrefix("2") {
            if let resolved = outline.resolve(response.place).last, let schema = jsonSchema(of: resolved["content"]) {
                visit(schema, depth: 0)
            }
        }
        return keys
    }
}

/// Names of media types (RFC 6838).
enum MediaType {
    /// `application/json` and types with the suffix `+json`, whatever their parameters.
    static func isJSON(_ text: String) -> Bool {
        let name = text.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return name == "application/json" || name.hasSuffix("+json")
    }
}
