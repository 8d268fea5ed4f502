// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Contract
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
    package var violations: [Violation]
    /// What later requests are judged by.
    package var observation = Observation()

    /// What the entry takes of the journal's budget, in bytes.
    var cost: Int {
        requestHeaders.byteCount + requestBody.bytes.count + responseBody.bytes.count + responseHeaders.bytes.count
            + path.utf8.count + 512 + violations.count * 256
    }
}

/// A body as the journal keeps it.
package struct StoredBody: Sendable {
    package var bytes: [UInt8]
    /// How long the body was.
    package var fullCount: Int

    package var isTruncated: Bool { bytes.count < fullCount }

    init(_ body: [UInt8], limit: Int) {
        fullCount = body.count
        bytes = body.count <= limit ? body : Array(body.prefix(limit))
    }
}
