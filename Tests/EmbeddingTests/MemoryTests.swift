// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct MemoryTests {
    private static func scenario(_ fault: String) -> UnderstudySpace.Scenario {
        .json(
            """
            {"name": "faulty", "faults": [{"when": {"operation": "generateContent", "nth": [1]}, \(fault)}]}
            """)
    }

    @Test("A request without a socket is answered as with one")
    func same() async throws {
        let path = "/v1/generate"
        try await UnderstudyServer.serving { server in
            let space = try await server.space("same", clock: .manual, start: .init("2026-03-10T20:00:00Z"))
            let client = ArticleClient(baseURL: try space.baseURL(of: UnderstudySpace.api), key: "k")
            let id = try await client.order("tides")
            space.reset()
            let answer = try await space.send(
                .init("POST", path, headers: ["X-Trace": "7"], json: UnderstudySpace.order("tides")),
                to: UnderstudySpace.api)
            #expect(answer.status == 202)
            #expect(answer.body["/request_id"]?.string == id)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.requestID == 1)
            let entry = try #require(try space.requests().first)
            #expect(entry.requestHeaders["x-trace"] == "7")
            #expect(entry.requestHeaders["Authorization"] == "Bearer understudy-writerzroom~same")
            #expect(entry.requestBody.json == UnderstudySpace.order("tides"))
            #expect(entry.responseBody == answer.body)
        }
    }

    @Test("Whole paths and URLs are taken too")
    func paths() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space("here")
            let unknown = try await server.respond(to: .init("GET", "/writerzrom/v1"))
            #expect(unknown.status == 404 && unknown.body["/error/code"] == "mount-unknown")
            let health = try await server.respond(to: .init("GET", "/_understudy/v1/health"))
            #expect(health.body["/status"] == "ok" && health.requestID == nil)
            let url = try space.baseURL(of: UnderstudySpace.api) + "/v1/dashboard/stats"
            #expect(try await server.respond(to: .init("GET", url)).status == 401)
            #expect(
                try await server.respond(to: .init("GET", url, headers: ["Authorization": "Bearer k"])).status == 200)
            #expect(try space.requests().map(\.status) == [401, 200])
            let head = try await server.respond(to: .init("HEAD", url, headers: ["Authorization": "Bearer k"]))
            #expect(head.body.bytes.isEmpty && !head.body.isTruncated)
        }
    }

    @Test("A request that HTTP does not know is refused", arguments: ["G T", "GET"])
    func malformed(method: String) async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let found = await failure { try await server.respond(to: .init(method, "/a b", headers: ["A": "b"])) }
            #expect(found?.code == "malformed_request")
            let injected = await failure {
                try await server.respond(to: .init("GET", "/", headers: ["A": "b\r\nX: y"]))
            }
            #expect(injected?.code == "malformed_request")
            let space = try await server.space()
            let relative = await failure { try await space.send(.init("GET", "v1"), to: UnderstudySpace.api) }
            #expect(relative?.code == "request-invalid")
        }
    }

    @Test("A connection that a scenario resets gives no answer, and the journal knows")
    func reset() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: Self.scenario("\"transfer\": {\"reset\": true}"))
            let found = await failure { try await space.order() }
            #expect(found?.code == "connection-reset")
            #expect(try space.requests().map(\.status) == [nil])
            try await space.order()
        }
    }

    @Test("An answer that a scenario cuts off is known to be cut off")
    func cut() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: Self.scenario("\"transfer\": {\"truncate\": 0.5}"))
            let answer = try await space.send(
                .init("POST", "/v1/generate", json: UnderstudySpace.order("tides")), to: UnderstudySpace.api)
            #expect(answer.body.isTruncated && answer.body.bytes.count > 0)
            #expect(answer.body.json == nil)
        }
    }

    @Test("A body past the limit gets the answer that a socket would give")
    func tooLarge() async throws {
        var options = ServerOptions.inMemory
        options.maxBodyBytes = 100
        try await UnderstudyServer.serving(options) { server in
            let space = try await server.space()
            let answer = try await space.send(
                .init("POST", "/v1/generate", json: UnderstudySpace.order("tides")), to: UnderstudySpace.api)
            #expect(answer.status == 413)
        }
    }

    @Test("A delayed answer comes when the clock has come so far, and a cancelled task waits no longer")
    func held() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: Self.scenario("\"delay\": \"30s\""), clock: .manual)
            async let answer = space.order()
            try await space.verify("generateContent", within: .seconds(60))
            try await space.clock.advance(by: .seconds(30))
            #expect(try await !answer.isEmpty)

            space.reset()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await #expect(throws: CancellationError.self) { try await space.order() }
                }
                try await space.verify("generateContent", within: .seconds(60))
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
        }
    }
}
