// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

/// What the report says of good and bad clients.
struct FindingTests {
    private func findings(_ harness: Harness, space: String = "default") throws -> [JSONValue] {
        try harness.findings(space: space)
    }

    private func rules(_ harness: Harness) throws -> [String] {
        try findings(harness).compactMap { $0["rule"]?.stringValue }
    }

    /// A server on a real clock, which the test moves.
    private func realTime() -> Harness { Harness(clock: ClockSetting(mode: .real)) }

    private static let generation =
        #"{"template_id":"blog_article_generator","style_profile_id":"general_blog","user_input":{"topic":"tides","target_audience":"sailors"}}"#
    private static let bearer = [(name: "Authorization", value: "Bearer k")]

    private func generate(_ harness: Harness) throws -> String {
        let answer = try harness.send("POST", "/writerzroom/v1/generate", headers: Self.bearer, body: Self.generation)
        return try answer.json["request_id"]?.stringValue ?? ""
    }

    private func poll(_ harness: Harness, _ id: String) throws {
        _ = try harness.send("GET", "/writerzroom/v1/generate/status/\(id)", headers: Self.bearer)
    }

    @Test("A client that does as it should is found nothing of")
    func goodClient() throws {
        let harness = realTime()
        let id = try generate(harness)
        for _ in 0..<4 {
            harness.pass(.seconds(8))
            try poll(harness, id)
        }
        // The fourth read is the first after the end: a client may fetch once more.
        #expect(try rules(harness).filter { $0 != "poll-after-end" } == [])
    }

    @Test("Polls faster than the documented pace are one finding with all its evidence")
    func tooFast() throws {
        let harness = realTime()
        let id = try generate(harness)
        for _ in 0..<10 {
            harness.pass(.milliseconds(100))
            try poll(harness, id)
        }
        harness.pass(.seconds(8))
        try poll(harness, id)
        let found = try findings(harness)
        #expect(found.count == 1)
        #expect(found.first?["rule"] == "poll-too-fast")
        #expect(found.first?["occurrences"] == 9)
        #expect(found.first?["requests"]?.arrayValue?.first == 2)
        #expect(found.first?["source"]?.stringValue?.hasPrefix("openapi/writerzroom.yaml:") == true)
        #expect(found.first?["guidance"] == "the status page asks for a poll every 5 to 10 seconds")
    }

    @Test("A clock that the test moves says nothing of the client's pace, and the report says so")
    func manualClock() throws {
        let harness = Harness()
        let id = try generate(harness)
        for _ in 0..<10 { try poll(harness, id) }
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        try poll(harness, id)
        #expect(try rules(harness) == [])
        let report = try harness.control("GET", "/spaces/default/report")
        let space = report["spaces"]?.arrayValue?.first
        #expect(
            space?["notJudged"]?.arrayValue?.compactMap { $0["rule"]?.stringValue }.contains("poll-too-fast") == true)
    }

    @Test("A job that is never read to its end is abandoned")
    func abandoned() throws {
        let harness = Harness()
        let id = try generate(harness)
        try poll(harness, id)
        let found = try findings(harness)
        #expect(found.map { $0["rule"] } == ["job-abandoned"])
        #expect(found.first?["requests"] == [1, 2])
    }

    @Test("Polls after the end are found from the second one on")
    func afterEnd() throws {
        let harness = Harness()
        let id = try generate(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        try poll(harness, id)
        try poll(harness, id)
        #expect(try rules(harness) == [])
        try poll(harness, id)
        #expect(try rules(harness) == ["poll-after-end"])
    }

    @Test("Retry-After is to be waited for")
    func retryAfter() throws {
        let harness = realTime()
        try harness.control("POST", "/spaces", #"{"name": "busy"}"#)
        try harness.control(
            "PUT", "/spaces/busy/scenario",
            #"""
            {"name": "busy", "faults": [{"when": {"operation": "getDashboardStats", "nth": [1, 2]},
              "respond": {"status": 503, "headers": {"Retry-After": "2"}}}]}
            """#)
        func ask() throws { _ = try harness.send("GET", "/~busy/writerzroom/v1/dashboard/stats", headers: Self.bearer) }
        try ask()
        harness.pass(.milliseconds(300))
        try ask()
        harness.pass(.seconds(2))
        try ask()
        let found = try findings(harness, space: "busy")
        #expect(found.map { $0["rule"] } == ["retry-after-ignored"])
        #expect(found.first?["requests"] == [1, 2])
    }

    @Test("What the document does not know of is found once for each place")
    func contract() throws {
        let harness = Harness()
        for _ in 0..<3 {
            _ = try harness.send("GET", "/promptwatch/api/v2/prompts?colour=red", headers: Harness.key)
        }
        let found = try findings(harness)
        #expect(found.count == 1)
        #expect(found.first?["rule"] == "parameter-unknown")
        #expect(found.first?["occurrences"] == 3)
        #expect(found.first?["requests"] == [1, 2, 3])
    }

    @Test("Two different mistakes of one kind are two findings, each with the line that it breaks")
    func apart() throws {
        let harness = Harness()
        _ = try harness.send("GET", "/promptwatch/api/v2/prompts?colour=red&shape=round", headers: Harness.key)
        for path in [
            "/promptwatch/api/v2/nowhere", "/promptwatch/api/v2/items/12345", "/promptwatch/api/v2/items/67890",
        ] {
            _ = try harness.send("GET", path, headers: Harness.key)
        }
        _ = try harness.send("DELETE", "/promptwatch/api/v2/prompts", headers: Harness.key)
        _ = try harness.send("GET", "/promptwatch/api/v2/prompts")
        let found = try findings(harness)
        #expect(
            found.map { "\($0["rule"]?.stringValue ?? "") \($0["subject"]?.stringValue ?? "-")" } == [
                "parameter-unknown query colour", "parameter-unknown query shape",
                "path-unknown GET /api/v2/nowhere", "path-unknown GET /api/v2/items/{}",
                "method-unknown DELETE /api/v2/prompts", "credential-missing -",
            ])
        #expect(found[3]["occurrences"] == 2)
        for finding in found {
            let line = finding["source"]?.stringValue?.split(separator: ":").last.flatMap { Int($0) } ?? 0
            #expect(finding["source"]?.stringValue?.hasPrefix("openapi/promptwatch.yaml:") == true)
            #expect(line > 1)
        }
    }

    @Test("To ask which methods there are is no mistake, which browsers do by themselves")
    func options() throws {
        let harness = Harness()
        let answer = try harness.send(
            "OPTIONS", "/promptwatch/api/v2/prompts", headers: [("Origin", "http://a.example")])
        #expect(answer.status == 204)
        #expect(try rules(harness) == [])
        _ = try harness.send("OPTIONS", "/promptwatch/api/v2/nowhere")
        #expect(try rules(harness) == ["path-unknown"])
    }

    @Test("A space can be stricter than the vendor, for all rules or for some")
    func strictness() throws {
        let harness = Harness()
        func ask() throws -> TestResponse {
            try harness.send("GET", "/promptwatch/api/v2/prompts?colour=red", headers: Harness.key)
        }
        #expect(try ask().status == 200)
        try harness.control("PUT", "/spaces/default/contract", #"{"mode": "enforce"}"#)
        let refused = try ask()
        #expect(refused.status == 400)
        #expect(refused.text.contains("colour"))
        try harness.control(
            "PUT", "/spaces/default/contract", #"{"mode": "enforce", "rules": {"parameter-unknown": "off"}}"#)
        #expect(try ask().status == 200)
        #expect(try findings(harness).first?["occurrences"] == 2)
        try harness.control("POST", "/spaces/default/reset")
        #expect(try harness.control("GET", "/spaces/default/contract")["mode"] == "report")
        let wrong = try harness.send(
            "PUT", "/_understudy/v1/spaces/default/contract",
            body: #"{"mode": "report", "rules": {"member-unknwon": "off"}}"#)
        #expect(wrong.status == 400)
        #expect(wrong.text.contains("did you mean \\\"member-unknown\\\"?"))
    }

    @Test("Each format holds the finding", arguments: Report.Format.allCases)
    func formats(format: Report.Format) throws {
        let harness = Harness()
        _ = try harness.send("GET", "/promptwatch/api/v2/nowhere<&\"", headers: Harness.key)
        let answer = try harness.send("GET", "/_understudy/v1/report?format=\(format.rawValue)")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == format.contentType)
        #expect(answer.text.contains("path-unknown"))
        switch format {
        case .json, .sarif, .ctrf: _ = try answer.json
        case .junit: #expect(!answer.text.contains("nowhere<&"))
        case .text, .github: break
        }
    }

    @Test("A baseline silences what it names, and nothing else")
    func baseline() throws {
        let text = #"{"silenced": [{"fingerprint": "parameter-unknown|a|b|", "reason": "known"}]}"#
        let baseline = try Baseline(parsing: Array(text.utf8), file: "baseline.json")
        #expect(baseline.fingerprints == ["parameter-unknown|a|b|"])
        #expect(throws: DiagnosticsError.self) {
            try Baseline(parsing: Array(#"{"silenced": [{"fingerprint": "parameter-unknwon|a|b|"}]}"#.utf8), file: "b")
        }
        #expect(throws: DiagnosticsError.self) {
            try Baseline(parsing: Array(#"{"silence": []}"#.utf8), file: "b")
        }
    }
}
