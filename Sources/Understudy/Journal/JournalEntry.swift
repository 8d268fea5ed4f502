// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Contract
import Crypto
package import HTTPFront
package import Simulation

/// One request of a space with its answer and the reasons for it.
package struct JournalEntry: Sendable {
    /// Counts up from 1 within a space.
    package var id: Int
    package var api: String?
    package var operation: String?
    package var method: String
    package var path: String
    package var query: String?
    package var requestHeaders: HTTPHeaderFields
    package var requestBody: StoredBody
    /// `nil` where the connection was reset before any byte of an answer.
    package var status: Int?
    package var responseHeaders: HTTPHeaderBlock
    package var responseBody: StoredBody
    /// Simulated time.
    package var at: Instant
    package var wallTime: Instant
    package var duration: TimeSpan
    /// Why the answer is what it is, where a scenario said so.
    package var reason: String?
    package var job: String?
    /// The record that the request was about.
    package var resource: String?
    package var violations: [Violation]
    /// What later requests are judged by.
    package var observation = Observation()
    /// What led to the answer, for whoever asks why.
    package var decision: Decision?

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
