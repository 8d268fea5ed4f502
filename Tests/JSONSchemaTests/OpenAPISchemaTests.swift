// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

@Suite("Schemas in OpenAPI documents")
struct OpenAPISchemaTests {
    static let document = ##"""
        {"openapi": "3.1.0",
         "paths": {"/pets": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}}},
         "components": {"schemas": {
          "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                  "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": "Dog"}}},
          "Base": {"type": "object", "properties": {"kind": {"type": "string"}, "name": {"type": ["string", "null"]}}, "required": ["kind"]},
          "Cat": {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}, "required": ["lives"], "unevaluatedProperties": false},
          "Dog": {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"kind": {"const": "dog"}, "tricks": {"type": "array", "items": {"type": "string"}}}, "patternProperties": {"^x-": true}},
          "Nullable": {"anyOf": [{"$ref": "#/components/schemas/Base"}, {"type": "null"}]},
          "Price": {"type": "number"},
          "Named": {"$id": "https://example.com/named", "$anchor": "here", "enum": ["a", 1]}}}}
        """##

    private func compiler() throws -> SchemaCompiler {
        let compiler = SchemaCompiler(options: SchemaOptions(unknownKeywords: .reject { $0.hasPrefix("x-") }))
        compiler.addDocument(try JSONReader.readSource(Array(Self.document.utf8)), uri: "file:///api.json")
        return compiler
    }

    private func schema(_ name: String) throws -> Schema {
        try compiler().compile(uri: "file:///api.json", pointer: JSONPointer(["components", "schemas", name]))
    }

    @Test("A body's schema is reached by its pointer and follows references into the components")
    func byPointer() throws {
        let pointer = try #require(
            JSONPointer(parsing: "/paths/~1pets/post/requestBody/content/application~1json/schema"))
        let schema = try compiler().compile(uri: "file:///api.json", pointer: pointer)
        #expect(schema.isValid(["kind": "cat", "lives": 9]))
        #expect(!schema.isValid(["kind": "cat"]))
    }

    @Test("The discriminator picks the alternative that violations are about")
    func discriminator() throws {
        let schema = try schema("Pet")
        #expect(try complaints(schema, #"{"kind": "cat"}"#) == [#" required: "lives" is missing"#])
        #expect(
            try complaints(schema, #"{"kind": "cat", "lives": 9, "nmae": 1}"#) == [
                #"/nmae unevaluatedProperties: "nmae" is not a known member; did you mean "name"?"#
            ])
        #expect(
            try complaints(schema, #"{"kind": "dgo"}"#) == [
                #"/kind discriminator: "dgo" is not one of "cat", "dog"; did you mean "dog"?"#
            ])
        #expect(
            try complaints(schema, #"{"name": "Tom"}"#) == [
                #" discriminator: "kind" is missing, which says which alternative is meant; one of "cat", "dog""#
            ])
    }

    @Test("A mapping to a schema that is no alternative is a mistake")
    func badMapping() throws {
        let text = Self.document.replacing("\"dog\": \"Dog\"", with: "\"dog\": \"Price\"")
        let compiler = SchemaCompiler(options: SchemaOptions())
        compiler.addDocument(try JSONReader.readSource(Array(text.utf8)), uri: "file:///api.json")
        #expect(throws: DiagnosticsError.self) {
            try compiler.compile(uri: "file:///api.json", pointer: JSONPointer(["components", "schemas", "Pet"]))
        }
    }

    @Test(
        "The types are told through references and alternatives",
        arguments: [
            ("Pet", JSONTypeSet.object), ("Nullable", [.object, .null]), ("Price", .anyNumber), ("Cat", .object),
            ("Named", [.string, .integer]),
        ] as [(String, JSONTypeSet)])
    func types(name: String, expected: JSONTypeSet) throws {
        #expect(try schema(name).types == expected)
    }

    @Test("Whether others are let through is told through references and alternatives")
    func declared() throws {
        #expect(try schema("Cat").isOpen == false)
        #expect(try schema("Dog").isOpen)
        #expect(try schema("Pet").isOpen, "one alternative is open")
        #expect(try schema("Cat").property("name")?.types == [.string, .null])
        #expect(try schema("Dog").property("tricks")?.items?.types == .string)
        #expect(try schema("Dog").property("nothing") == nil)
    }

    @Test("A name inside a component is found from another document")
    func names() throws {
        let compiler = try compiler()
        let other = try JSONReader.readSource(Array(#"{"$ref": "https://example.com/named#here"}"#.utf8))
        compiler.addDocument(other, uri: "file:///other.json")
        let schema = try compiler.compile(uri: "file:///other.json", pointer: JSONPointer())
        #expect(schema.isValid("a"))
        #expect(!schema.isValid("b"))
    }
}
