// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema

/// Compiles the schema of a JSON text.
func compiled(_ text: String, _ options: SchemaOptions = SchemaOptions(), at pointer: String = "") throws -> Schema {
    let compiler = SchemaCompiler(options: options)
    compiler.addDocument(try JSONReader.readSource(Array(text.utf8)), uri: "urn:test")
    return try compiler.compile(uri: "urn:test", pointer: JSONPointer(parsing: pointer) ?? JSONPointer())
}

func value(_ text: String) throws -> JSONValue {
    try JSONReader.read(Array(text.utf8)).root
}

/// The violations of a value as lines `pointer keyword: message; hint`.
func complaints(_ schema: Schema, _ text: String) throws -> [String] {
    schema.validate(try value(text)).map { violation in
        "\(violation.instance) \(violation.keyword): \(violation.message)" + (violation.hint.map { "; " + $0 } ?? "")
    }
}

/// The diagnostics that compiling a schema ends in.
func mistakes(_ text: String, _ options: SchemaOptions = SchemaOptions(), at pointer: String = "") throws -> [String] {
    do {
        _ = try compiled(text, options, at: pointer)
        return []
    } catch let error as DiagnosticsError {
        return error.diagnostics.map(\.description)
    }
}
