// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// Turns what the engine answered into the vendor's response.
///
/// The parts and the outcome are handed down, not kept: keeping them would copy every field of both for each request.
struct AnswerRenderer {
    let api: CompiledAPI
    let seed: UInt64

    func response(to parts: Exchange.Parts, _ outcome: Outcome) -> HTTPResponse {
        var response = plainResponse(to: parts, outcome)
        if let transfer = outcome.fault?.transfer {
            response.transfer.fault = transfer.fault(bodyBytes: response.body.count)
        }
        return response
    }

    private func plainResponse(to parts: Exchange.Parts, _ outcome: Outcome) -> HTTPResponse {
        if let scripted = outcome.fault?.respond { return self.scripted(scripted, parts, outcome) }
        // What the engine refuses comes before what is wrong with the request: it is decided first.
        if case .refused(let refusal) = outcome.result { return render(refusal, parts, outcome) }
        if let failure = parts.failure { return render(failure, parts, outcome) }
        switch outcome.result {
        case .job(let job): return success(parts, outcome, subject: .job(job))
        case .record(let record): return success(parts, outcome, subject: .record(record))
        case .jobs(let jobs, let page): return success(parts, outcome, items: .jobs(jobs), page: page)
        case .records(let records, let page): return success(parts, outcome, items: .records(records), page: page)
        case .batch(let report):
            let done = report.records([.done]).count
            return success(
                parts, outcome, items: .records(report.records([.done, .skipped])),
                page: PageInfo(total: done, number: 1, size: done, offset: 0), batch: report)
        case .done, .webhook: return success(parts, outcome)
        case .refused(let refusal): return render(refusal, parts, outcome)
        // The fault has a transfer and no answer: the connection breaks, so nothing of this is read to its end.
        case .notDone: return HTTPResponse(status: 500)
        }
    }

    private func success(
        _ parts: Exchange.Parts, _ outcome: Outcome, subject: RenderContext.Subject = .nothing,
        items: RenderContext.Items = .none, page: PageInfo? = nil, batch: BatchReport? = nil
    ) -> HTTPResponse {
        guard let operation = parts.operation else { return HTTPResponse(status: 500) }
        return operation.success.response(
            RenderContext(
                now: outcome.replay?.at ?? outcome.now, seed: seed, subject: subject, items: items, page: page,
                batch: batch, request: parts.values, number: outcome.replay?.request ?? outcome.request,
                admitted: outcome.admitted))
    }

    // MARK: Errors

    private func render(
        _ failure: ErrorCatalogue.Failure, _ parts: Exchange.Parts, _ outcome: Outcome
    ) -> HTTPResponse {
        let (plan, values) = api.errors.answer(to: failure, operation: parts.operation, request: parts.values)
        var response = render(values, plan, parts, outcome)
        if failure.condition == .methodUnknown {
            try? response.headers.add("Allow", parts.allowed.joined(separator: ", "))
        }
        return response
    }

    private func render(
        _ values: ErrorValues, _ plan: ResponsePlan?, _ parts: Exchange.Parts, _ outcome: Outcome
    ) -> HTTPResponse {
        let context = RenderContext(
            now: outcome.replay?.at ?? outcome.now, seed: seed, error: values, request: parts.values,
            number: outcome.replay?.request ?? outcome.request,
            admitted: outcome.admitted)
        guard let plan else {
            return OwnAnswer.error(values.status, values.code ?? "error", values.message)
        }
        var response = plan.response(context)
        response.status = values.status
        return response
    }

    private func scripted(_ answer: ScriptedAnswer, _ parts: Exchange.Parts, _ outcome: Outcome) -> HTTPResponse {
        var response: HTTPResponse
        if let body = answer.body {
            response = HTTPResponse(status: answer.status, body: body.serialized)
            if !answer.headers.keys.contains(where: { $0.lowercased() == "content-type" }) {
                response.headers.add(line: "Content-Type: application/json\r\n")
            }
        } else if answer.status >= 400 {
            let (plan, values) = api.errors.answer(
                toStatus: answer.status, operation: parts.operation, path: parts.values.path)
            response = render(values, plan, parts, outcome)
        } else {
            response = HTTPResponse(status: answer.status)
        }
        // What a scenario says of a header counts, not what the document would have in it.
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
            try? response.headers.replace(name, value)
        }
        return response
    }

    private func render(
        _ refusal: Outcome.Refusal, _ parts: Exchange.Parts, _ outcome: Outcome
    ) -> HTTPResponse {
        switch Self.reading(of: refusal, parts) {
        case .failure(let failure): render(failure, parts, outcome)
        case .ownAnswer(let response): response
        }
    }

    /// What a refusal of the engine is to a client.
    private enum Reading {
        /// An error that the document may have words for.
        case failure(ErrorCatalogue.Failure)
        /// Something that no vendor knows of.
        case ownAnswer(HTTPResponse)
    }

    private static func reading(of refusal: Outcome.Refusal, _ parts: Exchange.Parts) -> Reading {
        switch refusal {
        case .unknownJob(let kind, let identifier):
            return .failure(.init(.jobUnknown, subject: kind, identifier: identifier))
        case .unknownRecord(let collection, let identifier):
            return .failure(.init(.recordUnknown, subject: collection, identifier: identifier))
        case .danglingReference(let collection, let identifier):
            return .failure(.init(.referenceUnknown, subject: collection, identifier: identifier))
        case .jobEnded(let identifier, _), .notWaiting(let identifier):
            return .failure(.init(.jobEnded, subject: parts.operation?.binding.subject, identifier: identifier))
        case .invalidCursor(let cursor):
            return .failure(.init(.cursorInvalid, details: ["\"\(cursor)\" is no cursor of this list"]))
        case .credentialRefused(let word): return .failure(.init(.credentialRefused, subject: word))
        case .scopeMissing(let required, let missing):
            var failure = ErrorCatalogue.Failure(
                .scopeMissing,
                details: [(missing.count == 1 ? "the scope " : "the scopes ") + missing.joined(separator: ", ")])
            failure.facts.requiredScopes = required
            failure.facts.missingScopes = missing
            return .failure(failure)
        case .limitReached(let standing, let job):
            var failure = ErrorCatalogue.Failure(
                .limitReached, subject: standing.name, identifier: job,
                details: ["limit \(standing.name) of \(standing.max)"])
            failure.facts.limit = standing
            failure.facts.job = job
            return .failure(failure)
        case .idempotencyKeyReused(let key): return .failure(.init(.idempotencyKeyReused, identifier: key))
        case .idempotencyInProgress(let key): return .failure(.init(.idempotencyInProgress, identifier: key))
        case .preconditionFailed(let name): return .failure(.init(.refused, subject: name))
        case .unknownTimeline(let name, let hint):
            return .ownAnswer(
                OwnAnswer.error(
                    400, "timeline-unknown",
                    "the marker [sim:\(name)] names no timeline of this space's scenario",
                    details: hint.map { [.init("a marker chooses a timeline by its name", hint: $0)] } ?? []))
        case .full(let what): return .ownAnswer(OwnAnswer.error(507, "full", what))
        case .unknownAPI(let id):
            return .ownAnswer(OwnAnswer.error(500, "job-unknown", "the space does not know \"\(id)\""))
        // No request of a client has to do with webhooks.
        case .webhook:
            return .ownAnswer(OwnAnswer.error(500, "internal-error", "a request was taken for a webhook"))
        case .clockCannotGoBack(let now):
            return .ownAnswer(
                OwnAnswer.error(409, "clock-cannot-go-back", "it is \(now.text(.milliseconds).text) already"))
        }
    }

    /// The name of the error that an answer gives, as the document's catalogue has it; `nil` where it lists none.
    func errorName(of parts: Exchange.Parts, _ outcome: Outcome) -> String? {
        if let scripted = outcome.fault?.respond {
            guard scripted.status >= 400 else { return nil }
            return api.errors.name(ofStatus: scripted.status, operation: parts.operation, path: parts.values.path)
        }
        var failure = parts.failure
        if case .refused(let refusal) = outcome.result {
            guard case .failure(let found) = Self.reading(of: refusal, parts) else { return nil }
            failure = found
        }
        return failure.flatMap { api.errors.name(of: $0, operation: parts.operation, path: parts.values.path) }
    }
}

extension ResponsePlan {
    func response(_ context: RenderContext) -> HTTPResponse {
        var response = HTTPResponse(status: status)
        if let body { response.body = Renderer.render(body, context) }
        if let contentType {
            if contentType == "application/json" {
                response.headers.add(line: "Content-Type: application/json\r\n")
            } else {
                try? response.headers.add("Content-Type", contentType)
            }
        }
        for header in headers {
            guard let value = header.value.headerText(context) else { continue }
            try? response.headers.add(header.name, value)
        }
        return response
    }
}

extension TransferFault {
    /// Shares of a body become bytes of this one.
    func fault(bodyBytes: Int) -> HTTPTransfer.Fault {
        func bytes(_ share: Double) -> Int { Int((Double(bodyBytes) * share).rounded(.down)) }
        return switch self {
        case .reset: .reset
        case .truncate(let share): .truncate(afterBodyBytes: bytes(share))
        case .stall(let share, let span): .stall(afterBodyBytes: bytes(share), for: .microseconds(span.microseconds))
        case .drip(let count, let pause): .drip(bytes: count, every: .microseconds(pause.microseconds))
        }
    }
}
