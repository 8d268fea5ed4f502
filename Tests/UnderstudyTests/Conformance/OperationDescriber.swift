// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema

/// Reads the operations of a document.
struct OperationDescriber {
    let root: JSONValue
    let schemas: SchemaTree
    let compile: (JSONPointer) throws -> Schema

    private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    func operations() throws -> [DescribedOperation] {
        var operations: [DescribedOperation] = []
        for path in root["paths"]?.objectValue ?? [:] {
            let place = JSONPointer(["paths", path.name])
            let shared = path.value["parameters"] == nil ? [] : elements(place.appending("parameters"))
            for method in path.value.objectValue ?? [:] where Self.methods.contains(method.name) {
                let own = place.appending(method.name)
                let parameters = try self.parameters(shared + elements(own.appending("parameters")))
                let binding = method.value["x-sim-binding"] ?? .null
                let (verb, subjects) = Self.verb(of: binding)
                operations.append(
                    DescribedOperation(
                        id: method.value["operationId"]?.stringValue ?? "", method: method.name.uppercased(),
                        path: path.name, parameters: parameters, body: try body(own.appending("requestBody")),
                        responses: try responses(own.appending("responses")),
                        credentials: credentials(method.value["security"] ?? root["security"]), verb: verb,
                        subjects: subjects, binding: binding))
            }
        }
        return operations
    }

    func events() throws -> [DescribedEvent] {
        try (root["webhooks"]?.objectValue ?? [:]).compactMap { event in
            let place = JSONPointer(["webhooks", event.name, "post"])
            guard let body = try body(place.appending("requestBody")) else { return nil }
            return DescribedEvent(
                name: event.name, when: event.value["post"]?["x-sim-webhook"]?["when"] ?? .null, node: body.node,
                schema: body.schema)
        }
    }

    /// The first member that is no modifier; several kinds may stand in a list.
    private static func verb(of binding: JSONValue) -> (String, [String]) {
        let verbs = ["submit", "read", "list", "stop", "create", "patch", "replace", "delete", "report", "act"]
        guard let verb = binding.objectValue?.first(where: { verbs.contains($0.name) }) else { return ("act", []) }
        let names = verb.value.arrayValue ?? [verb.value]
        return (verb.name, names.compactMap(\.stringValue))
    }

    private func elements(_ place: JSONPointer) -> [JSONPointer] {
        (root.value(at: place)?.arrayValue ?? []).indices.map { place.appending($0) }
    }

    /// Follows the references of things that are no schemas.
    private func target(_ place: JSONPointer) -> (place: JSONPointer, value: JSONValue)? {
        var place = place
        while let value = root.value(at: place) {
            guard let reference = value["$ref"]?.stringValue else { return (place, value) }
            guard let next = JSONPointer(parsing: String(reference.dropFirst())) else { return nil }
            place = next
        }
        return nil
    }

    /// An operation's own parameter takes the place of its path's.
    private func parameters(_ places: [JSONPointer]) throws -> [DescribedOperation.Parameter] {
        var found: [DescribedOperation.Parameter] = []
        for place in places {
            guard let (place, value) = target(place), let name = value["name"]?.stringValue,
                let location = value["in"]?.stringValue
            else { continue }
            let examples = value["examples"]?.objectValue?.compactMap { $0.value["value"] } ?? []
            let style = value["style"]?.stringValue ?? (location == "query" || location == "cookie" ? "form" : "simple")
            found.removeAll { $0.name == name && $0.location == location }
            found.append(
                DescribedOperation.Parameter(
                    name: name, location: location, isRequired: value["required"]?.boolValue ?? false,
                    node: schemas.flat(value["schema"] ?? .object([:])),
                    schema: try compile(place.appending("schema")), example: value["example"] ?? examples.first,
                    isExploded: value["explode"]?.boolValue ?? (style == "form"),
                    page: value["x-sim-page"]?.stringValue ?? value["x-sim-page"]?.objectValue?.first?.name,
                    isFilter: value["x-sim-filter"] != nil, isIdempotencyKey: value["x-sim-idempotency"] != nil,
                    refers: value["x-sim-refers"]?.stringValue))
        }
        return found
    }

    private func body(_ place: JSONPointer) throws -> DescribedOperation.Body? {
        guard let (place, value) = target(place),
            let media = value["content"]?.objectValue?.first(where: { $0.name.contains("json") }),
            let schema = media.value["schema"]
        else { return nil }
        let named = media.value["examples"]?.objectValue?.compactMap { $0.value["value"] } ?? []
        return DescribedOperation.Body(
            isRequired: value["required"]?.boolValue ?? false, node: schema,
            schema: try compile(place.appending("content").appending(media.name).appending("schema")),
            examples: (media.value["example"].map { [$0] } ?? []) + named)
    }

    private func responses(_ place: JSONPointer) throws -> [Int: DescribedOperation.Response] {
        var found: [Int: DescribedOperation.Response] = [:]
        for response in root.value(at: place)?.objectValue ?? [:] {
            guard let status = response.name == "default" ? 0 : Int(response.name) else { continue }
            found[status] = try self.response(place.appending(response.name))
        }
        return found
    }

    func response(_ place: JSONPointer) throws -> DescribedOperation.Response? {
        guard let (place, value) = target(place) else { return nil }
        let media = value["content"]?.objectValue?.first
        let schema = try media.flatMap { media in
            media.value["schema"] == nil
                ? nil : try compile(place.appending("content").appending(media.name).appending("schema"))
        }
        let headers = (value["headers"]?.objectValue ?? [:]).filter { header in
            let place = place.appending("headers").appending(header.name)
            return target(place)?.value["required"]?.boolValue ?? false
        }
        return DescribedOperation.Response(
            contentType: media?.name, node: media?.value["schema"], schema: schema,
            requiredHeaders: headers.map(\.name))
    }

    private func credentials(_ security: JSONValue?) -> [[DescribedOperation.Credential]] {
        (security?.arrayValue ?? []).map { alternative in
            (alternative.objectValue ?? [:]).compactMap { requirement in
                let place = JSONPointer(["components", "securitySchemes", requirement.name])
                guard let scheme = target(place)?.value else { return nil }
                let scopes = requirement.value.arrayValue?.compactMap(\.stringValue) ?? []
                if scheme["type"] == "apiKey" {
                    return .init(
                        location: scheme["in"]?.stringValue ?? "header", name: scheme["name"]?.stringValue ?? "",
                        scopes: scopes)
                }
                return .init(
                    location: "header", name: "Authorization", scheme: scheme["scheme"]?.stringValue ?? "bearer",
                    scopes: scopes)
            }
        }
    }
}
