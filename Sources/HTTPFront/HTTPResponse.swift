// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// One answer.
package struct HTTPResponse: Sendable, Hashable {
    /// 100 to 999; anything else is sent as 500, because it cannot be written.
    package var status: Int
    package var headers: HTTPHeaderBlock
    /// Sent with its length, except for HEAD (length only) and for 1xx, 204 and 304 (neither).
    package var body: [UInt8]
    package var transfer: HTTPTransfer
    /// Whether the connection ends with this answer, whatever the client asked for.
    package var closesConnection: Bool

    package init(
        status: Int, headers: HTTPHeaderBlock = HTTPHeaderBlock(), body: [UInt8] = [],
        transfer: HTTPTransfer = .immediate, closesConnection: Bool = false
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.transfer = transfer
        self.closesConnection = closesConnection
    }

    /// Whether this status has content (RFC 9110 6.4.1).
    var allowsBody: Bool { status >= 200 && status != 204 && status != 304 }
}
