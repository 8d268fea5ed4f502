// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// One request, complete with its body.
package struct HTTPRequest: Sendable {
    /// As sent; methods are case-sensitive (RFC 9110 9.1).
    package var method: String
    /// Raw and percent-encoded, up to the first `?`; `*` for a server-wide `OPTIONS`.
    package var path: String
    /// Raw and percent-encoded, behind the first `?`; empty for a `?` with nothing behind it.
    package var query: String?
    /// The authority of an absolute-form target, which replaces the `Host` field (RFC 9112 3.2.2).
    package var authority: String?
    package var headers: HTTPHeaderFields
    /// The raw bytes of request line and fields, up to and with the empty line.
    package var head: [UInt8] { headers.head }
    /// The content, with any chunked coding taken off.
    package var body: [UInt8]
    /// Index of the listener that the request arrived on, in the order they were given to the server.
    package var listener: Int
    /// The client's IP address, without port.
    package var remoteAddress: String?
    package var isHTTP10: Bool
    /// Whether the client lets the connection be used again after the answer.
    package var keepsAlive: Bool

    /// Path and query together: what stands on the request line, an absolute-form's scheme and authority taken off.
    package var target: String {
        guard let query else { return path }
        return path + "?" + query
    }

    /// The host that the request is meant for: the absolute-form's authority, else the `Host` field.
    package var host: String? { authority ?? headers["host"] }
}

extension HTTPRequest {
    /// Makes a request without a socket, for handlers called in memory.
    ///
    /// - Throws: `HTTPFailure` where a server would refuse the head.
    package init(
        method: String, target: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        listener: Int = 0, remoteAddress: String? = nil
    ) throws(HTTPFailure) {
        var bytes = Array("\(method) \(target) HTTP/1.1\r\n".utf8)
        for header in headers { bytes.append(contentsOf: "\(header.name): \(header.value)\r\n".utf8) }
        if !headers.contains(where: { $0.name.lowercased() == "host" }) {
            bytes.append(contentsOf: "Host: localhost\r\n".utf8)
        }
        if !body.isEmpty { bytes.append(contentsOf: "Content-Length: \(body.count)\r\n".utf8) }
        bytes.append(contentsOf: "\r\n".utf8)
        bytes.append(contentsOf: body)
        var limits = HTTPRequestLimits()
        limits.bodyBytes = max(limits.bodyBytes, body.count)
        var parser = HTTPRequestParser(limits: limits)
        bytes.withUnsafeBytes { parser.feed($0) }
        while true {
            switch parser.next() {
            case .needsMoreBytes: throw HTTPFailure.malformed("the head does not end where the message ends")
            case .wantsContinue: continue
            case .failure(let failure): throw failure
            case .request(let request):
                self = request
                self.listener = listener
                self.remoteAddress = remoteAddress
                return
            }
        }
    }
}
