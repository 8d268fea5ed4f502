// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What the fields of a request say about how it is to be read, gathered while they are parsed.
struct MessageFraming {
    private(set) var hostCount = 0
    private(set) var contentLength: Int?
    private(set) var isChunked = false
    private(set) var expectsContinue = false
    private var hasTransferCoding = false
    private var unknownCoding: String?
    private var unknownExpectation: String?
    private var saysClose = false
    private var saysKeepAlive = false

    /// Takes note of a field where it concerns framing, the host or the connection.
    mutating func note(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
    ) throws(HTTPFailure) {
        // The length alone rules out nearly every other field.
        switch name.count {
        case 4 where ASCIIText.equals(name, lowercase: "host"):
            try noteHost(value)
        case 6 where ASCIIText.equals(name, lowercase: "expect"):
            if ASCIIText.equals(value, lowercase: "100-continue") {
                expectsContinue = true
            } else {
                unknownExpectation = String(decoding: value, as: UTF8.self)
            }
        case 10 where ASCIIText.equals(name, lowercase: "connection"):
            Self.forEachElement(of: value) { element in
                if ASCIIText.equals(element, lowercase: "close") { saysClose = true }
                if ASCIIText.equals(element, lowercase: "keep-alive") { saysKeepAlive = true }
            }
        case 14 where ASCIIText.equals(name, lowercase: "content-length"):
            try noteContentLength(value)
        case 17 where ASCIIText.equals(name, lowercase: "transfer-encoding"):
            try noteTransferEncoding(value)
        default:
            break
        }
    }

    /// What is wrong with the fields together, once all are there.
    func failure(isHTTP10: Bool, limits: HTTPRequestLimits) -> HTTPFailure? {
        do throws(HTTPFailure) {
            try check(isHTTP10: isHTTP10, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    /// Judges the fields together, once all are there.
    func check(isHTTP10: Bool, limits: HTTPRequestLimits) throws(HTTPFailure) {
        if hostCount == 0, !isHTTP10 { throw .malformed("an HTTP/1.1 request must have a Host header") }
        if hasTransferCoding {
            if contentLength != nil {
                // RFC 9112 6.1: the classic way to smuggle a request past a proxy.
                throw .malformed("Content-Length and Transfer-Encoding must not be sent together")
            }
            if isHTTP10 { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
            if let unknownCoding {
                throw .notImplemented("the transfer coding \"\(unknownCoding)\" is not known; only chunked is")
            }
        }
        // RFC 9110 10.1.1: a 1.0 client's expectation is to be ignored.
        if let unknownExpectation, !isHTTP10 { throw .expectation(unknownExpectation) }
        if let contentLength, contentLength > limits.bodyBytes { throw .bodyTooLarge(limit: limits.bodyBytes) }
    }

    /// Whether the connection outlives the answer (RFC 9112 9.3).
    func keepsAlive(isHTTP10: Bool) -> Bool {
        !saysClose && (!isHTTP10 || saysKeepAlive)
    }

    private mutating func noteHost(_ value: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) {
        hostCount += 1
        guard hostCount == 1 else { throw .malformed("the Host header is repeated") }
        if let stray = value.first(where: { !ByteClass.host.contains($0) }) {
            throw .malformed("the Host header holds \(Octet.shown(stray))")
        }
    }

    /// Repeated or listed lengths are one length where all agree (RFC 9110 8.6).
    private mutating func noteContentLength(_ value: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) {
        var failure: HTTPFailure?
        var found = contentLength
        var elements = 0
        Self.forEachElement(of: value) { element in
            elements += 1
            var length = 0
            var isNumber = !element.isEmpty
            for byte in element {
                guard Octet.isDigit(byte) else {
                    isNumber = false
                    break
                }
                // Saturates: a length past any limit is too large, whatever it is.
                let (tens, overflow) = length.multipliedReportingOverflow(by: 10)
                length = overflow || tens > Int.max - 9 ? Int.max - 9 : tens + Int(byte &- 0x30)
            }
            if !isNumber {
                failure = .malformed("Content-Length is not a number: \"\(String(decoding: value, as: UTF8.self))\"")
            } else if let found, found != length {
                failure = .malformed("Content-Length is given twice with different values")
            } else {
                found = length
            }
        }
        if let failure { throw failure }
        contentLength = found
    }

    private mutating func noteTransferEncoding(_ value: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) {
        hasTransferCoding = true
        var isRepeated = false
        Self.forEachElement(of: value) { element in
            if ASCIIText.equals(element, lowercase: "chunked") {
                if isChunked { isRepeated = true }
                isChunked = true
            } else {
                unknownCoding = String(decoding: element, as: UTF8.self)
            }
        }
        if isRepeated { throw .malformed("the chunked coding is applied more than once (RFC 9112 6.1)") }
    }

    /// Calls `body` with each element of a comma-separated list, white space around it taken off.
    private static func forEachElement(
        of value: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var start = 0
        while start <= value.count {
            var end = start
            while end < value.count, value[end] != Octet.comma { end += 1 }
            var first = start
            var last = end
            while first < last, value[first] == Octet.space || value[first] == Octet.tab { first += 1 }
            while last > first, value[last - 1] == Octet.space || value[last - 1] == Octet.tab { last -= 1 }
            body(UnsafeBufferPointer(rebasing: value[first..<last]))
            start = end + 1
        }
    }
}
