// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import JSONSchema
import Simulation
import Testing
import YAML

/// Values that are made up from a schema.
struct SyntheticValueTests {
    /// What renders a value that is made up from the schema.
    private static func maker(_ schema: String) throws -> RenderNode {
        let object = "{ type: object, required: [v], properties: { v: \(schema) } }"
        let api = try compile(
            RenderBench.document(object, at: .job, timestamps: "seconds", components: components))
        return try #require(try api.operation(RenderBench.Place.job.rawValue).success.body)
    }

    private static func value(_ maker: RenderNode, seed: UInt64 = 1, job: String = "j1") throws -> JSONValue {
        var context = RenderBench.context(for: .job)
        var view = RenderBench.job(.processing)
        view.reference.identifier = job
        context.subject = .job(view)
        context.seed = seed
        return try #require(try JSONReader.read(Renderer.render(maker, context)).root["v"])
    }

    private static let components =
        "{ Tree: { type: object, required: [name, children], properties: { name: { type: string }, next: { $ref: '#/components/schemas/Tree' }, children: { type: array, items: { $ref: '#/components/schemas/Tree' } } } } }"

    /// Checks a value against the schema with the validator, which shares no code with what makes values up.
    private static func validator(_ schema: String) throws -> Schema {
        let document = try YAMLReader.readSource("{ components: { schemas: \(components) }, it: \(schema) }")
        let compiler = SchemaCompiler(options: SchemaOptions(assertFormats: true))
        compiler.addDocument(document, uri: "test:a")
        return try compiler.compile(uri: "test:a", pointer: JSONPointer(["it"]))
    }

    @Test(
        "A made-up value is valid under its schema",
        arguments: [
            "{ type: string }", "{ type: string, minLength: 40 }", "{ type: string, maxLength: 3 }",
            "{ type: string, minLength: 300, maxLength: 300 }", "{ type: string, format: uuid }",
            "{ type: string, format: date-time }", "{ type: string, format: date }", "{ type: string, format: time }",
            "{ type: string, format: uri }", "{ type: string, format: uri-reference }",
            "{ type: string, format: email }",
            "{ type: string, format: hostname }", "{ type: string, format: ipv4 }", "{ type: string, format: ipv6 }",
            "{ type: string, enum: [a, b] }", "{ type: [string, 'null'] }", "{ enum: [null, 1] }", "{ type: 'null' }",
            "{ type: integer }", "{ type: integer, minimum: 5, maximum: 5 }", "{ type: integer, maximum: -3 }",
            "{ type: integer, minimum: -3 }", "{ type: integer, exclusiveMinimum: 5, maximum: 6 }",
            "{ type: integer, minimum: 0.5, exclusiveMaximum: 2 }",
            "{ type: integer, multipleOf: 7, minimum: 8, maximum: 20 }",
            "{ type: integer, multipleOf: 100 }", "{ type: integer, multipleOf: 5, minimum: -12, maximum: -8 }",
            "{ type: integer, minimum: 9223372036854775807 }", "{ type: integer, maximum: -9223372036854775808 }",
            "{ type: integer, minimum: -9223372036854775808, maximum: 9223372036854775807 }",
            "{ type: number }", "{ type: number, minimum: 0.001, maximum: 0.002 }", "{ type: number, maximum: -1.5 }",
            "{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.01 }", "{ type: number, minimum: 1e300 }",
            "{ type: number, minimum: -1.7e308, maximum: 1.7e308 }", "{ type: boolean }",
            "{ type: array, items: { type: integer } }", "{ type: array, items: { type: string }, minItems: 5 }",
            "{ type: array, items: { type: string }, maxItems: 1 }", "{ type: array, items: {}, maxItems: 0 }",
            "{ type: array, uniqueItems: true, items: { enum: [a, b, c] } }", "{ type: array }",
            "{ type: object, required: [a, b], additionalProperties: false, properties: { a: { type: integer, maximum: 0 }, b: { type: array, items: { type: object, properties: { c: { type: boolean } } } } } }",
            "{ oneOf: [{ type: 'null' }, { type: integer, minimum: 3 }] }",
            "{ anyOf: [{ type: string, format: uuid }, { type: integer }] }",
            "{ allOf: [{ type: integer }, { minimum: 5000 }] }",
            "{ type: object, properties: { a: {} }, anyOf: [{ required: [a] }, { required: [b] }] }",
            "{ $ref: '#/components/schemas/Tree' }", "{ type: array, items: { $ref: '#/components/schemas/Tree' } }",
            "{}",
        ])
    func validity(schema: String) throws {
        let maker = try Self.maker(schema)
        let validator = try Self.validator(schema)
        for seed in UInt64(0)..<20 {
            let value = try Self.value(maker, seed: seed)
            #expect(validator.validate(value).isEmpty, "seed \(seed): \(value.text)")
        }
    }

    @Test("A made-up value of a generated schema is valid under it", arguments: 0..<60)
    func generated(round: UInt64) throws {
        let seed = 0xACE0_0000 + round
        var generator = SeededGenerator(seed: seed)
        let schema = Self.schema(&generator, depth: 0)
        let value = try Self.value(Self.maker(schema), seed: seed)
        #expect(try Self.validator(schema).validate(value).isEmpty, "seed \(seed): \(schema) made \(value.text)")
    }

    private static func schema(_ generator: inout SeededGenerator, depth: Int) -> String {
        func bounds(_ low: String, _ high: String, _ range: Int) -> String {
            let first = generator.below(range)
            return [
                ", \(low): \(first)", ", \(high): \(first + generator.below(9))",
                ", \(low): \(first), \(high): \(first + 4)", "",
            ][
                generator.below(4)]
        }
        switch generator.below(depth > 2 ? 5 : 8) {
        case 0: return "{ type: string\(bounds("minLength", "maxLength", 30)) }"
        case 1: return "{ type: integer\(bounds("minimum", "maximum", 50)) }"
        case 2:
            return
                "{ type: [number, 'null']\(bounds("exclusiveMinimum", "maximum", 50).replacing(": 0", with: ": -1")) }"
        case 3: return "{ enum: [a, \(generator.below(9)), null] }"
        case 4: return "{ type: string, format: \(["uuid", "date", "email", "uri"][generator.below(4)]) }"
        case 5:
            return "{ type: array, items: \(schema(&generator, depth: depth + 1))\(bounds("minItems", "maxItems", 4)) }"
        case 6: return "{ oneOf: [{ type: 'null' }, \(schema(&generator, depth: 3))] }"
        default:
            let names = ["url", "title", "id", "n"].prefix(1 + generator.below(4))
            let members = names.map { "\($0): \(schema(&generator, depth: depth + 1))" }
            return
                "{ type: object, additionalProperties: false, required: [\(names.joined(separator: ", "))], properties: { \(members.joined(separator: ", ")) } }"
        }
    }

    @Test(
        "The same seed makes the same value, another seed or another job another one",
        arguments: [
            "{ type: string, format: uuid }", "{ type: integer, maximum: 1000000 }",
            "{ type: string, format: date-time }",
            "{ type: object, properties: { title: { type: string }, url: { type: string } } }",
        ])
    func seeds(schema: String) throws {
        let maker = try Self.maker(schema)
        let value = try Self.value(maker)
        #expect(try Self.value(Self.maker(schema)).text == value.text)
        #expect(try Self.value(maker, seed: 2).text != value.text)
        #expect(try Self.value(maker, job: "j2").text != value.text)
    }

    @Test("A made-up instant is in the API's form, and does not move with the clock")
    func instants() throws {
        let schema = "{ type: object, properties: { v: { type: string, format: date-time } } }"
        let now = try RenderBench.render(schema, at: .job, timestamps: "seconds")
        let later = try RenderBench.render(schema, at: .job, timestamps: "seconds") {
            $0.now = .noon + .seconds(86_400)
        }
        #expect(now == later)
        #expect(now.count == #"{"v":"2026-03-10T20:00:00Z"}"#.count)
    }

    @Test("Records are told apart by their key, whatever it is called")
    func keys() throws {
        let schema =
            "{ type: array, x-sim-source: page.items, items: { type: object, required: [v], properties: { v: { type: string, format: uuid, example: x } } } }"
        #expect(try RenderBench.render(schema, at: .records) == #"[{"v":"x"},{"v":"x"},{"v":"x"}]"#)
        let made = try RenderBench.render(schema.replacing(", example: x", with: ""), at: .records)
        let values = try #require(try JSONReader.read(Array(made.utf8)).root.arrayValue)
        #expect(Set(values.map(\.text)).count == 3)
    }

    @Test("Fixtures are filled from the seed: what is given stays, what is left out is made up")
    func fixtures() throws {
        let yaml = """
            openapi: 3.1.0
            x-sim-api: { id: acme }
            x-sim-collections:
              notes: { item: '#/components/schemas/Note', created: made, fixtures: [{ text: given }, {}] }
              many: { item: '#/components/schemas/Note', fixtures: 4 }
            paths: {}
            components: { schemas: { Note: { type: object, properties: { id: { type: string }, made: { type: string }, text: { type: string }, n: { type: integer, minimum: 5 }, at: { x-sim-source: clock.now } } } } }
            """
        let api = try compile(yaml)
        let (first, again, other) = (api.catalog(seed: 1), api.catalog(seed: 1), api.catalog(seed: 2))
        #expect(first == again)
        #expect(first != other)
        let notes = first.collections[0].fixtures
        #expect(notes[0]["text"] == "given")
        #expect(notes[1]["text"] != "given")
        // The stamps are the engine's, a sourced property is no field.
        #expect(notes.map { $0.map(\.name).sorted() } == [["id", "n", "text"], ["id", "n", "text"]])
        #expect(Set(first.collections[1].fixtures).count == 4)
    }
}
