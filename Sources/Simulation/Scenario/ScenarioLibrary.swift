// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// The ready-made scenarios.
///
/// Every scenario and every marker can name their timelines.
package struct ScenarioLibrary: Sendable {
    struct File: Sendable {
        var path: String
        var text: String
    }

    private struct Entry: Sendable {
        var scenario: Scenario
        var source: JSONValue
    }

    /// By name, which is the file's without its extension.
    let texts: [String: File]
    /// All timelines of all files, by name.
    package let timelines: [String: Timeline]
    private let entries: [String: Entry]

    /// Reads files that are known to be right, because tests read them: a broken one is a mistake of the program.
    package init(_ files: [(path: String, text: String)]) {
        var texts: [String: File] = [:]
        for file in files {
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            texts[name.hasSuffix(".json") ? String(name.dropLast(5)) : name] = File(path: file.path, text: file.text)
        }
        self.texts = texts

        var parts: [String: ScenarioParts] = [:]
        var timelines: [String: Timeline] = [:]
        for (name, file) in texts {
            let read = ScenarioLoad(texts: texts, names: nil)
                .read(Array(file.text.utf8), file: file.path, chain: [], resolve: { _ in nil })
            precondition(read.errors.isEmpty, DiagnosticsError(read.errors).description)
            precondition(read.parts.scenario.name == name, "\(file.path) is named \"\(read.parts.scenario.name)\"")
            parts[name] = read.parts
        }
        for (name, read) in parts {
            for (timeline, place) in read.timelinePlaces where place.file == texts[name]?.path {
                precondition(timelines[timeline] == nil, "\(place.file) defines \"\(timeline)\" a second time")
                timelines[timeline] = read.scenario.timelines[timeline]
            }
        }
        self.timelines = timelines
        entries = parts.mapValues { read in
            let errors = TimelineNames.unknown(in: read, among: Set(timelines.keys))
            precondition(errors.isEmpty, DiagnosticsError(errors).description)
            var scenario = read.scenario
            scenario.timelines.merge(timelines) { own, _ in own }
            return Entry(scenario: scenario, source: read.source)
        }
    }

    package func scenario(_ name: String) -> Scenario? { entries[name]?.scenario }

    /// A scenario as it was written.
    package func source(_ name: String) -> JSONValue? { entries[name]?.source }

    package var names: [String] { entries.keys.sorted() }
}
