// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("JSON Pointers are RFC 6901's")
struct JSONPointerTests {
    static let document: JSONValue = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
    ]

    @Test(
        "The RFC's examples (section 5)",
        arguments: [
            ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4),
            ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ] as [(String, JSONValue)])
    func examples(text: String, expected: JSONValue) throws {
        let pointer = try #require(JSONPointer(parsing: text))
        #expect(Self.document.value(at: pointer) == expected)
        #expect(pointer.description == text)
    }

    @Test("The empty pointer is the whole document")
    func root() throws {
        let pointer = try #require(JSONPointer(parsing: ""))
        #expect(pointer.tokens.isEmpty)
        #expect(Self.document.value(at: pointer) == Self.document)
    }

    @Test(
        "What is not there is nothing",
        arguments: [
            "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/01", "/foo/+1", "/foo/1.0", "/foo/",
            "/foo/9999999999999999999",
            "/x", "/foo/0/0", "//",
        ])
    func missing(text: String) throws {
        #expect(Self.document.value(at: try #require(JSONPointer(parsing: text))) == nil)
    }

    @Test("What is no pointer is refused", arguments: ["foo", " /", "/~", "/~2", "/a~", "#/a"])
    func malformed(text: String) {
        #expect(JSONPointer(parsing: text) == nil)
    }

    @Test("Tokens are escaped once: ~01 is ~1, not /")
    func escaping() throws {
        let pointer = JSONPointer().appending("~1").appending("a/~b").appending(3).appending("")
        #expect(pointer.description == "/~01/a~1~0b/3/")
        #expect(try #require(JSONPointer(parsing: pointer.description)).tokens == ["~1", "a/~b", "3", ""])
    }

    @Test("A combining mark after the slash does not hide the slash")
    func combiningMark() throws {
        let pointer = JSONPointer(["\u{301}x", "\u{301}"])
        #expect(pointer.description == "/\u{301}x/\u{301}")
        #expect(try #require(JSONPointer(parsing: pointer.description)).tokens == pointer.tokens)
    }
}
