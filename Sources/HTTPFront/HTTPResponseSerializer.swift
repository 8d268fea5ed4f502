// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// Writes answers as bytes.
struct HTTPResponseSerializer {
    /// What the request and the connection demand of an answer.
    struct Circumstances {
        var isHEAD = false
        var isHTTP10 = false
        /// Whether the connection closes behind this answer.
        var closes = false
    }

    /// `Server: name\r\n`, or empty.
    private let serverLine: [UInt8]

    init(serverName: String?) {
        serverLine = serverName.map { Array("Server: \($0)\r\n".utf8) } ?? []
    }

    /// How many bytes of the response's body are to be sent at all.
    static func bodyLength(of response: HTTPResponse, _ circumstances: Circumstances) -> Int {
        circumstances.isHEAD || !response.allowsBody ? 0 : response.body.count
    }

    /// Writes the head, up to and with the empty line.
    func writeHead(
        of response: HTTPResponse, _ circumstances: Circumstances, date: [UInt8], to out: inout ByteBuffer
    ) {
        let status = 100...999 ~= response.status ? response.status : 500
        out.reserveCapacity(
            minimumWritableBytes: response.headers.bytes.count + response.body.count + serverLine.count + 160)
        if let line = StatusLine.common(status) {
            out.writeStaticString(line)
        } else {
            out.writeString("HTTP/1.1 \(status) \(StatusLine.reason(status))\r\n")
        }
        if !response.headers.hasDate { out.writeBytes(date) }
        if !serverLine.isEmpty { out.writeBytes(serverLine) }
        out.writeBytes(response.headers.bytes)
        if response.allowsBody {
            out.writeStaticString("Content-Length: ")
            Self.writeDecimal(response.body.count, to: &out)
            out.writeStaticString("\r\n")
        }
        if circumstances.closes {
            out.writeStaticString("Connection: close\r\n")
        } else if circumstances.isHTTP10 {
            out.writeStaticString("Connection: keep-alive\r\n")
        }
        out.writeStaticString("\r\n")
    }

    /// Writes a number without making a string of it.
    private static func writeDecimal(_ number: Int, to out: inout ByteBuffer) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            out.writeInteger(UInt8(truncatingIfNeeded: 0x30 + number / divisor % 10))
            divisor /= 10
        }
    }
}
