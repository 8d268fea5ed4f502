// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

struct ClockTests {
    @Test("A manual clock moves only when told, and says what fired")
    func manual() throws {
        let harness = Harness()
        let id = try harness.submit()
        harness.pass(.seconds(3600))
        #expect(try harness.read(id)["status"] == "PENDING")
        let advanced = try harness.control("POST", "/spaces/default/clock/advance", #"{"to":"next"}"#)
        #expect(advanced["fired"]?.arrayValue?.count == 1)
        #expect(advanced["fired"]?.arrayValue?.first?["to"] == "processing")
        #expect(try harness.read(id)["status"] == "IN_PROGRESS")
        let done = try harness.control("POST", "/spaces/default/clock/advance", "{\"until\":{\"job\":\"\(id)\"}}")
        #expect(done["fired"]?.arrayValue?.last?["to"] == "completed")
        #expect(try harness.read(id)["status"] == "COMPLETED")
    }

    @Test("A real clock follows the wall clock times its speed")
    func speed() throws {
        let harness = Harness(clock: ClockSetting(mode: .real, speed: 10))
        let id = try harness.submit()
        harness.pass(.milliseconds(90))
        #expect(try harness.read(id)["status"] == "PENDING")
        harness.pass(.milliseconds(20))
        #expect(try harness.read(id)["status"] == "IN_PROGRESS")
        harness.pass(.milliseconds(400))
        #expect(try harness.read(id)["status"] == "COMPLETED")
    }

    @Test("An auto clock lets a client that never waits see every state and growing content")
    func auto() throws {
        let harness = Harness(clock: ClockSetting(mode: .auto))
        let id = try harness.submit()
        var states: [String] = []
        var content = ""
        for _ in 0..<12 {
            let document = try harness.read(id)
            states.append(document["status"]?.stringValue ?? "")
            let text = document["content"]?.stringValue ?? ""
            #expect(text.hasPrefix(content))
            content = text
            if states.last == "COMPLETED" { break }
        }
        #expect(states.first == "PENDING")
        #expect(states.last == "COMPLETED")
        #expect(states.count { $0 == "IN_PROGRESS" } >= 3)
    }

    @Test("The clock does not go back")
    func forwardOnly() throws {
        let harness = Harness()
        _ = try harness.submit()
        let response = try harness.send(
            "PATCH", "/_understudy/v1/spaces/default/clock", body: #"{"now":"2020-01-01T00:00:00Z"}"#)
        #expect(response.status == 409)
        #expect(try response.json["error"]?["code"] == "clock-cannot-go-back")
    }

    @Test("A jump of ten years completes what runs and breaks nothing")
    func jump() throws {
        let harness = Harness()
        let id = try harness.submit()
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"3650d"}"#)
        #expect(try harness.read(id)["status"] == "COMPLETED")
        _ = try harness.submit()
    }
}
