// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    /// Why a request got the answer it got.
    func explainRequest(_ request: Request) throws -> HTTPResponse {
        let (host, entry) = try entry(request)
        let api = try entry.api.flatMap { try host.api($0, at: request.wall) }
        let explanation = host.withLock(at: request.wall) { state in
            Explanation(entry, in: state, api: api, host: host).json
        }
        return OwnAnswer.json(
            200, .object(JSONObject([.init(name: "id", value: .integer(Int64(entry.id)))] + explanation)))
    }

    /// What a request would get, and why; nothing is changed.
    func explainAttempt(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let attempt = try Self.attempt(request.body)
        let mounts = MountTable(store: store, listenerAPIs: [nil])
        let wall = request.wall
        switch mounts.resolve(attempt) {
        case .control:
            throw ControlFailure(
                400, "body-invalid", "\(attempt.path) is the control API's",
                details: [.init("only requests to a simulated API are explained", pointer: "/path")])
        case .unknown(let path, _):
            let stray = StrayRequest(request: attempt, path: path, mounts: store.ids, started: wall, clock: clock)
            return tried(host, api: nil, at: wall) { stray.respond(in: &$0) }
        case .mounted(let mounted):
            let variants = host.withLock(at: wall) { $0.space.scenario.variants }
            guard let api = try host.compiled(mounted.api, variants) else {
                throw ControlFailure(404, "api-unknown", "there is no API \"\(mounted.api)\"")
            }
            let exchange = Exchange(
                request: attempt, mounted: mounted, api: api, host: host, started: wall, clock: clock)
            let parts = try exchange.interpret()
            return tried(host, api: api, at: wall) { state in
                // An API that nobody has used is not known to the space yet.
                _ = state.apply(.install(api.catalog(seed: state.space.seed)), at: wall)
                return exchange.respond(parts, in: &state, HTTPReply { _ in }).response
            }
        }
    }

    /// Does it in a copy of the space, of which nothing is left but the explanation.
    private func tried(
        _ host: SpaceHost, api: CompiledAPI?, at wall: Instant, _ act: (inout SpaceHost.State) -> HTTPResponse
    ) -> HTTPResponse {
        host.withLock(at: wall) { state in
            var copy = state
            copy.recorder = nil
            let response = act(&copy)
            guard let entry = copy.journal[copy.journal.nextID - 1] else {
                return OwnAnswer.error(500, "internal-error", "the request left no entry")
            }
            let explanation = Explanation(entry, in: copy, api: api, host: host, isQuestion: true).json
            var object = JSONObject([.init(name: "id", value: .null)] + explanation)
            object["response"] = Self.json(headers: response.headers.lines, entry.responseBody)
            return OwnAnswer.json(200, .object(object))
        }
    }

    private static func attempt(_ body: JSONValue) throws -> HTTPRequest {
        var headers = (body["headers"]?.objectValue ?? [:]).map { (name: $0.name, value: $0.value.stringValue ?? "") }
        var bytes: [UInt8] = []
        if let text = body["text"]?.stringValue {
            bytes = Array(text.utf8)
        } else if let json = body["body"] {
            bytes = json.serialized
            if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(("Content-Type", "application/json"))
            }
        }
        let path = body["path"]?.stringValue ?? ""
        do throws(HTTPFailure) {
            return try HTTPRequest(
                method: body["method"]?.stringValue ?? "GET", target: path, headers: headers, body: bytes)
        } catch {
            throw ControlFailure(
                400, "body-invalid", "this is no request: \(error.message)",
                details: [
                    .init(
                        error.message, pointer: "",
                        hint: "write \"path\" percent-encoded, as in /acme/v2/reports?limit=5")
                ])
        }
    }
}
