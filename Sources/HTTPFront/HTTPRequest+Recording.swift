// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension HTTPRequest {
    /// Makes a request again from the bytes of its head, and its body with any chunked coding taken off.
    ///
    /// - Parameters:
    ///   - head: as ``head`` gave it.
    ///   - body: as ``body`` gave it.
    ///   - listener: as ``listener`` gave it.
    ///   - remoteAddress: as ``remoteAddress`` gave it.
    /// - Throws: `HTTPFailure` where the head is none of a request.
    package init(
        head: [UInt8], body: [UInt8], listener: Int, remoteAddress: String?
    ) throws(HTTPFailure) {
        var limits = HTTPRequestLimits()
        limits.requestLineBytes = max(limits.requestLineBytes, head.count)
        limits.headerBytes = max(limits.headerBytes, head.count)
        limits.bodyBytes = .max
        var parser = HTTPRequestParser(limits: limits)
        head.withUnsafeBytes { parser.feed($0) }
        while true {
            switch parser.next() {
            case .request(let request): self = request
            case .wantsContinue: continue
            case .failure(let failure): throw failure
            case .needsMoreBytes:
                // The head announces a body, which is there already, in whatever frame it came.
                guard let request = parser.unfinished else {
                    throw .malformed("the head does not end where it should")
                }
                self = request
            }
            self.body = body
            self.listener = listener
            self.remoteAddress = remoteAddress
            return
        }
    }
}
