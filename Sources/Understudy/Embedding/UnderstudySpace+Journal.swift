// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension UnderstudySpace {
    /// One request of a client, with its answer and the reasons for it.
    public struct Entry: Sendable, Identifiable, CustomStringConvertible {
        /// Counts up from 1 within a space; the answer's header `X-Understudy-Request` has it too.
        public let id: Int
        /// The API's id.
        public let api: String?
        /// The `operationId` of the API's document; `nil` where no operation has this method and path.
        public let operation: String?
        /// Such as `GET`.
        public let method: String
        /// The path within the API, percent-encoded.
        public let path: String
        /// What stands behind `?`, percent-encoded.
        public let query: String?
        /// The header fields that the client sent.
        public let requestHeaders: UnderstudyServer.Headers
        /// The body that the client sent.
        public let requestBody: UnderstudyServer.Body
        /// The answer's status; `nil` where the connection was reset before it.
        public let status: Int?
        /// The header fields of the answer.
        public let responseHeaders: UnderstudyServer.Headers
        /// The body of the answer.
        public let responseBody: UnderstudyServer.Body
        /// When it came, on the space's clock.
        public let at: UnderstudyInstant
        /// When it came, on the machine's clock.
        public let wallTime: UnderstudyInstant
        /// The id of the job that it was about.
        public let job: String?
        /// Why the answer is what it is, where a scenario, a limit or an idempotency key had a hand in it.
        public let reason: String?
        /// What is wrong with the request by the API's document; `UnderstudySpace.violations` has more.
        public let violations: [String]

        /// The entry in a line: `3 GET /v2/reports/rep_1 -> 200 (getReport)`.
        public var description: String {
            let target = query.map { "\(path)?\($0)" } ?? path
            return "\(id) \(method) \(target) -> \(status.map(String.init) ?? "reset") (\(operation ?? "no operation"))"
        }

        init(_ entry: JournalEntry) {
            id = entry.id
            api = entry.api
            operation = entry.operation
            method = entry.method
            path = entry.path
            query = entry.query
            requestHeaders = UnderstudyServer.Headers(entry.requestHeaders)
            requestBody = UnderstudyServer.Body(entry.requestBody.bytes, byteCount: entry.requestBody.fullCount)
            status = entry.status
            responseHeaders = UnderstudyServer.Headers(entry.responseHeaders)
            responseBody = UnderstudyServer.Body(entry.responseBody.bytes, byteCount: entry.responseBody.fullCount)
            at = UnderstudyInstant(entry.at)
            wallTime = UnderstudyInstant(entry.wallTime)
            job = entry.job
            reason = entry.reason
            violations = entry.violations.map { "\($0.rule): \($0.message)" }
        }
    }

    /// The requests that clients have sent so far and that match, oldest first.
    ///
    /// ``UnderstudySpace/verify(_:_:within:fileID:line:)`` waits for those that are still to come.
    ///
    /// - Parameters:
    ///   - match: which; all of them unless it says so.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: those that the journal still holds.
    /// - Throws: `UnderstudyFailure` where there is no such operation or API.
    public func requests(
        _ match: RequestMatch = .any, fileID: String = #fileID, line: Int = #line
    ) throws -> [Entry] {
        let pattern = try match.pattern(in: self, CallSite(fileID, line))
        let entries = host.withLock(at: server.clock()) { Array($0.journal.held()) }
        return entries.filter { pattern.differences(from: $0).isEmpty }.map(Entry.init)
    }

    /// How many requests the journal has dropped for want of room, `ServerOptions.journalBytes`.
    ///
    /// Greater than 0, that a request is not in the journal does not say that it was not sent.
    public var droppedRequests: Int { host.withLock(at: server.clock()) { $0.journal.evicted } }
}
