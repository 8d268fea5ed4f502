// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Foundation
import JSON
import Simulation
import Testing

/// Where the repository's files are.
enum Repository {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The paths of the files below a folder that end in `suffix`, in order.
    static func files(in folder: String, suffix: String) throws -> [String] {
        let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path())
        let names = (files?.allObjects as? [String] ?? []).filter { $0.hasSuffix(suffix) }
        try #require(!names.isEmpty, "there are no files in \(folder)")
        return names.map { folder + "/" + $0 }.sorted()
    }
}

/// A small document, written as YAML.
func compile(_ yaml: String, variants: [String: String] = [:]) throws -> CompiledAPI {
    try APICompiler.compile(APIDocument(text: yaml, file: "api.yaml"), variants: variants)
}

/// What compiling says, one line each: `line:column message | hint`.
func complaints(_ yaml: String, variants: [String: String] = [:]) -> [String] {
    do throws(DiagnosticsError) {
        let document = try APIDocument(text: yaml, file: "api.yaml")
        _ = try APICompiler.compile(document, variants: variants)
        return []
    } catch {
        return error.diagnostics.map { diagnostic in
            let position = diagnostic.position.map { "\($0) " } ?? ""
            return position + diagnostic.message + (diagnostic.hint.map { " | " + $0 } ?? "")
        }
    }
}

extension CompiledAPI {
    func operation(_ id: String) throws -> CompiledOperation {
        try #require(try operations.first { $0.id == id }, "no operation \(id)")
    }
}

extension Instant {
    /// The moment 2026-03-10T20:00:00.250Z.
    static let noon = Instant(microseconds: 1_773_172_800_250_000)
}
