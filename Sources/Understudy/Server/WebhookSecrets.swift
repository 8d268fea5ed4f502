// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// By API, the secret of webhooks that nobody gave one; an API that is not here makes a secret for each webhook.
package struct WebhookSecrets: Sendable {
    private var secrets: [String: String] = [:]

    package init() {}

    package init(_ secrets: [String: String]) {
        self.secrets = secrets
    }

    /// Checks what was given, and makes the rest where that is wanted.
    ///
    /// - Throws: `DiagnosticsError` with each API that is not there or that has no webhooks.
    init(_ given: [String: String], makesRest: Bool, seed: UInt64, store: APIStore) throws(DiagnosticsError) {
        secrets = given
        guard makesRest || !given.isEmpty else { return }
        let apis = try store.all()
        var problems: [Diagnostic] = []
        for id in given.keys.sorted() {
            guard let api = apis.first(where: { $0.id == id }) else {
                problems.append(
                    Diagnostic(
                        .error, "a webhook secret for \"\(id)\": there is no such API",
                        hint: NameSuggestion.hint(for: id, among: apis.map(\.id))))
                continue
            }
            if api.webhooks == nil {
                let known = apis.filter { $0.webhooks != nil }.map(\.id).sorted().joined(separator: ", ")
                problems.append(
                    Diagnostic(
                        .error, "a webhook secret for \"\(id)\": the API declares no webhooks",
                        hint: "APIs that do: \(known)"))
            }
        }
        guard problems.isEmpty else { throw DiagnosticsError(problems) }
        guard makesRest else { return }
        for api in apis where secrets[api.id] == nil {
            guard let form = api.webhooks?.rules.secret else { continue }
            secrets[api.id] = form.identifier(seed: seed, label: "webhook secret of " + api.id, ordinal: 0)
        }
    }

    package subscript(api: String) -> String? { secrets[api] }

    /// The order with a secret, where this has one for it.
    func completing(_ order: WebhookOrder) -> WebhookOrder {
        var order = order
        order.secret = order.secret ?? secrets[order.api]
        return order
    }

    /// The scenario with secrets for its webhooks.
    func completing(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        scenario.webhooks = scenario.webhooks.map(completing)
        return scenario
    }
}
