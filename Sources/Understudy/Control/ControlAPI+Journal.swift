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
        let host = try host(request)
        let text = request.values.value(.path, "id")
        let id = text?.integerValue.map { Int(clamping: $0) } ?? Int(text?.stringValue ?? "") ?? 0
        return try host.withLock(at: request.wall) { state -> Result<HTTPResponse, ControlFailure> in
            guard let entry = state.journal[id] else {
                let wasThere = id > 0 && id < state.journal.nextID
                return .failure(
                    ControlFailure(
                        wasThere ? 410 : 404, wasThere ? "request-evicted" : "request-unknown",
                        wasThere
                            ? "request \(id) has made room for newer ones in the journal; raise --journal-bytes to keep more"
                            : "there is no request \(id)"))
            }
            var object = Self.json(entry, space: host.name)
            object["request"] = Self.json(headers: entry.requestHeaders.map { ($0.name, $0.value) }, entry.requestBody)
            object["response"] = Self.json(headers: entry.responseHeaders.lines, entry.responseBody)
            return .success(OwnAnswer.json(200, .object(object)))
        }.get()
    }

    private static func json(
        _ journal: borrowing Journal, _ query: JournalQuery, limit: Int, space: String
    ) -> JSONValue {
        var entries: [JSONValue] = []
        var total = 0
        for entry in journal.held(after: query.since) where query.matches(entry) {
            total += 1
            if entries.count < limit { entries.append(.object(json(entry, space: space))) }
        }
        return [
            "requests": .array(entries), "total": .integer(Int64(total)),
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
            "job": text(entry.job), "violations": .array(entry.violations.map(json)),
        ]
    }

    private static func json(_ violation: Violation) -> JSONValue {
        [
            "rule": .string(violation.rule), "message": .string(violation.message),
            "pointer": violation.pointer.map(JSONValue.string) ?? .null,
            "hint": violation.hint.map(JSONValue.string) ?? .null,
        ]
    }

    private static func json(headers: [(name: String, value: String)], _ body: StoredBody) -> JSONValue {
        [
            "headers": .array(headers.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "body": body.bytes.isEmpty ? .null : .string(String(decoding: body.bytes, as: UTF8.self)),
            "bodyBytes": .integer(Int64(body.fullCount)), "bodyTruncated": .bool(body.isTruncated),
        ]
    }
}
