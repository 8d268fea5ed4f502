// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

/// Every answer leads to what led to it.
struct ExplanationTests {
    private static let bearer = [(name: "Authorization", value: "Bearer sk_live_1")]
    private static let article = #"{"project_id": "proj_1", "keyword": "tides"}"#

    private func explain(_ harness: Harness, _ answer: TestResponse, space: String = "default") throws -> JSONValue {
        let id = try #require(answer.header("X-Understudy-Request"))
        return try harness.control("GET", "/spaces/\(space)/requests/\(id)/explain")
    }

    private func causes(_ explanation: JSONValue) -> [String] {
        (explanation["causes"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    @Test("A job's answer: who chose its timeline, and which step it is in")
    func job() throws {
        let harness = Harness()
        try harness.control("POST", "/spaces", #"{"name": "a", "scenario": "slow"}"#)
        let id = try harness.submit(prefix: "/~a")
        try harness.control("POST", "/spaces/a/clock/advance", #"{"by": "13s"}"#)
        let answer = try harness.send("GET", "/~a/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        let found = try explain(harness, answer, space: "a")
        #expect(found["space"] == ["name": "a", "by": "path"])
        #expect(
            found["mount"] == ["api": "promptwatch", "by": "path", "prefix": "/~a/promptwatch", "basePath": "/api/v2"])
        #expect(found["operation"]?["id"] == "getContent")
        let job = try #require(found["job"])
        #expect(job["timeline"] == "slow" && job["chosenBy"] == "job rule 1")
        #expect(job["step"] == 2 && job["steps"] == 6 && job["state"] == "processing")
        #expect(job["since"] == "2026-03-10T20:00:12.000Z")
        #expect(job["waitsFor"]?["until"]?.stringValue?.hasPrefix("2026-03-10T20:0") ?? false)
        #expect(causes(found).last == "answer 200")
        // What came later is not what led to this answer.
        try harness.control("POST", "/spaces/a/clock/advance", #"{"until": "idle"}"#)
        try harness.control("PUT", "/spaces/a/scenario", #"{"name": "stuck"}"#)
        let later = try explain(harness, answer, space: "a")
        #expect(later["job"] == job)
        #expect(later["scenario"] == ["name": "stuck", "isOfThen": false])
    }

    @Test("A marker, and a step that waits for polls")
    func marker() throws {
        let harness = Harness()
        let id = try harness.submit(title: "x [sim:by-polls]")
        let answer = try harness.send("GET", "/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        let job = try #require(try explain(harness, answer)["job"])
        #expect(job["chosenBy"] == "a marker in the request")
        #expect(job["waitsFor"]?["seen"] == 1)
    }

    @Test("A fault is named with its rule, as long as that is known")
    func fault() throws {
        let harness = Harness()
        let faults = #"[{"when": {"operation": "listContent", "nth": [1]}, "respond": {"status": 503}}]"#
        try harness.control("PUT", "/spaces/default/scenario", #"{"name": "f", "faults": \#(faults)}"#)
        let answer = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key)
        #expect(answer.status == 503)
        let found = try explain(harness, answer)
        #expect(
            found["fault"] == [
                "number": 1, "phase": "before", "when": "operation listContent; request 1 of these",
                "what": "503 instead of the work",
            ])
        #expect(
            causes(found).contains(
                "fault 1 of the scenario (operation listContent; request 1 of these): 503 instead of the work"))
        try harness.control("PUT", "/spaces/default/scenario", #"{"name": "happy"}"#)
        #expect(try explain(harness, answer)["fault"]?["what"] == .null)
    }

    @Test("A limit with its counters, and who reached it")
    func limit() throws {
        let harness = Harness()
        let limits = #"{"writerzroom.minute": {"enabled": true, "max": 1}}"#
        try harness.control(
            "PUT", "/spaces/default/scenario", #"{"name": "l", "extends": "happy", "limits": \#(limits)}"#)
        let order = #"""
            {"template_id": "blog_article_generator", "style_profile_id": "general_blog",
             "user_input": {"topic": "tides", "target_audience": "sailors"}}
            """#
        let first = try harness.send("POST", "/writerzroom/v1/generate", headers: Self.bearer, body: order)
        let second = try harness.send("POST", "/writerzroom/v1/generate", headers: Self.bearer, body: order)
        #expect(first.status < 300 && second.status == 429)
        let taken = try #require(try explain(harness, first)["limits"]?.arrayValue?.first)
        #expect(taken["name"] == "minute" && taken["remaining"] == 0 && taken["isReached"] == false)
        let reached = try #require(try explain(harness, second)["limits"]?.arrayValue?.first)
        #expect(reached["isReached"] == true && reached["max"] == 1)
        #expect(reached["resetsAt"] == "2026-03-10T20:01:00.000Z")
    }

    @Test("A refused credential, and the rule that refuses it")
    func credential() throws {
        let harness = Harness()
        try harness.control("PUT", "/spaces/default/scenario", #"{"name": "unpaid"}"#)
        let answer = try harness.send("GET", "/seo-agent/api/v1/projects", headers: Self.bearer)
        let found = try explain(harness, answer)
        #expect(found["credential"]?["refused"] == "unpaid" && found["credential"]?["rule"] == "*")
        #expect(found["credential"]?["text"] == "sk_live_1" && found["credential"]?["name"] == "Authorization")
    }

    @Test("An idempotency key: the first request, the same again, and another one")
    func idempotency() throws {
        let harness = Harness()
        func generate(_ body: String) throws -> TestResponse {
            let headers = Self.bearer + [("Idempotency-Key", "k1")]
            return try harness.send("POST", "/seo-agent/api/v1/agents/audit", headers: headers, body: body)
        }
        let first = try generate(#"{"domain": "example.com"}"#)
        let again = try generate(#"{"domain": "example.com"}"#)
        let other = try generate(#"{"domain": "example.org"}"#)
        #expect(try explain(harness, first)["idempotency"] == ["key": "k1", "verdict": "first", "request": .null])
        #expect(try explain(harness, again)["idempotency"] == ["key": "k1", "verdict": "replayed", "request": 1])
        #expect(try explain(harness, other)["idempotency"] == ["key": "k1", "verdict": "reused", "request": .null])
    }

    @Test("A request without an operation is told the closest ones, field by field")
    func unmatched() throws {
        let harness = Harness()
        let found = try explain(
            harness, try harness.send("PUT", "/promptwatch/api/v2/contents/7", headers: Harness.key))
        #expect(found["operation"] == .null)
        let closest = try #require(found["closest"]?.arrayValue?.first)
        #expect(closest["operation"] == "getContent")
        #expect(
            closest["differences"] == [
                ["place": "method", "expected": "GET", "found": "PUT"],
                ["place": "segment 1", "expected": "content", "found": "contents"],
            ])
        #expect(found["validation"]?["condition"] == "path-unknown")
    }

    @Test("A request for which no API is mounted is in the journal, with its reason, in the space it belongs to")
    func stray() throws {
        let harness = Harness()
        try harness.control("POST", "/spaces", #"{"name": "mine"}"#)
        let key = [(name: "Authorization", value: "Bearer k~mine")]
        let answer = try harness.send("GET", "/promptwach/api/v2/validate", headers: key)
        #expect(answer.status == 404)
        let found = try explain(harness, answer, space: "mine")
        #expect(found["mount"] == .null)
        #expect(causes(found).contains(#"no API: did you mean "/promptwatch"?"#))
        let report = try harness.control("GET", "/spaces/mine/violations")
        #expect(report["violations"]?.arrayValue?.first?["rule"] == "mount-unknown")
        // Beside an API that was used, too, it is a failed test of its own.
        _ = try harness.send("GET", "/promptwatch/api/v2/content", headers: [("X-API-Key", "k~mine")])
        let junit = try harness.send("GET", "/_understudy/v1/spaces/mine/report?format=junit")
        #expect(junit.text.contains("type=\"mount-unknown\""))
    }

    @Test("A long body cannot be validated again, and that is said")
    func longBody() throws {
        let harness = Harness()
        let body = #"{"project_id": "x", "keyword": ""# + String(repeating: "a", count: 70_000) + "\"}"
        let answer = try harness.send("POST", "/seo-agent/api/v1/agents/generate", headers: Self.bearer, body: body)
        let id = try #require(answer.header("X-Understudy-Request"))
        let entry = try harness.control("GET", "/spaces/default/requests/\(id)")
        #expect(entry["request"]?["bodyTruncated"] == true)
        #expect(entry["request"]?["bodySHA256"]?.stringValue?.count == 64)
        let found = try explain(harness, answer)
        let verdict = entry["violations"]?.arrayValue?.isEmpty == true ? "unknown" : "refused"
        #expect(found["validation"]?["verdict"]?.stringValue == verdict)
    }

    @Test("An entry that was dropped has no explanation any more, and one that never was never had")
    func missing() throws {
        let harness = Harness { $0.journalBudget = 4_000 }
        for _ in 0..<20 { _ = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key) }
        #expect(try harness.send("GET", "/_understudy/v1/spaces/default/requests/1/explain").status == 410)
        #expect(try harness.send("GET", "/_understudy/v1/spaces/default/requests/99/explain").status == 404)
    }

    // MARK: Requests that are not made

    @Test("What would happen is what happens then, and asking changes nothing")
    func attempt() throws {
        let harness = Harness()
        let faults = #"[{"when": {"operation": "listContent", "nth": [2]}, "respond": {"status": 503}}]"#
        try harness.control("PUT", "/spaces/default/scenario", #"{"name": "f", "faults": \#(faults)}"#)
        let question = #"{"path": "/promptwatch/api/v2/content", "headers": {"X-API-Key": "k~other"}}"#
        func ask() throws -> JSONValue { try harness.control("POST", "/spaces/default/explain", question) }
        for _ in 0..<3 { #expect(try ask()["answer"]?["status"] == 200) }
        #expect(try harness.control("GET", "/spaces/default/requests")["total"] == 0)
        let first = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key)
        #expect(first.status == 200)
        let second = try ask()
        #expect(second["answer"]?["status"] == 503 && second["fault"]?["number"] == 1)
        #expect(second["id"] == .null && second["space"] == ["name": "default", "by": "question"])
        let body = second["response"]?["body"]
        let really = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key)
        #expect(really.status == 503)
        #expect(body == .string(really.text))
    }

    @Test("Asking about a submission makes no job")
    func attemptedSubmission() throws {
        let harness = Harness()
        let question: JSONValue = [
            "method": "POST", "path": "/promptwatch/api/v2/content/create", "headers": ["X-API-Key": "k"],
            "body": try JSONReader.read(Array(Harness.order().utf8)).root,
        ]
        let found = try harness.control("POST", "/spaces/default/explain", question.text)
        #expect(found["answer"]?["status"] == 200)
        #expect(found["job"]?["timeline"] == "happy")
        #expect(try harness.control("GET", "/spaces/default/jobs")["total"] == 0)
        // The identifier that would have been made is the one that is made.
        let id = try harness.submit()
        #expect(found["job"]?["id"] == .string(id))
    }

    @Test(
        "A question that cannot be asked is told why",
        arguments: [
            (#"{"path": "/_understudy/v1/health"}"#, 400, "is the control API's"),
            (#"{"path": "no slash"}"#, 400, "path"),
            (#"{"path": "/a b"}"#, 400, "this is no request"),
            (#"{"path": "/x", "method": "G T"}"#, 400, "this is no request"),
            (#"{"path": "/x", "headers": {"Bad Name": "x"}}"#, 400, "this is no request"),
            (#"{"pth": "/x"}"#, 400, "pth"),
            (#"{"path": "/nothing/here"}"#, 200, "no API: APIs are mounted"),
        ])
    func attempts(question: String, status: Int, said: String) throws {
        let answer = try Harness().send("POST", "/_understudy/v1/spaces/default/explain", body: question)
        #expect(answer.status == status)
        #expect(answer.text.contains(said), "\(answer.text)")
    }
}
