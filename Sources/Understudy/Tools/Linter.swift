// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// Checks API documents and scenario files for `understudy lint`.
public struct Linter {
    /// What the check found.
    public struct Report: Sendable {
        /// `file:line:column: error: ...`, then one line that counts.
        public var lines: [String] = []
        /// Whether anything cannot be used.
        public var hasErrors = false
        /// How much is odd about what can be used.
        public var warningCount = 0
    }

    private let apiFiles: [String]

    /// - Parameter apiFiles: documents beside the built-in ones that scenarios may speak of.
    public init(apiFiles: [String] = []) {
        self.apiFiles = apiFiles
    }

    /// Checks the files.
    public func check(_ files: [String]) -> Report {
        var report = Report()
        let store = APIStore.embedded()
        let scenarios = ScenarioStore.embedded()
        for path in apiFiles { add(check(path, store, scenarios), to: &report) }
        for path in files { add(check(path, store, scenarios), to: &report) }
        let count = apiFiles.count + files.count
        let warnings =
            report.warningCount == 0 ? "" : ", " + counted(report.warningCount, "warning")
        report.lines.append(
            "\(counted(count, "file")) checked, \(report.hasErrors ? "with errors" : "no errors")"
                + warnings)
        return report
    }

    private func add(_ diagnostics: [Diagnostic], to report: inout Report) {
        report.lines += diagnostics.map(\.description)
        if diagnostics.contains(where: { $0.severity == .error }) { report.hasErrors = true }
        report.warningCount += diagnostics.count { $0.severity == .warning }
    }

    private func check(_ path: String, _ store: APIStore, _ scenarios: ScenarioStore) -> [Diagnostic] {
        do {
            let text = try FileText.read(path)
            if path.hasSuffix(".schema.json") {
                _ = try JSONReader.readSource(Array(text.utf8), file: path)
                return []
            }
            if path.hasSuffix(".json"), !isDocument(text) {
                return try scenarios.parse(
                    Array(text.utf8), file: path, store: store, mayReadFiles: true, lints: true
                ).warnings
            }
            // A document replaces a built-in one of its id, so that scenarios are checked against it.
            let api = try store.add(text: text, file: path)
            return api.headings.filter { $0.evidence == nil }.map {
                Diagnostic(
                    .warning, "operation \"\($0.id)\" does not say how it is known", file: path,
                    hint: "add \"x-evidence\"")
            }
        } catch let error as DiagnosticsError {
            return error.diagnostics
        } catch {
            return [Diagnostic(.error, "\(error)")]
        }
    }

    private func isDocument(_ text: String) -> Bool {
        (try? JSONReader.read(Array(text.utf8)))?.root["openapi"] != nil
    }
}
