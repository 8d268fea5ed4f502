// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Something a request did against the contract that the vendor would have let through, or was answered for.
package struct Violation: Sendable, Hashable {
    package var rule: String
    package var message: String
    /// Where in the request's body.
    package var pointer: String?
    package var hint: String?
    /// What it is about where that is no place in a body: `query limit`, `GET /nowhere`.
    package var subject: String?
    /// What in the document the request broke.
    package var source: SourcePlace?

    package init(
        rule: String, message: String, pointer: String? = nil, hint: String? = nil, subject: String? = nil,
        source: SourcePlace? = nil
    ) {
        self.rule = rule
        self.message = message
        self.pointer = pointer
        self.hint = hint
        self.subject = subject
        self.source = source
    }
}
