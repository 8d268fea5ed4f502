// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

struct RequestTests {
    private let bench: RequestBench
    private static let key = [("Authorization", "Bearer k")]

    init() throws {
        bench = try RequestBench()
    }

    // MARK: Credentials

    @Test(
        "A credential is missing, malformed or there",
        arguments: [
            ("POST /reports", [], "credential-missing"),
            ("POST /reports", [("Authorization", "")], "credential-missing"),
            ("POST /reports", [("Authorization", "Bearer")], "credential-malformed"),
            ("POST /reports", [("Authorization", "Bearer  ")], "credential-malformed"),
            ("POST /reports", [("Authorization", "Basic eDp5")], "credential-malformed"),
            ("POST /reports", [("Authorization", "token")], "credential-malformed"),
            ("POST /reports", [("authorization", "bearer k")], nil),
            ("POST /reports", [("Authorization", "BEARER  k")], nil),
            ("GET /reports", [], nil), ("GET /notes", [], nil), ("GET /notes", [("Authorization", "Basic x")], nil),
            ("DELETE /reports/1", [("Authorization", "Bearer k")], "credential-missing"),
            ("DELETE /reports/1", [("Authorization", "Bearer k"), ("X-Org", "o")], nil),
            ("DELETE /reports/1", [("Authorization", "Basic k"), ("X-Org", "o")], "credential-malformed"),
            ("DELETE /reports/1?token=t", [], nil), ("DELETE /reports/1?token=", [], "credential-missing"),
            ("DELETE /reports/1", [("Cookie", "a=b; sid=s")], nil),
            ("DELETE /reports/1", [("Cookie", "sid=")], "credential-missing"),
            ("DELETE /reports/1", [("Cookie", "xsid=s; sid")], "credential-missing"),
        ] as [(String, [(String, String)], String?)])
    func credentials(target: String, headers: [(String, String)], expected: String?) throws {
        let body = target.hasPrefix("POST") ? #"{"title":"t"}"# : nil
        let found = try bench.interpret(target, headers, body: body)
        #expect(found.failure == expected)
        #expect(!found.complaints.contains { $0.hasPrefix("parameter-unknown") })
    }

    @Test("All credentials of an API are known, for choosing a space by them")
    func allCredentials() {
        #expect(
            bench.api.allCredentials == [
                CredentialPlan(location: .header, name: "Authorization", form: .scheme("bearer")),
                CredentialPlan(location: .header, name: "X-Org", form: .apiKey),
                CredentialPlan(location: .query, name: "token", form: .apiKey),
                CredentialPlan(location: .cookie, name: "sid", form: .apiKey),
            ])
    }

    // MARK: Parameters

    @Test(
        "A parameter is read by its location, style and type",
        arguments: [
            ("n", "", "1.5"), ("list", "", "[1,2]"), ("flag", "flag=true", "true"), ("flag", "flag=false", "false"),
            ("any", "any=1", #""1""#), ("any", "any=a%20b+c%2B", #""a b c+""#), ("any", "any=&any=2", #""""#),
            ("any", "any", #""""#),
            ("maybe", "maybe=7", "7"), ("maybe", "maybe=-0", "0"), ("maybe", "maybe=7.5", #""7.5""#),
            ("maybe", "maybe=07", #""07""#), ("maybe", "maybe=%2B7", #""+7""#), ("maybe", "maybe=1e3", #""1e3""#),
            ("maybe", "maybe=99999999999999999999", "99999999999999999999"),
            ("many", "many=1&many=2", "[1,2]"), ("many", "many=1", "[1]"), ("many", "", nil),
            ("few", "few=a%20b", #"["a","b"]"#), ("few", "few=", "[]"), ("few", "few=a%20%20b", #"["a","","b"]"#),
            ("X-Ids", "", #"["x","y"]"#), ("theme", "", #""light""#),
        ] as [(String, String, String?)])
    func parameters(name: String, query: String, expected: String?) throws {
        let found = try bench.interpret("GET /echo/1.5/1,2?" + query, [("x-ids", "x,y"), ("Cookie", "theme=light")])
        #expect(found.failure == nil)
        #expect(found.values.parameters.first { $0.name == name }?.value.text == expected)
    }

    @Test(
        "A parameter that is not as declared is refused, each in a sentence",
        arguments: [
            ("GET /echo/x/1", "path parameter \"n\""), ("GET /echo/1/a", "path parameter \"list\""),
            ("GET /echo/1/1?flag=TRUE", "query parameter \"flag\""),
            ("GET /echo/1/1?many=1,2", "query parameter \"many\""),
            ("GET /reports?page=0", "query parameter \"page\""), ("GET /reports?page=1.0", "query parameter \"page\""),
            ("GET /reports?size=51", "query parameter \"size\""),
            ("GET /reports?sort=name", "query parameter \"sort\""),
        ])
    func invalidParameters(target: String, start: String) throws {
        let found = try bench.interpret(target)
        #expect(found.failure?.hasPrefix("parameter-invalid; \(start): ") == true, "\(found.failure ?? "accepted")")
        #expect(found.violations.map(\.rule) == ["parameter-invalid"])
    }

    @Test("A required parameter that is missing is refused, an unknown one and a deprecated one are noted")
    func otherParameters() throws {
        let missing = try bench.interpret("PUT /notes")
        #expect(missing.failure == "parameter-invalid; query parameter \"number\" is required")
        let unknown = try bench.interpret("GET /echo/1/1?flg=true&old=1")
        #expect(unknown.failure == nil)
        #expect(unknown.complaints.contains("deprecated: query parameter \"old\" is deprecated"))
        #expect(
            unknown.complaints.contains(
                "parameter-unknown: query parameter \"flg\" is not documented | did you mean \"flag\"?"))
        #expect(try bench.interpret("GET /echo/1/1").values.value(.cookie, "theme") == "dark")
    }

    // MARK: Bodies

    @Test(
        "A body is missing, of another type, malformed or not as the schema says",
        arguments: [
            (nil, "application/json", "body-missing; a body is required"),
            ("{}", "text/plain", "media-type-unknown; the body must be application/json, not \"text/plain\""),
            ("{}", nil, "media-type-unknown; the body must be application/json, not no Content-Type"),
            (
                "{\"title\":\n  x}", "application/json",
                "body-malformed; line 2, column 3: found 'x' where a value is expected"
            ),
            ("{\"title\": 5}", "application/json; charset=utf-8", "body-invalid; body/title: "),
            ("[]", "application/json", "body-invalid; body: "),
            ("{\"size\": \"XL\"}", "Application/JSON", "body-invalid; body/size: "),
            ("{\"title\": \"t\"}", "application/vnd.acme+json", nil),
        ] as [(String?, String?, String?)])
    func bodies(body: String?, type: String?, expected: String?) throws {
        let failure = try bench.interpret("POST /reports", Self.key, body: body, type: type).failure
        if let expected {
            #expect(failure?.hasPrefix(expected) == true, "\(failure ?? "accepted")")
        } else {
            #expect(failure == nil)
        }
    }

    @Test("A type without a schema takes any body, and a range of types takes its own")
    func typesWithoutSchema() throws {
        let json = try bench.interpret("PUT /notes?number=1", body: #"{"a":1}"#, type: "application/merge+json")
        #expect(json.action == .replaceRecord(collection: "notes", identifier: "1", ["a": 1]))
        #expect(try bench.interpret("PUT /notes?number=1", body: "x", type: "text/markdown").failure == nil)
        #expect(try bench.interpret("PUT /notes?number=1").failure == nil)
        #expect(
            try bench.interpret("PUT /notes?number=1", body: "x", type: "image/png").failure?.hasPrefix(
                "media-type-unknown") == true)
    }

    @Test("Duplicate and unknown members are noted, with what was probably meant")
    func notedMembers() throws {
        let found = try bench.interpret(
            "POST /reports", Self.key, body: #"{"title":"a","title":"b","titel":"c","zzz":1}"#)
        #expect(found.failure == nil)
        #expect(
            found.complaints == [
                "duplicate-member: \"title\" occurs twice in one object",
                "member-unknown: \"titel\" is not documented | did you mean \"title\"?",
                "member-unknown: \"zzz\" is not documented",
            ])
        #expect(found.values.body?["title"] == "b")
    }

    @Test("A body where none is taken is noted")
    func unexpectedBody() throws {
        let found = try bench.interpret("GET /echo/1/1", body: "{}")
        #expect(found.failure == nil)
        #expect(found.violations.map(\.rule) == ["body-unexpected"])
    }

    // MARK: Submissions

    @Test(
        "A body becomes a submission",
        arguments: [
            (#"{"title":"Tea"}"#, Submission(kind: "report", inputs: ["Tea", "M"], topic: "Tea", words: 800)),
            (
                #"{"title":"Tea","size":"S"}"#,
                Submission(kind: "report", inputs: ["Tea", "S"], topic: "Tea", words: 100)
            ),
            (
                #"{"size":"L","reader":"me"}"#,
                Submission(kind: "report", inputs: [.null, "L"], topic: "something", words: 2000, failure: "No title")
            ),
            (
                #"{"title":"Tea","size":"L","audience":""}"#,
                Submission(kind: "report", inputs: ["Tea", "L"], topic: "Tea", words: 2000, failure: "No audience")
            ),
            (
                #"{"note":12,"title":"Tea"}"#,
                Submission(kind: "report", inputs: ["Tea", "M"], topic: "", words: 800).looking(
                    up: TopicLookup(collection: "notes", identifier: "12", field: "text"))
            ),
            (
                #"{"title":"","tags":["a","b"],"parts":[{"tag":"c"},{}]}"#,
                Submission(
                    kind: "report", inputs: ["", "M"], topic: "something", words: 800, failure: "No title")
            ),
        ])
    func submissions(body: String, expected: Submission) throws {
        #expect(try bench.interpret("POST /reports", Self.key, body: body).action == .submit(expected))
    }

    @Test("The records that a body names are those that must exist")
    func references() throws {
        func references(_ body: String) throws -> [RecordReference] {
            try bench.interpret("POST /reports", Self.key, body: body).admission?.references ?? []
        }
        #expect(try references(#"{"title":"Tea"}"#).isEmpty)
        #expect(try references(#"{"note":12}"#) == [RecordReference(collection: "notes", identifier: "12")])
        #expect(
            try references(#"{"tags":["a","b"],"parts":[{"tag":"c"},{}]}"#)
                == ["a", "b", "c"].map { RecordReference(collection: "tags", identifier: $0) })
    }

    @Test("A marker in the body chooses the timeline")
    func marker() throws {
        #expect(try bench.interpret("POST /reports", Self.key, body: #"{"title":"Tea [sim:slow]"}"#).marker == "slow")
        #expect(try bench.interpret("POST /reports", Self.key, body: #"{"title":"Tea [sim:"}"#).marker == nil)
    }

    // MARK: Lists

    @Test(
        "Query parameters become a list query",
        arguments: [
            ("", [], ListQuery.Order(key: .updated, descending: false), ListQuery.Page.number(1, size: 10)),
            ("page=3&size=2", [], .init(key: .updated, descending: false), .number(3, size: 2)),
            ("page=99999999999999999999", [], .init(key: .updated, descending: false), .number(.max, size: 10)),
            ("sort=made&dir=desc", [], .init(key: .created, descending: true), .number(1, size: 10)),
            ("sort=changed", [], .init(key: .updated, descending: false), .number(1, size: 10)),
            (
                "state=BUSY", [.state([.pending, .processing])], .init(key: .updated, descending: false),
                .number(1, size: 10)
            ),
            (
                "state=DONE,failed", [.state([.completed, .failed])], .init(key: .updated, descending: false),
                .number(1, size: 10)
            ),
            ("state=nonsense", [.state([])], .init(key: .updated, descending: false), .number(1, size: 10)),
            ("title=Tea", [.input(0, ["Tea"])], .init(key: .updated, descending: false), .number(1, size: 10)),
        ] as [(String, [ListQuery.Filter], ListQuery.Order, ListQuery.Page)])
    func jobLists(query: String, filters: [ListQuery.Filter], order: ListQuery.Order, page: ListQuery.Page) throws {
        let found = try bench.interpret("GET /reports?" + query)
        #expect(found.action == .listJobs(kind: "report", ListQuery(filters: filters, order: order, page: page)))
    }

    @Test(
        "Records are filtered by their fields",
        arguments: [
            ("", [], .offset(0, limit: 5)), ("offset=4&limit=2", [], .offset(4, limit: 2)),
            ("kind=a&kind=b", [.field("kind", .anyOf(["a", "b"]))], .offset(0, limit: 5)),
            ("q=x", [.field("text", .text("x"))], .offset(0, limit: 5)),
            (
                "since=2026&till=2027", [.field("made", .from("2026")), .field("made", .until("2027"))],
                .offset(0, limit: 5)
            ),
            ("tag=1%7C2", [.field("tags", .containsAny([1, 2]))], .offset(0, limit: 5)),
        ] as [(String, [ListQuery.Filter], ListQuery.Page)])
    func recordLists(query: String, filters: [ListQuery.Filter], page: ListQuery.Page) throws {
        let found = try bench.interpret("GET /notes?" + query)
        #expect(found.action == .listRecords(collection: "notes", ListQuery(filters: filters, page: page)))
    }

    @Test("A cursor is passed on as it is")
    func cursors() throws {
        let first = try bench.interpret("GET /tags?limit=3")
        #expect(first.action == .listRecords(collection: "tags", ListQuery(page: .cursor(nil, limit: 3))))
        let next = try bench.interpret("GET /tags?after=x%3D")
        #expect(next.action == .listRecords(collection: "tags", ListQuery(page: .cursor("x=", limit: 20))))
    }
}

extension Submission {
    fileprivate func looking(up lookup: TopicLookup) -> Submission {
        var submission = self
        submission.topicLookup = lookup
        return submission
    }
}
