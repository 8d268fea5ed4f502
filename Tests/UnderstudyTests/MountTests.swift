// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation
import Testing

@testable import Understudy

struct MountTests {
    @Test(
        "An API is reached by prefix, by host and by its own port",
        arguments: [
            ("/promptwatch/api/v2/personas", nil, 0),
            ("/api/v2/personas", "promptwatch.localhost:4010", 0),
            ("/api/v2/personas", "server.promptwatch.com", 0),
            ("/~t/api/v2/personas", "SERVER.promptwatch.com:80", 0),
            ("/api/v2/personas", nil, 1),
        ] as [(String, String?, Int)])
    func mounts(_ target: String, _ host: String?, _ listener: Int) throws {
        let harness = Harness(listenerAPIs: [nil, "promptwatch"])
        var headers = Harness.key
        if let host { headers.append(("Host", host)) }
        let response = try harness.send("GET", target, headers: headers, listener: listener)
        #expect(response.status == 200, "\(response.text)")
    }

    @Test("A path that no API has says which there are, and which was perhaps meant")
    func unknownMount() throws {
        let response = try Harness().send("GET", "/promptwach/api/v2/content")
        #expect(response.status == 404)
        #expect(try response.json["error"]?["code"] == "mount-unknown")
        #expect(response.text.contains("did you mean"))
    }

    @Test("An unknown path is the vendor's 404, and a header and the journal name the closest operations")
    func nearMiss() throws {
        let harness = Harness()
        let response = try harness.send("GET", "/promptwatch/api/v2/contents/x", headers: Harness.key)
        #expect(response.status == 404)
        #expect(try response.json["statusCode"] == 404)
        #expect(response.header("X-Understudy-Hint")?.contains("/content/{id}") == true)
    }

    @Test("A known path with another method is 405 with Allow")
    func methods() throws {
        let response = try Harness().send("DELETE", "/promptwatch/api/v2/content", headers: Harness.key)
        #expect(response.status == 405)
        #expect(response.header("Allow") == "GET, HEAD, OPTIONS")
    }

    @Test("A preflight from any page is allowed, with the headers it asks for")
    func preflight() throws {
        let response = try Harness().send(
            "OPTIONS", "/promptwatch/api/v2/content/create",
            headers: [
                ("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "x-api-key, content-type"),
            ])
        #expect(response.status == 204)
        #expect(response.header("Access-Control-Allow-Origin") == "*")
        #expect(response.header("Access-Control-Allow-Headers") == "x-api-key, content-type")
        #expect(response.header("Access-Control-Allow-Methods")?.contains("POST") == true)
    }

    @Test(
        "The control API refuses web pages and foreign hosts",
        arguments: [
            ([(name: "Origin", value: "http://evil.example")], 403), ([(name: "Host", value: "evil.example")], 403),
            ([(name: "Host", value: "127.0.0.1:4010")], 200), ([(name: "Host", value: "[::1]:4010")], 200),
            ([(name: "Host", value: "127.0.0.1.evil.example")], 403),
        ])
    func controlAccess(_ headers: [(name: String, value: String)], _ status: Int) throws {
        #expect(try Harness().send("GET", "/_understudy/v1/health", headers: headers).status == status)
    }

    @Test("With a token the control API answers from anywhere, but only to the token")
    func token() throws {
        let harness = Harness(token: "secret")
        #expect(try harness.send("GET", "/_understudy/v1/health").status == 401)
        let headers = [(name: "Authorization", value: "Bearer secret"), (name: "Host", value: "ci.example")]
        #expect(try harness.send("GET", "/_understudy/v1/health", headers: headers).status == 200)
        let wrong = [(name: "Authorization", value: "Bearer secreT")]
        #expect(try harness.send("GET", "/_understudy/v1/health", headers: wrong).status == 401)
    }
}
