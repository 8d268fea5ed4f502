// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What scenario files say of credentials.
extension ScenarioReader {
    mutating func readCredentials(_ node: SourceNode, onto credentials: inout [String: CredentialRule]) {
        guard !removes(node) else {
            credentials = [:]
            return
        }
        for member in map(node, "\"credentials\"") {
            if member.name.isEmpty {
                complain("a credential is not empty", at: member.namePosition)
            } else if removes(member.value) {
                credentials[member.name] = nil
            } else {
                readCredential(member.value, onto: &credentials[member.name, default: CredentialRule()])
            }
        }
    }

    private mutating func readCredential(_ node: SourceNode, onto rule: inout CredentialRule) {
        guard
            let fields = fields(
                of: node, "a credential", known: ["api", "scopes", "refused", "attributes"], isMerged: true)
        else { return }
        if let node = fields["api"] { rule.api = removes(node) ? nil : knownAPI(node) }
        if let node = fields["scopes"] { rule.scopes = removes(node) ? nil : scopes(node, api: rule.api) }
        if let node = fields["refused"] { rule.refused = removes(node) ? nil : name(node, "why it is refused") }
        if let node = fields["attributes"] {
            if removes(node) {
                rule.attributes = JSONObject()
            } else {
                readAttributes(node, onto: &rule.attributes)
            }
        }
    }

    private mutating func readAttributes(_ node: SourceNode, onto attributes: inout JSONObject) {
        for member in map(node, "\"attributes\"") {
            if removes(member.value) {
                attributes[member.name] = nil
            } else {
                attributes[member.name] = (attributes[member.name] ?? .null).mergedIfObject(with: member.value.value)
            }
        }
    }

    private mutating func scopes(_ node: SourceNode, api: String?) -> [String] {
        var scopes: [String] = []
        let known = names.map { names in
            Set(api.map { names[$0]?.scopes ?? [] } ?? Array(names.values.map(\.scopes).joined())).sorted()
        }
        for element in list(node, "\"scopes\"") {
            guard let scope = string(element, "a scope") else { continue }
            if let known, !known.contains(scope) {
                complain(
                    (api.map { "\"\($0)\" has no" } ?? "no API has a") + " scope \"\(scope)\"", at: element.position,
                    hint: NameSuggestion.hint(for: scope, among: known))
            }
            if scopes.contains(scope) { complain("\"\(scope)\" is there twice", at: element.position) }
            scopes.append(scope)
        }
        return scopes
    }

    /// The name of an API, which is known where the documents are.
    mutating func knownAPI(_ node: SourceNode) -> String? {
        guard let api = string(node, "\"api\"") else { return nil }
        if let names, names[api] == nil {
            complain(
                "there is no API \"\(api)\"", at: node.position, hint: NameSuggestion.hint(for: api, among: names.keys))
        }
        return api
    }
}

extension JSONValue {
    /// As a merge patch changes this value (RFC 7396); what is no object, or was none, is replaced.
    fileprivate func mergedIfObject(with other: JSONValue) -> JSONValue {
        objectValue == nil || other.objectValue == nil ? other : merged(with: other)
    }
}
