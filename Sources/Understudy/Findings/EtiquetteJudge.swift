// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// Judges a conversation: goes through a journal's entries in order and finds what no request shows by itself.
struct EtiquetteJudge {
    private let apis: [String: CompiledAPI]
    private var jobs = JobConduct()
    private var retries = RetryConduct()
    private var paging = PagingConduct()
    private(set) var table = FindingTable()

    init(apis: [String: CompiledAPI]) {
        self.apis = apis
    }

    mutating func consider(_ entry: JournalEntry) {
        guard let id = entry.api, let api = apis[id], let operationID = entry.operation,
            let operation = api.operation(operationID)
        else { return }
        let request = JudgedRequest(entry: entry, api: api, operation: operation)
        retries.consider(request, &table)
        jobs.consider(request, &table)
        paging.consider(request, &table)
    }

    /// What can be said only when nothing more comes.
    /// - Parameter delivered: the jobs whose end a webhook told.
    mutating func finish(delivered: Set<JobName>) {
        jobs.finish(delivered: delivered, &table)
    }
}

/// One entry with what its operation is.
struct JudgedRequest {
    var entry: JournalEntry
    var api: CompiledAPI
    var operation: CompiledOperation

    var key: String { api.id + " " + operation.id }

    func add(_ id: String, _ message: String, evidence: [Int], to table: inout FindingTable) {
        let rule = api.etiquette.rules[id]
        guard rule?.isOff != true else { return }
        table.add(
            Finding(
                id, api: api.id, operation: operation.id, message: message,
                source: api.source(at: rule?.position ?? operation.position), guidance: rule?.source,
                evidence: evidence))
    }

    /// The credential as it was sent.
    var credential: String {
        for plan in operation.credentials.joined() {
            if let text = entry.requestHeaders.text(of: plan, query: entry.query) { return text }
        }
        return ""
    }

    var succeeded: Bool { entry.status.map { (200..<300).contains($0) } ?? false }

    /// How long the answer asks the client to wait; its dates are from the space's clock.
    var retryAfter: TimeSpan? {
        entry.responseHeaders.lines.first { $0.name.lowercased() == "retry-after" }
            .flatMap { RetryAfter.wait($0.value, now: entry.at) }
    }

    /// The header that carries an idempotency key, where the operation takes one.
    var idempotencyKey: (isTaken: Bool, value: String?) {
        guard let name = operation.idempotencyHeader else { return (false, nil) }
        return (true, entry.requestHeaders.first(named: name))
    }
}

extension CompiledAPI {
    /// The operation of that name; one that a request reached is compiled already.
    func operation(_ id: String) -> CompiledOperation? {
        headings.firstIndex { $0.id == id }.flatMap { try? operation(at: $0) }
    }
}
