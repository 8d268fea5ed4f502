// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Gathers what is wrong with one document while it is compiled, so that one run tells everything.
final class DiagnosticCollector {
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    func error(_ message: String, at position: SourcePosition?, hint: String? = nil) {
        diagnostics.append(Diagnostic(.error, message, file: file, at: position, hint: hint))
    }

    func add(_ others: [Diagnostic]) {
        diagnostics += others
    }

    /// Starts anew, after what was wrong has been thrown.
    func forget() {
        diagnostics = []
    }

    func hasError(at position: SourcePosition?) -> Bool {
        position != nil && diagnostics.contains { $0.position == position }
    }

    /// In reading order, each once: a schema that is used twice is compiled twice, but wrong once.
    func throwIfAny() throws(DiagnosticsError) {
        guard !diagnostics.isEmpty else { return }
        let top = SourcePosition(line: 0, column: 0)
        // Hints depend on where the schema is used.
        struct Mistake: Hashable {
            var message: String
            var position: SourcePosition?
        }
        var seen: Set<Mistake> = []
        let unique = diagnostics.filter { seen.insert(Mistake(message: $0.message, position: $0.position)).inserted }
        throw DiagnosticsError(unique.sorted { ($0.position ?? top) < ($1.position ?? top) })
    }

    /// The member as a string; complains where it is something else.
    func string(_ place: APIDocument.Place?, _ what: String) -> String? {
        guard let place else { return nil }
        if let text = place.node.stringValue { return text }
        error("\(what) must be a string, found \(place.node.kindPhrase)", at: place.node.position)
        return nil
    }

    /// Complains about members that are not among `known`.
    func checkMembers(of place: APIDocument.Place, known: [String], in what: String) {
        guard let members = place.node.members else {
            error("\(what) must be an object, found \(place.node.kindPhrase)", at: place.node.position)
            return
        }
        for member in members where !known.contains(member.name) {
            error(
                "\(what) has no \"\(member.name)\"", at: member.namePosition,
                hint: NameSuggestion.hint(for: member.name, among: known))
        }
    }
}
