// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What a scenario says of one credential.
package struct CredentialRule: Sendable, Hashable, Codable {
    /// The name under which a scenario speaks of every credential that it does not name.
    package static let others = "*"

    /// The only API that the rule is about; `nil`: all.
    package var api: String?
    /// What the credential may do; `nil`: everything.
    package var scopes: [String]?
    /// Why it is refused, in one word: `revoked`, `unpaid`; `nil`: it is not.
    package var refused: String?
    /// How old a space is when the credential is refused for the first time; `nil`: it is from the start.
    package var after: TimeSpan?
    /// These replace those of the API's document one by one.
    package var attributes: JSONObject

    package init(
        api: String? = nil, scopes: [String]? = nil, refused: String? = nil, after: TimeSpan? = nil,
        attributes: JSONObject = JSONObject()
    ) {
        self.api = api
        self.scopes = scopes
        self.refused = refused
        self.after = after
        self.attributes = attributes
    }
}

extension Space {
    /// What the scenario says of a credential: by its name, else of all that it does not name.
    func rule(for credential: String?, api: String) -> (name: String?, rule: CredentialRule?) {
        guard let credential, !scenario.credentials.isEmpty else { return (nil, nil) }
        if let own = scenario.credentials[credential], own.api ?? api == api { return (credential, own) }
        guard let rule = scenario.credentials[CredentialRule.others], rule.api ?? api == api else {
            return (nil, nil)
        }
        return (CredentialRule.others, rule)
    }

    /// The attributes of a credential: the document's, with the scenario's in their places, and what was spent taken off.
    func attributes(_ rule: CredentialRule?, _ credential: String?, of api: InstalledAPI) -> JSONObject {
        var attributes = api.catalog.credentials
        for member in rule?.attributes ?? JSONObject() { attributes[member.name] = member.value }
        if let credential { deductSpending(from: &attributes, credential: credential, of: api) }
        return attributes
    }

    /// Why a credential may not make the request: because of itself, or because it lacks a scope.
    func refusal(of admission: Admission, _ rule: CredentialRule?, at now: Instant) -> Outcome.Refusal? {
        guard let rule else { return nil }
        if let word = rule.refused, now >= start + (rule.after ?? .zero) { return .credentialRefused(word) }
        guard let owned = rule.scopes else { return nil }
        let missing = admission.scopes.filter { !owned.contains($0) }
        return missing.isEmpty ? nil : .scopeMissing(required: admission.scopes, missing: missing)
    }
}
