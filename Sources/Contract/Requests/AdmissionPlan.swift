// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What an operation asks of a request before it does anything, compiled from its document.
package struct AdmissionPlan: Sendable {
    /// The scopes that each of the operation's alternative credentials needs, in their order.
    package var scopes: [[String]] = []

    /// Nothing where the operation asks for nothing that the engine decides.
    func admission(_ credential: PresentedCredential?) -> Admission? {
        guard let credential else { return nil }
        return Admission(credential: credential.text, scopes: scopes[credential.alternative])
    }
}

/// The credential that a request brought.
struct PresentedCredential {
    /// Without scheme word and space suffix.
    var text: String
    /// Which of the operation's alternatives it satisfies.
    var alternative: Int
}

extension CredentialPlan {
    /// What identifies a client: the text of a credential without the suffix that chooses a space (`key~space`).
    static func identity(of text: Substring) -> String {
        guard let tilde = text.utf8.lastIndex(of: UInt8(ascii: "~")) else { return String(text) }
        return String(text[..<tilde])
    }
}
