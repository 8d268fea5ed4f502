// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// What the linter says of files that can be used: one odd thing in each row, at its exact place.
struct ScenarioLintTests {
    private func warnings(_ text: String) throws -> [String] {
        try parse(text, names: LintedDocuments.all, rules: LintedDocuments.rules).warnings.map(\.description)
    }

    static let reach = [
        LintCase(
            #""jobs": [{"then": "happy"}, ¶{"when": {"api": "shop"}, "then": "stuck"}]"#,
            "this job rule can never match: number 1 takes all its requests"),
        LintCase(
            #""jobs": [{"when": {"every": 1}, "then": "happy"}, ¶{"when": {"nth": [1]}, "then": "stuck"}]"#,
            "this job rule can never match: number 1 takes all its requests"),
        LintCase(
            #""jobs": [{"when": {"api": "shop"}, "then": "happy"}, ¶{"when": {"operation": "order"}, "then": "stuck"}]"#,
            "this job rule can never match: number 1 takes all its requests"),
        LintCase(
            #""jobs": [{"when": {"operation": "order"}, "then": "happy"}, ¶{"when": {"api": "shop", "body": {"/note": 1}}, "then": "stuck"}]"#,
            "this job rule can never match: number 1 takes all its requests"),
        LintCase(
            #""jobs": [{"when": {"nth": [1, 2]}, "then": "happy"}, {"when": {"nth": ¶[2]}, "then": "stuck"}]"#,
            "this job rule can never match: number 1 takes all its requests"),
        LintCase(
            #""jobs": [{"when": {"nth": [1]}, "then": "happy"}, {"when": {"every": 2}, "then": "happy"}, {"when": {"nth": ¶[1, 4]}, "then": "stuck"}]"#,
            "this job rule can never match: numbers 1 and 2 take all its requests"),
        LintCase(
            #""faults": [{"when": {"nth": [2]}, "delay": "1s"}, {"when": {"nth": ¶[1, 2, 3]}, "delay": "2s"}]"#,
            "this fault never gets number 2 of its requests: number 1 takes it"),
        LintCase(
            #""faults": [{"when": {"every": 2}, "delay": "1s"}, ¶{"when": {"every": 4}, "delay": "2s"}]"#,
            "this fault can never match: number 1 takes all its requests"),
        LintCase(
            #""faults": [{"when": {"every": 6}, "delay": "1s"}, {"when": {"every": 4}, "delay": "2s"}, {"when": {"every": 3, "nth": [3]}, "delay": "1s"}, ¶{"when": {"every": 12}, "delay": "3s"}]"#,
            "this fault can never match: numbers 1 and 2 take all its requests"),
        LintCase(
            #""faults": [¶{"when": {"every": 2, "nth": [1, 3]}, "delay": "1s"}]"#,
            #"this fault can never match: none of its "nth" is a multiple of its "every""#),
        LintCase(
            #""faults": [{"when": {"operation": "getOrder"}, "delay": "1s"}, ¶{"when": {"does": "read", "state": "failed"}, "delay": "2s"}]"#,
            "this fault can never match: number 1 takes all its requests"),
        LintCase(
            #""faults": [{"when": {"does": "submit"}, "delay": "1s"}, ¶{"when": {"operation": "ship"}, "delay": "2s"}]"#,
            "this fault can only match requests that the API refuses as invalid: number 1 takes all others"),
    ]

    static let conditions = [
        LintCase(
            #""jobs": [{"when": {"operation": ¶"getOrder"}, "then": "happy"}]"#,
            #""getOrder" submits no job, so this can never match: it is there to read; known: order"#),
        LintCase(
            #""jobs": [{"when": {"api": "shop", "operation": ¶"restock"}, "then": "happy"}]"#,
            #""restock" submits no job, so this can never match: it does nothing that "does" has a word for; known: order"#
        ),
        LintCase(
            #""faults": [{"when": {"operation": "getOrder", "does": ¶"submit"}, "delay": "1s"}]"#,
            #""getOrder" is not there to submit: it is there to read; leave "does" out, or write "read""#),
        LintCase(
            #""faults": [{"when": {"api": "post", "does": ¶"stop"}, "delay": "1s"}]"#,
            #""post" has no operation to stop"#),
        LintCase(
            #""faults": [{"when": {"does": ¶"replace"}, "delay": "1s"}]"#, "no API has an operation to replace"),
        LintCase(
            #""faults": [{"when": {"operation": "getItem", "state": ¶"failed"}, "delay": "1s"}]"#,
            #""getItem" has no "state": only requests that read or stop a job have one"#),
        LintCase(
            #""faults": [{"when": {"does": "submit", "state": ¶"failed"}, "delay": "1s"}]"#,
            #"a request to submit has no "state": only requests that read or stop a job have one"#),
        LintCase(
            #""faults": [{"when": {"api": "post", "state": ¶"failed"}, "delay": "1s"}]"#,
            #""post" has no "state": only requests that read or stop a job have one"#),
        LintCase(
            #""jobs": [{"when": {"operation": "order", "body": {¶"/typ": "BOOK"}}, "then": "happy"}]"#,
            #"a body of "order" has no "typ" at "/typ"; did you mean "type"?"#),
        LintCase(
            #""jobs": [{"when": {"api": "shop", "body": {"/note": 1, ¶"/type": "BOK"}}, "then": "happy"}]"#,
            #"a body of "order" never has this value at "/type": it is no BOOK; a hint"#),
        LintCase(
            #""faults": [{"when": {"operation": "getOrder", "body": {¶"/note": 1}}, "delay": "1s"}]"#,
            #""getOrder" takes no JSON body"#),
        LintCase(
            #""faults": [{"when": {"api": "shop", "does": "read", "body": {¶"/note": 1}}, "delay": "1s"}]"#,
            "none of the operations that this is about takes a JSON body"),
        LintCase(
            #""jobs": [{"when": {"body": {¶"/note": "tides [sim:stuk]"}}, "then": "happy"}]"#,
            #"there is no timeline "stuk", so a request with this marker is refused; did you mean "stuck"?"#),
    ]

    static let timelines = [
        LintCase(
            #""timelines": {¶"t": [{"state": "pending", "for": "signal"}]}"#,
            #"no job rule names the timeline "t"; a request can still ask for it with [sim:t]"#),
        LintCase(
            #""timelines": {"happy": [{"state": "pending", "for": ¶"0s"}, {"state": "completed"}]}"#,
            "nobody sees this step: it is over at once"),
        LintCase(
            #""jobs": [{"when": {"nth": [1, 5]}, "then": ["stuck", "happy", ¶"slow"]}]"#,
            #""slow" never gets its turn: this job rule takes 2 jobs only"#),
        LintCase(
            #""jobs": [{"when": {"api": "post"}, "then": ["happy", ¶"by-polls"]}]"#,
            #""by-polls" waits for polls, and "post" has no operation that reads a parcel; let its steps wait for time or for a signal"#
        ),
        LintCase(
            #""jobs": [{"when": {"operation": "ship"}, "then": ¶"stopped-midway"}]"#,
            #""stopped-midway" comes to stopped, and the document of "post" has no word for that state"#),
        LintCase(
            #""timelines": {¶"happy": [{"state": "pending", "for": "9m"}, {"state": "processing", "for": "2m"}, {"state": "completed"}]}"#,
            #"a job with the timeline "happy" ends after 11m on a real clock at speed 1, which is the clock where nothing says otherwise: no test waits that long; add "clock": { "mode": "manual" } and move it, or "speed": 66"#
        ),
        LintCase(
            #""clock": {"mode": "real", "speed": 0.25}, "jobs": [{"then": ¶"slow"}]"#,
            #"a job with the timeline "slow" ends after 14m on a real clock at speed 0.25: no test waits that long; add "clock": { "mode": "manual" } and move it, or "speed": 21"#
        ),
        LintCase(
            #""faults": [{"delay": ¶"1h"}]"#,
            #"the answer comes after 1h on a real clock at speed 1, which is the clock where nothing says otherwise: no test waits that long; add "clock": { "mode": "manual" } and move it, or "speed": 360"#
        ),
        LintCase(
            #""credentials": {"k": {"refused": "expired", "after": ¶"20m"}}"#,
            #"the credential is refused after 20m on a real clock at speed 1, which is the clock where nothing says otherwise: no test waits that long; add "clock": { "mode": "manual" } and move it, or "speed": 120"#
        ),
        LintCase(
            #""clock": {"mode": "manual"}, "faults": [{"transfer": ¶{"stall": {"at": 0.5, "for": "11m"}}}]"#,
            "the answer rests for 11m of real time, whatever the space's clock does"),
    ]

    static let credentials = [
        LintCase(
            #""credentials": {"*": {"refused": ¶"unpayd"}}"#,
            #"no document has an answer of its own for "unpayd"; did you mean "unpaid"?"#),
        LintCase(
            #""credentials": {"k": {"api": "shop", "attributes": ¶{"plan": "basic", "credit": 3}}}"#,
            #"no document has an attribute "credit"; did you mean "credits"?"#),
    ]

    static let expectations = [
        LintCase(
            #""expect": [{"requests": {"operation": "getOrder", "does": ¶"stop"}}]"#,
            #""getOrder" is not there to stop: it is there to read; leave "does" out, or write "read""#),
        LintCase(
            #""expect": [{"requests": {"does": "list", "state": ¶"failed"}}]"#,
            #"a request to list has no "state": only requests that submit, read or stop a job have one"#),
        LintCase(
            #""expect": [{"requests": {"operation": "ship", "state": ¶"stopped"}}]"#,
            #""ship" never shows a job stopped: its document has no word for that state"#),
        LintCase(
            #""expect": [{"jobs": {"operation": ¶"stopOrder"}}]"#,
            #""stopOrder" submits no job, so this can never match: it is there to stop; known: order"#),
        LintCase(
            #""expect": [{"requests": {"operation": "order"}, "pace": ¶"1s"}]"#,
            #"each request to submit is about a job of its own, so "pace" says nothing of them"#),
        LintCase(
            #""expect": [{"requests": {}, "exactly": 1, "pace": ¶"1s"}]"#,
            #""pace" says nothing of fewer than two requests"#),
        LintCase(
            #""clock": {"mode": "manual"}, "expect": [{"requests": {}, "pace": ¶"1s"}]"#,
            #""pace" is judged on the client's own time, which a clock in mode manual does not show"#),
        LintCase(
            #""clock": {"speed": 60}, "expect": [{"never": ¶["key-reused", "poll-too-fast"]}]"#,
            #""poll-too-fast" is judged on the client's own time, which a clock at speed 60 does not show"#),
        LintCase(
            #""expect": [{"jobs": {}, "exactly": 0, "end": ¶"read"}]"#, #"where there is no job, "end" says nothing"#),
        LintCase(
            #""expect": [{"receiver": {"api": ¶"post"}, "verifies": "signature"}]"#,
            #""post" does not sign its webhooks, so nobody can verify them"#),
    ]

    @Test(arguments: reach + conditions + timelines + credentials + expectations)
    func `what is odd is said at its place, and nothing else is`(example: LintCase) throws {
        let (text, line) = example.expected
        #expect(try warnings(text) == [line])
    }

    @Test(arguments: [
        #""faults": [{"when": {"nth": [1]}, "delay": "1s"}, {"when": {"nth": [2], "api": "shop"}, "delay": "1s"}]"#,
        #""faults": [{"when": {"every": 4}, "delay": "1s"}, {"when": {"every": 2}, "delay": "2s"}]"#,
        #""faults": [{"when": {"body": {"/note": 1}}, "delay": "1s"}, {"when": {"body": {"/note": 2}}, "delay": "2s"}]"#,
        #""faults": [{"when": {"state": "stopped"}, "delay": "1s"}, {"when": {"does": "stop"}, "delay": "1s"}]"#,
        #""jobs": [{"when": {"api": "shop"}, "then": "by-polls"}, {"then": ["stopped-midway", "by-polls"]}]"#,
        #""jobs": [{"when": {"nth": [1, 2]}, "then": ["stuck", "happy"]}]"#,
        #""jobs": [{"when": {"body": {"/note": "a", "/type": "BOOK"}}, "then": "happy"}]"#,
        #""clock": {"mode": "auto"}, "faults": [{"delay": "1h"}]"#,
        #""clock": {"speed": 60}, "faults": [{"delay": "10m"}]"#,
        #""faults": [{"delay": "10m"}]"#,
        #""credentials": {"k": {"refused": "revoked", "attributes": {"plan": "basic"}}}"#,
        #""expect": [{"requests": {"state": "stopped"}}, {"requests": {"does": "read"}, "pace": "1s"}, {"never": ["poll-too-fast"]}]"#,
        #""expect": [{"requests": {"operation": "order", "state": "pending"}, "atMost": 3}, {"receiver": {}, "verifies": "signature"}]"#,
    ])
    func `what one API or one order of things makes possible is not odd`(members: String) throws {
        #expect(try warnings(#"{"name":"x",\#(members)}"#) == [])
    }

    @Test func `what a file only extends is not looked at`() throws {
        let base = #"{"name":"base","faults":[{"delay":"1h"}],"jobs":[{"then":"happy"},{"then":"slow"}]}"#
        let found = try parse(
            #"{"name":"x","extends":"base.json"}"#, files: ["base.json": base], names: LintedDocuments.all)
        #expect(found.warnings == [])
    }

    @Test(arguments: [
        (
            #"{"never":["poll-to-fast"]}"#,
            #"test.json:1:33: error: there is no rule "poll-to-fast"; did you mean "poll-too-fast"?"#
        ),
        (
            #"{"never":["nonsense"]}"#,
            #"test.json:1:33: error: there is no rule "nonsense"; known: key-reused, poll-too-fast"#
        ),
        (
            #"{"deliveries":{"api":"shop","events":["order.dne"]}}"#,
            #"test.json:1:61: error: "shop" has no event "order.dne"; did you mean "order.done"?"#
        ),
        (
            #"{"deliveries":{"events":["order.dne"]}}"#,
            #"test.json:1:48: error: no API has an event "order.dne"; did you mean "order.done"?"#
        ),
        (
            #"{"requests":{"api":"shp"}}"#,
            #"test.json:1:42: error: there is no API "shp"; did you mean "shop"?"#
        ),
        (
            #"{"requests":{},"exactly":1,"atMost":2}"#,
            #"test.json:1:59: error: "exactly" says it all: leave "atMost" out"#
        ),
        (
            #"{"requests":{},"atMostt":2}"#,
            #"test.json:1:38: error: an expectation of "requests" has no "atMostt"; did you mean "atMost"?"#
        ),
        (
            #"{"request":{}}"#,
            #"test.json:1:24: error: an expectation has no "request"; did you mean "requests"?"#
        ),
    ])
    func `expectations that cannot be used are errors`(expectation: String, complaint: String) {
        let found = complaints(
            #"{"name":"x","expect":[\#(expectation)]}"#, names: LintedDocuments.all, rules: LintedDocuments.rules)
        #expect(found.contains(complaint), "\(found)")
    }
}
