// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Foundation
import JSON
import Testing
import YAML

@testable import Understudy

/// What the binary carries.
struct EmbeddedFileTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func files(in folder: String, suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path())
            .filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }.sorted()
    }

    @Test("The binary carries every document and every scenario of the repository")
    func complete() throws {
        let expected = try Self.files(in: "openapi", suffix: ".yaml") + Self.files(in: "scenarios", suffix: ".json")
        #expect(EmbeddedFiles.all.map(\.path) == expected)
    }

    @Test("What is embedded is what the file says, with the place of every value", arguments: EmbeddedFiles.all.indices)
    func same(index: Int) throws {
        let (path, embedded) = EmbeddedFiles.all[index]
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        guard path.hasSuffix(".yaml") else {
            #expect(Array(embedded.description.utf8) == Array(text.utf8))
            return
        }
        let root = try YAMLReader.readSource(text, file: path)
        let carried = try APIDocument(packed: embedded, file: path)
        #expect(carried.file == path)
        let isSame = carried.root == root
        #expect(isSame, "\(path) is carried as something else")
        // Swift holds strings for equal that differ in their code units.
        #expect(Array(PackedSource.pack(root).utf8) == Array(embedded.description.utf8))
    }

    @Test("A complaint about an embedded document names the line of its file")
    func positions() throws {
        let path = "openapi/promptwatch.yaml"
        let embedded = try #require(EmbeddedFiles.all.first { $0.path == path })
        let document = try APIDocument(packed: embedded.text, file: path)
        let id = try #require(document.rootPlace["x-sim-api"]?["id"]?.node)
        let lines = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[id.position.line - 1].dropFirst(id.position.column - 1).hasPrefix("promptwatch"))
        let error = try #require(throws: DiagnosticsError.self) {
            try APICompiler.compile(document, variants: ["no-such": "x"], extent: .onDemand)
        }
        #expect(error.description.hasPrefix("openapi/promptwatch.yaml:"))
    }
}
