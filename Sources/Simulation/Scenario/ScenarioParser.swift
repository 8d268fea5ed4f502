// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Reads scenario files: JSON, strict and kind.
///
/// Everything that is wrong is reported at once, each with its place.
package enum ScenarioParser {
    package struct Parsed: Sendable {
        package var scenario: Scenario
        /// As it was written, with what it extends merged into it.
        package var source: JSONValue
        package var warnings: [Diagnostic]
        /// Where the name of each chosen variant stands.
        package var variantPlaces: [String: (file: String, position: SourcePosition)]
    }

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - bytes: the file's text.
    ///   - file: for diagnostics, and what a relative `extends` is relative to.
    ///   - library: the ready-made scenarios, whose timelines every scenario knows.
    ///   - resolve: the bytes of another file that `extends` names, or `nil` where it cannot be read.
    ///   - names: where given, what the documents of all APIs have; a scenario may name nothing else.
    ///   - rules: where given, what clients can be judged by.
    ///   - lints: whether to look for what is odd, which takes longer than to read the file.
    /// - Returns: the scenario with everything that it extends, and what is odd about it.
    /// - Throws: all that is wrong, in the order of the file; what is wrong in a file that it extends comes first.
    package static func parse(
        _ bytes: [UInt8], file: String, library: ScenarioLibrary, resolve: (String) -> [UInt8]?,
        names: [String: DocumentNames]?, rules: [JudgedRule]? = nil, lints: Bool = true
    ) throws(DiagnosticsError) -> Parsed {
        let known = library.timelines
        let load = ScenarioLoad(texts: library.texts, names: names, rules: rules)
        let loaded = load.read(bytes, file: file, chain: [], resolve: resolve)
        // Without all that it extends, nobody knows which names the file has.
        let errors =
            loaded.errors
            + (loaded.isWhole ? TimelineNames.unknown(in: loaded.parts, among: Set(known.keys)) : [])
        guard errors.isEmpty else {
            let own = errors.filter { $0.file == file }
            throw DiagnosticsError(
                errors.filter { $0.file != file }
                    + own.sorted { ($0.position ?? .start) < ($1.position ?? .start) })
        }
        var scenario = loaded.parts.scenario
        scenario.timelines.merge(known) { own, _ in own }
        var lint = ScenarioLint(file: file, names: names, rules: rules ?? [], timelines: scenario.timelines)
        if lints { lint.check(loaded.parts) }
        return Parsed(
            scenario: scenario, source: loaded.parts.source, warnings: lint.warnings,
            variantPlaces: loaded.parts.variantPlaces.mapValues { ($0.file, $0.position) })
    }
}
