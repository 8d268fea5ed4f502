// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON

@testable import Simulation

/// The files that the binary carries, as they lie in the repository.
enum ReadyMade {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "scenarios")

    static let files: [(path: String, text: String)] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".json") && $0 != "scenario.schema.json" }.sorted().compactMap { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return text.map { ("scenarios/" + name, $0) }
        }
    }()

    static let library = ScenarioLibrary(files)
}

/// Reads a text as the file `test.json`, with the ready-made scenarios at hand.
func parse(
    _ text: String, file: String = "test.json", library: ScenarioLibrary = ReadyMade.library,
    files: [String: String] = [:], names: [String: DocumentNames]? = nil, rules: [JudgedRule]? = nil
) throws(DiagnosticsError) -> ScenarioParser.Parsed {
    try ScenarioParser.parse(
        Array(text.utf8), file: file, library: library, resolve: { files[$0].map { Array($0.utf8) } },
        names: names, rules: rules)
}

/// What is wrong with a text, as a user sees it.
func complaints(
    _ text: String, file: String = "test.json", files: [String: String] = [:],
    names: [String: DocumentNames]? = nil, rules: [JudgedRule]? = nil
) -> [String] {
    do throws(DiagnosticsError) {
        _ = try parse(text, file: file, files: files, names: names, rules: rules)
        return []
    } catch {
        return error.diagnostics.map(\.description)
    }
}
