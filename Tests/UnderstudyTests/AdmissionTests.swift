// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Understudy

struct AdmissionTests {
    private static let south = Tollgate.order.replacing("north", with: "south")

    @Test("A limit of requests says what is left on each answer, and when to come back once it is reached")
    func rate() throws {
        let gate = try Tollgate()
        let first = try gate.post()
        #expect(first.status == 202, "\(first.text)")
        #expect(first.header("X-Minute-Left") == "4")
        #expect(first.header("X-Minute-Reset") == "1773172860")
        #expect(try gate.get("/me").header("X-Minute-Left") == nil, "it does not hold there")
        try gate.advance("20.5s")
        #expect(try (0..<4).map { _ in try gate.get("/prints/none").status } == [404, 404, 404, 404])
        let refused = try gate.get("/prints/none")
        #expect(refused.status == 429)
        #expect(refused.header("Retry-After") == "40")
        #expect(refused.header("X-Minute-Left") == "0")
        #expect(try refused.json["wait"] == 40)
        #expect(try refused.json["message"] == "minute allows 5; wait 40 s")
        #expect(refused.reason == "limit minute: 5 per 1m for k")
        #expect(try gate.get("/prints/none", key: "other").status == 404)
        #expect(try gate.get("/prints/none").header("Retry-After") == "40")
        try gate.advance("39.5s")
        let free = try gate.get("/prints/none")
        #expect(free.status == 404)
        #expect(free.header("Retry-After") == nil)
    }

    @Test("Wrong bodies count for limits of requests and come after them; work that is not done does not count")
    func order() throws {
        let gate = try Tollgate()
        for _ in 0..<5 { #expect(try gate.post("/prints", "{}").status == 400) }
        #expect(try gate.post("/prints", "{}").status == 429)
        try gate.advance("1m")
        #expect(try gate.post().status == 202)
        try gate.advance("1m")
        #expect(try gate.post().status == 202)
        try gate.advance("1m")
        let refused = try gate.post()
        #expect(refused.status == 429)
        #expect(refused.reason == "limit shop: 2 per 1d for north")
        #expect(refused.header("Retry-After") == "14220", "it is 20:03")
        #expect(try gate.post("/prints", Tollgate.order.replacing("north", with: "nowhere")).code == "NO_SHOP")
        try gate.advance("14219s")
        #expect(try gate.post().status == 429)
        try gate.advance("1s")
        #expect(try gate.post().status == 202)
    }

    @Test("Only so many jobs run at once; the answer names the one that does")
    func live() throws {
        let gate = try Tollgate()
        let running = try #require(try gate.post().json["id"]?.stringValue)
        let refused = try gate.post()
        #expect(refused.status == 409)
        #expect(try refused.json["job"] == .string(running))
        #expect(try refused.json["message"] == .string("Print \(running) is running"))
        #expect(refused.header("Retry-After") == nil)
        #expect(try gate.post(key: "other").status == 202)
        try gate.advance("30s")
        #expect(try gate.get("/prints/\(running)").json["state"] == "completed")
        let daily = try gate.post()
        #expect(daily.status == 429, "the shop's two are done")
    }

    @Test("A scenario changes limits and switches them on")
    func changed() throws {
        let gate = try Tollgate(#""limits":{"tollgate.minute":{"max":1},"tollgate.polls":{"enabled":true}}"#)
        #expect(try gate.get("/prints/a").status == 404)
        #expect(try gate.get("/prints/b").status == 429)
        try gate.use(#""limits":{"tollgate.polls":{"enabled":true}}"#)
        #expect(try gate.get("/prints/c").status == 404)
        let again = try gate.get("/prints/c")
        #expect(again.status == 429)
        #expect(again.header("Retry-After") == "10")
        #expect(try gate.get("/prints/d").status == 404)
        let wrong = try gate.harness.send(
            "PUT", "/_understudy/v1/spaces/default/scenario", body: #"{"name":"x","limits":{"tollgate.minut":{}}}"#)
        #expect(wrong.status == 400)
        #expect(wrong.text.contains("did you mean"))
    }

    @Test("The limit of an address is reached without any credential")
    func address() throws {
        let gate = try Tollgate(#""limits":{"tollgate.address":{"max":2}}"#)
        #expect(try gate.get("/me", key: nil).status == 401)
        #expect(try gate.get("/me", key: nil).status == 401)
        #expect(try gate.get("/me", key: nil).status == 429)
        #expect(try gate.get("/me").status == 429)
        try gate.advance("1s")
        #expect(try gate.get("/me").status == 200)
    }

    @Test("A request that comes again gets the very bytes of the first answer, with its id, and fresh limits")
    func replay() throws {
        let gate = try Tollgate()
        let first = try gate.post(token: "one")
        #expect(first.status == 202, "\(first.text)")
        try gate.advance("1s")
        let again = try gate.post("/prints", #"{ "shop": "north", "text": "Spring fair" }"#, token: "one")
        #expect(again.status == 202)
        #expect(again.text == first.text)
        #expect(first.header("X-Minute-Left") == "4")
        #expect(again.header("X-Minute-Left") == "3")
        #expect(again.reason == "idempotent replay of request \(first.header("X-Understudy-Request") ?? "-")")
        #expect(try gate.harness.control("GET", "/spaces/default/jobs")["jobs"]?.arrayValue?.count == 1)
        let other = try gate.post("/prints", Tollgate.order.replacing("fair", with: "sale"), token: "one")
        #expect(other.status == 409)
        #expect(other.code == "KEY_REUSED")
        let elsewhere = try gate.harness.send(
            "PATCH", Tollgate.base + "/shops/north", headers: Tollgate.headers("k", token: "one"),
            body: Tollgate.order)
        #expect(elsewhere.code == "KEY_REUSED", "a key is for one operation")
        try gate.advance("1h")
        let new = try gate.post("/prints", Tollgate.order.replacing("fair", with: "sale"), token: "one")
        #expect(new.status == 202)
    }

    @Test("What is wrong with a body is answered again; a corrected one needs another key")
    func replayedFailure() throws {
        let gate = try Tollgate()
        let first = try gate.post("/prints", #"{"text":"","shop":"north"}"#, token: "k1")
        #expect(first.status == 400)
        let again = try gate.post("/prints", #"{"shop":"north","text":""}"#, token: "k1")
        #expect(again.text == first.text)
        #expect(again.reason?.hasPrefix("idempotent replay") == true)
        #expect(try gate.post(token: "k1").code == "KEY_REUSED")
        #expect(try gate.post(token: "a key that is much too long").status == 400)
        #expect(try gate.post(token: "k2").status == 202)
    }

    @Test("A lost answer is there when the request comes again; a scripted error before the work leaves no trace")
    func faults() throws {
        let lost = try Tollgate(
            #""faults":[{"when":{"operation":"startPrint","nth":[1]},"phase":"after","respond":{"status":500}}]"#)
        #expect(try lost.post(token: "one").status == 500)
        let found = try lost.post(token: "one")
        #expect(found.status == 202)
        #expect(found.reason?.hasPrefix("idempotent replay") == true)
        #expect(try lost.harness.control("GET", "/spaces/default/jobs")["jobs"]?.arrayValue?.count == 1)
        let broken = try Tollgate(
            #""faults":[{"when":{"operation":"startPrint","nth":[1]},"respond":{"status":500}}]"#)
        #expect(try broken.post(token: "one").status == 500)
        let made = try broken.post(token: "one")
        #expect(made.status == 202)
        #expect(made.reason == nil)
    }

    @Test("While the first answer is held back, its key is busy")
    func busy() throws {
        let gate = try Tollgate(
            #""faults":[{"when":{"operation":"startPrint","nth":[1]},"delay":"10s"}]"#)
        let pending = try gate.harness.begin(
            "POST", Tollgate.base + "/prints", headers: Tollgate.headers("k", token: "one"), body: Tollgate.order)
        #expect(pending.isHeld)
        #expect(try gate.post(token: "one").code == "KEY_BUSY")
        try gate.advance("10s")
        #expect(!pending.isHeld)
        #expect(try gate.post(token: "one").text == pending.response().text)
    }

    @Test("Preconditions look into the records, in their order; credits run down and come back with a failed job")
    func conditions() throws {
        let gate = try Tollgate()
        let phoneless = try gate.post("/prints", Self.south)
        #expect(phoneless.status == 400)
        #expect(phoneless.code == "NO_PHONE")
        #expect(phoneless.reason == "precondition phoneless")
        _ = try gate.harness.send(
            "PATCH", Tollgate.base + "/shops/south", headers: Tollgate.headers("k"), body: #"{"phone":"5"}"#)
        #expect(try gate.post("/prints", Self.south).code == "CROWDED")
        let thick = #"{"text":"Spring fair [sim:fails-at-once]","shop":"north","paper":"thick"}"#
        #expect(try gate.post("/prints", thick, key: "rich").status == 202)
        #expect(try gate.get("/me", key: "rich").json["credits"] == 6)
        try gate.advance("1m")
        #expect(try gate.get("/me", key: "rich").json["credits"] == 10)
        try gate.use(#""credentials":{"poor":{"attributes":{"credits":3}}}"#)
        let dear = try gate.post("/prints", thick, key: "poor")
        #expect(dear.status == 402)
        #expect(dear.code == "NO_MONEY")
        #expect(try gate.post(key: "poor").status == 202)
        #expect(try gate.get("/me", key: "poor").json["credits"] == 1)
    }

    @Test("The records that a change refers to must exist as well")
    func references() throws {
        let gate = try Tollgate()
        func patch(_ body: String) throws -> TestResponse {
            try gate.harness.send(
                "PATCH", Tollgate.base + "/shops/north", headers: Tollgate.headers("k"), body: body)
        }
        #expect(try patch(#"{"branch-of":"nowhere"}"#).code == "NO_SHOP")
        #expect(try patch(#"{"branch-of":"south"}"#).status == 200)
        #expect(try patch(#"{"branch-of":null}"#).status == 200)
    }
}
