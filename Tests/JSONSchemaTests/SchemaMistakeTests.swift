// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

@Suite("Mistakes in schemas")
struct SchemaMistakeTests {
    static let cases: [(schema: String, diagnostic: String)] = [
        (
            ##"{"$ref": "#/$defs/artcle", "$defs": {"article": {}}}"##,
            "urn:test:1:10: error: \"#/$defs/artcle\" leads nowhere: there is no \"artcle\" (at /$ref); did you mean \"#/$defs/article\"?"
        ),
        (
            ##"{"$ref": "#nowhere"}"##,
            "urn:test:1:10: error: \"#nowhere\" leads nowhere: there is no anchor \"nowhere\" (at /$ref); a path starts with \"#/\""
        ),
        (
            ##"{"$ref": "other.json"}"##,
            "urn:test:1:10: error: \"other.json\" leads to urn:other.json, which no known document contains (at /$ref)"
        ),
        (##"{"type": "strng"}"##, "urn:test:1:10: error: unknown type \"strng\" (at /type); did you mean \"string\"?"),
        (
            ##"{"properties": {"a": {"minLength": -1}}}"##,
            "urn:test:1:36: error: \"minLength\" must not be negative (at /properties/a/minLength)"
        ),
        (
            ##"{"required": "a"}"##,
            "urn:test:1:14: error: \"required\" must be an array of names, not a string (at /required)"
        ),
        (
            ##"{"required": ["a", "a"]}"##,
            "urn:test:1:20: error: \"a\" is listed twice in \"required\" (at /required); remove one of the two"
        ),
        (##"{"enum": "a"}"##, "urn:test:1:10: error: \"enum\" must be an array of values, not a string (at /enum)"),
        (
            ##"{"items": [{}]}"##,
            "urn:test:1:11: error: \"items\" must be a schema, not an array (at /items); 2020-12 calls the array \"prefixItems\""
        ),
        (##"{"allOf": []}"##, "urn:test:1:11: error: \"allOf\" must not be empty (at /allOf)"),
        (
            ##"{"multipleOf": 0}"##,
            "urn:test:1:16: error: \"multipleOf\" must be greater than zero and have at most 19 digits (at /multipleOf)"
        ),
        (
            ##"{"uniqueItems": 1}"##,
            "urn:test:1:17: error: \"uniqueItems\" must be true or false, not an integer (at /uniqueItems)"
        ),
        (
            ##"{"$anchor": "1a"}"##,
            "urn:test:1:13: error: \"1a\" is no name for an anchor (at /$anchor); it starts with a letter or \"_\" and goes on with letters, digits, \"-\", \"_\" and \".\""
        ),
        (
            ##"{"$schema": "http://json-schema.org/draft-07/schema#"}"##,
            "urn:test:1:13: error: the dialect \"http://json-schema.org/draft-07/schema#\" is not supported; write the schema for \"https://json-schema.org/draft/2020-12/schema\""
        ),
        (
            ##"{"patternProperties": {"(": {}}}"##,
            "urn:test:1:24: error: \"(\" is no regular expression: this \"(\" has no \")\" (at /patternProperties); see character 1 of the pattern"
        ),
    ]

    @Test(
        "A mistake is reported with its place and a hint",
        arguments: cases)
    func mistake(schema: String, diagnostic: String) throws {
        #expect(try mistakes(schema) == [diagnostic])
    }

    @Test("All mistakes are reported at once")
    func all() throws {
        let found = try mistakes(##"{"type": "x", "minLength": "1", "properties": {"a": {"$ref": "#/b"}}}"##)
        #expect(found.count == 3)
    }

    @Test("An unknown keyword is refused where that is asked, and an allowed one is not")
    func unknownKeywords() throws {
        let options = SchemaOptions(unknownKeywords: .reject { $0.hasPrefix("x-") }, file: "api.yaml")
        #expect(
            try mistakes(##"{"propertis": {}, "x-sim": 1, "xml": {}, "example": 1}"##, options) == [
                "api.yaml:1:2: error: unknown schema keyword \"propertis\"; did you mean \"properties\"?"
            ])
        #expect(
            try mistakes(##"{"type": "string", "nullable": true}"##, options) == [
                "api.yaml:1:20: error: unknown schema keyword \"nullable\"; add \"null\" to \"type\""
            ])
        #expect(try mistakes(##"{"propertis": {}}"##) == [])
    }

    @Test(
        "A schema that leads back to itself on the same value is refused",
        arguments: [
            ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}]}"##,
            ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}, true]}}, "$ref": "#/$defs/a"}"##,
            ##"{"if": {"$ref": "#/then"}, "then": {"$ref": "#"}}"##,
        ])
    func endless(schema: String) throws {
        let found = try mistakes(schema)
        #expect(found.count == 1)
        #expect(found.first?.contains("leads back to the schema it is in") == true, "\(found)")
    }

    @Test("A schema that failed once fails again, also for those that share its parts")
    func failsAgain() throws {
        let compiler = SchemaCompiler(options: SchemaOptions())
        let text = ##"{"$defs": {"bad": {"type": "x"}, "one": {"$ref": "#/$defs/bad"}, "good": {"type": "string"}}}"##
        compiler.addDocument(try JSONReader.readSource(Array(text.utf8)), uri: "urn:test")
        for name in ["bad", "one", "bad", "one"] {
            #expect(throws: DiagnosticsError.self) {
                try compiler.compile(uri: "urn:test", pointer: JSONPointer(["$defs", name]))
            }
        }
        #expect(try compiler.compile(uri: "urn:test", pointer: JSONPointer(["$defs", "good"])).isValid("a"))
    }

    @Test("A recursive schema outlives its compiler")
    func recursionOutlives() throws {
        let schema = try compiled(
            ##"{"$defs": {"n": {"type": "object", "additionalProperties": {"$ref": "#/$defs/n"}}}, "properties": {"a": {"$ref": "#/$defs/n"}}}"##
        )
        #expect(schema.isValid(["a": ["b": ["c": [:]]]]))
        #expect(!schema.isValid(["a": ["b": ["c": 1]]]))
        let inner = try #require(schema.property("a")?.property("b") ?? schema.property("a"))
        #expect(!inner.isValid(["x": 1]))
    }
}
