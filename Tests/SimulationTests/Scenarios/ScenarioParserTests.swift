// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ScenarioParserTests {
    @Test func `every member arrives in the scenario`() throws {
        let text = #"""
            {
              "$schema": "./scenario.schema.json", "name": "all", "description": "All of it", "seed": 18446744073709551615,
              "clock": { "mode": "real", "speed": 2, "start": "2026-03-10T20:00:00Z" },
              "variants": { "shop.order": "2026-05" },
              "timelines": {
                "t": [
                  { "state": "pending", "for": { "polls": 2 }, "stage": "queue" },
                  { "state": "processing", "for": "1.5s", "progress": 0.25, "content": { "to": { "characters": 9 } } },
                  { "state": "processing", "for": "signal", "content": { "to": 1, "cut": "mid-markdown" } },
                  { "state": "failed", "reason": "why", "content": { "to": 1, "cut": "line" } }
                ]
              },
              "jobs": [
                {
                  "when": { "api": "shop", "operation": "order", "body": { "/a~1b/0": [1.0] }, "nth": [2, 1], "every": 3 },
                  "then": ["t", "happy"],
                  "content": { "title": "T", "words": 40 }
                }
              ],
              "faults": [
                {
                  "when": { "state": "stopped" }, "phase": "after", "delay": "300ms",
                  "respond": { "status": 503, "headers": { "Retry-After": "1" }, "body": null }
                },
                { "transfer": { "stall": { "at": 0.5, "for": "2s" } } },
                { "phase": "during", "transfer": { "drip": { "bytes": 64, "every": "20ms" } } },
                { "phase": "before", "transfer": { "reset": true } },
                { "respond": { "status": 200 }, "transfer": { "truncate": 0.5 } }
              ]
            }
            """#
        let parsed = try parse(text, library: ScenarioLibrary([]))
        let timeline = Timeline(
            name: "t",
            steps: [
                .init(state: .pending, wait: .polls(2), stage: "queue"),
                .init(
                    state: .processing, wait: .time(.milliseconds(1_500)), progress: 0.25,
                    content: .init(amount: .characters(9))),
                .init(
                    state: .processing, wait: .signal, content: .init(amount: .fraction(1), cut: .midMarkdown)),
                .init(state: .failed, content: .init(amount: .fraction(1), cut: .line), reason: "why"),
            ])
        #expect(
            parsed.scenario
                == Scenario(
                    name: "all", description: "All of it", seed: .max,
                    clock: ClockSetting(
                        mode: .real, speed: 2, start: Instant(microseconds: 1_773_172_800_000_000)),
                    timelines: ["t": timeline],
                    jobs: [
                        JobRule(
                            when: RequestMatch(
                                api: "shop", operation: "order",
                                body: [BodyCondition(pointer: ["a/b", "0"], value: [1.0])], nth: [2, 1], every: 3),
                            then: ["t", "happy"], content: ScriptedContent(title: "T", words: 40))
                    ],
                    faults: [
                        FaultRule(
                            when: RequestMatch(state: .stopped), phase: .after, delay: .milliseconds(300),
                            respond: ScriptedAnswer(status: 503, headers: ["Retry-After": "1"], body: .null)),
                        FaultRule(phase: .after, transfer: .stall(0.5, .seconds(2))),
                        FaultRule(phase: .after, transfer: .drip(bytes: 64, every: .milliseconds(20))),
                        FaultRule(phase: .before, transfer: .reset),
                        FaultRule(phase: .before, respond: ScriptedAnswer(status: 200), transfer: .truncate(0.5)),
                    ],
                    variants: ["shop.order": "2026-05"]))
        #expect(parsed.source == (try JSONReader.read(Array(text.utf8)).root))
    }
}
