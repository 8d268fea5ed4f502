// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

@Suite("Violations")
struct ViolationTests {
    @Test(
        "A violation says what is wrong and what was expected",
        arguments: [
            (
                #"{"enum": ["ARTICLE", "BLOG_POST"]}"#, #""ARTICEL""#,
                [#" enum: "ARTICEL" is not one of "ARTICLE", "BLOG_POST"; did you mean "ARTICLE"?"#]
            ),
            (#"{"const": 1}"#, #""1""#, [#" const: "1" is not 1; did you mean 1?"#]),
            (#"{"type": ["string", "null"]}"#, "7", [" type: 7 is of type integer where null or string is expected"]),
            (
                #"{"properties": {"a": {"type": "integer", "minimum": 3}}, "required": ["a", "title"]}"#,
                #"{"a": 2, "titel": 1}"#,
                ["/a minimum: 2 is less than 3", #" required: "title" is missing; is "titel" meant to be it?"#]
            ),
            (
                #"{"properties": {"title": {}}, "additionalProperties": false}"#, #"{"titel": 1}"#,
                [#"/titel additionalProperties: "titel" is not a known member; did you mean "title"?"#]
            ),
            (
                ##"{"$defs": {"b": {"properties": {"title": {}}}}, "$ref": "#/$defs/b", "unevaluatedProperties": false}"##,
                #"{"titel": 1}"#,
                [#"/titel unevaluatedProperties: "titel" is not a known member; did you mean "title"?"#]
            ),
            (#"{"items": {"maxLength": 2}}"#, #"["ab", "abc"]"#, ["/1 maxLength: 3 characters where at most 2 may be"]),
            (#"{"uniqueItems": true}"#, "[1, 2, 1.0]", [" uniqueItems: elements 0 and 2 are equal: 1.0"]),
            (#"{"multipleOf": 0.01}"#, "0.075", [" multipleOf: 0.075 is not a multiple of 0.01"]),
            (
                #"{"anyOf": [{"type": "object", "required": ["a"]}, {"type": "null"}]}"#, "{}",
                [#" required: "a" is missing"#]
            ),
            (
                #"{"oneOf": [{"minimum": 1}, {"title": "odd", "minimum": 2}]}"#, "3",
                [#" oneOf: alternative 1 and "odd" both match where exactly one must"#]
            ),
            (#"{"not": {"type": "null"}}"#, "null", [" not: null is what must not be here"]),
            (
                #"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#,
                [#" dependentRequired: "b" is missing, which "a" calls for"#]
            ),
            (
                #"{"propertyNames": {"maxLength": 1}}"#, #"{"ab": 1}"#,
                [#"/ab propertyNames: the name "ab" is not allowed: 2 characters where at most 1 may be"#]
            ),
            (#"{"contains": {"type": "null"}}"#, "[1]", [" contains: 0 matching elements where at least 1 must be"]),
            ("false", "1", [" false: no value is allowed here"]),
        ])
    func message(schema: String, instance: String, expected: [String]) throws {
        #expect(try complaints(compiled(schema), instance) == expected)
    }

    @Test("The number of violations is bounded")
    func limit() throws {
        let schema = try compiled(#"{"items": {"type": "string"}}"#)
        let numbers = JSONValue.array((0..<500).map { .integer($0) })
        #expect(schema.validate(numbers).count == 100)
        #expect(schema.validate(numbers, limit: 3).map(\.instance.description) == ["/0", "/1", "/2"])
    }

    @Test("A violation knows where its keyword stands")
    func position() throws {
        let schema = try compiled("{\n  \"minimum\":\n    3\n}")
        #expect(schema.validate(2).map(\.schemaPosition) == [SourcePosition(line: 2, column: 3)])
    }

    @Test("Texts differ where their scalars do, even where they look the same")
    func scalars() throws {
        #expect(!(try compiled("{\"const\": \"\u{E9}\"}")).isValid(string: "e\u{301}"))
        #expect(try compiled("{\"const\": \"\u{E9}\"}").isValid(string: "\u{E9}"))
    }

    @Test(
        "Decimals are exact",
        arguments: [
            ("0.01", "0.07", true), ("0.01", "19.99", true), ("0.01", "19.995", false), ("0.1", "0.3", true),
            ("1e-8", "12391239123", true), ("0.123456789", "1e308", false), ("3", "9007199254740993", true),
            ("2.5", "9007199254740993", false), ("7", "70000000000000000000000", true), ("7", "1e400", false),
            ("10", "1e400", true),
        ])
    func multiples(divisor: String, number: String, expected: Bool) throws {
        #expect(try compiled("{\"multipleOf\": \(divisor)}").isValid(value(number)) == expected)
    }

    @Test(
        "Large numbers keep their order",
        arguments: [
            ("9007199254740992", "9007199254740993"), ("1e400", "1e401"), ("-1e401", "-1e400"),
            ("9223372036854775807", "9223372036854775808"), ("1e-400", "2e-400"), ("-1e-400", "0"),
        ])
    func order(smaller: String, larger: String) throws {
        #expect(try compiled("{\"exclusiveMinimum\": \(smaller)}").isValid(value(larger)))
        #expect(try !compiled("{\"exclusiveMinimum\": \(larger)}").isValid(value(smaller)))
        #expect(try !compiled("{\"exclusiveMaximum\": \(larger)}").isValid(value(larger)))
    }
}
