// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where the interpreter finds a request's header fields.
package protocol HeaderSource {
    /// The first field of that name, without regard to case.
    func first(named name: String) -> String?
}

extension HeaderSource {
    func cookie(_ name: String) -> String? {
        for pair in first(named: "cookie")?.split(separator: ";") ?? [] {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = parts[0].drop { $0 == " " }
            if parts.count == 2, key == name { return String(parts[1]) }
        }
        return nil
    }

    /// The text of a credential as sent, with its scheme word.
    package func text(of credential: CredentialPlan, query: String?) -> String? {
        switch credential.location {
        case .header: first(named: credential.name)
        case .cookie: cookie(credential.name)
        case .query: query.flatMap { QueryString.parse($0).first { $0.name == credential.name }?.value }
        case .path: nil
        }
    }
}

extension CredentialPlan {
    /// The token after the scheme word (RFC 9110, section 11.4), or `nil` where the scheme is another or there is no token.
    package static func token(in text: String, scheme: String) -> Substring? {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        let token = parts[1].drop { $0 == " " }
        return token.isEmpty ? nil : token
    }
}
