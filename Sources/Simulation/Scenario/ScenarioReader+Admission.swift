// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What scenario files say of credentials and limits.
extension ScenarioReader {
    mutating func readCredentials(_ node: SourceNode, onto parts: inout ScenarioParts) {
        guard !removes(node) else {
            parts.scenario.credentials = [:]
            parts.credentialPlaces = [:]
            return
        }
        for member in map(node, "\"credentials\"") {
            if member.name.isEmpty {
                complain("a credential is not empty", at: member.namePosition)
            } else if removes(member.value) {
                parts.scenario.credentials[member.name] = nil
                parts.credentialPlaces[member.name] = nil
            } else {
                readCredential(
                    member.value, onto: &parts.scenario.credentials[member.name, default: CredentialRule()])
                let own = (member.value.members ?? []).map { ($0.name, place($0.value.position)) }
                var places =
                    parts.credentialPlaces[member.name]
                    ?? ScenarioParts.RulePlaces(rule: place(member.namePosition))
                places.own.merge(own) { _, last in last }
                parts.credentialPlaces[member.name] = places
            }
        }
    }

    mutating func readLimits(_ node: SourceNode, onto limits: inout [String: LimitChange]) {
        guard !removes(node) else {
            limits = [:]
            return
        }
        for member in map(node, "\"limits\"") {
            let parts = member.name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ Self.isName(String($0)) }) else {
                complain(
                    "\"\(member.name)\" does not name a limit", at: member.namePosition,
                    hint: "write the API and its limit, such as \"shop.per-minute\"")
                continue
            }
            if removes(member.value) {
                limits[member.name] = nil
                continue
            }
            checkLimit(member, api: String(parts[0]), limit: String(parts[1]))
            readLimit(member.value, onto: &limits[member.name, default: LimitChange()])
        }
    }

    private mutating func checkLimit(_ member: SourceNode.Member, api: String, limit: String) {
        guard let names else { return }
        guard let known = names[api]?.limits else {
            complain(
                "there is no API \"\(api)\"", at: member.namePosition,
                hint: NameSuggestion.hint(for: api, among: names.keys))
            return
        }
        guard !known.contains(limit) else { return }
        complain(
            "\"\(api)\" has no limit \"\(limit)\"", at: member.namePosition,
            hint: NameSuggestion.hint(for: limit, among: known))
    }

    private mutating func readLimit(_ node: SourceNode, onto change: inout LimitChange) {
        guard let fields = fields(of: node, "a limit", known: ["max", "enabled"], isMerged: true) else { return }
        if let node = fields["max"] { change.max = removes(node) ? nil : count(node, "\"max\"", from: 0) }
        if let node = fields["enabled"] {
            if removes(node) {
                change.isEnabled = nil
            } else if case .bool(let value) = node.content {
                change.isEnabled = value
            } else {
                complain("\"enabled\" is true or false, found \(Self.shown(node))", at: node.position)
            }
        }
    }

    private mutating func readCredential(_ node: SourceNode, onto rule: inout CredentialRule) {
        guard
            let fields = fields(
                of: node, "a credential", known: ["api", "scopes", "refused", "after", "attributes"], isMerged: true)
        else { return }
        if let node = fields["api"] { rule.api = removes(node) ? nil : knownAPI(node) }
        if let node = fields["scopes"] { rule.scopes = removes(node) ? nil : scopes(node, api: rule.api) }
        if let node = fields["refused"] { rule.refused = removes(node) ? nil : name(node, "why it is refused") }
        if let node = fields["after"] {
            rule.after = removes(node) ? nil : duration(node, "\"after\"")
            if rule.after != nil, rule.refused == nil {
                complain("\"after\" says when a credential is refused: it needs \"refused\"", at: node.position)
            }
        }
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
