// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Contract
import Crypto
package import HTTPFront
package import Simulation

/// One request of a space with its answer and the reasons for it.
///
/// A class, because a journal holds many and hands them on: an entry is made once and never moved.
package final class JournalEntry: Sendable {
    /// Counts up from 1 within a space.
    package let id: Int
    package let api: String?
    package let operation: String?
    package let method: String
    package let path: String
    package let query: String?
    package let requestHeaders: HTTPHeaderFields
    package let requestBody: StoredBody
    /// `nil` where the connection was reset before any byte of an answer.
    package let status: Int?
    package let responseHeaders: HTTPHeaderBlock
    package let responseBody: StoredBody
    /// Simulated time.
    package let at: Instant
    package let wallTime: Instant
    package let duration: TimeSpan
    /// Why the answer is what it is, where a scenario said so.
    package let reason: String?
    package let job: String?
    /// The record that the request was about.
    package let resource: String?
    package let violations: [Violation]
    /// What later requests are judged by.
    package let observation: Observation
    /// What led to the answer, for whoever asks why.
    package let decision: Decision?

    init(
        id: Int, api: String? = nil, operation: String? = nil, method: String, path: String, query: String? = nil,
        requestHeaders: HTTPHeaderFields, requestBody: StoredBody, status: Int?, responseHeaders: HTTPHeaderBlock,
        responseBody: StoredBody, at: Instant, wallTime: Instant, duration: TimeSpan, reason: String? = nil,
        job: String? = nil, resource: String? = nil, violations: [Violation],
        observation: Observation = Observation(), decision: Decision? = nil
    ) {
        self.id = id
        self.api = api
        self.operation = operation
        self.method = method
        self.path = path
        self.query = query
        self.requestHeaders = requestHeaders
        self.requestBody = requestBody
        self.status = status
        self.responseHeaders = responseHeaders
        self.responseBody = responseBody
        self.at = at
        self.wallTime = wallTime
        self.duration = duration
        self.reason = reason
        self.job = job
        self.resource = resource
        self.violations = violations
        self.observation = observation
        self.decision = decision
    }

    /// What the entry takes of the journal's budget, in bytes.
    var cost: Int {
        requestHeaders.byteCount + requestBody.bytes.count + responseBody.bytes.count + responseHeaders.bytes.count
            + path.utf8.count + 768 + violations.count * 256
    }
}

/// A body as the journal keeps it.
package struct StoredBody: Sendable {
    package var bytes: [UInt8]
    /// How long the body was.
    package var fullCount: Int
    /// SHA-256 of the whole body, where only its start is kept.
    private let hash: [UInt8]?

    package var isTruncated: Bool { bytes.count < fullCount }

    init(_ body: [UInt8], limit: Int) {
        fullCount = body.count
        if body.count <= limit {
            bytes = body
            hash = nil
        } else {
            bytes = Array(body.prefix(limit))
            hash = Array(SHA256.hash(data: body))
        }
    }

    /// What was kept as text; `nil` where it is none, or nothing.
    package var validText: String? {
        guard !bytes.isEmpty else { return nil }
        // The cut may go through a character, which has at most four bytes.
        for dropped in 0...(isTruncated ? 3 : 0) {
            if let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) { return text }
        }
        return nil
    }

    /// SHA-256 of the whole body in hexadecimal digits; `nil` where there is none.
    package var sha256: String? {
        guard fullCount > 0 else { return nil }
        let digest = hash ?? Array(SHA256.hash(data: bytes))
        return SignaturePlan.Encoding.hex.text(of: digest)
    }
}
