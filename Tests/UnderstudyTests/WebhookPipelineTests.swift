// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Synchronization
import Testing

@testable import Understudy

/// A receiver in memory that answers as it is told, or keeps what it got unanswered.
final class ReceiverInMemory: Sendable {
    private struct State: Sendable {
        var requests: [WebhookRequest] = []
        var open: [@Sendable (WebhookReceipt) -> Void] = []
        /// What is answered to each message, by its ordinal from 1; `nil`: nothing yet.
        var answer: @Sendable (Int) -> WebhookReceipt? = { _ in WebhookReceipt(status: 200, answer: "ok") }
    }

    private let state = Mutex(State())

    init(_ answer: (@Sendable (Int) -> WebhookReceipt?)? = nil) {
        if let answer { self.answer(answer) }
    }

    func answer(_ answer: @escaping @Sendable (Int) -> WebhookReceipt?) {
        state.withLock { $0.answer = answer }
    }

    var transport: WebhookTransport {
        { request, completion in
            let receipt = self.state.withLock { state in
                state.requests.append(request)
                let receipt = state.answer(state.requests.count)
                if receipt == nil { state.open.append(completion) }
                return receipt
            }
            if let receipt { completion(receipt) }
        }
    }

    var requests: [WebhookRequest] { state.withLock { $0.requests } }

    /// The bodies that arrived.
    var bodies: [JSONValue] { get throws { try requests.map { try JSONReader.read($0.body).root } } }

    /// Answers what is open.
    func release(_ receipt: WebhookReceipt) {
        let open = state.withLock { state in
            defer { state.open = [] }
            return state.open
        }
        for completion in open { completion(receipt) }
    }
}

extension WebhookRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Webhooks of an API of nobody's, through the whole server in memory.
struct WebhookPipelineTests {
    static func harness(_ receiver: ReceiverInMemory, clock: ClockSetting = ClockSetting(mode: .manual)) throws
        -> Harness
    {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sixth-api.yaml")
        let store = APIStore()
        _ = try store.add(text: String(contentsOf: url, encoding: .utf8), file: "sixth-api.yaml")
        return Harness(store: store, clock: clock, receiver: receiver)
    }

    private static let token = [(name: "Authorization", value: "Bearer t")]

    static func order(_ harness: Harness) throws {
        let body = #"{"audio":"https://a.example/1.mp3","language":"en","voice":1}"#
        let response = try harness.send("POST", "/earshot/rest/2/transcripts", headers: token, body: body)
        guard response.status == 201 else { throw UnexpectedStatus(response: response) }
    }

    @discardableResult
    static func subscribe(_ harness: Harness, _ more: String = "") throws -> JSONValue {
        try harness.control(
            "POST", "/spaces/default/webhooks", #"{"api":"earshot","url":"http://127.0.0.1:9/in"\#(more)}"#)
    }

    static func deliveries(_ harness: Harness) throws -> [JSONValue] {
        try harness.control("GET", "/spaces/default/deliveries")["deliveries"]?.arrayValue ?? []
    }

    @Test("A delivery says what the document says, and is signed over the very bytes that are sent")
    func message() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        let made = try Self.subscribe(harness, #","events":["transcript.done"]"#)
        let secret = try #require(made["secret"]?.stringValue)
        #expect(secret.hasPrefix("ear_") && secret.count == 24)
        try Self.order(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        let request = try #require(receiver.requests.first)
        let body = try #require(try receiver.bodies.first)
        #expect(receiver.requests.count == 1)
        #expect(body["event"] == "transcript.done" && body["error"] == .null)
        #expect(body["transcript"]?["state"] == "ready" && body["transcript"]?["number"] == 70_001)
        #expect(body["transcript"]?["voice"] == "Ada")
        #expect(body["id"]?.stringValue?.hasPrefix("evt_") ?? false)
        #expect(body["sent"] == body["transcript"]?["ended"])
        #expect(request.header("X-Earshot-Event") == "transcript.done")
        #expect(request.header("X-Earshot-Version") == "2")
        #expect(request.header("Content-Type") == "application/json")
        let signature = try #require(request.header("X-Earshot-Signature"))
        let timestamp = signature.prefix { $0 != ";" }
        #expect(Int64(timestamp) == body["sent"]?.integerValue, "the first attempt is made at once")
        let signed = Array("\(body["id"]?.stringValue ?? "").\(timestamp).".utf8) + request.body
        #expect(signature == "\(timestamp);" + (try base64HMAC(signed, secret: secret)))
        let shown = try #require(try Self.deliveries(harness).first)
        #expect(
            shown["state"] == "delivered" && shown["body"]?.stringValue == String(decoding: request.body, as: UTF8.self)
        )
        #expect(shown["eventId"] == body["id"] && shown["attempts"]?.arrayValue?.first?["answer"] == "ok")
    }

    @Test("An event of an operation is about its record, inside an envelope of its own")
    func record() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness, #","events":["voice.changed"]"#)
        let change = #"{"name":"Adele"}"#
        #expect(try harness.send("PATCH", "/earshot/rest/2/voices/1", headers: Self.token, body: change).status == 200)
        #expect(try harness.send("PATCH", "/earshot/rest/2/voices/99", headers: Self.token, body: change).status == 404)
        let body = try #require(try receiver.bodies.first)
        #expect(receiver.requests.count == 1)
        #expect(body["name"] == "voice.changed" && body["asked"] == "Adele" && body["pitch"] == 210)
        #expect(body["voices"]?.arrayValue?.count == 1)
        #expect(body["voices"]?.arrayValue?.first?["name"] == "Adele")
        #expect(body["voices"]?.arrayValue?.first?["languages"] == ["en", "fr"])
    }

    @Test("A failed job is told of like a completed one, with what else is true then")
    func failure() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try harness.control("PUT", "/spaces/default/scenario", #"{"name":"fails-midway"}"#)
        try Self.order(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        let body = try #require(try receiver.bodies.first)
        #expect(body["transcript"]?["state"] == "broken")
        #expect(body["error"]?.stringValue == body["transcript"]?["trouble"]?.stringValue)
        #expect(body["error"]?.stringValue != nil)
    }

    @Test("A manual clock plays hours of retries in order: the same bytes, new signatures, the right instants")
    func retries() throws {
        let receiver = ReceiverInMemory {
            $0 < 5 ? WebhookReceipt(status: 500, answer: "no", error: "answered with 500") : WebhookReceipt(status: 202)
        }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try Self.order(harness)
        let moved = try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"3h"}"#)
        let at =
            moved["attempts"]?.arrayValue?.compactMap { $0["at"]?.stringValue.flatMap { Instant(parsing: $0) } } ?? []
        let first = try #require(at.first)
        #expect(at.map { ($0 - first).microseconds / 1_000_000 } == [0, 10, 40, 130, 400])
        #expect(moved["attempts"]?.arrayValue?.map { $0["status"]?.integerValue } == [500, 500, 500, 500, 202])
        #expect(moved["now"] == "2026-03-10T23:00:00.000Z")
        #expect(Set(receiver.requests.map(\.body)).count == 1)
        #expect(Set(receiver.requests.compactMap { $0.header("X-Earshot-Signature") }).count == 5)
        let delivery = try #require(try Self.deliveries(harness).first)
        #expect(delivery["state"] == "delivered" && delivery["attemptCount"] == 5)
        #expect(delivery["nextAttemptAt"] == .null)
    }

    @Test("Idle comes when the last attempt has failed; a redelivery begins again with the same event")
    func abandoned() throws {
        let receiver = ReceiverInMemory { _ in WebhookReceipt(error: "nobody listens") }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try Self.order(harness)
        let moved = try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        #expect(try Self.deliveries(harness).first?["state"] == "abandoned")
        let at =
            moved["attempts"]?.arrayValue?.compactMap { $0["at"]?.stringValue.flatMap { Instant(parsing: $0) } } ?? []
        let (first, last) = (try #require(at.first), try #require(at.last))
        #expect(last - first == .seconds(5 * 3600), "the last attempt is when the schedule ends")
        receiver.answer { _ in WebhookReceipt(status: 200) }
        let again = try harness.control("POST", "/spaces/default/deliveries/1/redeliver")
        #expect(again["state"] == "delivered")
        #expect(Set(receiver.requests.map(\.body)).count == 1)
    }

    @Test("The clock waits for what is in flight, and answers when it has come to an end")
    func waits() throws {
        let receiver = ReceiverInMemory { _ in nil }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try Self.order(harness)
        let advance = try harness.begin("POST", "/_understudy/v1/spaces/default/clock/advance", body: #"{"by":"1h"}"#)
        let second = try harness.begin("POST", "/_understudy/v1/spaces/default/clock/advance", body: #"{"by":"30m"}"#)
        #expect(advance.isHeld && receiver.requests.count == 1)
        #expect(try Self.deliveries(harness).first?["state"] == "in-flight")
        receiver.answer { _ in WebhookReceipt(status: 200) }
        receiver.release(WebhookReceipt(status: 500))
        #expect(try advance.response().json["now"] == "2026-03-10T21:00:00.000Z")
        #expect(try advance.response().json["attemptCount"] == 2)
        #expect(
            try second.response().json["now"] == "2026-03-10T21:30:00.000Z", "the second order begins after the first")
    }

    @Test("On a clock that runs a timer drives deliveries and their retries: nobody needs to ask")
    func timer() throws {
        let receiver = ReceiverInMemory { $0 == 1 ? WebhookReceipt(error: "reset") : WebhookReceipt(status: 200) }
        let harness = try Self.harness(receiver, clock: ClockSetting(mode: .real))
        try Self.subscribe(harness)
        try Self.order(harness)
        for _ in 0..<40 { harness.pass(.milliseconds(500)) }
        #expect(receiver.requests.count == 2)
        #expect(try Self.deliveries(harness).first?["state"] == "delivered")
    }

    @Test("A signature's time comes from the space's clock, or the machine's where the subscription says so")
    func timestamps() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(
            receiver, clock: ClockSetting(mode: .manual, start: Instant(parsing: "2030-01-01T00:00:00Z")))
        try Self.subscribe(harness)
        try Self.subscribe(harness, #","timestamps":"wall""#)
        try Self.order(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        let times = receiver.requests.compactMap { $0.header("X-Earshot-Signature")?.prefix { $0 != ";" } }.compactMap {
            Int64($0)
        }
        #expect(times.count == 2)
        #expect(times.contains { $0 > 1_893_456_000 } && times.contains(1_773_172_800))
    }

    @Test("A test, a deletion and a list do what they say")
    func control() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        let id = try #require(try Self.subscribe(harness, #","secret":"mine""#)["id"]?.stringValue)
        let listed = try harness.control("GET", "/spaces/default/webhooks")["webhooks"]?.arrayValue
        #expect(listed?.first?["id"]?.stringValue == id && listed?.first?["secret"] == nil)
        let tested = try harness.control("POST", "/spaces/default/webhooks/\(id)/test")
        #expect(tested["test"] == true && tested["event"] == "transcript.done" && tested["state"] == "delivered")
        let sample = try #require(try receiver.bodies.first)
        #expect(sample["event"] == "transcript.done" && sample["transcript"]?.objectValue != nil)
        let other = try harness.control("POST", "/spaces/default/webhooks/\(id)/test", #"{"event":"voice.changed"}"#)
        #expect(other["event"] == "voice.changed")
        #expect(try receiver.bodies.last?["voices"]?.arrayValue?.count == 1, "a sample shows one of what it is about")
        #expect(try harness.send("DELETE", "/_understudy/v1/spaces/default/webhooks/\(id)").status == 204)
        #expect(try harness.send("DELETE", "/_understudy/v1/spaces/default/webhooks/\(id)").status == 404)
        #expect(try harness.send("POST", "/_understudy/v1/spaces/default/deliveries/1/redeliver").status == 409)
        #expect(
            try harness.control("GET", "/spaces/default/deliveries?state=delivered&event=voice.changed")["total"] == 1)
        #expect(try harness.send("GET", "/_understudy/v1/spaces/default/deliveries/7").status == 404)
    }

    @Test(
        "What cannot be subscribed is refused, with what was perhaps meant",
        arguments: [
            (
                #"{"api":"earshot","url":"http://a.example/","events":["transcript.dome"]}"#,
                "did you mean \\\"transcript.done\\\"?"
            ),
            (#"{"api":"earshut","url":"http://a.example/"}"#, "did you mean \\\"earshot\\\"?"),
            (#"{"api":"earshot","url":"https://a.example/"}"#, "https are not supported"),
            (#"{"api":"earshot","url":"http://a.example/","timeout":"11m"}"#, "at most 10 minutes"),
            (#"{"api":"earshot","url":"http://a.example/","event":"transcript.done"}"#, "did you mean \\\"events\\\"?"),
        ])
    func refused(body: String, said: String) throws {
        let response = try Self.harness(ReceiverInMemory()).send(
            "POST", "/_understudy/v1/spaces/default/webhooks", body: body)
        #expect(response.status == 400)
        #expect(response.text.contains(said), "\(response.text)")
    }

    @Test("A scenario names who is told; another scenario, somebody else")
    func scenario() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        let scenario =
            #"{"name":"told","webhooks":[{"api":"earshot","url":"http://127.0.0.1:9/x","secret":"s","timeout":"200ms"}]}"#
        try harness.control("PUT", "/spaces/default/scenario", scenario)
        let listed = try harness.control("GET", "/spaces/default/webhooks")["webhooks"]?.arrayValue
        #expect(listed?.first?["scripted"] == true && listed?.first?["timeoutMilliseconds"] == 200)
        try Self.order(harness)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        #expect(receiver.requests.map(\.url.target) == ["/x"])
        try harness.control("PUT", "/spaces/default/scenario", #"{"name":"happy"}"#)
        #expect(try harness.control("GET", "/spaces/default/webhooks")["webhooks"] == [])
        let wrong = scenario.replacing("\"secret\"", with: "\"events\":[\"transcript.don\"],\"secret\"")
        let refused = try harness.send("PUT", "/_understudy/v1/spaces/default/scenario", body: wrong)
        #expect(refused.status == 400 && refused.text.contains("did you mean \\\"transcript.done\\\"?"))
    }

    @Test("A reset ends what was on its way, and a late answer changes nothing of the new world")
    func reset() throws {
        let receiver = ReceiverInMemory { _ in nil }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try Self.order(harness)
        let advance = try harness.begin("POST", "/_understudy/v1/spaces/default/clock/advance", body: #"{"by":"1h"}"#)
        try harness.control("POST", "/spaces/default/reset")
        #expect(!advance.isHeld, "an order to move the clock that is gone is answered")
        try Self.subscribe(harness)
        try Self.order(harness)
        _ = try harness.begin("POST", "/_understudy/v1/spaces/default/clock/advance", body: #"{"by":"1h"}"#)
        receiver.answer { _ in WebhookReceipt(status: 200) }
        receiver.release(WebhookReceipt(status: 500))
        let delivery = try #require(try Self.deliveries(harness).first)
        #expect(delivery["attempts"]?.arrayValue?.first?["status"] == 500, "that of the second world")
        #expect(delivery["attemptCount"] == 2)
    }

    @Test("A fork delivers on its own, and a deleted space delivers nothing more")
    func fork() throws {
        let receiver = ReceiverInMemory { _ in WebhookReceipt(status: 500) }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        try Self.order(harness)
        try harness.control("POST", "/spaces/default/fork", #"{"as":"copy"}"#)
        try harness.control("POST", "/spaces/copy/clock/advance", #"{"by":"1m"}"#)
        #expect(try Self.deliveries(harness).isEmpty)
        let count = receiver.requests.count
        #expect(count > 0)
        #expect(try harness.send("DELETE", "/_understudy/v1/spaces/copy").status == 204)
        harness.pass(.seconds(3600))
        #expect(receiver.requests.count == count)
    }

    @Test("Only so many messages to one receiver are on their way at a time")
    func connections() throws {
        let receiver = ReceiverInMemory { _ in nil }
        let harness = try Self.harness(receiver)
        try Self.subscribe(harness)
        for _ in 0..<40 { try Self.order(harness) }
        let advance = try harness.begin("POST", "/_understudy/v1/spaces/default/clock/advance", body: #"{"by":"5s"}"#)
        #expect(receiver.requests.count == WebhookService.connectionsPerReceiver)
        receiver.answer { _ in WebhookReceipt(status: 200) }
        receiver.release(WebhookReceipt(status: 200))
        #expect(receiver.requests.count == 40)
        #expect(try advance.response().json["attemptCount"] == 40)
    }

    @Test("A probe says what a receiver accepted that it should have refused")
    func probe() throws {
        let receiver = ReceiverInMemory()
        let harness = try Self.harness(receiver)
        let id = try #require(try Self.subscribe(harness)["id"]?.stringValue)
        let credulous = try harness.control("POST", "/spaces/default/webhooks/\(id)/probe")
        #expect(credulous["passed"] == false)
        let results = credulous["results"]?.arrayValue ?? []
        #expect(
            results.compactMap { $0["case"]?.stringValue } == [
                "valid", "wrong-secret", "stale-timestamp", "altered-body", "duplicate", "reordered", "truncated",
                "slow",
            ])
        #expect(
            results.filter { $0["asExpected"] == false }.compactMap { $0["case"]?.stringValue } == [
                "wrong-secret", "stale-timestamp", "altered-body", "truncated",
            ])
        #expect(results.filter { $0["asExpected"] == false }.allSatisfy { $0["advice"]?.stringValue != nil })
        let bodies = try receiver.bodies
        #expect(bodies[0]["id"] == bodies[4]["id"] && bodies[0]["id"] != bodies[5]["id"])
        #expect(bodies[5]["sent"]?.integerValue.map { $0 + 60 } == bodies[0]["sent"]?.integerValue)
        #expect(try Self.deliveries(harness).isEmpty)
    }
}
