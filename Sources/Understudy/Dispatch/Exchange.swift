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
        let answer = host.withLock(at: started) { state in respond(parts, in: &state, reply) }
        switch answer {
        case .now(let response): reply.send(response)
        case .at: break  // held in the space
        }
    }

    /// The answer to a request that is too large to be interpreted; nothing is done, and it is journalled.
    func refused(_ failure: HTTPFailure) throws(DiagnosticsError) -> HTTPResponse {
        let parts = try refusal(.bodyTooLarge, failure.message)
        return host.withLock(at: started) { state in respond(toRefused: parts, failure, in: &state) }
    }

    // MARK: Under the space's lock

    /// Does the work of a request, renders its answer and writes its entry, all in one step.
    func respond(_ parts: Parts, in state: inout SpaceHost.State, _ reply: HTTPReply) -> Answer {
        if parts.operation == nil, request.method == "OPTIONS", !parts.allowed.isEmpty {
            var response = CrossOrigin.optionsAnswer(request, allowed: parts.allowed)
            record(&response, parts, outcome: Outcome(now: state.space.now(at: started), result: .done), in: &state)
            return .now(response)
        }
        guard !state.contract.changesNothing else { return perform(parts, in: &state, reply) }
        return perform(parts.judged(by: state.contract), in: &state, reply)
    }

    func respond(
        toRefused parts: Parts, _ failure: HTTPFailure, in state: inout SpaceHost.State
    ) -> HTTPResponse {
        // It counts as a request, so that its answer can carry an id of its own.
        let call = Call(api: api.id, operation: parts.operation?.id ?? "", action: .refuse)
        let outcome = state.apply(ofRequest: .call(call), at: started)
        var response = AnswerRenderer(api: api, seed: state.space.seed).response(to: parts, outcome)
        record(&response, parts, outcome: outcome, refused: failure, in: &state)
        return response
    }

    private func perform(_ parts: Parts, in state: inout SpaceHost.State, _ reply: HTTPReply) -> Answer {
        var admission = parts.admission
        admission?.idempotency?.entry = state.journal.nextID
        let call = Call(
            api: api.id, operation: parts.operation?.id ?? "", action: parts.action, body: parts.values.body,
            marker: parts.marker, subjects: parts.failure == nil ? parts.operation?.subjects(parts.values) ?? [] : [],
            admission: admission)
        let outcome = state.apply(ofRequest: .call(call), at: started)
        var response = AnswerRenderer(api: api, seed: state.space.seed).response(to: parts, outcome)
        guard let delay = outcome.fault?.delay, delay > .zero else {
            record(&response, parts, outcome: outcome, in: &state)
            return .now(response)
        }
        let clock = state.space.clock(at: started)
        switch clock.mode {
        case .real: response.transfer.delay += .microseconds(Int64(Double(delay.microseconds) / clock.speed))
        case .auto: _ = state.apply(ofRequest: .advance(.by(delay)), at: started)
        case .manual:
            record(&response, parts, outcome: outcome, heldUntil: outcome.now + delay, in: &state)
            let held = response
            state.held.append(SpaceHost.HeldAnswer(due: outcome.now + delay) { reply.send(held) })
            return .at(outcome.now + delay, response)
        }
        record(&response, parts, outcome: outcome, in: &state)
        return .now(response)
    }

    /// Puts the entry into the journal and its id on the answer.
    private func record(
        _ response: inout HTTPResponse, _ parts: Parts, outcome: Outcome, heldUntil: Instant? = nil,
        refused: HTTPFailure? = nil, in state: inout SpaceHost.State
    ) {
        let id = state.journal.nextID
        response.headers.add(number: "X-Understudy-Request: ", id)
        if let reason = outcome.reason { try? response.headers.add("X-Understudy-Reason", reason) }
        if parts.failure != nil, parts.operation == nil, let miss = parts.violations.last?.hint {
            try? response.headers.add("X-Understudy-Hint", miss)
        }
        CrossOrigin.mark(&response, for: request)
        let job: String? = if case .job(let view) = outcome.result { view.reference.identifier } else { nil }
        let clock = state.space.clock(at: started)
        let decision = Decision(
            outcome, prefix: mounted.prefix, listener: request.listener, clock: (clock.mode, clock.speed),
            revision: state.revision, heldUntil: heldUntil)
        var observation = Observation(outcome, of: parts.action, clock: clock)
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
                duration: self.clock() - started, reason: outcome.reason, job: job,
                resource: parts.action.recordIdentifier ?? outcome.recordIdentifier(of: parts.action, in: api),
                violations: parts.violations, observation: observation,
                decision: decision))
        state.recorder?.request(request, refused: refused, answered: response, at: started)
    }
}

extension Action {
    /// The record that a request names.
    fileprivate var recordIdentifier: String? {
        switch self {
        case .readRecord(_, let identifier), .patchRecord(_, let identifier, _), .replaceRecord(_, let identifier, _),
            .deleteRecord(_, let identifier):
            identifier
        default: nil
        }
    }
}

extension Outcome {
    /// The record that the work made.
    fileprivate func recordIdentifier(of action: Action, in api: CompiledAPI) -> String? {
        let collection: String
        switch action {
        case .createRecord(let name, _): collection = name
        case .editRecord(let name, _): collection = name
        default: return nil
        }
        guard case .record(let record) = result,
            let key = api.collections.first(where: { $0.template.name == collection })?.template.key
        else { return nil }
        return record[key]?.identifierText
    }
}
