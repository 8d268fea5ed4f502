// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Simulation
import Testing

@testable import Understudy

/// An API of nobody's, loaded from a document: no Swift knows of it.
struct SixthAPITests {
    private func harness() throws -> Harness {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sixth-api.yaml")
        let store = APIStore()
        _ = try store.add(text: String(contentsOf: url, encoding: .utf8), file: "sixth-api.yaml")
        return Harness(store: store)
    }

    private static let token = [(name: "Authorization", value: "Bearer t")]
    private static let order =
        #"{"audio":"https://a.example/1.mp3","episode":{"title":"The tide tables","language":"en"},"quality":"draft","voice":1}"#

    private func submit(_ harness: Harness, _ body: String = order) throws -> JSONObject {
        let response = try harness.send("POST", "/earshot/rest/2/transcripts", headers: Self.token, body: body)
        guard response.status == 201, let transcript = try response.json["transcript"]?.objectValue else {
            throw UnexpectedStatus(response: response)
        }
        return transcript
    }

    @Test("A job is submitted, polled through its stages, and done; the link in the answer leads to it")
    func life() throws {
        let harness = try harness()
        let order = try submit(harness)
        #expect(order["number"] == 70_001)
        #expect(order["state"] == "waiting")
        let link = try #require(order["follow"]?.stringValue)
        #expect(link == "/earshot/rest/2/transcripts/70001")
        #expect(try harness.send("GET", link, headers: Self.token).json["state"] == "waiting")
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"3s"}"#)
        #expect(try harness.send("GET", link, headers: Self.token).json["state"] == "working")
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        #expect(try harness.send("GET", link, headers: Self.token).json["state"] == "ready")
        let item = try harness.send("GET", "/earshot/rest/2/shelf/70001", headers: Self.token)
        #expect(item.status == 200, "\(item.text)")
        #expect(try item.json["number"] == 70_001)
    }

    @Test("A job fails for want of what its kind needs, in the document's words")
    func failure() throws {
        let harness = try harness()
        _ = try submit(
            harness,
            #"{"audio":"https://a.example/2.mp3","episode":{"title":"No language"},"quality":"final","voice":1}"#)
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        let words = try harness.send("GET", "/earshot/rest/2/transcripts/latest-words?of=70001", headers: Self.token)
        #expect(try words.json == ["of": 70_001, "why": "cannot tell the language"])
    }

    @Test("Jobs are listed by offset and limit, oldest change first, and stopped once")
    func listAndStop() throws {
        let harness = try harness()
        for _ in 0..<5 { _ = try submit(harness) }
        let page = try harness.send("GET", "/earshot/rest/2/transcripts?offset=1&limit=2", headers: Self.token).json
        #expect(page.arrayValue?.compactMap { $0["number"] } == [70_002, 70_003])
        let target = "/earshot/rest/2/transcripts/70003"
        let stopped = try harness.send("DELETE", target, headers: Self.token)
        #expect(stopped.status == 202)
        #expect(try stopped.json["state"] == "withdrawn")
        let again = try harness.send("DELETE", target, headers: Self.token)
        #expect(again.status == 409)
        #expect(again.text.contains("TOO_LATE"))
        let unknown = try harness.send("GET", "/earshot/rest/2/transcripts/9", headers: Self.token)
        #expect(unknown.status == 404)
        #expect(unknown.text.contains("No transcript 9"))
    }

    @Test("Records are made, changed, replaced and removed; a cursor leads to the end of the list")
    func records() throws {
        let harness = try harness()
        let made = try harness.send(
            "POST", "/earshot/rest/2/voices", headers: Self.token,
            body: #"{"name":"Dora","languages":["de"],"pitch":190}"#)
        #expect(made.status == 201, "\(made.text)")
        let number = try #require(try made.json["number"]?.integerValue)
        let target = "/earshot/rest/2/voices/\(number)"
        let patched = try harness.send("PATCH", target, headers: Self.token, body: #"{"name":"Dorothea"}"#)
        #expect(try patched.json["name"] == "Dorothea")
        #expect(try patched.json["pitch"] == 190)
        var names: [String] = []
        var query = "?limit=2"
        for _ in 0..<9 {
            let page = try harness.send("GET", "/earshot/rest/2/voices" + query, headers: Self.token).json
            names += page["voices"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
            guard let after = page["after"]?.stringValue else { break }
            query = "?limit=2&after=" + after
        }
        #expect(names == ["Ada", "Bela", "Chidi", "Dorothea"])
        #expect(try harness.send("DELETE", target, headers: Self.token).status == 204)
        #expect(try harness.send("GET", target, headers: Self.token).status == 404)
        let dangling = try harness.send(
            "POST", "/earshot/rest/2/transcripts", headers: Self.token,
            body: Self.order.replacing("\"voice\":1", with: "\"voice\":99"))
        #expect(dangling.status == 422)
    }

    @Test("It is mounted beside the built-in ones and listed")
    func listed() throws {
        let apis = try harness().control("GET", "/apis")["apis"]?.arrayValue ?? []
        #expect(apis.contains { $0["id"] == "earshot" })
    }
}
