// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

@Suite("The official JSON Schema test suite")
struct OfficialSuiteTests {
    /// What is not passed, each with its reason.
    ///
    /// The key is `file: group: case`.
    static let notPassed: [String: String] = [:]

    @Test(
        "every required case of draft 2020-12 has the verdict that the suite says",
        .enabled(if: OfficialSuite.folder != nil, Comment(rawValue: OfficialSuite.missing)))
    func required() throws {
        var ran = 0
        var failed: Set<String> = []
        for file in try OfficialSuite.files {
            for group in try OfficialSuite.groups(of: file) {
                let verdict = Result { try compile(group.schema) }
                for test in group.cases {
                    ran += 1
                    let key = "\(file): \(group.description): \(test.description)"
                    switch verdict {
                    case .success(let schema):
                        // Both ways to ask must agree.
                        let isValid = schema.isValid(test.data)
                        let violations = schema.validate(test.data)
                        if isValid != test.isValid || violations.isEmpty != isValid { failed.insert(key) }
                    case .failure: failed.insert(key)
                    }
                }
            }
        }
        #expect(ran > 1_000)
        #expect(failed == Set(Self.notPassed.keys))
    }

    @Test(
        "every schema of the suite compiles without a complaint",
        .enabled(if: OfficialSuite.folder != nil, Comment(rawValue: OfficialSuite.missing)))
    func everyGroupCompiles() throws {
        for file in try OfficialSuite.files {
            for group in try OfficialSuite.groups(of: file) {
                #expect(throws: Never.self, "\(file): \(group.description)") { try compile(group.schema) }
            }
        }
    }

    private func compile(_ schema: SourceNode) throws -> Schema {
        let compiler = SchemaCompiler(options: SchemaOptions())
        for (uri, root) in OfficialSuite.remotes { compiler.addDocument(root, uri: uri) }
        for (uri, text) in Metaschema.documents {
            compiler.addDocument(try JSONReader.readSource(Array(text.utf8)), uri: uri)
        }
        compiler.addDocument(schema, uri: "test:schema")
        return try compiler.compile(uri: "test:schema", pointer: JSONPointer())
    }
}
