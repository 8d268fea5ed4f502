// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@testable import Understudy

struct SpaceTests {
    @Test(
        "A request chooses its space",
        arguments: [
            ("/~mine/promptwatch", "k", nil as String?), ("/promptwatch", "any-key~mine", nil),
            ("/promptwatch", "k", "mine"), ("/~mine/promptwatch", "any-key~other", "third"),
        ])
    func choice(_ prefix: String, _ key: String, _ header: String?) throws {
        let harness = Harness()
        var headers = [(name: "X-API-Key", value: key)]
        if let header { headers.append(("X-Understudy-Space", header)) }
        let response = try harness.send("GET", prefix + "/api/v2/personas", headers: headers)
        #expect(response.status == 200)
        #expect(try harness.control("GET", "/spaces/mine")["requests"] == 1)
        #expect(harness.spaces.all.map(\.name) == ["mine"])
    }

    @Test("A name that cannot be a space's is refused with the rule", arguments: ["a b", "", "x/y", "é"])
    func invalidNames(_ name: String) throws {
        let harness = Harness()
        let response = try harness.send(
            "GET", "/promptwatch/api/v2/personas", headers: Harness.key + [("X-Understudy-Space", name)])
        if name.isEmpty {
            #expect(response.status == 400)
        } else {
            #expect(response.status == 400)
            #expect(response.text.contains("64 letters"))
        }
    }

    @Test("Spaces do not see each other's jobs, records, clocks or journals")
    func isolation() throws {
        let harness = Harness()
        let id = try harness.submit(prefix: "/~a")
        _ = try harness.submit(prefix: "/~b")
        try harness.control("POST", "/spaces/a/clock/advance", #"{"until":"idle"}"#)
        #expect(try harness.read(id, prefix: "/~a")["status"] == "COMPLETED")
        #expect(try harness.control("GET", "/spaces/b")["jobs"]?["pending"] == 1)
        try harness.control("POST", "/spaces/a/reset", nil)
        #expect(try harness.control("GET", "/spaces/a/requests")["total"] == 0)
        #expect(try harness.control("GET", "/spaces/b/requests")["total"] == 1)
        let gone = try harness.send("GET", "/~a/promptwatch/api/v2/content/\(id)", headers: Harness.key)
        #expect(gone.status == 404)
    }

    @Test("The same seed and the same requests give the same bytes in every space")
    func determinism() throws {
        let harness = Harness()
        var answers: [String] = []
        for name in ["one", "two"] {
            try harness.control("POST", "/spaces", "{\"name\":\"\(name)\",\"seed\":7}")
            let id = try harness.submit(prefix: "/~\(name)")
            try harness.control("POST", "/spaces/\(name)/clock/advance", #"{"by":"3s"}"#)
            answers.append(try harness.read(id, prefix: "/~\(name)").text)
        }
        #expect(answers[0] == answers[1])
    }

    @Test("A fork goes on from where its original was, and then its own way")
    func fork() throws {
        let harness = Harness()
        let id = try harness.submit()
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"2s"}"#)
        try harness.control("POST", "/spaces/default/fork", #"{"as":"copy"}"#)
        try harness.control("POST", "/spaces/copy/clock/advance", #"{"until":"idle"}"#)
        #expect(try harness.read(id, prefix: "/~copy")["status"] == "COMPLETED")
        #expect(try harness.read(id)["status"] == "IN_PROGRESS")
        #expect(throws: UnexpectedStatus.self) {
            try harness.control("POST", "/spaces/default/fork", #"{"as":"copy"}"#)
        }
    }

    @Test("Spaces made by requests are forgotten when idle, others stay")
    func forgetting() throws {
        let harness = Harness { $0.idleTime = .seconds(100) }
        try harness.control("POST", "/spaces", #"{"name":"kept"}"#)
        _ = try harness.submit(prefix: "/~passing")
        harness.pass(.seconds(200))
        _ = try harness.submit(prefix: "/~fresh")
        #expect(harness.spaces.all.map(\.name) == ["fresh", "kept"])
    }

    @Test("Past the limit of spaces a request is told so, and nothing is lost")
    func limit() throws {
        let harness = Harness { $0.spaceLimit = 2 }
        _ = try harness.submit(prefix: "/~a")
        _ = try harness.submit(prefix: "/~b")
        let refused = try harness.send("GET", "/~c/promptwatch/api/v2/personas", headers: Harness.key)
        #expect(refused.status == 507)
        #expect(try refused.json["error"]?["code"] == "full")
        _ = try harness.submit(prefix: "/~a")
    }
}
