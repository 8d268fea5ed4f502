// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

struct ScenarioExtendsTests {
    /// The examples of RFC 7396, appendix A.
    @Test(arguments: [
        (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
        (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
        (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
        (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
        (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
        (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
        (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
        (#"{"a":"foo"}"#, "null", "null"),
        (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
        (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
        ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ])
    func `a merge patch does what its RFC says`(original: String, patch: String, result: String) throws {
        func value(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)).root }
        #expect(try value(original).merged(with: value(patch)) == value(result))
    }

    private static let base = """
        {
          "name": "base", "description": "The base", "seed": 7,
          "clock": { "mode": "manual", "start": "2026-03-10T20:00:00Z" },
          "variants": { "shop.a": "1", "shop.b": "2" },
          "timelines": {
            "one": [{ "state": "pending", "for": "signal" }],
            "two": [{ "state": "pending", "for": "1s" }, { "state": "failed" }]
          },
          "jobs": [{ "then": "one" }],
          "faults": [{ "delay": "1s" }],
          "expect": [{ "requests": {}, "exactly": 1 }, { "never": ["key-reused"] }]
        }
        """

    @Test(arguments: [
        "",
        #","seed":8,"description":"Another","clock":{"mode":"auto","speed":2}"#,
        #","seed":null,"description":null,"clock":{"start":null},"variants":{"shop.a":null,"shop.c":"3"}"#,
        #","clock":null,"variants":null,"faults":null"#,
        #","timelines":{"one":[{"state":"processing","for":"2s"},{"state":"completed"}]}"#,
        #","timelines":{"two":null,"three":[{"state":"pending","for":"signal"}]},"jobs":[{"then":["three","one"]}]"#,
        #","jobs":null,"timelines":null,"faults":[]"#,
        #","expect":[{"jobs":{},"end":"read"}]"#,
        #","expect":null"#,
    ])
    func `a file that extends another is what its merged text says`(members: String) throws {
        let text = #"{"name":"changed","extends":"./base.json"\#(members)}"#
        let files = ["dir/base.json": Self.base]
        let extended = try parse(text, file: "dir/changed.json", files: files)
        #expect(extended.source["extends"] == nil)
        let alone = try parse(extended.source.text)
        // Where an expectation stands is another place in the merged text.
        #expect(withoutPlaces(extended.scenario) == withoutPlaces(alone.scenario))
        #expect(extended.scenario.name == "changed")
    }

    private func withoutPlaces(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        for index in scenario.expect.indices { scenario.expect[index].place = nil }
        return scenario
    }

    @Test func `an expectation stands in the file that says it`() throws {
        let files = ["base.json": Self.base]
        let kept = try parse(#"{"name":"x","extends":"base.json"}"#, files: files).scenario
        #expect(
            kept.expect.map(\.place) == [
                .init(file: "base.json", line: 11, column: 14), .init(file: "base.json", line: 11, column: 48),
            ])
        let replaced = try parse(#"{"name":"x","extends":"base.json","expect":[{"jobs":{}}]}"#, files: files).scenario
        #expect(replaced.expect.map(\.place) == [.init(file: "test.json", line: 1, column: 45)])
    }

    @Test func `a base is changed where the file says so, and stays as it is elsewhere`() throws {
        let text = #"{"name":"x","extends":"base.json","clock":{"mode":null,"speed":3},"timelines":{"two":null}}"#
        let scenario = try parse(text, files: ["base.json": Self.base]).scenario
        #expect(scenario.seed == 7)
        #expect(scenario.description == "The base")
        #expect(scenario.clock == ClockSetting(speed: 3, start: Instant(parsing: "2026-03-10T20:00:00Z")))
        #expect(scenario.timelines["one"]?.steps == [.pending(.signal)])
        #expect(scenario.timelines["two"] == nil)
        #expect(scenario.jobs == [JobRule(then: ["one"])])
    }

    @Test func `a ready-made scenario can be extended by its name`() throws {
        let parsed = try parse(#"{"name":"x","extends":"flaky-server","jobs":[{"then":"slow"}]}"#)
        #expect(parsed.scenario.faults == ReadyMade.library.scenario("flaky-server")?.faults)
        #expect(parsed.scenario.jobs == [JobRule(then: ["slow"])])
        #expect(parsed.warnings.isEmpty)
    }

    @Test func `what is wrong in a base names the base's file, and comes first`() {
        let files = ["dir/base.json": "{\n  \"name\": \"base\",\n  \"sed\": 1 }"]
        #expect(
            complaints(#"{"name":"x","extends":"base.json","jbs":[]}"#, file: "dir/x.json", files: files) == [
                #"dir/base.json:3:3: error: a scenario has no "sed"; did you mean "seed"?"#,
                #"dir/x.json:1:35: error: a scenario has no "jbs"; did you mean "jobs"?"#,
            ])
    }

    @Test func `a name in the base that the file took away is complained about where it stands`() {
        #expect(
            complaints(
                #"{"name":"x","extends":"base.json","timelines":{"one":null}}"#, files: ["base.json": Self.base])
                == [
                    #"base.json:9:22: error: there is no timeline "one"; known: "#
                        + "by-polls, cancelled-in-app, fails-at-once, fails-midway, happy, partial-content-cuts, queue-then-burst, slow, "
                        + "stopped-midway, stuck, two"
                ])
    }

    @Test func `a cycle is an error, however the path is spelled`() {
        let files = [
            "dir/b.json": #"{"name":"b","extends":"../dir/./a.json"}"#,
            "dir/../dir/./a.json": #"{"name":"a","extends":"b.json"}"#,
        ]
        #expect(
            complaints(#"{"name":"a","extends":"./b.json"}"#, file: "dir/a.json", files: files) == [
                #"dir/b.json:1:23: error: "../dir/./a.json" extends this file in turn"#
            ])
    }

    @Test func `a chain without an end is cut off`() {
        let depth = ScenarioLoad.longestChain + 5
        let files = Dictionary(
            uniqueKeysWithValues: (1...depth).map { ("\($0).json", #"{"name":"n\#($0)","extends":"\#($0 + 1).json"}"#) }
        )
        let found = complaints(#"{"name":"n0","extends":"1.json"}"#, files: files)
        #expect(found.count == 1 && found[0].hasSuffix("more than 32 files extend each other"), "\(found)")
    }
}
