// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

/// Files that a JSON Schema has to accept.
struct ParserOnlyCase: Sendable, CustomTestStringConvertible {
    var text: String
    /// Why no schema can know.
    var reason: String
    /// Part of the parser's complaint.
    var sign: String
    /// Python's reader takes the text; it keeps the last of two members, and that is why it cannot say anything here.
    var isForTheOracle = true

    var testDescription: String { text }
}

enum ParserOnlyCases {
    private static func life(_ steps: String) -> String { #"{"name":"x","timelines":{"t":[\#(steps)]}}"# }

    static let all = [
        ParserOnlyCase(
            text: #"{"name":"x","jobs":[{"then":"hapy"}]}"#, reason: "a reference to a name elsewhere",
            sign: "there is no timeline"),
        ParserOnlyCase(
            text: #"{"name":"x","extends":"hapy"}"#, reason: "a reference to another file",
            sign: "there is no ready-made scenario"),
        ParserOnlyCase(
            text: #"{"name":"x","extends":"./missing.json"}"#, reason: "a reference to another file",
            sign: "cannot be read"),
        ParserOnlyCase(
            text: #"{"name":"x","extends":"test.json"}"#, reason: "a cycle of files",
            sign: "extends this file in turn"),
        ParserOnlyCase(
            text: life(#"{"state":"completed"}"#), reason: "the order of steps",
            sign: "a timeline starts pending or processing"),
        ParserOnlyCase(
            text: life(#"{"state":"processing","for":"1s"},{"state":"pending","for":"1s"},{"state":"completed"}"#),
            reason: "the order of steps", sign: "does not go back to pending"),
        ParserOnlyCase(
            text: life(#"{"state":"pending","for":"1s"},{"state":"failed"},{"state":"completed"}"#),
            reason: "the order of steps", sign: "no step follows"),
        ParserOnlyCase(
            text: life(#"{"state":"pending","for":"1s"}"#), reason: "the last of many steps",
            sign: "the last step is"),
        ParserOnlyCase(
            text: life(#"{"state":"pending","for":"1s"},{"state":"processing","for":{"polls":2}}"#),
            reason: "the last of many steps", sign: "the last step is"),
        ParserOnlyCase(
            text: life(
                #"{"state":"processing","for":"1s","progress":0.5},{"state":"processing","for":"1s","progress":0.4},{"state":"completed"}"#
            ), reason: "numbers compared with each other", sign: "progress goes back from"),
        ParserOnlyCase(
            text: life(
                #"{"state":"processing","for":"1s"},{"state":"processing","for":"1s","progress":0.4},{"state":"completed"}"#
            ), reason: "a number compared with one that follows from a rule",
            sign: "progress goes back from"),
        ParserOnlyCase(
            text: life(
                #"{"state":"processing","for":"1s","content":{"to":0.5}},{"state":"processing","for":"1s","progress":0.6,"content":{"to":0.1}},{"state":"completed"}"#
            ), reason: "numbers compared with each other", sign: "content goes back from"),
        ParserOnlyCase(
            text: life(
                #"{"state":"processing","for":"1s","content":{"to":{"characters":9}}},{"state":"failed","content":{"to":{"characters":8}}}"#
            ), reason: "numbers compared with each other", sign: "content goes back from"),
        ParserOnlyCase(
            text: #"{"name":"x","clock":{"start":"2026-02-30T00:00:00Z"}}"#, reason: "the calendar",
            sign: "is an instant such as"),
        ParserOnlyCase(
            text: #"{"name":"x","faults":[{"delay":"99999999999999d"}]}"#, reason: "arithmetic",
            sign: "is a duration such as"),
        ParserOnlyCase(
            text: #"{"name":"x","faults":[{"respond":{"status":200,"headers":{"A":"1","a":"2"}}}]}"#,
            reason: "names compared with each other", sign: "twice in different case"),
        ParserOnlyCase(
            text: #"{"name":"x","webhooks":[{"api":"shop","url":"http://a.example:99999/"}]}"#,
            reason: "arithmetic", sign: "a port is a number"),
        ParserOnlyCase(
            text: #"{"name":"x","webhooks":[{"api":"shop","url":"http://a.example","timeout":"601s"}]}"#,
            reason: "arithmetic", sign: "at most 10 minutes"),
        ParserOnlyCase(
            text: #"{"name":"x","expect":[{"requests":{},"atLeast":3,"atMost":2}]}"#,
            reason: "numbers compared with each other", sign: "cannot both hold"),
        ParserOnlyCase(
            text: #"{"name":"x","expect":[{"requests":{},"after":"b"},{"name":"b","requests":{}}]}"#,
            reason: "a reference to a name elsewhere", sign: "no expectation of requests above is named"),
        ParserOnlyCase(
            text: #"{"name":"x","expect":[{"name":"b","requests":{}},{"name":"b","jobs":{}}]}"#,
            reason: "names compared with each other", sign: "is there already"),
        ParserOnlyCase(
            text: #"{"name":"x","seed":1,"seed":2}"#,
            reason: "JSON Schema sees members by name (RFC 8259, section 4)",
            sign: "defined twice"),
        ParserOnlyCase(
            text: #"{"name":"x",}"#, reason: "no JSON at all", sign: "test.json:1:13", isForTheOracle: false),
    ]
}

struct ParserOnlyTests {
    @Test(arguments: ParserOnlyCases.all)
    func `the parser refuses what no schema can know to be wrong`(file: ParserOnlyCase) {
        let complaints = complaints(file.text)
        #expect(complaints.count == 1 && complaints[0].contains(file.sign), "\(file.reason): \(complaints)")
    }
}
