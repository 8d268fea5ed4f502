// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

/// Each rule of etiquette on a client that breaks it, and on one that nearly does.
struct EtiquetteTests {
    // MARK: Retries

    struct Retry: Sendable, CustomTestStringConvertible {
        var what: String
        var first: String?
        var second: String?
        /// The answer to the first attempt.
        var status = 503
        var sameBody = true
        var rules: [String]
        var testDescription: String { what }
    }

    static let retries = [
        Retry(what: "the same key", first: "a", second: "a", rules: []),
        Retry(what: "no key at all", rules: ["retry-without-key"]),
        Retry(what: "a key for the retry alone", second: "a", rules: ["retry-without-key"]),
        Retry(what: "the retry without its key", first: "a", rules: ["retry-without-key"]),
        Retry(what: "a new key", first: "a", second: "b", rules: ["retry-with-new-key"]),
        Retry(what: "new work without a key", sameBody: false, rules: []),
        Retry(what: "a refusal that left nothing in doubt", first: "a", second: "b", status: 404, rules: []),
    ]

    @Test("A retry is told from new work by its key", arguments: retries)
    func retry(_ test: Retry) throws {
        let gate = try Tollgate(
            #""faults":[{"when":{"operation":"startPrint","nth":[1]},"respond":{"status":\#(test.status)}}]"#)
        _ = try gate.post(token: test.first)
        let second = test.sameBody ? Tollgate.order : #"{"text":"Autumn fair","shop":"north"}"#
        let answer = try gate.post("/prints", second, token: test.second)
        #expect(answer.status == 202)
        #expect(try gate.harness.rules().filter { $0.hasPrefix("retry") } == test.rules)
    }

    @Test("An answer that the client never got leaves it in doubt as well")
    func lostAnswer() throws {
        let gate = try Tollgate(
            #""faults":[{"when":{"operation":"startPrint","nth":[1]},"phase":"after","transfer":{"truncate":0.5}}]"#)
        _ = try gate.post(token: "a")
        _ = try gate.post(token: "b")
        #expect(try gate.harness.rules().contains("retry-with-new-key"))
    }

    @Test("A key stands for one body")
    func keyReused() throws {
        let gate = try Tollgate()
        _ = try gate.post(token: "a")
        _ = try gate.post("/prints", #"{"shop":"north","text":"Spring fair"}"#, token: "a")
        #expect(try !gate.harness.rules().contains("key-reused"), "the order of members makes no difference")
        _ = try gate.post("/prints", #"{"text":"Autumn fair","shop":"north"}"#, token: "a")
        let found = try gate.harness.findings().filter { $0["rule"] == "key-reused" }
        #expect(found.map { $0["severity"] } == ["error"])
        #expect(found.first?["requests"]?.arrayValue?.count == 2)
    }

    // MARK: Retry-After

    @Test(
        "Retry-After is seconds or a date, and both are to be waited for",
        arguments: [
            ("2", true), ("Tue, 10 Mar 2026 20:00:02 GMT", true), ("Tuesday, 10-Mar-26 20:00:02 GMT", true),
            ("Tue Mar 10 20:00:02 2026", true), ("Tue, 10 Mar 2026 19:59:00 GMT", false), ("soon", false), ("0", false),
        ])
    func retryAfter(value: String, isBroken: Bool) throws {
        for (wait, expected) in [(TimeSpan.milliseconds(300), isBroken), (.seconds(3), false)] {
            let gate = try Tollgate(
                #""faults":[{"when":{"operation":"getMe","nth":[1]},"respond":{"status":429,"headers":{"Retry-After":"\#(value)"}}}]"#,
                mode: .real)
            _ = try gate.get("/me")
            gate.harness.pass(wait)
            _ = try gate.get("/me")
            let rules = try gate.harness.rules().filter { $0 == "retry-after-ignored" }
            #expect(rules.isEmpty == !expected, "after \(wait.milliseconds) ms")
        }
    }

    @Test("On a clock that does not run by itself, no wait is judged, and the report says so")
    func manualClock() throws {
        let gate = try Tollgate(
            #""faults":[{"when":{"operation":"getMe","nth":[1]},"respond":{"status":429,"headers":{"Retry-After":"2"}}}]"#
        )
        _ = try gate.get("/me")
        _ = try gate.get("/me")
        #expect(try !gate.harness.rules().contains("retry-after-ignored"))
        let reasons = try gate.harness.report()["notJudged"]?.arrayValue?.compactMap { $0["rule"]?.stringValue }
        #expect(reasons?.contains("retry-after-ignored") == true)
    }

    @Test(
        "A date with two digits of a year is the one near to now",
        arguments: [
            ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"),
            ("Friday, 06-Nov-26 08:49:37 GMT", "2026-11-06T08:49:37Z"),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
            ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 8:49:37 GMT", nil), ("", nil),
        ] as [(String, String?)])
    func dates(text: String, expected: String?) {
        let now = Instant(microseconds: 1_773_172_800_000_000)
        #expect(HTTPDate.instant(text, now: now) == expected.flatMap { Instant(parsing: $0) })
    }

    // MARK: Lists

    private static let bearer = [(name: "Authorization", value: "Bearer sk_live_1")]

    private func articles(_ harness: Harness, _ query: String) throws -> JSONValue {
        let answer = try harness.send("GET", "/seo-agent/api/v1/articles?\(query)", headers: Self.bearer)
        guard answer.status == 200 else { throw UnexpectedStatus(response: answer) }
        return try answer.json["data"] ?? .null
    }

    @Test("A cursor is followed once, with the filters of the page that gave it")
    func cursors() throws {
        let harness = Harness()
        let first = try articles(harness, "limit=1")
        let cursor = try #require(first["next_cursor"]?.stringValue).replacing("+", with: "%2B")
        _ = try articles(harness, "limit=1&status=published")
        _ = try articles(harness, "limit=2&cursor=\(cursor)")
        #expect(try harness.rules() == [], "another list between, and another size of page, are no change of filters")
        _ = try articles(harness, "limit=2&cursor=\(cursor)")
        #expect(try harness.rules() == ["cursor-followed-twice"])
        _ = try articles(harness, "limit=2&status=published&cursor=\(cursor)")
        let found = try harness.findings()
        #expect(found.map { $0["rule"] } == ["cursor-followed-twice", "page-filters-changed"])
        #expect(found[0]["requests"] == [3, 4])
        #expect(found[1]["requests"] == [1, 5])
    }

    @Test("The page after the last is how a client learns of the end; those behind it are not")
    func pastEnd() throws {
        let harness = Harness()
        func prompts(page: Int) throws -> JSONValue {
            try harness.send("GET", "/promptwatch/api/v2/prompts?size=100&page=\(page)", headers: Harness.key).json
        }
        _ = try prompts(page: 1)
        _ = try prompts(page: 2)
        #expect(try harness.rules() == [])
        _ = try prompts(page: 3)
        #expect(try harness.rules() == ["page-past-end"])
    }
}
