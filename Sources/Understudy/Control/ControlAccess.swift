// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront

/// Who may use the control API.
///
/// On the loopback interface every local program may, but no web page: a page's request carries an `Origin`, and one that
/// came through DNS rebinding carries a foreign `Host`. On other interfaces a token is needed.
package struct ControlAccess: Sendable {
    /// `nil`: none is needed.
    package var token: String?

    package init(token: String? = nil) {
        self.token = token
    }

    func refusal(of request: HTTPRequest) -> HTTPResponse? {
        if let token {
            let sent = request.headers["authorization"] ?? ""
            guard constantTimeEquals(sent, "Bearer " + token) else {
                return OwnAnswer.error(
                    401, "token-needed", "the control API of a server that others can reach needs its token",
                    details: [.init("send Authorization: Bearer TOKEN, with the token given to --control-token")])
            }
            return nil
        }
        if let origin = request.headers["origin"] {
            return OwnAnswer.error(
                403, "origin-refused", "a web page (\(origin)) cannot use the control API",
                details: [.init("call it from the test program, or start the server with --control-token")])
        }
        let host = request.host ?? ""
        guard Self.isLoopback(host) else {
            return OwnAnswer.error(
                403, "host-refused", "\"\(host)\" is not this machine",
                details: [.init("use 127.0.0.1 or localhost, or start the server with --control-token")])
        }
        return nil
    }

    static func isLoopback(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        if name == "localhost" || name == "::1" || name.hasSuffix(".localhost") { return true }
        // Only an address: 127.0.0.1.evil.example is a name that anybody can own.
        return name.hasPrefix("127.")
            && name.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private func constantTimeEquals(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
