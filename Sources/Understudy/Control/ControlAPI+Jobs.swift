// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    func advanceClock(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let advance = try host.withLock(at: request.wall) { state -> Result<Advance, ControlFailure> in
            do throws(ControlFailure) {
                return .success(try Self.advance(request.body, in: state.space))
            } catch {
                return .failure(error)
            }
        }.get()
        host.move(advance, at: request.wall) { result in
            if case .refused(let refusal) = result.outcome.result {
                reply.send(ControlFailure(refusal).response)
                return
            }
            reply.send(
                OwnAnswer.json(
                    200,
                    [
                        "now": result.outcome.now.text(.milliseconds), "fired": .array(result.fired.map(Self.json)),
                        "firedCount": .integer(Int64(result.firedCount)),
                        "attempts": .array(result.attempts.map(Self.json)),
                        "attemptCount": .integer(Int64(result.attemptCount)),
                    ]))
        }
    }

    private static func advance(_ body: JSONValue, in space: borrowing Space) throws(ControlFailure) -> Advance {
        if let by = body["by"]?.stringValue {
            guard let span = TimeSpan(parsing: by) else {
                throw invalid("\"\(by)\" is no duration", "/by", "write it as 30s, 1.5s, 250ms, 3m or 24h")
            }
            return .by(span)
        }
        if let to = body["to"]?.stringValue {
            if to == "next" { return .next }
            guard let instant = Instant(parsing: to) else {
                throw invalid("\"\(to)\" is neither \"next\" nor an instant", "/to", "write it as 2026-03-10T20:00:00Z")
            }
            return .to(instant)
        }
        guard let until = body["until"] else { throw invalid("say how far: \"by\", \"to\" or \"until\"", "", nil) }
        if until.stringValue == "idle" { return .untilIdle }
        let id = until["job"]?.stringValue ?? ""
        return .untilJob(
            try find(id, api: until["api"]?.stringValue, kind: until["kind"]?.stringValue, in: space))
    }

    private static func invalid(_ message: String, _ pointer: String, _ hint: String?) -> ControlFailure {
        ControlFailure(400, "body-invalid", message, details: [.init(message, pointer: pointer, hint: hint)])
    }

    /// Finds a job by its identifier alone; where several APIs or kinds have one of that name, the request must say which.
    static func find(
        _ id: String, api: String?, kind: String?, in space: borrowing Space
    ) throws(ControlFailure) -> JobReference {
        let found = space.jobReferences(identifier: id).filter {
            (api == nil || $0.api == api) && (kind == nil || $0.kind == kind)
        }
        guard let reference = found.first else { throw ControlFailure(404, "job-unknown", "there is no job \"\(id)\"") }
        guard found.count == 1 else {
            throw ControlFailure(
                409, "job-ambiguous", "there are \(found.count) jobs \"\(id)\"",
                details: found.map { .init("api \($0.api), kind \($0.kind)") })
        }
        return reference
    }

    static func json(_ fired: Fired) -> JSONValue {
        [
            "at": fired.at.text(.milliseconds), "api": .string(fired.job.api), "kind": .string(fired.job.kind),
            "job": .string(fired.job.identifier), "from": fired.from.map { .string($0.rawValue) } ?? .null,
            "to": .string(fired.to.rawValue),
        ]
    }

    // MARK: Jobs

    func listJobs(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let api = request.text(.query, "api")
        let kind = request.text(.query, "kind")
        let state = request.text(.query, "state").flatMap(JobState.init(rawValue:))
        let states: Set<JobState> = state.map { [$0] } ?? []
        let limit = request.integer("limit") ?? 100
        let offset = request.integer("offset") ?? 0
        return host.withLock(at: request.wall) { locked in
            // A kind is filtered here, because few have more than one of an API.
            let needsFilter = kind != nil
            let views = locked.space.jobViews(
                api: api, states: states, offset: needsFilter ? 0 : offset, limit: needsFilter ? .max : limit,
                at: request.wall)
            let shown =
                needsFilter ? Array(views.filter { $0.reference.kind == kind }.dropFirst(offset).prefix(limit)) : views
            let total =
                needsFilter
                ? views.count { $0.reference.kind == kind }
                : locked.space.jobCount(api: api, states: states, at: request.wall)
            return OwnAnswer.json(
                200, ["jobs": .array(shown.map { Self.json($0, in: locked.space) }), "total": .integer(Int64(total))])
        }
    }

    func getJob(_ request: Request) throws -> HTTPResponse {
        try withJob(request) { (reference, state) throws(ControlFailure) in
            guard let view = state.space.jobView(reference, at: request.wall) else {
                throw ControlFailure(404, "job-unknown", "there is no job \"\(reference.identifier)\"")
            }
            return OwnAnswer.json(200, Self.json(view, in: state.space))
        }
    }

    func signalJob(_ request: Request) throws -> HTTPResponse {
        let signal = Signal(rawValue: request.body["signal"]?.stringValue ?? "") ?? .release
        let reason = request.body["reason"]?.stringValue
        return try withJob(request) { (reference, state) throws(ControlFailure) in
            let outcome = state.apply(.signal(reference, signal, reason: reason), at: request.wall)
            if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
            guard let view = state.space.jobView(reference, at: request.wall) else {
                throw ControlFailure(404, "job-unknown", "there is no job \"\(reference.identifier)\"")
            }
            return OwnAnswer.json(200, Self.json(view, in: state.space))
        }
    }

    private func withJob(
        _ request: Request, _ body: (JobReference, inout SpaceHost.State) throws(ControlFailure) -> HTTPResponse
    ) throws -> HTTPResponse {
        let host = try host(request)
        let id = request.text(.path, "id") ?? ""
        return try host.withLock(at: request.wall) { state -> Result<HTTPResponse, ControlFailure> in
            do throws(ControlFailure) {
                let reference = try Self.find(
                    id, api: request.text(.query, "api"), kind: request.text(.query, "kind"), in: state.space)
                return .success(try body(reference, &state))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    static func json(_ view: JobView, in space: borrowing Space) -> JSONValue {
        var inputs = JSONObject()
        let names = space.inputNames(of: view.reference)
        for (name, value) in zip(names, view.inputs) where value != .null { inputs[name] = value }
        func text(_ instant: Instant?) -> JSONValue { instant?.text(.milliseconds) ?? .null }
        func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
        return [
            "api": .string(view.reference.api), "kind": .string(view.reference.kind),
            "id": .string(view.reference.identifier), "resultId": text(view.resultIdentifier),
            "state": .string(view.state.rawValue), "stage": text(view.stage), "progress": .double(view.progress),
            "timeline": .string(view.timeline), "title": text(view.title), "failure": text(view.failure),
            "createdAt": text(view.createdAt), "updatedAt": text(view.updatedAt), "startedAt": text(view.startedAt),
            "endedAt": text(view.endedAt), "polls": .integer(Int64(view.polls)),
            "content": [
                "visibleBytes": .integer(Int64(view.visibleBytes)),
                "totalBytes": view.content.isEmpty ? .null : .integer(Int64(view.content.count)),
                "wordCount": .integer(Int64(view.wordCount)),
            ],
            "inputs": .object(inputs),
        ]
    }
}
