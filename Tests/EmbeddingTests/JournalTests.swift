// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct JournalTests {
    @Test("An entry has the request, its answer and the reasons for it")
    func entry() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual, start: .init("2026-03-10T20:00:00Z"))
            let id = try await space.order()
            let answer = try await space.send(
                .init("GET", "/v1/generate/status/\(id)?colour=red"), to: UnderstudySpace.api)
            let entry = try #require(try space.requests("getGenerationStatus").first)
            #expect(entry.id == 2 && entry.id == answer.requestID)
            #expect(entry.api == UnderstudySpace.api && entry.method == "GET" && entry.status == 200)
            #expect(entry.path == "/v1/generate/status/\(id)" && entry.query == "colour=red")
            #expect(entry.job == id)
            #expect(entry.at.description == "2026-03-10T20:00:00.000Z" && entry.wallTime > entry.at)
            #expect(entry.responseBody["/request_id"] == .init(stringLiteral: id))
            #expect(entry.violations.count == 1 && entry.violations[0].hasPrefix("parameter-unknown: "))
            #expect(
                entry.description == "2 GET /v1/generate/status/\(id)?colour=red -> 200 (getGenerationStatus)")
            #expect(space.droppedRequests == 0)
        }
    }

    @Test(
        "Entries are found by what they have",
        arguments: [
            (UnderstudySpace.RequestMatch.any, [1, 2, 3]), (.init("generateContent"), [1, 2]),
            (.init(method: "GET"), [3]),
            (.init(status: 404), [3]), (.init(api: "writerzroom"), [1, 2, 3]), (.init(api: "topify"), []),
            (.init("generateContent", body: ["/user_input/topic": "waves"]), [2]),
            (.init(bodyIncludes: ["user_input": ["topic": "tides"]]), [1]), (.init(headers: ["X-Trace": "9"]), [3]),
            (.init(query: ["a": "b c"]), [3]), (.init(path: "/v1/generate"), [1, 2]),
        ])
    func found(match: UnderstudySpace.RequestMatch, ids: [Int]) async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            try await space.order("tides")
            try await space.order("waves")
            let stray = UnderstudyServer.Request(
                "GET", "/v1/generate/status/none?a=b%20c", headers: ["X-Trace": "9"])
            try await space.send(stray, to: UnderstudySpace.api)
            #expect(try space.requests(match).map(\.id) == ids)
        }
    }

    @Test("A name that nothing has is no empty result")
    func misspelt() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            let operation = await failure { try space.requests("generateContnet", fileID: "A/B.swift", line: 2) }
            #expect(
                operation?.description
                    == "A/B.swift:2: there is no operation \"generateContnet\"; did you mean \"generateContent\"?")
            let elsewhere = await failure { try space.requests(.init("generateContent", api: "topify")) }
            #expect(elsewhere?.code == "operation-unknown")
            let pointer = await failure { try space.requests(.init(body: ["topic": "tides"])) }
            #expect(pointer?.code == "pointer-invalid")
        }
    }

    @Test("Violations and reports are of one space alone")
    func violations() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            let other = try await server.space(clock: .manual)
            for _ in 0..<2 {
                try await space.send(.init("GET", "/v1/dashboard/stats?colour=red"), to: UnderstudySpace.api)
            }
            try await other.send(.init("GET", "/v1/dashboard/stats"), to: UnderstudySpace.api)
            let violation = try #require(space.violations.first)
            #expect(space.violations.count == 1 && other.violations.isEmpty)
            #expect(violation.rule == "parameter-unknown" && violation.severity == .warning)
            #expect(violation.requests == [1, 2] && violation.occurrences == 2)
            #expect(violation.description.hasPrefix("warning parameter-unknown: writerzroom "))
            #expect(space.report().contains("2 requests, 0 errors, 1 warning"))
            #expect(try UnderstudyJSON(parsing: space.report(.sarif))["/version"] == "2.1.0")
            #expect(server.report().warnings == 1)
        }
    }
}
