// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// One request of a client to a simulated API, from its route to its journal entry.
struct Exchange: Sendable {
    let request: HTTPRequest
    let mounted: MountTable.Mounted
    let api: CompiledAPI
    let host: SpaceHost
    let started: Instant
    let clock: @Sendable () -> Instant

    /// What is known of an exchange when its answer is made.
    struct Parts: Sendable {
        var operation: CompiledOperation?
        var values: RequestValues
        var violations: [Violation]
        var action: Action
        var failure: ErrorCatalogue.Failure?
        var marker: String?
        var admission: Admission?
        /// Methods for `Allow`.
        var allowed: [String] = []
    }

    /// Throws where the document turns out to be wrong about the operation; nothing is done then.
    func run(_ reply: HTTPReply) throws(DiagnosticsError) {
        let parts = try interpret()
        if parts.operation == nil, request.method == "OPTIONS", !parts.allowed.isEmpty {
            var response = CrossOrigin.optionsAnswer(request, allowed: parts.allowed)
            host.withLock(at: started) { state in
                record(&response, parts, outcome: Outcome(now: state.space.now(at: started), result: .done), in: &state)
            }
            reply.send(response)
            return
        }
        let answer = host.withLock(at: started) { state in
            perform(state.contract.changesNothing ? parts : parts.judged(by: state.contract), in: &state, reply)
        }
        switch answer {
        case .now(let response): reply.send(response)
        case .at: break  // held in the space
        }
    }

    /// The answer to a request that is refused before it is interpreted; nothing is done, and it is journalled.
    func refused(_ condition: ErrorCondition, _ detail: String) throws(DiagnosticsError) -> HTTPResponse {
        var parts = Parts(
            values: RequestValues(
                method: request.method, path: mounted.path, mountPrefix: mounted.prefix + api.basePath),
            violations: [Violation(rule: condition.rawValue, message: detail, source: api.source)], action: .refuse)
        parts.failure = ErrorCatalogue.Failure(condition, details: [detail])
        if mounted.path.hasPrefix(api.basePath) {
            let path = String(Substring(mounted.path.utf8.dropFirst(api.basePath.utf8.count)))
            if case .route(let index, _) = api.router.match(method: request.method, path: path) {
                parts.operation = try api.operation(at: index)
            }
        }
        return host.withLock(at: started) { state in
            // It counts as a request, so that its answer can carry an id of its own.
            let call = Call(api: api.id, operation: parts.operation?.id ?? "", action: .refuse)
            let outcome = state.space.apply(.call(call), at: started)
            let renderer = AnswerRenderer(api: api, seed: state.space.seed)
            var response = renderer.response(to: parts, outcome)
            record(&response, parts, outcome: outcome, in: &state)
            return response
        }
    }

    // MARK: Before the engine

    private func interpret() throws(DiagnosticsError) -> Parts {
        var parts = Parts(
            values: RequestValues(
                method: request.method, path: mounted.path, mountPrefix: mounted.prefix + api.basePath),
            violations: [], action: .refuse)
        guard mounted.path.hasPrefix(api.basePath) else {
            parts.failure = pathUnknown(&parts)
            return parts
        }
        let path = String(Substring(mounted.path.utf8.dropFirst(api.basePath.utf8.count)))
        switch api.router.match(method: request.method, path: path) {
        case .route(let index, let values):
            let operation = try api.operation(at: index)
            parts.operation = operation
            let found = api.interpret(
                OperationRequest(
                    method: request.method, path: path, query: request.query, pathValues: values, body: request.body,
                    mountPrefix: mounted.prefix + api.basePath, client: request.remoteAddress ?? ""),
                operation: operation, headers: request.headers)
            parts.values = found.values
            parts.violations = found.violations
            parts.marker = found.marker
            parts.admission = found.admission
            if operation.isDeprecated {
                parts.violations.append(
                    Violation(
                        rule: "deprecated", message: "\(operation.id) is deprecated",
                        source: api.source(at: operation.position)))
            }
            switch found.verdict {
            case .action(let action): parts.action = action
            case .failure(let failure): parts.failure = failure
            }
        case .methodUnknown(let allowed):
            parts.allowed = allowed
            let detail = "\(request.method) is not allowed here; allowed: \(allowed.joined(separator: ", "))"
            parts.failure = ErrorCatalogue.Failure(.methodUnknown, details: [detail])
            // It asks which methods there are: no document lists it, and browsers send it by themselves.
            guard request.method != "OPTIONS" else { break }
            parts.violations.append(
                Violation(rule: "method-unknown", message: detail, subject: requestSubject, source: api.source))
        case .pathUnknown, .malformedPath: parts.failure = pathUnknown(&parts)
        }
        return parts
    }

    private func pathUnknown(_ parts: inout Parts) -> ErrorCatalogue.Failure {
        let path =
            mounted.path.hasPrefix(api.basePath) ? String(mounted.path.dropFirst(api.basePath.count)) : mounted.path
        var hints = api.router.nearMisses(method: request.method, path: path).map { miss in
            let differences = miss.differences.isEmpty ? "" : " (\(miss.differences.joined(separator: "; ")))"
            return "\(miss.method) \(api.basePath)\(miss.path)\(differences)"
        }
        if !mounted.path.hasPrefix(api.basePath) {
            hints.insert("paths of this API start with \(mounted.prefix)\(api.basePath)", at: 0)
        }
        parts.violations.append(
            Violation(
                rule: "path-unknown", message: "no operation at \(request.method) \(mounted.path)",
                hint: hints.isEmpty ? nil : "closest: " + hints.joined(separator: "; "), subject: requestSubject,
                source: api.source))
        return ErrorCatalogue.Failure(.pathUnknown, details: hints)
    }

    /// Method and path without what changes from run to run: a segment with a digit is taken for an identifier.
    private var requestSubject: String {
        let segments = mounted.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.contains { $0.isNumber } && segment.utf8.count > 3 ? "{}" : segment
        }
        return "\(request.method) \(segments.joined(separator: "/"))"
    }

    // MARK: Under the space's lock

    private func perform(_ parts: Parts, in state: inout SpaceHost.State, _ reply: HTTPReply) -> Answer {
        var admission = parts.admission
        admission?.idempotency?.entry = state.journal.nextID
        let call = Call(
            api: api.id, operation: parts.operation?.id ?? "", action: parts.action, body: parts.values.body,
            marker: parts.marker, subjects: parts.failure == nil ? parts.operation?.subjects(parts.values) ?? [] : [],
            admission: admission)
        let outcome = state.space.apply(.call(call), at: started)
        var response = AnswerRenderer(api: api, seed: state.space.seed).response(to: parts, outcome)
        guard let delay = outcome.fault?.delay, delay > .zero else {
            record(&response, parts, outcome: outcome, in: &state)
            return .now(response)
        }
        let clock = state.space.clock(at: started)
        switch clock.mode {
        case .real: response.transfer.delay += .microseconds(Int64(Double(delay.microseconds) / clock.speed))
        case .auto: _ = state.space.apply(.advance(.by(delay)), at: started)
        case .manual:
            record(&response, parts, outcome: outcome, in: &state)
            let held = response
            state.held.append(SpaceHost.HeldAnswer(due: outcome.now + delay) { reply.send(held) })
            return .at(outcome.now + delay, response)
        }
        record(&response, parts, outcome: outcome, in: &state)
        return .now(response)
    }

    /// Puts the entry into the journal and its id on the answer.
    private func record(
        _ response: inout HTTPResponse, _ parts: Parts, outcome: Outcome, in state: inout SpaceHost.State
    ) {
        let id = state.journal.nextID
        response.headers.add(number: "X-Understudy-Request: ", id)
        if let reason = outcome.reason { try? response.headers.add("X-Understudy-Reason", reason) }
        if parts.failure != nil, parts.operation == nil, let miss = parts.violations.last?.hint {
            try? response.headers.add("X-Understudy-Hint", miss)
        }
        CrossOrigin.mark(&response, for: request)
        let job: String? = if case .job(let view) = outcome.result { view.reference.identifier } else { nil }
        var observation = Observation(outcome, of: parts.action, clock: state.space.clock(at: started))
        if response.status >= 400 {
            observation.error = AnswerRenderer(api: api, seed: state.space.seed).errorName(of: parts, outcome)
        }
        state.journal.append(
            JournalEntry(
                id: id, api: api.id, operation: parts.operation?.id, method: request.method, path: mounted.path,
                query: request.query, requestHeaders: request.headers,
                requestBody: StoredBody(request.body, limit: Journal.bodyLimit),
                status: response.transfer.fault == .reset ? nil : response.status,
                responseHeaders: response.headers,
                responseBody: StoredBody(response.body, limit: Journal.bodyLimit), at: outcome.now, wallTime: started,
                duration: clock() - started, reason: outcome.reason, job: job, violations: parts.violations,
                observation: observation))
    }
}
