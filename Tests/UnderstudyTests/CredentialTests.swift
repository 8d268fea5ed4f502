// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Understudy

struct CredentialTests {
    @Test("Every answer has an id of its own, the same in a space with the same seed and requests")
    func requestIDs() throws {
        func ids() throws -> [String] {
            let gate = try Tollgate()
            let answers = [
                try gate.get("/me"), try gate.get("/prints/none"), try gate.get("/me", key: nil), try gate.post(),
            ]
            return try answers.map { try #require($0.json["request"]?.stringValue) }
        }
        let first = try ids()
        #expect(Set(first).count == 4)
        #expect(
            first.allSatisfy {
                $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            })
        #expect(try ids() == first)
    }

    @Test("A credential that no scenario names may do everything, and has the document's attributes")
    func unnamed() throws {
        let gate = try Tollgate()
        let me = try gate.get("/me")
        #expect(me.status == 200)
        #expect(try me.json["plan"] == "basic")
        #expect(try me.json["credits"] == 10)
        #expect(try me.json["branch"] == nil)
        #expect(me.header("X-Plan") == "basic")
        #expect(me.reason == nil)
        #expect(try gate.post().status == 202)
    }

    @Test("A scenario's attributes stand in the places of the document's")
    func attributes() throws {
        let gate = try Tollgate(#""credentials":{"k":{"attributes":{"plan":"gold","house":{"branch":"east"}}}}"#)
        let me = try gate.get("/me")
        #expect(try me.json["plan"] == "gold")
        #expect(try me.json["credits"] == 10)
        #expect(try me.json["branch"] == "east")
        #expect(try gate.get("/me", key: "other").json["plan"] == "basic")
    }

    @Test("A refused credential gets the document's error for the scenario's word, with the reason on the answer")
    func refused() throws {
        let gate = try Tollgate(
            #""credentials":{"a":{"refused":"revoked"},"b":{"refused":"unpaid"},"c":{"api":"tollgate","refused":"x"}}"#)
        let revoked = try gate.get("/me", key: "a")
        #expect(revoked.status == 401)
        #expect(try revoked.json["message"] == "Key refused: revoked")
        #expect(revoked.reason == "credential refused: revoked")
        #expect(try gate.get("/me", key: "b").status == 402)
        #expect(try gate.get("/me", key: "b").code == "PAY")
        #expect(try gate.get("/me", key: "c").status == 401)
        #expect(try gate.get("/me", key: "d").status == 200)
    }

    @Test("One rule speaks for all that are not named")
    func others() throws {
        let gate = try Tollgate(#""credentials":{"*":{"refused":"invalid"},"good":{}}"#)
        #expect(try gate.get("/me", key: "good").status == 200)
        #expect(try gate.get("/me", key: "any").status == 401)
        #expect(try gate.get("/me", key: nil).code == "NO_KEY")
    }

    @Test("A credential without a scope is told which are needed and which are missing")
    func scopes() throws {
        let gate = try Tollgate(#""credentials":{"r":{"scopes":["posters:read"]},"none":{"scopes":[]}}"#)
        #expect(try gate.get("/me", key: "none").status == 200)
        #expect(try gate.get("/prints/x", key: "r").status == 404)
        let refused = try gate.post(key: "r")
        #expect(refused.status == 403)
        #expect(try refused.json["needs"] == ["posters:read", "posters:print"])
        #expect(try refused.json["lacks"] == ["posters:print"])
        #expect(try refused.json["message"] == "This needs the scope posters:print")
        #expect(refused.reason == "credential without posters:print")
        #expect(try gate.post(key: "none").json["lacks"] == ["posters:read", "posters:print"])
    }

    @Test("What is wrong with the credential is said before what is wrong with the body")
    func order() throws {
        let gate = try Tollgate(#""credentials":{"r":{"scopes":["posters:read"]},"x":{"refused":"unpaid"}}"#)
        #expect(try gate.post("/prints", "{}", key: nil).status == 401)
        #expect(try gate.post("/prints", "{}", key: "x").status == 402)
        #expect(try gate.post("/prints", "{}", key: "r").status == 403)
        #expect(try gate.post("/prints", "{}", key: "k").status == 400)
    }

    @Test("A credential that ends in the name of its space is the one without that end; a scheme word is no part of it")
    func forms() throws {
        let gate = try Tollgate()
        try gate.harness.control("POST", "/spaces", #"{"name":"night"}"#)
        try gate.harness.control(
            "PUT", "/spaces/night/scenario", #"{"name":"n","credentials":{"k":{"refused":"unpaid"}}}"#)
        #expect(try gate.get("/me", key: "k~night").status == 402)
        #expect(try gate.get("/me", key: "other~night").status == 200)
        #expect(try gate.get("/me", key: "k").status == 200)
        let bare = try gate.harness.send(
            "GET", Tollgate.base + "/me", headers: [("Authorization", "k"), ("X-Understudy-Space", "night")])
        #expect(bare.status == 402)
    }

    @Test("Names that no document has are refused with what was meant")
    func names() throws {
        let gate = try Tollgate()
        for (members, sign) in [
            (#""credentials":{"k":{"scopes":["posters:prnt"]}}"#, "posters:print"),
            (#""credentials":{"k":{"api":"tolgate"}}"#, "tollgate"),
        ] {
            let answer = try gate.harness.send(
                "PUT", "/_understudy/v1/spaces/default/scenario", body: #"{"name":"x",\#(members)}"#)
            #expect(answer.status == 400)
            #expect(answer.text.contains("did you mean \\\"\(sign)\\\""), "\(answer.text)")
        }
    }
}
