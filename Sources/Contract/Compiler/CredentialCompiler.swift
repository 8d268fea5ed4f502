// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-credentials`, and what operations ask of credentials.
struct CredentialCompiler {
    let document: APIDocument
    let outline: SchemaOutline
    let collector: DiagnosticCollector

    /// What a credential is where no scenario says otherwise.
    func attributes() -> JSONObject {
        guard let place = document.rootPlace["x-sim-credentials"] else { return JSONObject() }
        collector.checkMembers(of: place, known: ["attributes", "scopes"], in: "\"x-sim-credentials\"")
        _ = declaredScopes
        guard let attributes = place["attributes"] else { return JSONObject() }
        guard let object = attributes.node.value.objectValue else {
            collector.error(
                "\"attributes\" must be an object, found \(attributes.node.kindPhrase)", at: attributes.node.position)
            return JSONObject()
        }
        return object
    }

    /// The scopes that the document lists; `nil` where it has no list.
    private var declaredScopes: [String]? {
        guard let place = document.rootPlace["x-sim-credentials"]?["scopes"] else { return nil }
        let scopes = place.elements.compactMap(\.node.stringValue)
        if place.node.elements == nil || scopes.count != place.elements.count {
            collector.error("\"scopes\" is a list of strings", at: place.node.position)
        }
        return scopes
    }

    /// The alternatives of an operation, and the scopes that each needs.
    func compile(_ operation: APIDocument.Place) -> (alternatives: [[CredentialPlan]], scopes: [[String]]) {
        guard let security = operation["security"] ?? document.rootPlace["security"] else { return ([], []) }
        var alternatives: [[CredentialPlan]] = []
        var scopes: [[String]] = []
        for alternative in security.elements {
            // An empty requirement makes the credential optional (OpenAPI 3.1, section 4.8.30).
            alternatives.append(alternative.members.compactMap { credential($0.name, at: $0.position) })
            scopes.append(alternative.members.flatMap { roles($0.place) })
        }
        return (alternatives, scopes)
    }

    /// Role names: scopes of OAuth2, and since OpenAPI 3.1 those of every other scheme (section 4.8.30).
    private func roles(_ place: APIDocument.Place) -> [String] {
        let declared = declaredScopes
        return place.elements.compactMap { element in
            guard let scope = element.node.stringValue else {
                collector.error("a scope is a string, found \(element.node.kindPhrase)", at: element.node.position)
                return nil
            }
            if let declared, !declared.contains(scope) {
                collector.error(
                    "\"x-sim-credentials\" lists no scope \"\(scope)\"", at: element.node.position,
                    hint: NameSuggestion.hint(for: scope, among: declared))
            }
            return scope
        }
    }

    private func credential(_ name: String, at position: SourcePosition) -> CredentialPlan? {
        let schemes = document.rootPlace["components"]?["securitySchemes"]
        guard let scheme = schemes?[name].flatMap({ outline.resolve($0).last }) else {
            collector.error(
                "there is no security scheme \"\(name)\"", at: position,
                hint: NameSuggestion.hint(for: name, among: schemes?.members.map(\.name) ?? []))
            return nil
        }
        switch scheme["type"]?.node.stringValue {
        case "apiKey":
            guard let location = ParameterLocation(rawValue: scheme["in"]?.node.stringValue ?? ""), location != .path,
                let name = scheme["name"]?.node.stringValue
            else { break }
            return CredentialPlan(location: location, name: name, form: .apiKey)
        case "http":
            guard let word = scheme["scheme"]?.node.stringValue?.lowercased() else { break }
            return CredentialPlan(location: .header, name: "Authorization", form: .scheme(word))
        case "oauth2", "openIdConnect":
            return CredentialPlan(location: .header, name: "Authorization", form: .scheme("bearer"))
        default: break
        }
        collector.error(
            "security scheme \"\(name)\" is incomplete", at: scheme.node.position,
            hint: "an apiKey has \"in\" and \"name\", an http scheme has \"scheme\"")
        return nil
    }
}
