// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

@testable import JSON

@Suite("Values pass through any coder unchanged")
struct CodingTests {
    struct Command: Codable, Equatable {
        var name: String
        var body: JSONValue?
        var headers: JSONObject
    }

    static let texts = [
        "null", "1", "1.0", "-0.0", "1e400", "18446744073709551616", "0.1", "5e-324", "\"e\u{301}\\u0000\"",
        #"{"z":[1,1.0,{"y":null}],"a":"\"\\\u0000é😀"}"#, #""\u2028""#,
    ]

    @Test("Through JSON", arguments: texts)
    func json(text: String) throws {
        let value = try RoundTripTests.read(text)
        let command = Command(name: "submit", body: value, headers: ["b": value, "a": 1])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let decoded = try JSONDecoder().decode(Command.self, from: encoder.encode(command))
        #expect(decoded == command)
        #expect(decoded.body?.serialized == value.serialized)
    }

    @Test("Through a property list", arguments: texts)
    func propertyList(text: String) throws {
        let command = Command(name: "submit", body: try RoundTripTests.read(text), headers: [:])
        for format in [PropertyListSerialization.PropertyListFormat.binary, .xml] {
            let encoder = PropertyListEncoder()
            encoder.outputFormat = format
            #expect(try PropertyListDecoder().decode(Command.self, from: encoder.encode(command)) == command)
        }
    }

    @Test("As one string of JSON text")
    func form() throws {
        let data = try JSONEncoder().encode(["v": ["b": 1.0, "a": 1] as JSONValue])
        #expect(try JSONReader.read(Array(data)).root == ["v": #"{"b":1.0,"a":1}"#])
    }

    @Test(
        "What no JSON text can say is refused, not written",
        arguments: [
            .double(.nan), .double(.infinity), [.double(-.infinity)], ["a": .bigNumber("x")], .bigNumber("1"),
            .bigNumber(""),
        ] as [JSONValue])
    func inexpressible(value: JSONValue) {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([value]) }
    }

    @Test(
        "What is no JSON text is refused",
        arguments: [
            #"["{"]"#, #"["{\"a\":1,\"a\":2}"]"#, "[1]", #"[""]"#, "[{}]",
        ])
    func undecodable(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([JSONValue].self, from: Data(text.utf8)) }
    }

    @Test("An object is not decoded from another value")
    func notAnObject() {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([JSONObject].self, from: Data(#"["[]"]"#.utf8)) }
    }
}
