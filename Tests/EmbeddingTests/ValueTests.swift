// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing
import Understudy

struct ValueTests {
    @Test("JSON is compared by value and looked into by pointer")
    func json() throws {
        let value = try UnderstudyJSON(parsing: #"{"a": [1, 2.5, "x", true, null], "b": 1.0}"#)
        #expect(value == ["b": 1, "a": [1.0, 2.5, "x", true, .null]])
        #expect(value != ["b": "1", "a": [1, 2.5, "x", true, .null]])
        #expect(Set([value, ["b": 1, "a": [1.0, 2.5, "x", true, .null]]]).count == 1)
        #expect(value["/a/0"]?.integer == 1 && value["/b"]?.number == 1)
        #expect(value["/a/2"]?.string == "x" && value["/a/3"]?.boolean == true && value["/a/4"] == .null)
        #expect(value["/a/9"] == nil && value["a"] == nil)
        #expect(value["/a"]?.elements?.count == 5 && value.names == ["a", "b"])
        #expect(value.description == #"{"a":[1,2.5,"x",true,null],"b":1.0}"#)
        let error = #expect(throws: (any Error).self) { try UnderstudyJSON(parsing: "{\n  \"a\": }") }
        #expect(error.map { "\($0)" }?.hasPrefix("JSON:2:8: error: ") == true)
    }

    @Test("A body shows its text, its JSON and what is missing")
    func body() {
        let body: UnderstudyServer.Body = #"{"a": 1}"#
        #expect(body.byteCount == 8 && !body.isTruncated && body["/a"] == 1)
        #expect(UnderstudyServer.Body(json: ["a": "ü"]).text == #"{"a":"ü"}"#)
        #expect(UnderstudyServer.Body([0xFF]).text == "\u{FFFD}")
        #expect(UnderstudyServer.Body().json == nil)
    }

    @Test("Header fields keep their order and are found in any case")
    func headers() {
        let headers: UnderstudyServer.Headers = ["Accept": "a", "X-One": "1", "accept": "b"]
        #expect(headers["ACCEPT"] == "a" && headers.values(of: "Accept") == ["a", "b"] && headers["Y"] == nil)
        #expect(headers.description == "Accept: a\nX-One: 1\naccept: b")
    }

    @Test("Moments are read, compared and reckoned with")
    func instants() throws {
        let moment = try #require(UnderstudyInstant("2026-03-10T21:00:00.25+01:00"))
        #expect(moment.description == "2026-03-10T20:00:00.250Z")
        #expect(moment + .seconds(60) - moment == .seconds(60))
        #expect(moment < moment + .microseconds(1) && moment + .nanoseconds(999) == moment)
        #expect(UnderstudyInstant(microsecondsSince1970: 1_500_000).secondsSince1970 == 1.5)
        #expect(UnderstudyInstant("tomorrow") == nil)
        #expect((moment + .seconds(Int64.max)).microsecondsSince1970 == .max)
    }
}
