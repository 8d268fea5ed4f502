// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing
import YAML

struct YAMLReaderTests {
    /// Source: YAML 1.2.2, section 10.3.2.
    @Test(
        "A plain scalar is what the core schema of YAML 1.2 makes of it",
        arguments: [
            ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""), ("off", "\"off\""), ("y", "\"y\""),
            ("2026-03-10", "\"2026-03-10\""), ("2026-03-10T20:00:00Z", "\"2026-03-10T20:00:00Z\""),
            ("12:30:45", "\"12:30:45\""), ("1_000", "\"1_000\""), ("0b101", "\"0b101\""),
            ("true", "true"), ("True", "true"), ("TRUE", "true"), ("tRue", "\"tRue\""), ("false", "false"),
            ("null", "null"), ("Null", "null"), ("NULL", "null"), ("~", "null"), ("", "null"), ("nUll", "\"nUll\""),
            ("0", "0"), ("-0", "0"), ("+12", "12"), ("-12", "-12"), ("007", "7"), ("0o7", "7"), ("0o17", "15"),
            ("0o8", "\"0o8\""), ("0x1F", "31"), ("0x1g", "\"0x1g\""), ("0x", "\"0x\""), ("+0x1F", "\"+0x1F\""),
            ("0x-5", "\"0x-5\""), ("0o+7", "\"0o+7\""), ("++5", "\"++5\""), ("+-5", "\"+-5\""), ("--5", "\"--5\""),
            ("1.0", "1.0"), ("1.", "1.0"), (".5", "0.5"), ("-.5", "-0.5"), ("1e3", "1000.0"), ("1E+3", "1000.0"),
            ("12e-1", "1.2"), (".", "\".\""), ("1e", "\"1e\""), ("1e+", "\"1e+\""), ("1.2.3", "\"1.2.3\""),
            ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775808"),
            ("0009223372036854775808", "9223372036854775808"), ("-9223372036854775809", "-9223372036854775809"),
            ("1e999", "1e999"), ("-.5e999", "-0.5e999"),
            ("'1'", "\"1\""), ("\"true\"", "\"true\""), ("''", "\"\""), ("!!str 1", "\"1\""), ("! 1", "\"1\""),
            ("|\n  1\n", "\"1\\n\""),
        ])
    func plainScalars(yaml: String, json: String) throws {
        let value = try #require(try YAMLReader.readSource("value: " + yaml)["value"]).value
        #expect(value.text == json)
        // What was kept as digits must be JSON.
        #expect(throws: Never.self) { try JSONReader.read(Array(value.text.utf8)) }
    }

    @Test("1 and 1.0 stay different values")
    func integersAndDoubles() throws {
        #expect(try YAMLReader.readSource("[1, 1.0]").value == .array([.integer(1), .double(1)]))
    }

    @Test(
        "A text that is not a document is an error at its place",
        arguments: [
            ("", "1:1 the file is empty"), ("# nothing but a comment\n", "1:1 the file is empty"),
            ("a: [1, 2", "2:1 while parsing a flow sequence: did not find expected ',' or ']'"),
            ("a: 1\nb: 'x\n", "3:1 "), ("a: b: c\n", "1:5 "), ("a: 1\n\tb: 2\n", "2:1 "),
            ("ü: &x 1\nb: *y\n", "2:4 found undefined alias"), ("a: &x [*x]\n", "1:8 found undefined alias"),
            ("a: 1\n---\nb: 2\n", "2:1 "), ("a: 1\nb: \u{1}\n", "2:4 control characters are not allowed"),
            ("a: 1\nb: 2\na: 3\n", "1:1 defined twice in the same mapping: \"a\""),
            ("200: 1\n'200': 2\n", "1:1 defined twice in the same mapping: \"200\""),
            ("? [a, b]\n: 1\n", "1:3 a mapping key must be a string"),
            ("base: &b {a: 1}\nmore:\n  <<: *b\n", "3:3 merge keys are not part of YAML 1.2"),
            ("a: .inf", "1:4 JSON has no number .inf"), ("a: -.INF", "1:4 JSON has no number -.INF"),
            ("a: .nan", "1:4 JSON has no number .nan"),
            ("a: 0xFFFFFFFFFFFFFFFFF", "1:4 JSON has no number 0xFFFFFFFFFFFFFFFFF"),
            ("a: !!timestamp 2026-03-10", "1:4 the tag \"tag:yaml.org,2002:timestamp\" has no meaning here"),
            ("a: !mine x", "1:4 the tag \"!mine\" has no meaning here"),
        ])
    func notADocument(yaml: String, start: String) throws {
        let error = try #require(throws: DiagnosticsError.self) { try YAMLReader.readSource(yaml, file: "a.yaml") }
        let first = try #require(error.diagnostics.first)
        let text = "\(first.position.map(\.description) ?? "nowhere") \(first.message)"
        #expect(text.hasPrefix(start), "\(text)")
        #expect(first.file == "a.yaml")
    }

    @Test("Every mistake in the scalars of a file is reported in one run")
    func allAtOnce() throws {
        let error = try #require(throws: DiagnosticsError.self) {
            try YAMLReader.readSource("a: .nan\nb: {<<: 1}\nc: [1, .inf]\n")
        }
        #expect(error.diagnostics.map { $0.position?.line } == [1, 2, 3])
    }

    @Test("Nodes know where they stand, in lines and in Unicode scalars")
    func positions() throws {
        let root = try YAMLReader.readSource("é: 1\nkey:\n  - 'x'\n  - {in: flow}\n")
        let members = try #require(root.members)
        #expect(members.map(\.namePosition.description) == ["1:1", "2:1"])
        #expect(members[0].value.position.description == "1:4")
        let elements = try #require(members[1].value.elements)
        #expect(elements.map(\.position.description) == ["3:5", "4:5"])
        #expect(elements[1]["in"]?.position.description == "4:10")
    }

    @Test("Quoted merge keys and members in their order are plain members")
    func order() throws {
        #expect(
            try YAMLReader.readSource("b: 1\n'<<': 2\na: {d: 3, c: 4}\n").value.text
                == #"{"b":1,"<<":2,"a":{"d":3,"c":4}}"#)
    }

    @Test("An alias stands for what its anchor marks")
    func aliases() throws {
        #expect(
            try YAMLReader.readSource("a: &x [1, {b: 2}]\nc: *x\n").value.text == #"{"a":[1,{"b":2}],"c":[1,{"b":2}]}"#)
    }

    @Test("Aliases that multiply without end are refused, not followed")
    func aliasBomb() throws {
        var yaml = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let row = Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "l\(level): &l\(level) [\(row)]\n"
        }
        let error = try #require(throws: DiagnosticsError.self) { try YAMLReader.readSource(yaml) }
        #expect(error.diagnostics.map(\.message) == ["more than 1000000 nodes, aliases counted each time"])
    }

    @Test("Nesting without end is refused, in flow and in block style", arguments: ["[", "- ", "a:\n"])
    func nestingBomb(opening: String) {
        var yaml = ""
        for level in 0..<2_000 {
            yaml += opening == "a:\n" ? String(repeating: " ", count: level) + opening : opening
        }
        #expect(throws: DiagnosticsError.self) { try YAMLReader.readSource(yaml) }
    }
}
