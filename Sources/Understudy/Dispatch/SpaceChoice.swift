// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import HTTPFront

/// Which space a request is for: its path says so, or a header, or the end of its credential (`any-key~my-test`).
enum SpaceChoice {
    static func name(_ request: HTTPRequest, path: String?, credentials: Set<CredentialPlan>) -> String {
        if let path { return path }
        if let header = request.headers["x-understudy-space"] { return header }
        for credential in credentials {
            guard let text = request.headers.text(of: credential, query: request.query),
                let tilde = text.utf8.lastIndex(of: UInt8(ascii: "~"))
            else { continue }
            return String(text[text.index(after: tilde)...])
        }
        return SpaceName.standard
    }
}

extension HTTPHeaderFields: HeaderSource {}
