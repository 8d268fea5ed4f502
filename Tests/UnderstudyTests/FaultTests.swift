// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation
import Testing

@testable import Understudy

struct FaultTests {
    private func play(_ scenario: String, in harness: Harness) throws {
        _ = try harness.submit()  // makes the space
        try harness.control("PUT", "/spaces/default/scenario", scenario)
    }

    @Test("A scripted status is answered in the vendor's shape, by ordinal, and says why")
    func scriptedStatus() throws {
        let harness = Harness()
        try play(
            #"{"name":"t","faults":[{"when":{"operation":"getContent","nth":[2]},"respond":{"status":500}}]}"#,
            in: harness)
        let id = try harness.submit()
        #expect(try harness.read(id)["status"] == "PENDING")
        let second = try harness.send("GET", "/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        #expect(second.status == 500)
        #expect(try second.json["statusCode"] == 500)
        #expect(second.header("X-Understudy-Reason")?.contains("fault 1") == true)
        #expect(try harness.read(id)["status"] == "PENDING")
    }

    @Test("A scripted header stands in the place of the document's")
    func scriptedHeader() throws {
        let harness = Harness()
        try play(
            #"{"name":"t","faults":[{"when":{"operation":"listProjects"},"respond":{"status":429,"headers":{"Retry-After":"2"}}}]}"#,
            in: harness)
        let answer = try harness.send(
            "GET", "/seo-agent/api/v1/projects", headers: [("Authorization", "Bearer sk_live_1")])
        #expect(answer.status == 429)
        #expect(answer.http.headers.lines.filter { $0.name == "Retry-After" }.map(\.value) == ["2"])
    }

    @Test("Work done, answer lost: the job exists although its submission was answered with an error")
    func answerLost() throws {
        let harness = Harness()
        try play(
            #"{"name":"t","faults":[{"when":{"operation":"createContent"},"phase":"after","respond":{"status":500}}]}"#,
            in: harness)
        let answer = try harness.send(
            "POST", "/promptwatch/api/v2/content/create", headers: Harness.key, body: Harness.order())
        #expect(answer.status == 500)
        let list = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key).json
        #expect(list["total"] == 2)
    }

    @Test("Instead of the work: nothing is done")
    func workNotDone() throws {
        let harness = Harness()
        try play(
            #"{"name":"t","faults":[{"when":{"operation":"createContent"},"respond":{"status":500}}]}"#, in: harness)
        let answer = try harness.send(
            "POST", "/promptwatch/api/v2/content/create", headers: Harness.key, body: Harness.order())
        #expect(answer.status == 500)
        let list = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key).json
        #expect(list["total"] == 1)
    }

    @Test("Broken transfers are handed to the front in bytes of this very answer")
    func transfers() throws {
        let harness = Harness()
        try play(
            #"{"name":"t","faults":[{"when":{"operation":"getContent"},"transfer":{"truncate":0.5}}]}"#, in: harness)
        let id = try harness.submit()
        let answer = try harness.send("GET", "/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        #expect(answer.http.transfer.fault == .truncate(afterBodyBytes: answer.http.body.count / 2))
    }

    private static let delayed = #"{"name":"t","faults":[{"when":{"operation":"getContent"},"delay":"10s"}]}"#

    @Test("A delay is on the space's clock: a manual one holds the answer until it is moved")
    func manualDelay() throws {
        let harness = Harness()
        try play(Self.delayed, in: harness)
        let id = try harness.submit()
        let pending = try harness.begin("GET", "/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        #expect(pending.isHeld)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"9s"}"#)
        #expect(pending.isHeld)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"1s"}"#)
        #expect(try pending.response().json["status"] == "PENDING")
    }

    @Test("What a clock holds back is let go when its space is reset or deleted", arguments: ["reset", "delete"])
    func releasedAnswers(_ end: String) throws {
        let harness = Harness()
        try harness.control("POST", "/spaces", "{\"name\":\"held\",\"scenario\":\(Self.delayed)}")
        let id = try harness.submit(prefix: "/~held")
        let pending = try harness.begin("GET", "/~held/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        #expect(pending.isHeld)
        if end == "reset" {
            try harness.control("POST", "/spaces/held/reset")
        } else {
            try harness.control("DELETE", "/spaces/held")
        }
        #expect(try pending.response().json["status"] == "PENDING")
    }

    @Test("A delay on an auto clock moves the clock, on a real one the wall")
    func otherDelays() throws {
        let auto = Harness(clock: ClockSetting(mode: .auto))
        try play(Self.delayed, in: auto)
        let id = try auto.submit()
        let before = try auto.control("GET", "/spaces/default/clock")["now"]?.stringValue ?? ""
        _ = try auto.read(id)
        #expect(try auto.control("GET", "/spaces/default/clock")["now"]?.stringValue ?? "" > before)

        let real = Harness(clock: ClockSetting(mode: .real, speed: 5))
        try play(Self.delayed, in: real)
        let other = try real.submit()
        let answer = try real.send("GET", "/promptwatch/api/v2/content/\(other)", headers: Harness.key)
        #expect(answer.http.transfer.delay == .seconds(2))
    }

    @Test("A marker in any text of the body chooses the timeline; an unknown one is refused with a suggestion")
    func markers() throws {
        let harness = Harness()
        let id = try harness.submit(title: "Launch notes [sim:fails-at-once]")
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        #expect(try harness.read(id)["status"] == "FAILED")
        let refused = try harness.send(
            "POST", "/promptwatch/api/v2/content/create", headers: Harness.key,
            body: Harness.order(title: "x [sim:fails-at-onse]"))
        #expect(refused.status == 400)
        #expect(refused.text.contains("fails-at-once"))
    }
}
