// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ReadyMadeTests {
    @Test func `the ready-made scenarios are there`() {
        #expect(
            ReadyMade.library.names == [
                "batch-with-one-failure", "by-polls", "cancelled-in-app", "content-gap-without-analysis",
                "daily-limit", "expired-key", "fails-at-once", "fails-midway", "flaky-server", "happy",
                "idempotent-retry-after-lost-answer", "no-domain-project", "partial-content-cuts",
                "queue-then-burst", "rate-limited", "readonly-key", "slow", "slow-network", "stopped-midway",
                "stuck", "unpaid", "webhook-duplicate", "webhook-receiver-down",
            ])
    }

    @Test(arguments: ReadyMade.library.names)
    func `each is as its own file says, without warnings`(name: String) throws {
        let file = try #require(ReadyMade.files.first { $0.path == "scenarios/\(name).json" })
        // Whether the APIs and limits that it names are there is for the linter, which has the documents.
        let parsed = try parse(file.text, file: file.path)
        #expect(parsed.warnings.isEmpty)
        #expect(parsed.scenario.name == name)
        #expect(parsed.scenario.description?.isEmpty == false)
        #expect(parsed.scenario == ReadyMade.library.scenario(name))
        #expect(parsed.source == ReadyMade.library.source(name))
        let scenario = parsed.scenario
        if ReadyMade.library.timelines[name] != nil {
            #expect(scenario.jobs == [JobRule(then: [name])])
        } else {
            // What is no way for a job to go says something else.
            #expect(
                !scenario.faults.isEmpty || !scenario.limits.isEmpty || !scenario.credentials.isEmpty
                    || !scenario.records.isEmpty || !scenario.webhooks.isEmpty || !scenario.jobs.isEmpty)
        }
    }

    @Test func `happy is what jobs take where nothing else is said`() {
        #expect(ReadyMade.library.timelines["happy"] == .happy)
    }

    @Test func `a scenario knows all ready-made timelines, and its own before them`() throws {
        let own = try parse(#"{"name":"x","timelines":{"slow":[{"state":"pending","for":"signal"}]}}"#).scenario
        #expect(own.timelines["slow"]?.steps.count == 1)
        #expect(own.timelines["stuck"] == ReadyMade.library.timelines["stuck"])
        #expect(Set(own.timelines.keys) == Set(ReadyMade.library.timelines.keys))
    }

    /// Milliseconds after submission, and the state that the job is in from then on, where nobody polls.
    @Test(arguments: [
        ("happy", ["1000 processing", "5000 completed"]),
        ("slow", ["12000 processing", "210000 completed"]),
        ("fails-midway", ["1000 processing", "5000 failed"]),
        ("fails-at-once", ["250 failed"]),
        ("stuck", ["1000 processing"]),
        ("stopped-midway", ["1000 processing", "5000 stopped"]),
        ("queue-then-burst", ["120000 processing", "120800 completed"]),
        ("by-polls", []),
        ("partial-content-cuts", []),
    ])
    func `each timeline is lived as its description says`(name: String, changes: [String]) throws {
        var world = World(try #require(ReadyMade.library.timelines[name]))
        let job = try world.submit(words: 400)
        world.advance(3_600_000)
        #expect(world.story(job) == ["0 pending"] + changes)
    }

    @Test func `a job that moves by polls is seen pending once and in work three times`() throws {
        var world = World(try #require(ReadyMade.library.timelines["by-polls"]))
        let job = try world.submit()
        let states = try (0..<5).map { _ in try world.read(job).state }
        #expect(states == [.pending, .processing, .processing, .processing, .completed])
    }

    @Test func `the text that is cut at several kinds of places only grows, and ends whole`() throws {
        var world = World(try #require(ReadyMade.library.timelines["partial-content-cuts"]))
        let job = try world.submit(words: 400)
        var lengths: [Int] = []
        for _ in 0..<8 { lengths.append(try world.read(job).visibleBytes) }
        let last = try world.read(job)
        #expect(last.state == .completed && last.visibleBytes == last.content.count)
        #expect(lengths == lengths.sorted())
        #expect(Set(lengths).count >= 6, "\(lengths)")
    }
}
