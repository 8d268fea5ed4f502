// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

struct VerificationTests {
    private func verify(_ harness: Harness, _ body: String) throws -> JSONValue {
        try harness.control("POST", "/spaces/default/verify", body)
    }

    @Test("Counts what was sent, by operation and by values of the body")
    func counts() throws {
        let harness = Harness()
        let id = try harness.submit(title: "Tides")
        for _ in 0..<3 { _ = try harness.read(id) }
        let answer = try verify(
            harness,
            """
            {"expect": [
              {"request": {"operation": "createContent", "body": {"/type": "ARTICLE"}}, "exactly": 1},
              {"request": {"operation": "getContent", "status": 200}, "atLeast": 2, "atMost": 3},
              {"request": {"method": "DELETE"}, "exactly": 0},
              {"request": {"bodyIncludes": {"briefTitle": "Tides", "mode": "CREATE"}}},
              {"request": {"operation": "createContent",
                "bodySchema": {"required": ["mode"], "properties": {"mode": {"const": "CREATE"}}}}}
            ]}
            """)
        #expect(answer["verdict"] == "passed", "\(answer.text)")
        #expect(answer["expectations"]?.arrayValue?.map { $0["count"] } == [1, 3, 0, 1, 1])
        #expect(answer["expectations"]?.arrayValue?[1]["requests"] == [2, 3, 4])
    }

    @Test("A failure names the nearest misses, field by field")
    func nearest() throws {
        let harness = Harness()
        _ = try harness.submit()
        let answer = try verify(
            harness,
            """
            {"expect": [{"request": {"operation": "createContent", "body": {"/type": "LISTICLE", "/mode": "CREATE"}},
              "exactly": 1}]}
            """)
        #expect(answer["verdict"] == "failed")
        let finding = answer["expectations"]?.arrayValue?.first
        #expect(finding?["message"] == "expected exactly 1, found 0")
        #expect(
            finding?["nearest"] == [
                ["id": 1, "differences": [["place": "body /type", "expected": "LISTICLE", "found": "ARTICLE"]]]
            ])
    }

    @Test("Too many are a failure too, and a failure outweighs what is unknown")
    func tooMany() throws {
        let harness = Harness()
        let id = try harness.submit()
        for _ in 0..<3 { _ = try harness.read(id) }
        let answer = try verify(harness, #"{"expect": [{"request": {"operation": "getContent"}, "atMost": 2}]}"#)
        #expect(answer["verdict"] == "failed")
        #expect(answer["expectations"]?.arrayValue?.first?["message"] == "expected at most 2, found 3")
    }

    @Test(
        "Order is the order of sending",
        arguments: [(#"["createContent", "getContent"]"#, "passed"), (#"["getContent", "createContent"]"#, "failed")])
    func order(operations: String, verdict: String) throws {
        let harness = Harness()
        _ = try harness.read(try harness.submit())
        let names = try JSONReader.read(Array(operations.utf8)).root.arrayValue ?? []
        let expectations = names.map { #"{"request": {"operation": \#($0.text)}}"# }.joined(separator: ",")
        let answer = try verify(harness, #"{"inOrder": true, "expect": [\#(expectations)]}"#)
        #expect(answer["verdict"]?.stringValue == verdict)
    }

    @Test("Where entries were dropped, what cannot be known is unknown")
    func evicted() throws {
        let harness = Harness { $0.journalBudget = 4_000 }
        let id = try harness.submit()
        for _ in 0..<30 { _ = try harness.read(id) }
        func verdict(_ expectation: String) throws -> JSONValue? {
            try verify(harness, #"{"expect": [\#(expectation)]}"#)["verdict"]
        }
        #expect(try verdict(#"{"request": {"operation": "createContent"}, "exactly": 1}"#) == "unknown")
        #expect(try verdict(#"{"request": {"operation": "getContent"}, "exactly": 30}"#) == "unknown")
        #expect(try verdict(#"{"request": {"operation": "getContent"}, "atLeast": 1}"#) == "passed")
        #expect(try verdict(#"{"request": {"operation": "getContent"}, "exactly": 0}"#) == "failed")
    }

    @Test("It waits for what is still to come, and answers when it has come")
    func waits() throws {
        let harness = Harness()
        let id = try harness.submit()
        let pending = try harness.begin(
            "POST", "/_understudy/v1/spaces/default/verify",
            body: #"{"wait": "5s", "expect": [{"request": {"operation": "getContent"}, "exactly": 1}]}"#)
        #expect(pending.isHeld)
        _ = try harness.read(id)
        #expect(try pending.response().json["verdict"] == "passed")
    }

    @Test("It answers with the failure when the time is over")
    func gaveUp() throws {
        let harness = Harness()
        _ = try harness.submit()
        let pending = try harness.begin(
            "POST", "/_understudy/v1/spaces/default/verify",
            body: #"{"wait": "5s", "expect": [{"request": {"operation": "getContent"}}]}"#)
        harness.pass(.seconds(4))
        #expect(pending.isHeld)
        harness.pass(.seconds(1))
        #expect(try pending.response().json["verdict"] == "failed")
    }

    @Test(
        "What cannot be meant is refused with its place",
        arguments: [
            (#"{"expect": [{"request": {}, "exactly": 1, "atMost": 2}]}"#, "/expect/0"),
            (#"{"expect": [{"request": {}, "atLeast": 3, "atMost": 2}]}"#, "/expect/0/atMost"),
            (#"{"expect": [{"request": {"body": {"type": 1}}}]}"#, "/expect/0/request/body"),
            (#"{"expect": [{"request": {"bodySchema": {"typ": "string"}}}]}"#, "/expect/0/request/bodySchema"),
            (#"{"expect": [{"request": {"operatoin": "x"}}]}"#, "/expect/0/request"),
            (#"{"expect": []}"#, "/expect"),
        ])
    func mistakes(body: String, pointer: String) throws {
        let harness = Harness()
        _ = try harness.submit()
        let answer = try harness.send("POST", "/_understudy/v1/spaces/default/verify", body: body)
        #expect(answer.status == 400)
        let details = try answer.json["error"]?["details"]?.arrayValue ?? []
        #expect(details.contains { $0["pointer"]?.stringValue?.hasPrefix(pointer) == true }, "\(answer.text)")
    }

    @Test("What a body lacks as a whole is told of the body, not of a place in it")
    func wholeBody() throws {
        let harness = Harness()
        _ = try harness.submit()
        let answer = try harness.control(
            "POST", "/spaces/default/verify", #"{"expect": [{"request": {"bodySchema": {"required": ["nope"]}}}]}"#)
        let nearest = answer["expectations"]?.arrayValue?.first?["nearest"]?.arrayValue?.first
        #expect(nearest?["differences"]?.arrayValue?.first?["place"] == "body")
    }
}
