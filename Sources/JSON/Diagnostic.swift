// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// One complaint about a file, a document or a request, as a value: collected, never thrown at the first.
package struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable, Hashable {
        case error
        case warning
    }

    package var severity: Severity
    /// The file as the user named it, where there is one.
    package var file: String?
    package var position: SourcePosition?
    /// The place inside the value, where that says more than the position.
    package var pointer: JSONPointer?
    /// What is wrong, in one sentence without a full stop.
    package var message: String
    /// What to do about it, where that is known: `did you mean "jobs"?`.
    package var hint: String?

    package init(
        _ severity: Severity, _ message: String, file: String? = nil, at position: SourcePosition? = nil,
        pointer: JSONPointer? = nil, hint: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.file = file
        self.position = position
        self.pointer = pointer
        self.hint = hint
    }

    /// `file:line:column: error: message (at /pointer); hint`, the form that editors and CI systems link.
    package var description: String {
        var text = ""
        if let file { text += file + ":" }
        if let position { text += "\(position):" }
        if !text.isEmpty { text += " " }
        text += "\(severity.rawValue): \(message)"
        if let pointer, !pointer.tokens.isEmpty { text += " (at \(pointer))" }
        if let hint { text += "; \(hint)" }
        return text
    }
}

/// Thrown where work cannot go on because of what the diagnostics say.
package struct DiagnosticsError: Error, Sendable, CustomStringConvertible {
    package var diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
