// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

/// What a schema lets through and a sender should know of.
@Suite("Remarks on what a schema lets through")
struct RemarkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var what: String
        var schema: String
        var value: String
        var remarks: [String]
        var testDescription: String { what }
    }

    static let cases = [
        Case(
            what: "a member at the top", schema: #"{"properties": {"title": {}, "tag": {}}}"#,
            value: #"{"titel": 1, "tag": 2, "zzz": 3}"#,
            remarks: ["unknown /titel did you mean \"title\"?", "unknown /zzz"]),
        Case(
            what: "members of elements and of objects inside",
            schema: ##"""
                {"properties": {"items": {"items": {"$ref": "#/$defs/item"}}, "deep": {"properties": {"xylem": {}}}},
                 "$defs": {"item": {"properties": {"name": {}}}}}
                """##,
            value: #"{"items": [{"name": 1}, {"nmae": 1}], "deep": {"xylem": 1, "yarrow": {}}}"#,
            remarks: ["unknown /deep/yarrow", "unknown /items/1/nmae did you mean \"name\"?"]),
        Case(
            what: "two schemas of one object",
            schema: #"{"allOf": [{"properties": {"apple": {}}}, {"properties": {"bread": {}}}]}"#,
            value: #"{"apple": 1, "bread": 1, "cress": 1}"#, remarks: ["unknown /cress"]),
        Case(
            what: "two schemas of an object that is a member of both",
            schema: #"""
                {"allOf": [{"properties": {"outer": {"properties": {"apple": {}}}}},
                           {"properties": {"outer": {"properties": {"bread": {}}}}}]}
                """#,
            value: #"{"outer": {"apple": 1, "bread": 1, "cress": 1}}"#, remarks: ["unknown /outer/cress"]),
        Case(
            what: "a member of the alternative that was not meant",
            schema: #"""
                {"oneOf": [{"properties": {"mode": {"const": "x"}, "apple": {}}, "required": ["mode"]},
                           {"properties": {"mode": {"const": "y"}, "bread": {}}, "required": ["mode"]}]}
                """#,
            value: #"{"mode": "x", "apple": 1, "bread": 1}"#,
            remarks: ["unknown /bread it belongs to another alternative"]),
        Case(
            what: "all alternatives that the value meets count",
            schema: #"{"anyOf": [{"properties": {"apple": {}}}, {"properties": {"bread": {}}}, {"type": "string"}]}"#,
            value: #"{"apple": 1, "bread": 1, "cress": 1}"#, remarks: ["unknown /cress"]),
        Case(
            what: "then and else",
            schema: #"""
                {"properties": {"k": {}}, "if": {"properties": {"k": {"const": 1}}, "required": ["k"]},
                 "then": {"properties": {"one": {}}}, "else": {"properties": {"other": {}}}}
                """#,
            value: #"{"k": 1, "one": 1, "other": 1}"#, remarks: ["unknown /other it belongs to another alternative"]),
        Case(
            what: "a word for the others",
            schema: #"{"properties": {"apple": {}}, "additionalProperties": {"type": "integer"}}"#,
            value: #"{"apple": 1, "bread": 2}"#, remarks: []),
        Case(
            what: "a word for what nobody looked at",
            schema: #"{"allOf": [{"properties": {"apple": {}}}], "unevaluatedProperties": true}"#,
            value: #"{"bread": 2}"#,
            remarks: []),
        Case(
            what: "names by pattern", schema: #"{"properties": {"apple": {}}, "patternProperties": {"^x-": {}}}"#,
            value: #"{"x-b": 2, "yarrow": 3}"#, remarks: ["unknown /yarrow"]),
        Case(
            what: "an object that names no members", schema: #"{"properties": {"free": {"type": "object"}}}"#,
            value: #"{"free": {"anything": {"at": "all"}}}"#, remarks: []),
        Case(
            what: "what is deprecated, where it is used",
            schema: ##"""
                {"properties": {"old": {"deprecated": true}, "new": {}, "list": {"items": {"$ref": "#/$defs/gone"}}},
                 "$defs": {"gone": {"deprecated": true, "type": "string"}}}
                """##,
            value: #"{"old": 1, "new": 1, "list": ["x"]}"#, remarks: ["deprecated /old", "deprecated /list/0"]),
        Case(
            what: "a value that does not meet the schema",
            schema: #"{"properties": {"keyword": {"type": "string"}}, "required": ["keyword"]}"#,
            value: #"{"keywrod": "x"}"#, remarks: ["unknown /keywrod did you mean \"keyword\"?"]),
        Case(
            what: "a schema that leads back to itself",
            schema:
                ##"{"$ref": "#/$defs/tree", "$defs": {"tree": {"properties": {"kids": {"items": {"$ref": "#/$defs/tree"}}}}}}"##,
            value: #"{"kids": [{"kids": [{"kid": 1}]}]}"#,
            remarks: ["unknown /kids/0/kids/0/kid did you mean \"kids\"?"]),
    ]

    @Test("Unknown members and deprecated parts are found at every depth", arguments: cases)
    func remarks(_ test: Case) throws {
        let schema = try compiled(test.schema)
        let value = try value(test.value)
        let found = schema.remarks(on: value).map { remark in
            "\(remark.kind) \(remark.instance)" + (remark.hint.map { " \($0)" } ?? "")
        }
        #expect(found == test.remarks)
        let glance = schema.glance(at: value)
        #expect(glance.isValid == schema.isValid(value))
        // A glance may think too much, never too little.
        #expect(glance.mayHaveRemarks || test.remarks.isEmpty)
    }

    @Test("A value that is as it should be is worth no second look")
    func nothing() throws {
        let schema = try compiled(
            #"{"properties": {"a": {"properties": {"b": {}}}, "c": {"items": {"type": "integer"}}}}"#)
        let glance = schema.glance(at: try value(#"{"a": {"b": 1}, "c": [1, 2]}"#))
        #expect(glance == (isValid: true, mayHaveRemarks: false))
    }

    @Test("Violations carry the annotations that were asked for, from beside their keyword")
    func annotations() throws {
        let schema = try compiled(
            #"{"properties": {"n": {"type": "integer", "x-lenient": ["type"]}, "m": {"type": "integer", "x-other": 1}}}"#,
            SchemaOptions(keptAnnotations: ["x-lenient"]))
        let found = schema.validate(try value(#"{"n": "5", "m": "5"}"#))
        #expect(found.map(\.annotations) == [["x-lenient": ["type"]], [:]])
    }
}
