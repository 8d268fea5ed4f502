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
    }

    /// A longer chain of `extends` is taken for a cycle that goes through links of the file system.
    static let longestChain = 32

    /// Reads a scenario.
    ///
    /// - Parameters:
    ///   - bytes: the file's text.
    ///   - file: for diagnostics, and what a relative `extends` is relative to.
    ///   - library: the ready-made scenarios, whose timelines every scenario knows.
    ///   - resolve: the bytes of another file that `extends` names, or `nil` where it cannot be read.
    ///   - knownOperations: where given, APIs with the names of their operations; rules may name no others.
    /// - Returns: the scenario with everything that it extends, and what is odd about it.
    /// - Throws: all that is wrong, in the order of the file; what is wrong in a file that it extends comes first.
    package static func parse(
        _ bytes: [UInt8], file: String, library: ScenarioLibrary, resolve: (String) -> [UInt8]?,
        knownOperations: [String: [String]]?
    ) throws(DiagnosticsError) -> Parsed {
        let known = library.timelines
        var check = ScenarioCheck(timelines: Set(known.keys), file: file)
        let parts = try load(
            bytes, file: file, chain: [], texts: library.texts, resolve: resolve, knownOperations: knownOperations)
        check.check(parts)
        guard check.errors.isEmpty else { throw DiagnosticsError(check.errors) }
        var scenario = parts.scenario
        scenario.timelines.merge(known) { own, _ in own }
        return Parsed(scenario: scenario, source: parts.source, warnings: check.warnings)
    }

    /// Reads a file and all that it extends, without looking at the names in it.
    static func load(
        _ bytes: [UInt8], file: String, chain: [String], texts: [String: ScenarioLibrary.File],
        resolve: (String) -> [UInt8]?, knownOperations: [String: [String]]?
    ) throws(DiagnosticsError) -> ScenarioParts {
        let root = try JSONReader.readSource(bytes, file: file)
        var parts = ScenarioParts()
        var errors: [Diagnostic] = []
        var reader = ScenarioReader(file: file, knownOperations: knownOperations)
        if let extended = root["extends"], let name = extended.stringValue {
            do throws(DiagnosticsError) {
                let chain = chain + [FilePath.identity(of: file)]
                func refused(_ message: String, _ hint: String? = nil) -> DiagnosticsError {
                    DiagnosticsError([Diagnostic(.error, message, file: file, at: extended.position, hint: hint)])
                }
                let base: (path: String, bytes: [UInt8])
                if FilePath.isPath(name) {
                    let path = FilePath.path(name, relativeTo: file)
                    guard !chain.contains(FilePath.identity(of: path)) else {
                        throw refused("\"\(name)\" extends this file in turn")
                    }
                    guard chain.count < longestChain else {
                        throw refused("more than \(longestChain) files extend each other")
                    }
                    guard let bytes = resolve(path) else { throw refused("the file \"\(path)\" cannot be read") }
                    base = (path, bytes)
                } else if let ready = texts[name] {
                    guard !chain.contains(FilePath.identity(of: ready.path)) else {
                        throw refused("\"\(name)\" extends this scenario in turn")
                    }
                    base = (ready.path, Array(ready.text.utf8))
                } else {
                    throw refused(
                        "there is no ready-made scenario \"\(name)\"",
                        NameSuggestion.hint(for: name, among: texts.keys) ?? "a file's name ends in .json")
                }
                parts = try load(
                    base.bytes, file: base.path, chain: chain, texts: texts, resolve: resolve,
                    knownOperations: knownOperations)
            } catch {
                errors += error.diagnostics
            }
        }
        reader.read(root, onto: &parts)
        errors += reader.diagnostics.sorted { ($0.position ?? .start) < ($1.position ?? .start) }
        guard errors.isEmpty else { throw DiagnosticsError(errors) }
        return parts
    }
}

extension SourcePosition {
    fileprivate static let start = SourcePosition(line: 1, column: 1)
}
