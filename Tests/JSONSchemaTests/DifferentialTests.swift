// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import JSONSchema
import Testing

/// Runs Python's `jsonschema` over a file of cases: one object a line, with a schema and its instances.
enum PythonOracle {
    private static let script = #"""
        import json, sys
        import jsonschema
        for line in open(sys.argv[1], encoding="utf-8"):
            case = json.loads(line)
            validator = jsonschema.Draft202012Validator(case["schema"])
            print("".join("1" if validator.is_valid(value) else "0" for value in case["values"]))
        """#

    static let isPresent: Bool = (try? run(["-c", "import jsonschema"]))?.status == 0

    static func verdicts(_ lines: [UInt8]) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("schema-cases-\(UUID()).jsonl")
        try Data(lines).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let result = try run(["-c", script, file.path])
        try #require(result.status == 0, "the oracle failed: \(result.errors)")
        return result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let folder = FileManager.default.temporaryDirectory
        // Files, not pipes: a full pipe that nobody reads would stop the other side.
        let places = ["out", "err"].map { folder.appendingPathComponent("schema-oracle-\(UUID()).\($0)") }
        defer { for place in places { try? FileManager.default.removeItem(at: place) } }
        for place in places { try Data().write(to: place) }
        process.standardOutput = try FileHandle(forWritingTo: places[0])
        process.standardError = try FileHandle(forWritingTo: places[1])
        try process.run()
        process.waitUntilExit()
        let texts = try places.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return (process.terminationStatus, texts[0], texts[1])
    }
}

@Suite("Against Python's jsonschema")
struct DifferentialTests {
    private struct Case {
        var schema: JSONValue
        var values: [JSONValue]
    }

    @Test(
        "Generated schemas give the same verdicts",
        .enabled(if: PythonOracle.isPresent, "python3 with the package jsonschema is not here"))
    func verdicts() throws {
        let text = ProcessInfo.processInfo.environment["SCHEMA_TEST_SEED"]
        let seed = text.flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        print("differential test of schemas: SCHEMA_TEST_SEED=\(seed)")
        var generator = SchemaGenerator(seed: seed)
        var cases: [Case] = []
        for _ in 0..<1_500 {
            let schema = generator.schema()
            cases.append(Case(schema: schema, values: generator.values(for: schema)))
        }
        var writer = JSONWriter()
        for one in cases {
            writer.value(["schema": one.schema, "values": .array(one.values)])
            writer.byte(UInt8(ascii: "\n"))
        }
        let expected = try PythonOracle.verdicts(writer.bytes)
        try #require(expected.count == cases.count)
        var met = 0
        var pairs = 0
        for (one, expected) in zip(cases, expected) {
            let compiler = SchemaCompiler(options: SchemaOptions())
            compiler.addDocument(try JSONReader.readSource(one.schema.serialized), uri: "urn:generated")
            let schema = try compiler.compile(uri: "urn:generated", pointer: JSONPointer())
            let verdicts = one.values.map { schema.isValid($0) ? "1" : "0" }.joined()
            #expect(verdicts == expected, "seed \(seed): \(one.schema.text) over \(JSONValue.array(one.values).text)")
            for value in one.values {
                pairs += 1
                if schema.isValid(value) { met += 1 }
                #expect(schema.validate(value).isEmpty == schema.isValid(value), "seed \(seed): \(one.schema.text)")
            }
        }
        // Schemas that nothing meets, or everything, would prove nothing.
        #expect(pairs > 9_000)
        #expect((pairs / 5...pairs * 4 / 5).contains(met), "\(met) of \(pairs) values meet their schema")
        print("differential test of schemas: \(pairs) pairs, \(met) valid")
    }
}
