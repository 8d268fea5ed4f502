// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import JSONSchema

/// The official JSON Schema test suite, where it lies next to the repository.
struct OfficialSuite {
    /// The folder that holds `tests` and `remotes`; `nil` where it is not there.
    static let folder: URL? = find()

    static let missing =
        "the JSON Schema test suite is not there: set JSON_SCHEMA_TEST_SUITE or put it at shared/json-schema-test-suite"

    private static func find() -> URL? {
        if let path = ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"] {
            return URL(fileURLWithPath: path)
        }
        var ancestor = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while ancestor.path != "/" {
            let candidate = ancestor.appendingPathComponent("shared/json-schema-test-suite")
            if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("tests/draft2020-12").path) {
                return candidate
            }
            ancestor.deleteLastPathComponent()
        }
        return nil
    }

    /// A schema with the instances that are checked against it.
    struct Group {
        var description: String
        var schema: SourceNode
        var cases: [(description: String, data: JSONValue, isValid: Bool)]
    }

    /// The names of the files for draft 2020-12 that every implementation must pass.
    static var files: [String] {
        get throws {
            guard let folder else { return [] }
            return try FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent("tests/draft2020-12").path
            ).filter { $0.hasSuffix(".json") }.sorted()
        }
    }

    static func groups(of file: String) throws -> [Group] {
        guard let folder else { return [] }
        let root = try source(folder.appendingPathComponent("tests/draft2020-12/" + file))
        return (root.elements ?? []).compactMap { group in
            guard let description = group["description"]?.stringValue, let schema = group["schema"] else { return nil }
            let cases = (group["tests"]?.elements ?? []).compactMap { test in
                if let name = test["description"]?.stringValue, let data = test["data"],
                    let isValid = test["valid"]?.boolValue
                {
                    return (name, data.value, isValid)
                }
                return nil
            }
            return Group(description: description, schema: schema, cases: cases)
        }
    }

    /// The documents that the tests refer to, with the URIs they expect them at.
    static let remotes: [(uri: String, root: SourceNode)] = {
        guard let folder = folder?.appendingPathComponent("remotes/draft2020-12"),
            let walk = FileManager.default.enumerator(atPath: folder.path)
        else { return [] }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted().compactMap { path in
            guard let root = try? source(folder.appendingPathComponent(path)) else { return nil }
            return ("http://localhost:1234/draft2020-12/" + path, root)
        }
    }()

    static func source(_ url: URL) throws -> SourceNode {
        try JSONReader.readSource([UInt8](Data(contentsOf: url)), file: url.lastPathComponent)
    }
}
