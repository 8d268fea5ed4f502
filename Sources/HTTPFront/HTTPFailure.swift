// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Why the front itself refuses a request, before any handler has seen it.
package struct HTTPFailure: Error, Sendable, Hashable {
    /// The status to answer with.
    package var status: Int
    /// A stable word for programs, such as `header_too_large`.
    package var code: String
    /// What exactly was wrong, for a person.
    package var message: String

    package init(status: Int, code: String, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static func malformed(_ message: String) -> HTTPFailure {
        HTTPFailure(status: 400, code: "malformed_request", message: message)
    }

    static func timeout(_ message: String) -> HTTPFailure {
        HTTPFailure(status: 408, code: "request_timeout", message: message)
    }

    static func bodyTooLarge(limit: Int) -> HTTPFailure {
        HTTPFailure(
            status: 413, code: "body_too_large", message: "the request body is larger than the limit of \(limit) bytes")
    }

    static func requestLineTooLong(limit: Int) -> HTTPFailure {
        HTTPFailure(
            status: 414, code: "request_line_too_long",
            message: "the request line is longer than the limit of \(limit) bytes")
    }

    static func expectation(_ value: String) -> HTTPFailure {
        HTTPFailure(
            status: 417, code: "expectation_unknown",
            message: "the expectation \"\(value)\" is not known; only 100-continue is")
    }

    static func headerTooLarge(_ message: String) -> HTTPFailure {
        HTTPFailure(status: 431, code: "header_too_large", message: message)
    }

    static func notImplemented(_ message: String) -> HTTPFailure {
        HTTPFailure(status: 501, code: "not_implemented", message: message)
    }

    static func version(_ message: String) -> HTTPFailure {
        HTTPFailure(status: 505, code: "version_not_supported", message: message)
    }

    /// The default answer: `{"error":{"code":...,"message":...}}`.
    package static let jsonResponse: @Sendable (HTTPFailure) -> HTTPResponse = { failure in
        var body = Array(#"{"error":{"code":""#.utf8)
        appendEscaped(failure.code, to: &body)
        body.append(contentsOf: #"","message":""#.utf8)
        appendEscaped(failure.message, to: &body)
        body.append(contentsOf: #""}}"#.utf8)
        var headers = HTTPHeaderBlock()
        headers.add(line: "Content-Type: application/json\r\n")
        return HTTPResponse(status: failure.status, headers: headers, body: body)
    }

    private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: (digits.count == 1 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: digits.utf8)
            default:
                bytes.append(byte)
            }
        }
    }
}
