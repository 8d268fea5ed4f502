// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

/// The README's snippets are files that run somewhere: this one's examples here, the others in the black-box tests.
struct SnippetTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Each block of the README that says which file it is: `<!-- snippet: PATH -->`.
    private static func blocks() throws -> [(path: String, text: String)] {
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let block = /<!-- snippet: (\S+) -->\n```[a-z]+\n((?:.*\n)*?)```\n/
        return readme.matches(of: block).map { (String($0.1), String($0.2)) }
    }

    @Test("Every snippet of the README is a file, but for its licence")
    func same() throws {
        let blocks = try Self.blocks()
        for (path, text) in blocks {
            let file = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
            let code = file.split(separator: "\n", omittingEmptySubsequences: false)
                .drop { $0.contains("SPDX-") || $0.isEmpty }.joined(separator: "\n")
            #expect(text == code, "\(path) and its snippet in README.md differ")
        }
        #expect(blocks.contains { $0.path == "Tests/EmbeddingTests/ExampleTests.swift" })
    }

    @Test("Every snippet file is in the README")
    func all() throws {
        let shown = Set(try Self.blocks().map(\.path))
        let folder = Self.root.appending(path: "Tests/Snippets")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var looked = 0
        // Beside each test lies the client that it tests.
        for case let file as URL in files where file.lastPathComponent.lowercased().contains("test") {
            guard ["py", "mjs", "go", "java"].contains(file.pathExtension) else { continue }
            let path = "Tests/Snippets" + file.path.dropFirst(folder.path.count)
            #expect(shown.contains(path), "\(path) is shown nowhere")
            looked += 1
        }
        #expect(looked == 4, "pytest, Node, Go and JUnit")
    }
}
