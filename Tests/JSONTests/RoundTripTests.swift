// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("What is read is written back")
struct RoundTripTests {
    static func read(_ text: String) throws(JSONError) -> JSONValue {
        try JSONReader.read(Array(text.utf8)).root
    }

    @Test(
        "A text comes back as it was",
        arguments: [
            "null", "true", "false", "0", "1", "1.0", "-0.0", "0.1", "1e+16", "5e-324", "1.7976931348623157e+308",
            "1e400",
            "-1e400", "1e-400", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
            "18446744073709551616", "123456789012345678901234567890", "[]", "{}", "[[],{}]", #""""#, #"{"":{"":""}}"#,
            #"{"z":1,"a":2,"m":3}"#, #""\"\\/\b\f\n\r\t\u0000\u001f""#, "\"\u{7f}\u{2028}é😀\"", "\"e\u{301}\"",
        ])
    func identity(_ text: String) throws {
        // Compared by bytes: as a String, "é" would equal "é" written otherwise.
        #expect(try Self.read(text).serialized == Array(text.utf8))
    }

    @Test(
        "Another way to write a value comes back in the only way we write it",
        arguments: [
            ("-0", "0"), ("1E2", "100.0"), ("1.50", "1.5"), ("0.10e1", "1.0"), ("-0e9", "-0.0"),
            ("0.1000000000000000055511151231257827", "0.1"), ("9007199254740993.0", "9007199254740992.0"),
            (#""\u0041\/\u00e9\ud83d\uDE00""#, "\"A/é😀\""), (" [ 1 ,\r\n\t2 ] ", "[1,2]"),
            (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
        ])
    func normalForm(text: String, expected: String) throws {
        let value = try Self.read(text)
        #expect(value.serialized == Array(expected.utf8))
        #expect(try Self.read(value.text) == value)
    }

    @Test("Integers, doubles and big numbers are told apart")
    func kindsOfNumber() throws {
        #expect(try Self.read("1") == .integer(1))
        #expect(try Self.read("1.0") == .double(1))
        #expect(try Self.read("1e0") == .double(1))
        #expect(try Self.read("999999999999999999") == .integer(999_999_999_999_999_999))
        #expect(try Self.read("-9223372036854775808") == .integer(.min))
        #expect(try Self.read("-9223372036854775809") == .bigNumber("-9223372036854775809"))
        #expect(try Self.read("1e-400") == .bigNumber("1e-400"))
        #expect(try Self.read("0e-400") == .double(0))
        #expect(try Self.read("-0.0") != .double(0))
    }

    @Test(
        "The type is JSON Schema's, by value and not by spelling",
        arguments: [
            ("1", "integer"), ("1.0", "integer"), ("1e2", "integer"), ("1.5", "number"), ("1e300", "integer"),
            ("1e-5", "number"), ("4503599627370496.5", "integer"), ("4503599627370495.5", "number"),
            ("123456789012345678901", "integer"), ("1e400", "integer"), ("1.5e400", "integer"), ("1e-400", "number"),
            ("1e99999999999999999999", "integer"), ("1E-99999999999999999999", "number"), ("null", "null"),
            ("true", "boolean"), ("\"\"", "string"), ("[]", "array"), ("{}", "object"),
        ])
    func typeName(text: String, expected: String) throws {
        #expect(try Self.read(text).typeName == expected)
    }

    @Test("Of members with one name the last counts, in the place of the first, and the others are reported")
    func duplicates() throws {
        let document = try JSONReader.read(Array(#"{"a":1,"b":2,"\u0061":3,"c":{"b":0,"b":1}}"#.utf8))
        #expect(document.root.text == #"{"a":3,"b":2,"c":{"b":1}}"#)
        #expect(
            document.duplicates == [
                DuplicateMember(name: "a", offset: 13), DuplicateMember(name: "b", offset: 35),
            ])
    }

    @Test("Duplicates are found in objects of any size", arguments: [1, 2, 31, 32, 33, 1000])
    func duplicatesInLargeObjects(count: Int) throws {
        let names = (0..<count).map { "name\($0)" }
        let members = (names + names.reversed()).enumerated().map { "\"\($1)\":\($0)" }
        let document = try JSONReader.read(Array("{\(members.joined(separator: ","))}".utf8))
        let object = try #require(document.root.objectValue)
        #expect(object.map(\.name) == names)
        #expect(object.map(\.value) == (0..<count).map { .integer(Int64(2 * count - 1 - $0)) })
        #expect(document.duplicates.map(\.name) == names.reversed())
    }

    @Test("Names that only look the same are different names")
    func canonicallyEquivalentNames() throws {
        let document = try JSONReader.read(Array(#"{"é":1,"e\u0301":2}"#.utf8))
        #expect(document.duplicates.isEmpty)
        #expect(document.root["\u{e9}"] == 1)
        #expect(document.root["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
        #expect(!JSONValue.string("\u{e9}").isEqual(toJSON: .string("e\u{301}")))
        // The same number of bytes, and equal to Swift: two marks in either order.
        #expect(JSONValue.string("a\u{323}\u{302}") != .string("a\u{302}\u{323}"))
    }

    @Test("Members are set, replaced and removed in place")
    func mutation() {
        var object: JSONObject = ["a": 1, "b": 2, "c": 3]
        object["b"] = "two"
        object["a"] = nil
        object["d"] = [nil, true]
        object["x"] = nil
        #expect(JSONValue.object(object).text == #"{"b":"two","c":3,"d":[null,true]}"#)
        #expect(object.count == 3)
        #expect(object[1].name == "c")
        let literal: JSONValue = ["a": 1, "b": 2, "a": 3]
        #expect(literal.text == #"{"a":3,"b":2}"#)
    }

    @Test("Each control character is escaped, and nothing else that need not be")
    func escapes() throws {
        for code in UInt8.min...0x7F {
            let character = String(UnicodeScalar(code))
            let written = JSONValue.string(character).serialized
            let needsEscape = code < 0x20 || character == "\"" || character == "\\"
            #expect(needsEscape == (written.count > 3))
            #expect(written.dropFirst().dropLast().allSatisfy { $0 >= 0x20 })
            #expect(try JSONReader.read(written).root == .string(character))
        }
    }

    @Test("The writer's pieces make a text")
    func writer() {
        var writer = JSONWriter(capacity: 1)
        writer.raw("[")
        for integer in [0, 7, -7, 10, 1_000_000, Int64.max, Int64.min] {
            writer.integer(integer)
            writer.byte(UInt8(ascii: ","))
        }
        writer.double(-1.5)
        writer.raw(",".utf8)
        writer.bool(true)
        writer.raw(",")
        writer.null()
        writer.raw(",")
        writer.string("a\nb\"")
        writer.raw("]")
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"[0,7,-7,10,1000000,9223372036854775807,-9223372036854775808,-1.5,true,null,"a\nb\""]"#)
    }
}
