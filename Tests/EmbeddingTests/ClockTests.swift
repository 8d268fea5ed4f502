// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct ClockTests {
    private static let start = UnderstudyInstant("2026-03-10T20:00:00Z")

    @Test("A manual clock moves by, to, to the next and until, and says what happened")
    func manual() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual, start: Self.start)
            let id = try await space.order()
            let clock = space.clock
            #expect(clock.now.description == "2026-03-10T20:00:00.000Z")
            #expect(clock.next.map { $0 - clock.now } == .seconds(1))

            let next = try await clock.advanceToNext()
            #expect(next.changes.map(\.description) == ["2026-03-10T20:00:01.000Z \(id): pending to processing"])
            #expect(next.changes.map(\.api) == [UnderstudySpace.api] && next.changeCount == 1)

            #expect(try await clock.advance(by: .milliseconds(500)).changes.isEmpty)
            #expect(clock.now == UnderstudyInstant("2026-03-10T20:00:01.5Z"))
            #expect(try space.job(id).state == .processing && space.job(id).progress > 0)

            let end = try await clock.advance(to: try #require(Self.start) + .seconds(60))
            #expect(end.changes.map(\.to) == [.completed])
            #expect(try space.job(id).endedAt?.description == "2026-03-10T20:00:05.000Z")
            #expect(try await clock.runUntilIdle().now == clock.now)
            #expect(clock.next == nil)
        }
    }

    @Test("A clock does not go back")
    func back() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(clock: .manual, start: Self.start)
            let before = try #require(Self.start) + .seconds(-1)
            let found = await failure { try await space.clock.advance(to: before, fileID: "A/B.swift", line: 9) }
            #expect(found?.code == "clock-cannot-go-back")
            #expect(found?.description.hasPrefix("A/B.swift:9: ") == true)
        }
    }

    @Test("An auto clock moves with polls, and can be made manual")
    func auto() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: "slow", clock: .auto)
            let id = try await space.order()
            var states: [String] = []
            while states.last != "completed", states.count < 50 {
                states.append(try await space.poll(id).body["/status"]?.string ?? "")
            }
            #expect(states.last == "completed")
            space.clock.set(.manual)
            let second = try await space.order()
            for _ in 0..<3 { #expect(try await space.poll(second).body["/status"] != "completed") }
        }
    }

    @Test("A real clock runs as fast as it is told")
    func real() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: "slow", clock: .real(speed: 100_000))
            let id = try await space.order()
            // Three and a half minutes are two thousandths of a second; the limit is only against hanging.
            try await space.verify(.init("getGenerationStatus", bodyIncludes: nil), .never)
            var polls = 0
            while try await space.poll(id).body["/status"] != "completed" { polls += 1 }
            #expect(try space.job(id).polls == polls + 1)
        }
    }

    // MARK: Jobs

    @Test("Jobs are looked at without polling, and signalled")
    func jobs() async throws {
        try await UnderstudyServer.serving(.inMemory) { server in
            let space = try await server.space(scenario: "stuck", clock: .manual)
            let id = try await space.order()
            try await space.clock.runUntilIdle()
            let job = try space.job(id)
            #expect(job.state == .processing && job.polls == 0 && job.timeline == "stuck" && job.endedAt == nil)
            #expect(try space.signal(.fail, job: id, reason: "out of ink").failure == "out of ink")
            #expect(try space.jobs(of: UnderstudySpace.api, state: .failed).map(\.id) == [id])
            #expect(try space.jobs(state: .pending).isEmpty)
            let ended = await failure { try space.signal(.stop, job: id) }
            #expect(ended?.code == "job-ended")
            let unknown = await failure { try await space.clock.run(untilJob: "none") }
            #expect(unknown?.code == "job-unknown")
            let api = await failure { try space.jobs(of: "acme") }
            #expect(api?.code == "api-unknown")
        }
    }
}
