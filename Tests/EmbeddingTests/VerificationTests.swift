// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct VerificationTests {
    private typealias Match = UnderstudySpace.RequestMatch

    @Test("What holds gives the requests that match")
    func holds() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            let id = try await space.order("tides")
            try await space.order("waves")
            for _ in 0..<3 { _ = try await space.poll(id) }
            let tides = Match("generateContent", body: ["/user_input/topic": "tides"])
            #expect(try await space.verify(tides, .once).map(\.id) == [1])
            #expect(try await space.verify("getGenerationStatus", .exactly(3)).count == 3)
            try await space.verify("getGenerationStatus", .atMost(3))
            try await space.verify("getGenerationStatus", .between(1...5))
            try await space.verify("sdkDeleteContent", .never)
            #expect(
                try await space.verify(inOrder: ["generateContent", "getGenerationStatus"]).map(\.id)
                    == [1, 2, 3, 4, 5])
        }
    }

    @Test("What does not hold says what came closest, and where it differs")
    func nearest() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            try await space.order("waves")
            let found = await failure {
                try await space.verify(
                    .init("generateContent", body: ["/user_input/topic": "tides"]), .once, fileID: "A/B.swift", line: 7)
            }
            #expect(found?.code == "verification-failed")
            #expect(
                found?.description == """
                    A/B.swift:7: expected exactly 1, found 0: generateContent with body /user_input/topic "tides"
                      closest: 1 POST /v1/generate -> 202 (generateContent)
                        body /user_input/topic: expected "tides", found "waves"
                    """)
            let order = await failure {
                try await space.verify(inOrder: ["generateContent", "generateContent"])
            }
            #expect(order?.message.hasPrefix("expected at least 1, found 0 after request 1: generateContent") == true)
            let tooMany = await failure { try await space.verify("generateContent", .never) }
            #expect(tooMany?.message == "expected exactly 0, found 1: generateContent")
        }
    }

    @Test("A client that names no space is found out")
    func elsewhere() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            try await server.standardSpace().order()
            let found = await failure { try await space.verify("generateContent") }
            #expect(
                found?.message == """
                    expected at least 1, found 0: generateContent
                      no request has come into this space; 1 came without the name of a space: does the client use its \
                    base URL?
                    """)
        }
    }

    @Test("Waiting ends with the request that is waited for, not with the time")
    func waits() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            async let entries = space.verify("generateContent", .atLeast(3), within: .seconds(3600))
            for topic in ["a", "b", "c"] { try await space.order(topic) }
            #expect(try await entries.map(\.id) == [1, 2, 3])
        }
    }

    @Test("Waiting ends with the time where nothing comes, and with the task")
    func waitsInVain() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space()
            let found = await failure { try await space.verify("generateContent", within: .milliseconds(1)) }
            #expect(found?.code == "verification-failed")
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await #expect(throws: CancellationError.self) {
                        try await space.verify("generateContent", within: .seconds(3600))
                    }
                }
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
        }
    }

    @Test("Where the journal has dropped requests, nothing is claimed")
    func unknown() async throws {
        var options = ServerOptions.inMemory
        options.journalBytes = 1
        try await UnderstudyServer.serving(options) { server in
            let space = try await server.space()
            for topic in ["a", "b"] { try await space.order(topic) }
            let found = await failure { try await space.verify("generateContent", .exactly(2)) }
            #expect(found?.code == "verification-unknown")
            #expect(found?.message.contains("has dropped 1 requests that could tell; raise journalBytes") == true)
            #expect(space.droppedRequests == 1)
        }
    }
}
