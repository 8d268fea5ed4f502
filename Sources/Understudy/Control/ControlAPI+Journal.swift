// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Synchronization

extension ControlAPI {
    func listRequests(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        var asked = JournalQuery()
        asked.api = request.text(.query, "api")
        asked.operation = request.text(.query, "operation")
        asked.method = request.text(.query, "method")
        asked.status = request.integer("status")
        asked.job = request.text(.query, "job")
        asked.path = request.text(.query, "path")
        asked.violation = request.text(.query, "violation")
        asked.since = request.integer("since") ?? 0
        let query = asked
        let limit = request.integer("limit") ?? 100
        let wanted = request.integer("min") ?? 1
        let wait = try request.text(.query, "wait").map { try Self.wait($0, in: "\"wait\"") }
        let send = { @Sendable [spaceName = host.name] in
            reply.send(
                host.withLock(at: self.clock()) { state in
                    OwnAnswer.json(200, Self.json(state.journal, query, limit: limit, space: spaceName))
                })
        }
        let isSatisfied = { @Sendable (journal: borrowing Journal) in
            journal.held(after: query.since).lazy.filter(query.matches).prefix(wanted).count >= wanted
        }
        self.wait(wait ?? .zero, in: host, at: request.wall, reply, until: isSatisfied, thenSend: send)
    }

    func getRequest(_ request: Request) throws -> HTTPResponse {
        let (host, entry) = try entry(request)
        var object = Self.json(entry, space: host.name)
        object["request"] = Self.json(headers: entry.requestHeaders.map { ($0.name, $0.value) }, entry.requestBody)
        object["response"] = Self.json(headers: entry.responseHeaders.lines, entry.responseBody)
        return OwnAnswer.json(200, .object(object))
    }

    /// The entry that the path names.
    func entry(_ request: Request) throws -> (host: SpaceHost, entry: JournalEntry) {
        let host = try host(request)
        let text = request.values.value(.path, "id")
        let id = text?.integerValue.map { Int(clamping: $0) } ?? Int(text?.stringValue ?? "") ?? 0
        let (found, next) = host.withLock(at: request.wall) { ($0.journal[id], $0.journal.nextID) }
        if let found { return (host, found) }
        guard id > 0, id < next else { throw ControlFailure(404, "request-unknown", "there is no request \(id)") }
        throw ControlFailure(
            410, "request-evicted",
            "request \(id) has made room for newer ones in the journal; raise --journal-bytes to keep more")
    }

    private static func json(
        _ journal: borrowing Journal, _ query: JournalQuery, limit: Int, space: String
    ) -> JSONValue {
        var entries: [JSONValue] = []
        var total = 0
        var last = query.since
        for entry in journal.held(after: query.since) where query.matches(entry) {
            total += 1
            guard entries.count < limit else { continue }
            entries.append(.object(json(entry, space: space)))
            last = entry.id
        }
        return [
            "requests": .array(entries), "total": .integer(Int64(total)),
            "next": total > entries.count ? .integer(Int64(last)) : .null,
            "evicted": .integer(Int64(journal.evicted)),
        ]
    }

    private static func json(_ entry: JournalEntry, space: String) -> JSONObject {
        func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
        return [
            "id": .integer(Int64(entry.id)), "space": .string(space), "api": text(entry.api),
            "operation": text(entry.operation), "method": .string(entry.method), "path": .string(entry.path),
            "query": text(entry.query), "status": entry.status.map { .integer(Int64($0)) } ?? .null,
            "at": entry.at.text(.milliseconds),
            "wallTime": entry.wallTime.text(.milliseconds),
            "durationMicroseconds": .integer(max(0, entry.duration.microseconds)), "reason": text(entry.reason),
            "job": text(entry.job), "resource": text(entry.resource), "violations": .array(entry.violations.map(json)),
        ]
    }

    static func json(_ violation: Violation) -> JSONValue {
        [
            "rule": .string(violation.rule), "message": .string(violation.message),
            "pointer": violation.pointer.map(JSONValue.string) ?? .null,
            "hint": violation.hint.map(JSONValue.string) ?? .null,
            "source": violation.source.map { .string($0.description) } ?? .null,
        ]
    }

    static func json(headers: [(name: String, value: String)], _ body: StoredBody) -> JSONValue {
        [
            "headers": .array(headers.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "body": body.validText.map(JSONValue.string) ?? .null,
            "bodyBytes": .integer(Int64(body.fullCount)), "bodyTruncated": .bool(body.isTruncated),
            "bodySHA256": body.sha256.map(JSONValue.string) ?? .null,
        ]
    }
}
