// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Violations that are known and not to be reported: `{"silenced": [{"fingerprint": "...", "reason": "..."}]}`.
package struct Baseline: Sendable {
    package var fingerprints: Set<String> = []

    package init() {}

    /// Reads a baseline file.
    /// - Throws: `DiagnosticsError` with line and column of everything that is wrong.
    package init(parsing bytes: [UInt8], file: String) throws(DiagnosticsError) {
        let root = try JSONReader.readSource(bytes, file: file)
        var problems: [Diagnostic] = []
        func check(_ node: SourceNode, known: [String], _ what: String) {
            guard let members = node.members else {
                problems.append(
                    Diagnostic(
                        .error, "\(what) must be an object, found \(node.kindPhrase)", file: file, at: node.position))
                return
            }
            for member in members where !known.contains(member.name) {
                problems.append(
                    Diagnostic(
                        .error, "\(what) has no \"\(member.name)\"", file: file, at: member.namePosition,
                        hint: NameSuggestion.hint(for: member.name, among: known)))
            }
        }
        check(root, known: ["$schema", "$comment", "silenced"], "a baseline")
        for entry in root["silenced"]?.elements ?? [] {
            check(entry, known: ["fingerprint", "reason", "$comment"], "an entry of \"silenced\"")
            if let fingerprint = entry["fingerprint"]?.stringValue {
                if let rule = fingerprint.split(separator: "|").first,
                    !ViolationRule.all.contains(where: { $0.id == rule })
                {
                    problems.append(
                        Diagnostic(
                            .error, "there is no rule \"\(rule)\"", file: file, at: entry["fingerprint"]?.position,
                            hint: NameSuggestion.hint(for: String(rule), among: ViolationRule.all.map(\.id))))
                }
                fingerprints.insert(fingerprint)
            } else if entry.members != nil {
                problems.append(
                    Diagnostic(
                        .error, "an entry of \"silenced\" needs a \"fingerprint\"", file: file, at: entry.position,
                        hint: "a report in JSON shows the fingerprint of each violation"))
            }
        }
        if root.members != nil, root["silenced"]?.elements == nil {
            problems.append(
                Diagnostic(.error, "a baseline needs a list \"silenced\"", file: file, at: root.position))
        }
        if !problems.isEmpty { throw DiagnosticsError(problems) }
    }

    /// A baseline that silences every finding of a report, those that are silenced already included.
    package static func text(silencing report: Report) -> String {
        text(report.spaces.flatMap { ($0.findings + $0.silenced).map(\.fingerprint) })
    }

    /// A baseline of fingerprints, each once, in order.
    package static func text(_ fingerprints: [String]) -> String {
        let lines = Set(fingerprints).sorted().map {
            "    { \"fingerprint\": \(JSONValue.string($0).text), \"reason\": \"known when the baseline was written\" }"
        }
        guard !lines.isEmpty else { return "{\n  \"silenced\": []\n}\n" }
        return "{\n  \"silenced\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
    }
}
