// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Synchronization
import Testing

@testable import Understudy

/// What reports say of a scenario's expectations.
struct ExpectationTests {
    private static let bearer = [(name: "Authorization", value: "Bearer k")]
    private static let generation =
        #"{"template_id":"blog_article_generator","style_profile_id":"general_blog","user_input":{"topic":"tides","target_audience":"sailors"}}"#

    /// A server with a scenario in its standard space.
    private func harness(
        _ expect: String, _ more: String = "", mode: ClockMode = .manual, journalBudget: Int? = nil
    ) throws -> Harness {
        let harness = Harness(clock: ClockSetting(mode: mode)) { configuration in
            if let journalBudget { configuration.journalBudget = journalBudget }
        }
        try harness.control("PUT", "/spaces/default/scenario", #"{"name":"mine","expect":[\#(expect)]\#(more)}"#)
        return harness
    }

    private func generate(_ harness: Harness, _ body: String = generation) throws -> String {
        let answer = try harness.send("POST", "/writerzroom/v1/generate", headers: Self.bearer, body: body)
        return try answer.json["request_id"]?.stringValue ?? ""
    }

    private func poll(_ harness: Harness, _ id: String) throws {
        _ = try harness.send("GET", "/writerzroom/v1/generate/status/\(id)", headers: Self.bearer)
    }

    private func finish(_ harness: Harness) throws {
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
    }

    private func judged(_ harness: Harness) throws -> [JSONValue] {
        let report = try harness.control("GET", "/spaces/default/report")
        return report["spaces"]?.arrayValue?.first?["expectations"]?.arrayValue ?? []
    }

    private func verdict(_ harness: Harness) throws -> String {
        let one = try #require(try judged(harness).first)
        return
            "\(one["verdict"]?.stringValue ?? "") \(one["requests"]?.text ?? "") \(one["message"]?.stringValue ?? "")"
    }

    // MARK: Requests

    /// Request 1 submits, 2 is refused as invalid, 3 submits; 4 and 5 read the first job, before and after its end.
    private func converse(_ harness: Harness) throws {
        let id = try generate(harness)
        _ = try generate(harness, "{}")
        _ = try generate(harness)
        try poll(harness, id)
        try finish(harness)
        try poll(harness, id)
    }

    @Test(
        "Requests are counted, and what is too much or comes closest is shown",
        arguments: [
            (#"{"requests":{"does":"submit"},"exactly":2}"#, "met [] "),
            (#"{"requests":{"operation":"generateContent"},"exactly":3}"#, "met [] "),
            (
                #"{"requests":{"does":"submit"},"exactly":1}"#,
                "unmet [3] expected exactly 1 request (to submit), found 2"
            ),
            (
                #"{"requests":{"operation":"generateContent","status":"2xx"},"atLeast":3}"#,
                "unmet [1,3] expected at least 3 requests (operation generateContent; answered 2xx), found 2; closest: request 2, status 400 instead of 2xx"
            ),
            (#"{"requests":{"operation":"generateContent","status":"4xx"},"exactly":1}"#, "met [] "),
            (#"{"requests":{"does":"read","state":"completed"},"exactly":1}"#, "met [] "),
            (
                #"{"requests":{"does":"read","state":"failed"}}"#,
                "unmet [5,4,3] expected at least 1 request (to read; job failed), found 0; closest: request 5, state completed instead of failed"
            ),
            (
                #"{"requests":{"body":{"/user_input/topic":"tide"}}}"#,
                "unmet [3,2,1] expected at least 1 request (/user_input/topic = \"tide\"), found 0; closest: request 3, body /user_input/topic tides instead of tide"
            ),
            (#"{"requests":{"api":"promptwatch"},"atMost":0}"#, "met [] "),
            (
                #"{"requests":{"does":"read"},"exactly":0}"#,
                "unmet [4,5] expected exactly 0 requests (to read), found 2"
            ),
        ])
    func requests(expect: String, verdict expected: String) throws {
        let harness = try harness(expect)
        try converse(harness)
        let found = try verdict(harness)
        #expect(found == expected)
    }

    @Test("What must come after something else is looked for behind the last request that this needs")
    func order() throws {
        let submitted = #"{"name":"twice","requests":{"does":"submit"},"exactly":2}"#
        let read = #"{"requests":{"does":"read"},"exactly":2,"after":"twice"}"#
        let again = #"{"requests":{"does":"submit"},"after":"twice"}"#
        let harness = try harness([submitted, read, again].joined(separator: ","))
        #expect(
            try judged(harness)[1]["message"]
                == #"expected exactly 2 requests (to read), after "twice", found 0; what "twice" expects never came"#)
        try converse(harness)
        #expect(try judged(harness).map { $0["verdict"] } == ["met", "met", "unmet"])
        #expect(
            try judged(harness)[2]["message"]?.stringValue?.hasPrefix(
                #"expected at least 1 request (to submit), after "twice", found 0; closest: request 5, "#) == true)
    }

    @Test("The pace of polls is judged on the client's own time")
    func pace() throws {
        let expect = #"{"requests":{"does":"read"},"pace":"5s"}"#
        let harness = try harness(expect, mode: .real)
        let (one, two) = (try generate(harness), try generate(harness))
        for _ in 0..<3 {
            harness.pass(.seconds(6))
            // Two jobs at a time are nobody's haste.
            try poll(harness, one)
            try poll(harness, two)
        }
        #expect(try verdict(harness) == "met [] ")
        harness.pass(.milliseconds(300))
        try poll(harness, two)
        #expect(
            try verdict(harness)
                == "unmet [8,9] expected requests about the same job at least 5s apart, found request 9 300 ms after request 8"
        )
    }

    @Test("An answer that failed counts for the pace of the job that its address leads to")
    func paceOfFailures() throws {
        let fault = #","faults":[{"when":{"does":"read","nth":[2]},"respond":{"status":503}}]"#
        let harness = try harness(#"{"requests":{"does":"read"},"pace":"1s"}"#, fault, mode: .real)
        let id = try generate(harness)
        for wait in [0, 2_000, 500] {
            harness.pass(.milliseconds(Int64(wait)))
            try poll(harness, id)
        }
        #expect(try verdict(harness).hasPrefix("unmet [3,4] "))
    }

    @Test("On a clock that does not show the client's own time nobody can tell")
    func unseenPace() throws {
        let harness = try harness(
            #"{"requests":{"does":"read"},"pace":"5s"},{"never":["poll-too-fast"]},{"never":["key-reused"]}"#)
        let id = try generate(harness)
        for _ in 0..<2 { try poll(harness, id) }
        let judged = try judged(harness)
        #expect(judged.map { $0["verdict"] } == ["unknown", "unknown", "met"])
        #expect(
            judged[0]["message"]?.stringValue?.hasPrefix("2 of 2 requests came while the clock was not real") == true)
        let space = try harness.control("GET", "/spaces/default/report")["spaces"]?.arrayValue?.first
        #expect(space?["errors"] == 0, "what nobody can tell is no error")
    }

    @Test("What the journal has dropped is unknown, and what is too much already is not")
    func eviction() throws {
        let harness = try harness(
            #"{"requests":{"does":"submit"},"atLeast":50},{"requests":{"does":"submit"},"atMost":50},{"requests":{},"exactly":0},{"never":["key-reused"]},{"jobs":{},"atLeast":50}"#,
            journalBudget: 10_000)
        for _ in 0..<12 { _ = try generate(harness) }
        let judged = try judged(harness)
        #expect(judged.map { $0["verdict"] } == ["unknown", "unknown", "unmet", "unknown", "unknown"])
        #expect(judged[0]["message"]?.stringValue?.contains("the journal has dropped") == true)
    }

    // MARK: Jobs and rules

    @Test("Each job must be read to its end, or stopped")
    func jobs() throws {
        let harness = try harness(
            #"{"jobs":{"api":"writerzroom"},"exactly":2,"end":"read"},{"jobs":{"api":"topify"},"end":"read"}"#)
        let (one, two) = (try generate(harness), try generate(harness))
        try finish(harness)
        try poll(harness, one)
        let judged = try judged(harness)
        #expect(
            judged[0]["message"]
                == .string(
                    "expected exactly 2 jobs (api writerzroom), each read to its end, but nobody read the end of \(two)"
                ))
        #expect(judged[0]["requests"] == [2])
        #expect(judged[1]["message"] == "expected at least 1 job (api topify), each read to its end, found 0")
        try poll(harness, two)
        let task = try harness.send(
            "POST", "/topify/api/v1/tasks", headers: [("Authorization", "Bearer k")], body: #"{"user_prompt":"tides"}"#)
        let id = try task.json["task_id"]?.stringValue ?? ""
        _ = try harness.send("DELETE", "/topify/api/v1/tasks/\(id)", headers: [("Authorization", "Bearer k")])
        let after = try self.judged(harness)
        #expect(after.map { $0["verdict"] } == ["met", "met"], "\(after)")
    }

    @Test("An end that only a lost answer showed is not read")
    func lostEnd() throws {
        let fault = #","faults":[{"when":{"does":"read"},"transfer":{"truncate":0.5}}]"#
        let harness = try harness(#"{"jobs":{},"end":"read"},{"requests":{"state":"completed"},"exactly":0}"#, fault)
        let id = try generate(harness)
        try finish(harness)
        try poll(harness, id)
        #expect(try judged(harness).map { $0["verdict"] } == ["unmet", "met"])
    }

    @Test("What must never happen is an error, whatever its severity elsewhere")
    func never() throws {
        let harness = try harness(#"{"never":["parameter-unknown"]},{"never":["key-reused","page-past-end"]}"#)
        _ = try harness.send("GET", "/promptwatch/api/v2/prompts?colour=red", headers: Harness.key)
        #expect(
            try verdict(harness)
                == #"unmet [1] expected never parameter-unknown: promptwatch listPrompts: query parameter "colour" is not documented"#
        )
        let space = try harness.control("GET", "/spaces/default/report")["spaces"]?.arrayValue?.first
        #expect(space?["errors"] == 1 && space?["warnings"] == 1)
        let finding = space?["violations"]?.arrayValue?.first { $0["rule"] == "expectation-unmet" }
        #expect(finding?["kind"] == "expectation" && finding?["severity"] == "error")
        #expect(finding?["source"] == .null && finding?["subject"] == "mine /expect/0")
        #expect(finding?["hint"] == "compare the requests with /expect/0 of the scenario mine")
        #expect(finding?["fingerprint"] == "expectation-unmet|||mine /expect/0")
        try harness.control("PUT", "/spaces/default/contract", #"{"mode":"off"}"#)
        #expect(try judged(harness)[0]["verdict"] == "unmet", "it was recorded before")
    }

    // MARK: Spaces

    private func reported(_ harness: Harness) throws -> [String] {
        let report = try harness.control("GET", "/report")
        return (report["spaces"]?.arrayValue ?? []).map {
            "\($0["space"]?.stringValue ?? "") \($0["errors"]?.integerValue ?? -1)"
        }
    }

    @Test("A space that waits in vain for the client that its scenario expects is reported")
    func abandonedSpaces() throws {
        let harness = Harness()
        let scenario = #"{"name":"mine","expect":[{"requests":{}}]}"#
        #expect(try reported(harness) == [])
        try harness.control("POST", "/spaces", #"{"name":"made","scenario":\#(scenario)}"#)
        try harness.control("POST", "/spaces", #"{"name":"plain"}"#)
        #expect(try reported(harness) == ["made 1"])
        try harness.control("PUT", "/spaces/default/scenario", scenario)
        #expect(try reported(harness) == ["default 1", "made 1"])
        _ = try harness.send("GET", "/~made/promptwatch/api/v2/prompts", headers: Harness.key)
        #expect(try reported(harness) == ["default 1", "made 0"])
        try harness.control("POST", "/spaces/made/reset")
        #expect(try reported(harness) == ["default 1"], "a space that was used and put back is nobody's fault")
    }

    @Test("A scenario counts from when it came")
    func laterScenario() throws {
        let harness = Harness()
        _ = try generate(harness)
        try harness.control(
            "PUT", "/spaces/default/scenario",
            #"{"name":"mine","expect":[{"requests":{"does":"submit"},"exactly":1},{"jobs":{},"exactly":1}]}"#)
        #expect(try judged(harness).map { $0["verdict"] } == ["unmet", "unmet"])
        _ = try generate(harness)
        #expect(try judged(harness).map { $0["verdict"] } == ["met", "met"])
    }

    // MARK: Webhooks

    @Test("Deliveries count where a receiver accepted them")
    func deliveries() throws {
        let receiver = ReceiverInMemory { _ in WebhookReceipt(status: 500, answer: "no") }
        let harness = try WebhookPipelineTests.harness(receiver)
        try harness.control(
            "PUT", "/spaces/default/scenario",
            #"{"name":"mine","expect":[{"deliveries":{"api":"earshot","events":["transcript.done"]},"exactly":1},{"jobs":{},"end":"known"},{"jobs":{},"end":"read"}]}"#
        )
        try WebhookPipelineTests.subscribe(harness, #","events":["transcript.done"]"#)
        try WebhookPipelineTests.order(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"to":"next"}"#)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"1m"}"#)
        #expect(
            try verdict(harness)
                == "unmet [] expected exactly 1 accepted delivery (api earshot; transcript.done), found 0; closest: 1 that no receiver accepted"
        )
        #expect(
            try judged(harness)[1]["message"]?.stringValue?.contains("but nobody knows the end of") == true)
        receiver.answer { _ in WebhookReceipt(status: 200, answer: "ok") }
        try finish(harness)
        #expect(try judged(harness).map { $0["verdict"] } == ["met", "met", "unmet"])
    }

    @Test(
        "A receiver verifies signatures where a probe shows it",
        arguments: [
            (nil, "no receiver was probed"), (Set(["valid", "duplicate"]), nil),
            (Set(["valid", "wrong-secret"]), "accepted wrong-secret"),
            (Set([]), "refused the valid message too"),
        ] as [(Set<String>?, String?)])
    func signatures(accepted: Set<String>?, said: String?) throws {
        let cases = WebhookProbe.Case.allCases.map(\.rawValue)
        let receiver = ReceiverInMemory { number in
            WebhookReceipt(
                status: accepted?.contains(cases[(number - 1) % cases.count]) == true ? 200 : 401, answer: "")
        }
        let harness = try WebhookPipelineTests.harness(receiver)
        try harness.control(
            "PUT", "/spaces/default/scenario",
            #"{"name":"mine","expect":[{"receiver":{"api":"earshot"},"verifies":"signature"}]}"#)
        let made = try WebhookPipelineTests.subscribe(harness)
        if accepted != nil {
            try harness.control("POST", "/spaces/default/webhooks/\(made["id"]?.stringValue ?? "")/probe")
        }
        let one = try #require(try judged(harness).first)
        #expect(one["verdict"] == (said == nil ? "met" : "unmet"))
        if let said { #expect(one["message"]?.stringValue?.contains(said) == true, "\(one.text)") }
        try harness.control("POST", "/spaces/default/reset")
        try harness.control(
            "PUT", "/spaces/default/scenario", #"{"name":"mine","expect":[{"receiver":{},"verifies":"signature"}]}"#)
        #expect(try judged(harness)[0]["verdict"] == "unmet", "a reset forgets probes")
    }

    // MARK: Formats

    @Test("Each format names what is not met, and what nobody can tell", arguments: Report.Format.allCases)
    func formats(format: Report.Format) throws {
        let harness = try harness(
            #"{"name":"once","requests":{"does":"submit"},"exactly":1},{"never":["poll-too-fast"]},{"requests":{}}"#)
        for _ in 0..<2 { _ = try generate(harness) }
        let text = try harness.send("GET", "/_understudy/v1/spaces/default/report?format=\(format.rawValue)").text
        #expect(text.contains("expected exactly 1 request (to submit), found 2"))
        switch format {
        case .text:
            #expect(text.contains("\n  1 of 3 expectations met\n"))
            #expect(text.contains("\n  not judged: expectation 2: never poll-too-fast: poll-too-fast: 2 of 2 requests"))
        case .junit:
            #expect(text.contains(#"name="expectation 3: at least 1 request" time="0"/>"#))
            #expect(text.contains(#"name="expectation 1 &quot;once&quot;: exactly 1 request (to submit)" time="0">"#))
            #expect(text.contains(#"name="expectation 2: never poll-too-fast" time="0">\#n      <skipped message="#))
        case .ctrf:
            let tests = try JSONReader.read(Array(text.utf8)).root["results"]?["tests"]?.arrayValue ?? []
            let judged = tests.filter { $0["name"]?.stringValue?.hasPrefix("expectation ") == true }
            #expect(judged.map { $0["status"] } == ["failed", "skipped", "passed"])
        case .json, .sarif, .github: break
        }
    }

    @Test("A baseline silences an expectation by its place in the scenario")
    func baseline() throws {
        let harness = try harness(#"{"requests":{"does":"stop"}},{"requests":{"does":"list"}}"#)
        _ = try generate(harness)
        let host = try harness.spaces.host("default", at: harness.wall.withLock { $0 })
        let report = host.report(
            baseline: ["expectation-unmet|||mine /expect/1"], at: harness.wall.withLock { $0 })
        #expect(report.findings.filter { $0.rule.id == "expectation-unmet" }.map(\.subject) == ["mine /expect/0"])
        let checks = Report(spaces: [report]).checks.filter { $0.rule.id == "expectation-unmet" }
        #expect(checks.map(\.isFailure) == [true, false])
    }
}
