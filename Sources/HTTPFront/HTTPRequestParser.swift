// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Reads HTTP/1.1 requests off a byte stream: bytes in, events out, no socket and no clock.
///
/// How the stream is cut into pieces never changes what comes out. After a failure the stream cannot be trusted any
/// more, and the parser says nothing but that failure.
package struct HTTPRequestParser: Sendable {
    package enum Event: Sendable {
        /// Everything fed so far has been used up.
        case needsMoreBytes
        /// The client waits for `100 Continue` before it sends a body that is acceptable so far.
        case wantsContinue
        case request(HTTPRequest)
        case failure(HTTPFailure)
    }

    /// How far the next request has come.
    package enum Progress: Sendable, Hashable {
        case betweenRequests, head, body, failed
    }

    private enum Phase {
        case start(skippedEmptyLine: Bool)
        case requestLine(LineScanner)
        case fields(RequestLine, FieldSection)
        case fixedBody(HTTPRequest, remaining: Int)
        case chunkedBody(HTTPRequest, ChunkedBodyReader)
        case failed(HTTPFailure)
    }

    private let limits: HTTPRequestLimits
    private var buffer: [UInt8] = []
    private var start = 0
    private var phase = Phase.start(skippedEmptyLine: false)
    /// The request whose body was too large, without that body: enough to answer it as others at its path are answered.
    package private(set) var oversized: HTTPRequest?

    package init(limits: HTTPRequestLimits = HTTPRequestLimits()) {
        self.limits = limits
    }

    /// The request whose body is still being read, with what has come of it.
    var unfinished: HTTPRequest? {
        switch phase {
        case .fixedBody(let request, _), .chunkedBody(let request, _): request
        case .start, .requestLine, .fields, .failed: nil
        }
    }

    /// How many bytes have been fed and not used up.
    package var bufferedBytes: Int { buffer.count - start }

    package var progress: Progress {
        switch phase {
        case .start: bufferedBytes == 0 ? .betweenRequests : .head
        case .requestLine, .fields: .head
        case .fixedBody, .chunkedBody: .body
        case .failed: .failed
        }
    }

    /// Hands over more of the stream.
    package mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        if start == buffer.count {
            // A large body leaves a large buffer behind; it is not kept for the requests after it.
            buffer.removeAll(keepingCapacity: buffer.capacity <= 64 * 1024)
            start = 0
        } else if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// Gives what comes next in the stream.
    package mutating func next() -> Event {
        do throws(HTTPFailure) {
            return try advance()
        } catch {
            phase = .failed(error)
            buffer = []
            start = 0
            return .failure(error)
        }
    }

    private mutating func advance() throws(HTTPFailure) -> Event {
        while true {
            switch phase {
            case .start(let skippedEmptyLine):
                guard try readStart(skippedEmptyLine: skippedEmptyLine) else { return .needsMoreBytes }
            case .requestLine(var lines):
                phase = .start(skippedEmptyLine: true)
                let line = try Self.readRequestLine(buffer, from: start, &lines, limits)
                guard let line else {
                    phase = .requestLine(lines)
                    return .needsMoreBytes
                }
                phase = .fields(line, FieldSection(lines: lines))
            case .fields(let line, var section):
                // Leaves the section with one owner, so that its array grows in place.
                phase = .start(skippedEmptyLine: true)
                var framing = self.framing
                let isComplete = try Self.readFields(buffer, from: start, &section, &framing, limits)
                self.framing = framing
                guard isComplete else {
                    phase = .fields(line, section)
                    return .needsMoreBytes
                }
                if let event = try beginBody(line, section) { return event }
            case .fixedBody(var request, let remaining):
                phase = .start(skippedEmptyLine: false)
                let taken = min(remaining, bufferedBytes)
                request.body.append(contentsOf: buffer[start..<(start + taken)])
                start += taken
                if taken == remaining { return .request(request) }
                phase = .fixedBody(request, remaining: remaining - taken)
                return .needsMoreBytes
            case .chunkedBody(var request, var reader):
                phase = .start(skippedEmptyLine: false)
                let isComplete: Bool
                do throws(HTTPFailure) {
                    isComplete = try Self.readChunks(buffer, from: &start, &reader, &request.body, limits)
                } catch {
                    throw noting(request, failedWith: error)
                }
                if isComplete { return .request(request) }
                phase = .chunkedBody(request, reader)
                return .needsMoreBytes
            case .failed(let failure):
                throw failure
            }
        }
    }

    private var framing = MessageFraming()

    /// Looks at the first bytes of a request; gives false where more are needed to tell.
    private mutating func readStart(skippedEmptyLine: Bool) throws(HTTPFailure) -> Bool {
        guard start < buffer.count else { return false }
        let first = buffer[start]
        if first == Octet.carriageReturn, !skippedEmptyLine {
            // RFC 9112 2.2: one empty line before a request is forgiven; old clients send it behind a body.
            guard start + 1 < buffer.count else { return false }
            guard buffer[start + 1] == Octet.lineFeed else { throw .malformed("a carriage return stands alone") }
            start += 2
            phase = .start(skippedEmptyLine: true)
            return true
        }
        guard first != Octet.tlsHandshake else {
            throw HTTPFailure(
                status: 400, code: "tls_on_plain_port",
                message: "the client began a TLS handshake, but this port speaks plain HTTP: use http://, not https://")
        }
        guard ByteClass.token.contains(first) else {
            throw .malformed("a request begins with \(Octet.shown(first)), which no method may")
        }
        framing = MessageFraming()
        phase = .requestLine(LineScanner())
        return true
    }

    /// Makes the request of a complete head; gives an event where one is due before the body is read.
    private mutating func beginBody(_ line: RequestLine, _ section: FieldSection) throws(HTTPFailure) -> Event? {
        let failure = framing.failure(isHTTP10: line.isHTTP10, limits: limits)
        if let failure, failure.status != 413 { throw failure }
        let head = Array(buffer[start..<(start + section.end)])
        start += section.end
        var request = HTTPRequest(
            method: line.method, path: line.path, query: line.query, authority: line.authority,
            headers: HTTPHeaderFields(head: head, fields: section.fields), body: [], listener: 0, remoteAddress: nil,
            isHTTP10: line.isHTTP10, keepsAlive: framing.keepsAlive(isHTTP10: line.isHTTP10))
        if let failure { throw noting(request, failedWith: failure) }
        let length = framing.contentLength ?? 0
        guard framing.isChunked || length > 0 else {
            phase = .start(skippedEmptyLine: false)
            return .request(request)
        }
        if framing.isChunked {
            phase = .chunkedBody(request, ChunkedBodyReader())
        } else {
            // Room for what was announced, but not before any of it has come where it is much.
            request.body.reserveCapacity(min(length, 1 << 18))
            phase = .fixedBody(request, remaining: length)
        }
        return framing.expectsContinue && !line.isHTTP10 ? .wantsContinue : nil
    }

    private mutating func noting(_ request: HTTPRequest, failedWith failure: HTTPFailure) -> HTTPFailure {
        if failure.status == 413 {
            oversized = request
            oversized?.body = []
        }
        return failure
    }

    private static func readRequestLine(
        _ buffer: [UInt8], from start: Int, _ lines: inout LineScanner, _ limits: HTTPRequestLimits
    ) throws(HTTPFailure) -> RequestLine? {
        try buffer.withUnsafeBufferPointer { bytes throws(HTTPFailure) in
            let rest = UnsafeBufferPointer(rebasing: bytes[start...])
            let limit = limits.requestLineBytes
            let line = try lines.next(in: rest, notPast: limit) { .requestLineTooLong(limit: limit) }
            guard let line else { return nil }
            return try RequestLine(UnsafeBufferPointer(rebasing: rest[line]))
        }
    }

    private static func readFields(
        _ buffer: [UInt8], from start: Int, _ section: inout FieldSection, _ framing: inout MessageFraming,
        _ limits: HTTPRequestLimits
    ) throws(HTTPFailure) -> Bool {
        try buffer.withUnsafeBufferPointer { bytes throws(HTTPFailure) in
            try section.read(UnsafeBufferPointer(rebasing: bytes[start...]), limits: limits, framing: &framing)
        }
    }

    private static func readChunks(
        _ buffer: [UInt8], from start: inout Int, _ reader: inout ChunkedBodyReader, _ body: inout [UInt8],
        _ limits: HTTPRequestLimits
    ) throws(HTTPFailure) -> Bool {
        var consumed = 0
        defer { start += consumed }
        return try buffer.withUnsafeBufferPointer { bytes throws(HTTPFailure) in
            let rest = UnsafeBufferPointer(rebasing: bytes[start...])
            return try reader.read(rest, consumed: &consumed, body: &body, limits: limits)
        }
    }
}
