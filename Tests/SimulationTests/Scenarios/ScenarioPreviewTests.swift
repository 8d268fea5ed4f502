// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

struct ScenarioPreviewTests {
    @Test func `a scenario is shown rule by rule and step by step`() throws {
        let text = #"""
            {
              "name": "mine", "description": "What it is for", "seed": 7, "clock": { "mode": "manual", "speed": 0.5 },
              "variants": { "shop.order": "2026-05" },
              "timelines": {
                "halts": [
                  { "state": "pending", "for": "1m30s" },
                  { "state": "processing", "for": { "polls": 3 }, "stage": "writer", "progress": 0.125 },
                  { "state": "processing", "for": "signal", "content": { "to": { "characters": 120 }, "cut": "line" } },
                  { "state": "failed", "reason": "too slow" }
                ]
              },
              "jobs": [
                {
                  "when": { "api": "shop", "body": { "/type": "BOOK" }, "nth": [1, 2] }, "then": ["halts", "happy"],
                  "content": { "title": "A title", "words": 40 }
                },
                { "when": { "every": 3 }, "then": "halts" }
              ],
              "faults": [
                { "when": { "operation": "order", "nth": [2] }, "delay": "300ms", "respond": { "status": 503 } },
                { "when": { "state": "processing" }, "transfer": { "truncate": 0.5 } },
                { "phase": "after", "respond": { "status": 502 } }
              ]
            }
            """#
        let expected = """
            scenario mine
              What it is for
              seed 7
              clock manual, at speed 0.5
              variant shop.order = 2026-05

            jobs (the first rule that matches decides)
              1  api shop; /type = "BOOK"; jobs 1, 2 of these  halts, then happy  title "A title", 40 words
              2  one job in 3                                  halts
              -  every other job                               happy

            faults (the first rule that matches decides)
              1  operation order; request 2 of these  300ms late, 503 instead of the work
              2  job processing                       body ends at 50 %
              3  every request                        502 instead of its answer

            timeline halts
              after                     state       stage   progress       content                      until
              0s                        pending     -       0 %            -                            90s later
              90s                       processing  writer  0 % to 12.5 %  to 12.5 %, cut word          3 polls
              90s + 3 polls             processing  -       66.7 %         to 120 characters, cut line  a signal
              90s + 3 polls + a signal  failed      -       66.7 %         what there is                the end: too slow

            timeline happy
              after  state       stage  progress      content             until
              0s     pending     -      0 %           -                   1s later
              1s     processing  -      0 % to 100 %  to 100 %, cut word  4s later
              5s     completed   -      100 %         all                 the end

            """
        let shown = ScenarioPreview.text(try parse(text, library: ScenarioLibrary([])).scenario)
        #expect(shown == expected, "\(shown)")
    }

    @Test func `credentials and limits are shown with what is said of them`() throws {
        let text =
            #"{"name":"x","credentials":{"r":{"api":"shop","scopes":["a","b"],"attributes":{"plan":"basic"}},"*":{"refused":"unpaid"},"z":{"scopes":[]},"k":{}},"limits":{"shop.day":{"max":3,"enabled":true},"shop.now":{"enabled":false}}}"#
        let shown = ScenarioPreview.text(try parse(text).scenario)
        let expected = """
            credentials
              every other one  refused: unpaid
              k                good for everything
              r                in shop; scopes a, b; plan = "basic"
              z                no scopes

            limits
              shop.day  in force, at most 3
              shop.now  not in force
            """
        #expect(shown.contains(expected), "\(shown)")
    }

    @Test func `expectations are shown in words`() throws {
        let text = #"""
            {"name":"x","expect":[
              {"name":"ordered","requests":{"does":"submit","api":"shop","status":"2xx"},"exactly":1},
              {"requests":{"operation":"getOrder","state":"completed"},"atLeast":2,"atMost":20,"pace":"5s","after":"ordered"},
              {"requests":{"body":{"/a":1}},"atMost":1},{"jobs":{},"end":"read"},{"jobs":{"api":"shop"},"exactly":2,"end":"known"},
              {"deliveries":{"api":"shop","events":["a","b"]}},{"deliveries":{},"atLeast":3},
              {"receiver":{"api":"shop"},"verifies":"signature"},{"never":["poll-after-end","key-reused"]}]}
            """#
        let expected = """
            expectations (judged in reports)
              1  "ordered": exactly 1 request (api shop; to submit; answered 2xx)
              2  2 to 20 requests (operation getOrder; job completed), at least 5s apart, after "ordered"
              3  at most 1 request (/a = 1)
              4  at least 1 job, each read to its end
              5  exactly 2 jobs (api shop), the end of each known
              6  at least 1 accepted delivery (api shop; a, b)
              7  at least 3 accepted deliveries
              8  a receiver that verifies signatures (api shop)
              9  never poll-after-end, key-reused

            """
        let shown = ScenarioPreview.text(try parse(text).scenario)
        #expect(shown.contains(expected), "\(shown)")
    }

    @Test func `the longest spans that a file can ask for are shown`() throws {
        let step = #"{"state":"processing","for":"106751991d"}"#
        let text =
            #"{"name":"x","timelines":{"t":[\#(step),\#(step),\#(step),{"state":"completed"}]},"jobs":[{"then":"t"}]}"#
        #expect(ScenarioPreview.text(try parse(text).scenario).contains("completed"))
    }

    @Test func `a scenario that says nothing shows what jobs take anyway`() throws {
        let expected = """
            scenario x

            jobs (the first rule that matches decides)
              -  every job  happy

            timeline happy
              after  state       stage  progress      content             until
              0s     pending     -      0 %           -                   1s later
              1s     processing  -      0 % to 100 %  to 100 %, cut word  4s later
              5s     completed   -      100 %         all                 the end

            by a marker such as [sim:by-polls] also: by-polls, cancelled-in-app, fails-at-once, fails-midway, partial-content-cuts, \
            queue-then-burst, slow, stopped-midway, stuck

            """
        #expect(ScenarioPreview.text(try parse(#"{"name":"x"}"#).scenario) == expected)
    }
}
