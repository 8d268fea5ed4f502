// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct WebhookTests {
    private static let api = "seo-agent"
    private static let audit = UnderstudyServer.Request("POST", "/agents/audit", json: ["domain": "example.com"])

    /// A space of another server, which takes messages as what a client sends, and its URL for them.
    private static func receiver(_ server: UnderstudyServer) async throws -> (space: UnderstudySpace, url: String) {
        let space = try await server.space("receiver")
        let address = try #require(try await server.start().first)
        return (space, address.url + "/_understudy/v1/spaces/receiver/reset")
    }

    @Test("A receiver is told, and its answer is seen")
    func delivered() async throws {
        try await UnderstudyServer.serving { server in
            let (_, url) = try await Self.receiver(server)
            let space = try await server.space(clock: .manual)
            let webhook = try space.subscribe(url, to: Self.api, events: ["audit.completed"])
            #expect(webhook.url == url && !webhook.secret.isEmpty)
            #expect(try await space.send(Self.audit, to: Self.api).status < 300)
            let moved = try await space.clock.runUntilIdle()
            #expect(moved.attemptCount == 1)
            let delivery = try #require(space.deliveries(of: "audit.completed").first)
            #expect(delivery.state == .delivered && delivery.status == 200 && delivery.webhook == webhook.id)
            #expect(delivery.body.json != nil)
        }
    }

    @Test("A receiver that is not there is tried as long as the vendor tries")
    func abandoned() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            // The port of TCP's port service multiplexer, where nobody listens.
            try space.subscribe("http://127.0.0.1:1/hook", to: Self.api)
            try await space.send(Self.audit, to: Self.api)
            try await space.clock.runUntilIdle()
            let delivery = try #require(space.deliveries(of: "audit.completed").first)
            #expect(delivery.state == .abandoned && delivery.attemptCount > 3)
            #expect(delivery.error?.contains("nobody listens") == true)
        }
    }

    @Test("Webhooks that nobody gave a secret get the server's, where it has one")
    func secrets() async throws {
        var options = ServerOptions.inMemory
        options.makesWebhookSecrets = true
        var secrets: Set<String> = []
        for seed: UInt64 in [1, 1, 2] {
            options.seed = seed
            try await UnderstudyServer.serving(options) { server in
                let settings = try server.clientSettings(at: "http://x")
                #expect(settings.filter { $0.webhookSecret != nil }.map(\.api) == [Self.api])
                let secret = try #require(settings.first { $0.api == Self.api }?.webhookSecret)
                let space = try await server.space()
                let other = try await server.space()
                for space in [space, other] {
                    #expect(try space.subscribe("http://127.0.0.1:1/a", to: Self.api).secret == secret)
                    #expect(try space.subscribe("http://127.0.0.1:1/b", to: Self.api).secret == secret)
                }
                #expect(try space.subscribe("http://127.0.0.1:1/c", to: Self.api, secret: "own").secret == "own")
                secrets.insert(secret)
            }
        }
        #expect(secrets.count == 2)
    }

    @Test("Without it each webhook has a secret of its own")
    func ownSecrets() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            let made = try (1...3).map { try space.subscribe("http://127.0.0.1:1/\($0)", to: Self.api).secret }
            #expect(Set(made).count == 3)
            #expect(try server.clientSettings(at: "http://x").allSatisfy { $0.webhookSecret == nil })
        }
    }

    @Test(
        "A secret for what has no webhooks is refused",
        arguments: [
            ("seo-agnt", "there is no such API; did you mean \"seo-agent\"?"),
            ("writerzroom", "the API declares no webhooks; APIs that do: seo-agent"),
        ])
    func wrongSecrets(api: String, said: String) {
        var options = ServerOptions.inMemory
        options.webhookSecrets = [api: "s"]
        let error = #expect(throws: ServerFailure.self) { try UnderstudyServer(options: options) }
        #expect(error?.description == "error: a webhook secret for \"\(api)\": \(said)")
    }

    @Test("What cannot be subscribed is said")
    func mistakes() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            let cases: [(url: String, api: String, event: String, code: String)] = [
                ("https://a.example/x", Self.api, "audit.completed", "url-refused"),
                ("http://a.example/x", "seo-agnt", "audit.completed", "api-unknown"),
                ("http://a.example/x", Self.api, "audit.complete", "event-unknown"),
                ("http://a.example/x", "writerzroom", "audit.completed", "webhooks-unknown"),
            ]
            for (url, api, event, code) in cases {
                let found = await failure { try space.subscribe(url, to: api, events: [event]) }
                #expect(found?.code == code)
            }
        }
    }
}
