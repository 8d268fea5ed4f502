// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON

/// What a client must know to speak to a simulated API.
public struct ClientSettings: Sendable, Hashable {
    /// The API's id.
    public var api: String
    /// The vendor's base URL as the server plays it, without a slash at its end.
    public var baseURL: String
    /// A credential that the API takes; any other of its form is as good.
    public var credential: String
    /// The secret that signs messages to webhooks that nobody gave another; `nil` where the API has no webhooks or each
    /// of them gets a secret of its own.
    public var webhookSecret: String?

    /// The names of the environment variables that carry them, such as `ACME_BASE_URL`, `ACME_API_KEY` and
    /// `ACME_WEBHOOK_SECRET`.
    public var variables: [(name: String, value: String)] {
        let prefix = api.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
        return [(prefix + "_BASE_URL", baseURL), (prefix + "_API_KEY", credential)]
            + (webhookSecret.map { [(prefix + "_WEBHOOK_SECRET", $0)] } ?? [])
    }

    init(_ api: CompiledAPI, url: String, webhookSecret: String?) {
        self.api = api.id
        baseURL = "\(url)/\(api.id)\(api.basePath)"
        credential = "understudy-\(api.id)"
        self.webhookSecret = webhookSecret
    }
}

extension UnderstudyServer {
    /// What clients of each API need, when the server listens at that URL.
    /// - Throws: `ServerFailure` where a document cannot be used.
    public func clientSettings(at url: String) throws -> [ClientSettings] {
        do {
            return try store.all().sorted { $0.id < $1.id }.map {
                ClientSettings($0, url: url, webhookSecret: spaces.webhookSecrets[$0.id])
            }
        } catch {
            throw ServerFailure("\(error)")
        }
    }
}
