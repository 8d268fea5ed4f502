// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Testing

@testable import Understudy

struct JournalTests {
    private func entry(_ id: Int, body: Int = 0) throws -> JournalEntry {
        let request = try HTTPRequest(method: "GET", target: "/x")
        let instant = Instant(microseconds: 0)
        return JournalEntry(
            id: id, method: "GET", path: "/x", requestHeaders: request.headers,
            requestBody: StoredBody([], limit: 10), status: 200, responseHeaders: HTTPHeaderBlock(),
            responseBody: StoredBody([UInt8](repeating: 0x61, count: body), limit: Journal.bodyLimit), at: instant,
            wallTime: instant, duration: .zero, violations: [])
    }

    @Test("The oldest entries make room, their number is known, and ids stay")
    func eviction() throws {
        var journal = Journal(budget: 100_000)
        for id in 1...5_000 { journal.append(try entry(id, body: 1_000)) }
        #expect(journal.count + journal.evicted == 5_000)
        #expect(journal.evicted > 4_800)
        #expect(journal[1] == nil)
        #expect(journal[5_000]?.id == 5_000)
        #expect(journal[5_001] == nil)
        #expect(journal[0] == nil)
        let held = journal.held().map(\.id)
        #expect(held == Array((5_000 - journal.count + 1)...5_000))
        #expect(journal.held(after: 4_998).map(\.id) == [4_999, 5_000])
        #expect(journal.held(after: 9_999).map(\.id) == [])
    }

    @Test("One entry is kept even where it alone is over the budget")
    func oneLarge() throws {
        var journal = Journal(budget: 10)
        journal.append(try entry(1, body: 50_000))
        #expect(journal.count == 1)
        journal.append(try entry(2))
        #expect(journal.held().map(\.id) == [2])
    }

    @Test("A long body is cut, and its length is kept")
    func longBodies() {
        let body = StoredBody([UInt8](repeating: 1, count: 100), limit: 60)
        #expect(body.bytes.count == 60)
        #expect(body.fullCount == 100)
        #expect(body.isTruncated)
    }

    @Test("Answered implies journaled: each answer's entry is there when the answer is, from many threads")
    func answeredImpliesJournaled() async throws {
        let harness = Harness()
        let id = try harness.submit()
        let missing = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var missing = 0
                    for _ in 0..<200 {
                        guard
                            let answer = try? harness.send(
                                "GET", "/promptwatch/api/v2/content/\(id)", headers: Harness.key),
                            let entry = answer.header("X-Understudy-Request"),
                            let found = try? harness.send("GET", "/_understudy/v1/spaces/default/requests/\(entry)"),
                            found.status == 200, let body = try? found.json["response"]?["body"]?.stringValue,
                            body == answer.text
                        else {
                            missing += 1
                            continue
                        }
                    }
                    return missing
                }
            }
            return await group.reduce(0, +)
        }
        #expect(missing == 0)
        let job = try harness.control("GET", "/spaces/default/jobs/\(id)")
        #expect(job["polls"] == 1_600)
    }

    @Test("A long poll answers when enough entries are there, or with what there is when its time is over")
    func longPoll() throws {
        let harness = Harness()
        let id = try harness.submit()
        let target = "/_understudy/v1/spaces/default/requests?operation=getContent&wait=5s&min=2"
        let enough = try harness.begin("GET", target)
        _ = try harness.read(id)
        #expect(enough.isHeld)
        _ = try harness.read(id)
        #expect(try enough.response().json["total"] == 2)

        let tooFew = try harness.begin("GET", target.replacing("min=2", with: "min=9"))
        harness.pass(.seconds(4))
        #expect(tooFew.isHeld)
        harness.pass(.seconds(1))
        #expect(try tooFew.response().json["total"] == 2)

        let atOnce = try harness.begin("GET", target)
        #expect(!atOnce.isHeld)
    }

    @Test("An entry says what the client sent, what it got, and what was wrong")
    func content() throws {
        let harness = Harness()
        let answer = try harness.send(
            "POST", "/promptwatch/api/v2/content/create?dry=1", headers: Harness.key, body: Harness.order())
        let entry = try harness.control(
            "GET", "/spaces/default/requests/\(try #require(answer.header("X-Understudy-Request")))")
        #expect(entry["operation"] == "createContent")
        #expect(entry["request"]?["body"]?.stringValue == Harness.order())
        #expect(entry["response"]?["body"]?.stringValue == answer.text)
        #expect(entry["violations"]?.arrayValue?.first?["rule"] == "parameter-unknown")
        let headers = entry["request"]?["headers"]?.arrayValue ?? []
        #expect(headers.contains { $0["name"] == "X-API-Key" && $0["value"] == "k" })
    }

    @Test("A long journal comes page by page, each request once")
    func pages() throws {
        let harness = Harness()
        for _ in 0..<7 { _ = try harness.send("GET", "/promptwatch/api/v2/content", headers: Harness.key) }
        var seen: [JSONValue] = []
        var since: Int64? = 0
        while let from = since {
            let page = try harness.control("GET", "/spaces/default/requests?limit=3&since=\(from)")
            seen += (page["requests"]?.arrayValue ?? []).compactMap { $0["id"] }
            since = page["next"]?.integerValue
        }
        #expect(seen == (1...7).map { .integer($0) })
    }

    @Test(
        "The journal is searched by job, record, path and violation",
        arguments: [
            ("job=JOB", [1, 2]), ("path=/api/v2/content/JOB", [2]), ("violation=parameter-unknown", [3]),
            ("violation=member-unknown", []), ("path=/api/v2/content&status=200", [3]), ("job=none", []),
            ("status=404", [4]), ("method=POST&operation=createContent", [1]),
        ])
    func filters(query: String, expected: [Int64]) throws {
        let harness = Harness()
        let job = try harness.submit()
        _ = try harness.read(job)
        _ = try harness.send("GET", "/promptwatch/api/v2/content?colour=red", headers: Harness.key)
        _ = try harness.send("GET", "/promptwatch/api/v2/nothing", headers: Harness.key)
        let found = try harness.control(
            "GET", "/spaces/default/requests?" + query.replacing("JOB", with: job))
        #expect(found["requests"]?.arrayValue?.compactMap { $0["id"]?.integerValue } == expected)
        #expect(found["total"] == .integer(Int64(expected.count)))
        #expect(found["next"] == .null)
    }

    @Test("An entry names the record that its request was about, whether that was made or found")
    func records() throws {
        let harness = Harness()
        let token = [(name: "Authorization", value: "Bearer t")]
        let made = try harness.send(
            "POST", "/promptwatch/api/v2/projects", headers: Harness.key,
            body: #"{"name": "Ada", "website": "https://ada.example"}"#)
        let entry = try harness.control("GET", "/spaces/default/requests/1")
        #expect(made.status < 300, "\(made.text)")
        #expect(entry["resource"]?.stringValue.map { made.text.contains("\"\($0)\"") } ?? false)
        _ = try harness.send("GET", "/writerzroom/v1/content/cnt_none", headers: token)
        #expect(try harness.control("GET", "/spaces/default/requests/2")["resource"] == "cnt_none")
    }
}
