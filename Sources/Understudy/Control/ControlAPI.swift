// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import HTTPFront
import JSON
package import Simulation
import Synchronization

/// The control API under `/_understudy/v1`: described by `openapi/control.yaml`, routed and validated by the same code
/// as the simulated APIs, answered by code.
package final class ControlAPI: Sendable {
    let store: APIStore
    let spaces: SpaceRegistry
    let scenarios: ScenarioStore
    let access: ControlAccess
    let baseline: Baseline
    let clock: @Sendable () -> Instant
    let timer: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    private let document = Mutex<CompiledAPI?>(nil)
    let nextWatcher = Atomic<Int>(0)

    package init(
        store: APIStore, spaces: SpaceRegistry, scenarios: ScenarioStore, access: ControlAccess,
        baseline: Baseline = Baseline(), clock: @escaping @Sendable () -> Instant,
        timer: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    ) {
        self.store = store
        self.spaces = spaces
        self.scenarios = scenarios
        self.access = access
        self.baseline = baseline
        self.clock = clock
        self.timer = timer
    }

    private func api() throws(DiagnosticsError) -> CompiledAPI {
        if let api = document.withLock({ $0 }) { return api }
        let api = try APICompiler.compile(
            APIStore.controlDocument(), isBoundByProgram: true, extent: .onDemand)
        document.withLock { $0 = api }
        return api
    }

    /// A validated control request.
    struct Request: Sendable {
        var values: RequestValues
        var http: HTTPRequest
        var wall: Instant

        var body: JSONValue { values.body ?? .null }

        func text(_ location: ParameterLocation, _ name: String) -> String? {
            values.value(location, name)?.stringValue
        }

        func integer(_ name: String) -> Int? {
            values.value(.query, name)?.integerValue.map { Int(clamping: $0) }
        }
    }

    package func handle(_ request: HTTPRequest, _ reply: HTTPReply, at wall: Instant) {
        if let refusal = access.refusal(of: request) {
            reply.send(refusal)
            return
        }
        do {
            try answer(request, reply, at: wall)
        } catch let failure as SpaceRegistry.Failure {
            reply.send(failure.response)
        } catch let failure as ControlFailure {
            reply.send(failure.response)
        } catch let error as DiagnosticsError {
            reply.send(OwnAnswer.diagnostics(400, "scenario-invalid", "this cannot be used", error.diagnostics))
        } catch {
            reply.send(OwnAnswer.error(500, "internal-error", "\(error)"))
        }
    }

    package func oversizedAnswer(_ request: HTTPRequest, _ failure: HTTPFailure) -> HTTPResponse {
        access.refusal(of: request) ?? OwnAnswer.error(failure.status, "body-too-large", failure.message)
    }

    private func answer(_ request: HTTPRequest, _ reply: HTTPReply, at wall: Instant) throws {
        let api = try api()
        let prefix = MountTable.controlPrefix
        guard request.path.hasPrefix(prefix) else {
            throw ControlFailure(
                404, "path-unknown", "there is nothing at \(request.path)",
                details: [.init("the control API is at \(prefix)")])
        }
        let path = String(request.path.dropFirst(prefix.count))
        switch api.router.match(method: request.method, path: path.isEmpty ? "/" : path) {
        case .route(let index, let pathValues):
            let operation = try api.operation(at: index)
            let found = api.interpret(
                OperationRequest(
                    method: request.method, path: path, query: request.query, pathValues: pathValues,
                    body: request.body, mountPrefix: prefix),
                operation: operation, headers: request.headers)
            if case .failure(let failure) = found.verdict { throw ControlFailure(failure, found.violations) }
            // What a body may hold its schema says; nothing says so of the query.
            if let stray = found.violations.first(where: { $0.rule == "parameter-unknown" }) {
                throw ControlFailure(
                    400, "parameter-invalid", stray.message, details: [.init(stray.message, hint: stray.hint)])
            }
            let request = Request(values: found.values, http: request, wall: wall)
            switch operation.id {
            // Answered when something has happened.
            case "listRequests": try listRequests(request, reply)
            case "verifyRequests": try verifyRequests(request, reply)
            case "advanceClock": try advanceClock(request, reply)
            case "setClock": try setClock(request, reply)
            case "testWebhook": try testWebhook(request, reply)
            case "redeliver": try redeliver(request, reply)
            case "probeWebhook": try probeWebhook(request, reply)
            default: reply.send(try respond(operation.id, request))
            }
        case .methodUnknown(let allowed):
            var response = OwnAnswer.error(
                405, "method-unknown", "\(request.method) is not allowed at \(request.path)",
                details: [.init("allowed: " + allowed.joined(separator: ", "))])
            try response.headers.add("Allow", allowed.joined(separator: ", "))
            reply.send(response)
        case .pathUnknown, .malformedPath:
            throw ControlFailure(
                404, "path-unknown", "there is nothing at \(request.method) \(request.path)",
                details: api.router.nearMisses(method: request.method, path: path).map {
                    .init(
                        "\($0.method) \(prefix)\($0.path)",
                        hint: $0.differences.isEmpty ? nil : $0.phrase)
                })
        }
    }

    private func respond(_ operation: String, _ request: Request) throws -> HTTPResponse {
        switch operation {
        case "getHealth": OwnAnswer.json(200, ["status": "ok"])
        case "getVersion": OwnAnswer.json(200, Self.version)
        case "listApis": OwnAnswer.json(200, try listAPIs())
        case "listSpaces": listSpaces(request)
        case "createSpace": try createSpace(request)
        case "getSpace": try getSpace(request)
        case "deleteSpace": try deleteSpace(request)
        case "resetSpace": try resetSpace(request)
        case "forkSpace": try forkSpace(request)
        case "getClock": try getClock(request)
        case "getScenario": try getScenario(request)
        case "putScenario": try putScenario(request)
        case "listJobs": try listJobs(request)
        case "getJob": try getJob(request)
        case "signalJob": try signalJob(request)
        case "getRequest": try getRequest(request)
        case "explainRequest": try explainRequest(request)
        case "explainAttempt": try explainAttempt(request)
        case "getContract": try getContract(request)
        case "putContract": try putContract(request)
        case "listViolations": try listViolations(request)
        case "getSpaceReport": try getSpaceReport(request)
        case "getReport": getReport(request)
        case "createWebhook": try createWebhook(request)
        case "listWebhooks": try listWebhooks(request)
        case "deleteWebhook": try deleteWebhook(request)
        case "listDeliveries": try listDeliveries(request)
        case "getDelivery": try getDelivery(request)
        default: throw ControlFailure(500, "internal-error", "\(operation) is described but not served")
        }
    }

    static var version: JSONValue {
        ["name": "understudy", "version": .string(UnderstudyVersion.text), "controlVersion": "v1"]
    }

    private func listAPIs() throws -> JSONValue {
        let apis = try store.all().sorted { $0.id < $1.id }.map { api -> JSONValue in
            var evidence = JSONObject()
            for (word, count) in api.evidence { evidence[word.rawValue] = .integer(Int64(count)) }
            return [
                "id": .string(api.id), "title": .string(api.title), "version": .string(api.version),
                "operations": .integer(Int64(api.headings.count)), "evidence": .object(evidence),
                "mount": .string("/" + api.id), "hosts": .array(api.hosts.map(JSONValue.string)),
                "basePath": .string(api.basePath),
            ]
        }
        return ["apis": .array(apis)]
    }
}

/// A control request that cannot be done.
struct ControlFailure: Error {
    var response: HTTPResponse

    init(_ status: Int, _ code: String, _ message: String, details: [OwnAnswer.Detail] = []) {
        response = OwnAnswer.error(status, code, message, details: details)
    }

    init(_ failure: ErrorCatalogue.Failure, _ violations: [Violation]) {
        let status = failure.condition.usualStatus
        let details = violations.map { OwnAnswer.Detail($0.message, pointer: $0.pointer, hint: $0.hint) }
        self.init(
            status, failure.condition.rawValue,
            failure.details.first ?? "the request is not valid", details: details)
    }

    init(_ refusal: Outcome.Refusal) {
        switch refusal {
        case .unknownJob(_, let identifier): self.init(404, "job-unknown", "there is no job \"\(identifier)\"")
        case .jobEnded(let identifier, let state):
            self.init(409, "job-ended", "job \"\(identifier)\" has ended already: it is \(state.rawValue)")
        case .notWaiting(let identifier):
            self.init(
                409, "job-not-waiting", "job \"\(identifier)\" does not wait for a signal",
                details: [.init("a step waits with \"for\": \"signal\"")])
        case .clockCannotGoBack(let now):
            self.init(
                409, "clock-cannot-go-back",
                "the clock only moves forward, and it is \(now.text(.milliseconds).text) already")
        case .webhook(let refusal): self.init(refusal)
        case .unknownAPI(let id): self.init(404, "job-unknown", "the space has no jobs of an API \"\(id)\"")
        default: self.init(409, "refused", "\(refusal)")
        }
    }
}
