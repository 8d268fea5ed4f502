// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct SpaceTests {
    @Test("Spaces are named after their tests, and never twice")
    func namesOfSpaces() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let spaces = [
                try await server.space(), try await server.space(), try await server.space("namesOfSpaces-3"),
            ]
            #expect(spaces.map(\.name) == ["namesOfSpaces", "namesOfSpaces-2", "namesOfSpaces-3"])
            #expect(try await server.space().name == "namesOfSpaces-4")
            #expect(try await server.space(test: "orders(an: article) twice").name == "orders")
            #expect(try await server.space(test: "a raw name ü()").name == "a-raw-name--")
            #expect(try await server.space(test: "ü()").name == "space")
            let long = String(repeating: "x", count: 100)
            #expect(try await server.space(test: long).name == long.prefix(48))
            let taken = await failure { try await server.space("namesOfSpaces") }
            #expect(taken?.code == "space-exists")
            let bad = await failure { try await server.space("a/b") }
            #expect(bad?.code == "space-invalid")
        }
    }

    @Test("A space's jobs, journal and clock are its own")
    func isolated() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let one = try await server.space(clock: .manual)
            let other = try await server.space(clock: .manual)
            let before = other.clock.now
            try await one.order()
            try await one.clock.runUntilIdle()
            #expect(try one.jobs().map(\.state) == [.completed])
            #expect(try other.jobs().isEmpty && other.requests().isEmpty)
            #expect(other.clock.now == before)
        }
    }

    @Test("The same seed gives the same bytes whatever the space is called, another seed others")
    func seeds() async throws {
        var bodies: [UnderstudyServer.Body] = []
        for seed: UInt64 in [5, 5, 6] {
            try await UnderstudyServer.serving(.inMemory) { server in
                let space = try await server.space(
                    "seeded-\(bodies.count)", seed: seed, clock: .manual, start: .init("2026-03-10T20:00:00Z"))
                #expect(space.seed == seed)
                let id = try await space.order()
                try await space.clock.runUntilIdle()
                bodies.append(try await space.poll(id).body)
            }
        }
        #expect(bodies[0].byteCount > 1000)
        #expect(bodies[0] == bodies[1])
        #expect(bodies[0] != bodies[2])
    }

    @Test("A space can be reset, copied and forgotten")
    func lives() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual)
            let id = try await space.order()
            let copy = try space.forked()
            #expect(copy.name == "lives-2")
            try await copy.clock.run(untilJob: id)
            #expect(try copy.job(id).state == .completed)
            #expect(try space.job(id).state == .pending)
            space.reset()
            #expect(try space.jobs().isEmpty && space.requests().isEmpty)
            try copy.delete()
            #expect(try copy.job(id).state == .completed)
            let again = await failure { try copy.delete() }
            #expect(again?.code == "space-unknown")
            let standard = await failure { try server.standardSpace().delete() }
            #expect(standard?.code == "space-needed")
        }
    }

    // MARK: Scenarios

    @Test("A scenario is chosen by name, by file or as JSON")
    func scenarios() async throws {
        let file = "scenarios/fails-midway.json"
        let text = UnderstudySpace.Scenario.json(#"{"name": "own", "jobs": [{"then": "fails-midway"}]}"#)
        try await UnderstudyServer.serving(.inMemory) { server in
            for scenario: UnderstudySpace.Scenario in ["fails-midway", .file(file), text] {
                let space = try await server.space(scenario: scenario, clock: .manual)
                let id = try await space.order()
                try await space.clock.run(untilJob: id)
                #expect(try space.job(id).state == .failed)
                #expect(try space.job(id).failure == "the model timed out")
                try space.play("happy")
                let second = try await space.order()
                try await space.clock.run(untilJob: second)
                #expect(try space.job(second).state == .completed)
            }
        }
    }

    @Test("What is wrong with a scenario is said with its place, and the place of the call")
    func brokenScenarios() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let broken = UnderstudySpace.Scenario.json("{\n  \"name\": \"x\",\n  \"jbos\": []\n}")
            let found = await failure {
                try await server.space(scenario: broken, fileID: "A/B.swift", line: 5)
            }
            #expect(found?.code == "scenario-invalid")
            #expect(found?.description.hasPrefix("A/B.swift:5: scenario:3:3: error: ") == true)
            #expect(found?.message.contains("did you mean \"jobs\"?") == true)
            let space = try await server.space()
            let name = await failure { try space.play("slwo") }
            #expect(name?.code == "scenario-unknown")
            #expect(name?.message.contains("did you mean \"slow\"?") == true)
            let file = await failure { try space.play(.file("scenarios/none.json")) }
            #expect(file?.message == "scenarios/none.json: error: no such file or directory")
        }
    }
}
