// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// What people read when a file is wrong or odd.
struct ScenarioDiagnosticTests {
    @Test func `everything that is wrong is said at once, with its line and column, in the order of the file`() {
        let text = """
            {
              "name": "mine",
              "sed": 7,
              "timelines": {
                "quick": [
                  { "state": "pending", "for": "1 s" },
                  { "state": "completd" }
                ]
              },
              "jobs": [{ "when": { "operaton": "order" }, "then": "quik" }],
              "limits": {}
            }
            """
        #expect(
            complaints(text, file: "a/mine.json") == [
                #"a/mine.json:3:3: error: a scenario has no "sed"; did you mean "seed"?"#,
                #"a/mine.json:6:36: error: "for" is a duration such as "1.5s", { "polls": 3 } or "signal", found "1 s""#,
                #"a/mine.json:7:18: error: "state" cannot be "completd"; did you mean "completed"?"#,
                #"a/mine.json:10:24: error: "when" has no "operaton"; did you mean "operation"?"#,
                #"a/mine.json:10:55: error: there is no timeline "quik"; did you mean "quick"?"#,
            ])
    }

    @Test(
        arguments: [
            (#"{"shop.orders":[]}"#, nil),
            (#"{"shop.order":[]}"#, #""shop" has no collection "order"; did you mean "orders"?"#),
            (#"{"shp.orders":[]}"#, #"there is no API "shp"; did you mean "shop"?"#),
        ] as [(String, String?)])
    func `names of collections are checked where they are known`(records: String, complaint: String?) {
        let names = ["shop": DocumentNames(operations: [], collections: ["orders"])]
        let found = complaints(#"{"name":"x","records":\#(records)}"#, names: names)
        #expect(found == (complaint.map { ["test.json:1:24: error: " + $0] } ?? []))
    }

    @Test func `a name of no timeline is compared with the file's own and the ready-made ones`() {
        #expect(
            complaints(
                #"{"name":"x","timelines":{"mine":[{"state":"pending","for":"signal"}]},"jobs":[{"then":["mine","mime","stuk"]}]}"#
            ) == [
                #"test.json:1:95: error: there is no timeline "mime"; did you mean "mine"?"#,
                #"test.json:1:102: error: there is no timeline "stuk"; did you mean "stuck"?"#,
            ])
    }

    @Test(
        arguments: [
            (#"{"shop.day":{}}"#, nil),
            (#"{"shp.day":{}}"#, #"there is no API "shp"; did you mean "shop"?"#),
            (#"{"shop.dya":{"max":1}}"#, #""shop" has no limit "dya"; did you mean "day"?"#),
            (#"{"day":{}}"#, #""day" does not name a limit; write the API and its limit, such as "shop.per-minute""#),
        ] as [(String, String?)])
    func `names of limits are checked where they are known`(limits: String, complaint: String?) {
        let names = ["shop": DocumentNames(operations: [], limits: ["day"])]
        let found = complaints(#"{"name":"x","limits":\#(limits)}"#, names: names)
        #expect(found.count == (complaint == nil ? 0 : 1))
        if let complaint { #expect(found.first?.hasSuffix(" error: " + complaint) ?? false, "\(found)") }
    }

    @Test(
        arguments: [
            (#"{"api":"shop","operation":"order"}"#, nil),
            (#"{"operation":"order"}"#, nil),
            (#"{"operation":"ship"}"#, nil),
            (#"{"api":"shp"}"#, #"there is no API "shp"; did you mean "shop"?"#),
            (#"{"api":"shop","operation":"ordr"}"#, #""shop" has no operation "ordr"; did you mean "order"?"#),
            (#"{"api":"shop","operation":"ship"}"#, #""shop" has no operation "ship"; known: order"#),
            (#"{"operation":"ordr"}"#, #"no API has an operation "ordr"; did you mean "order"?"#),
        ] as [(String, String?)])
    func `names of APIs and operations are checked where they are known`(when: String, complaint: String?) throws {
        let known = ["shop": DocumentNames(operations: ["order"]), "post": DocumentNames(operations: ["ship"])]
        for text in [
            #"{"name":"x","jobs":[{"when":\#(when),"then":"happy"}]}"#,
            #"{"name":"x","faults":[{"when":\#(when),"delay":"1s"}]}"#,
        ] {
            _ = try parse(text)
            let found = complaints(text, names: known)
            #expect(found.count == (complaint == nil ? 0 : 1))
            if let complaint { #expect(found.first?.hasSuffix(" error: " + complaint) ?? false, "\(found)") }
        }
    }

    @Test(
        arguments: [
            (
                #""jobs":[{"then":"happy"},{"when":{"api":"shop"},"then":"stuck"}]"#,
                "this job rule can never match: number 1 takes all its requests"
            ),
            (#""jobs":[{"when":{"nth":[1]},"then":"happy"},{"when":{"api":"shop"},"then":"stuck"}]"#, nil),
            (#""jobs":[{"when":{"every":2},"then":"happy"},{"then":"stuck"}]"#, nil),
            (
                #""jobs":[{"when":{"every":2,"nth":[1,3]},"then":"happy"}]"#,
                #"this job rule can never match: none of its "nth" is a multiple of its "every""#
            ),
            (
                #""faults":[{"when":{"body":{"/a":1}},"delay":"1s"},{"when":{"body":{"/b":2,"/a":1},"nth":[2]},"delay":"2s"}]"#,
                "this fault can never match: number 1 takes all its requests"
            ),
            (#""faults":[{"when":{"body":{"/a":1}},"delay":"1s"},{"when":{"body":{"/a":2}},"delay":"2s"}]"#, nil),
            (
                #""timelines":{"t":[{"state":"pending","for":"signal"}]}"#,
                #"no job rule names the timeline "t"; a request can still ask for it with [sim:t]"#
            ),
            (#""timelines":{"happy":[{"state":"pending","for":"signal"}]}"#, nil),
            (
                #""timelines":{"happy":[{"state":"pending","for":"signal"}]},"jobs":[{"then":"stuck"}]"#,
                #"no job rule names the timeline "happy"; a request can still ask for it with [sim:happy]"#
            ),
        ] as [(String, String?)])
    func `what can never happen is a warning`(members: String, warning: String?) throws {
        let warnings = try parse(#"{"name":"x",\#(members)}"#).warnings
        #expect(warnings.count == (warning == nil ? 0 : 1), "\(warnings)")
        if let warning {
            #expect(warnings.first?.description.hasSuffix(": warning: " + warning) ?? false, "\(warnings)")
        }
    }
}
