// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
package import HTTPFront
import JSON
package import Simulation

/// Takes each request its way: mount, space, route, interpretation, the space's world, rendering, journal.
package final class Dispatcher: Sendable {
    private let mounts: MountTable
    private let store: APIStore
    private let spaces: SpaceRegistry
    private let control: ControlAPI
    private let clock: @Sendable () -> Instant

    package init(
        mounts: MountTable, store: APIStore, spaces: SpaceRegistry, control: ControlAPI,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.mounts = mounts
        self.store = store
        self.spaces = spaces
        self.control = control
        self.clock = clock
    }

    package func handle(_ request: HTTPRequest, _ reply: HTTPReply) {
        switch mounts.resolve(request) {
        case .control: control.handle(request, reply, at: clock())
        case .unknown(let path, let space): reply.send(answer(strayed: request, path: path, space: space))
        case .mounted(let mounted): answer(request, mounted, reply)
        }
    }

    /// The answer to a request that the front refuses for the size of its body: in the words of whom it was meant for.
    package func answerOversized(_ request: HTTPRequest, _ failure: HTTPFailure) -> HTTPResponse {
        switch mounts.resolve(request) {
        case .control: control.oversizedAnswer(request, failure)
        case .unknown: OwnAnswer.error(failure.status, "body-too-large", failure.message)
        case .mounted(let mounted):
            withExchange(request, mounted) { exchange in
                try exchange.refused(failure)
            } otherwise: {
                $0
            }
        }
    }

    /// No API is mounted where the request went; its space is where its author looks for it.
    private func answer(strayed request: HTTPRequest, path: String, space: String?) -> HTTPResponse {
        let started = clock()
        let stray = stray(request, path, at: started)
        do throws(SpaceRegistry.Failure) {
            return try spaces.host(spaceName(ofStrayed: request, path: space), at: started).withLock(at: started) {
                stray.respond(in: &$0)
            }
        } catch {
            return error.response
        }
    }

    /// Which header carries a credential nobody can say, so any that ends in the name of a space is taken for one.
    private func spaceName(ofStrayed request: HTTPRequest, path: String?) -> String {
        if path == nil, request.headers["x-understudy-space"] == nil {
            for (_, value) in request.headers {
                guard let tilde = value.lastIndex(of: "~") else { continue }
                let name = String(value[value.index(after: tilde)...])
                if SpaceName.isValid(name), (try? spaces.existing(name)) != nil { return name }
            }
        }
        return SpaceChoice.name(request, path: path, credentials: [])
    }

    private func stray(_ request: HTTPRequest, _ path: String, at started: Instant) -> StrayRequest {
        StrayRequest(request: request, path: path, mounts: store.ids, started: started, clock: clock)
    }

    private func answer(_ request: HTTPRequest, _ mounted: MountTable.Mounted, _ reply: HTTPReply) {
        withExchange(request, mounted) {
            try $0.run(reply)
        } otherwise: {
            reply.send($0)
        }
    }

    /// Finds API and space of a request; where there is none of them, what `otherwise` gets is the answer.
    private func withExchange<Result>(
        _ request: HTTPRequest, _ mounted: MountTable.Mounted, _ body: (Exchange) throws -> Result,
        otherwise: (HTTPResponse) -> Result
    ) -> Result {
        let started = clock()
        do {
            guard let standard = try store.api(mounted.api) else {
                return otherwise(stray(request, "/" + mounted.api, at: started).answer)
            }
            let name = SpaceChoice.name(request, path: mounted.space, credentials: standard.allCredentials)
            let host = try spaces.host(name, at: started)
            guard let api = try host.api(mounted.api, at: started) else {
                return otherwise(stray(request, "/" + mounted.api, at: started).answer)
            }
            return try body(
                Exchange(request: request, mounted: mounted, api: api, host: host, started: started, clock: clock))
        } catch let failure as SpaceRegistry.Failure {
            return otherwise(failure.response)
        } catch let error as DiagnosticsError {
            return otherwise(
                OwnAnswer.diagnostics(
                    500, "document-invalid", "the document of \"\(mounted.api)\" cannot be used", error.diagnostics))
        } catch {
            return otherwise(OwnAnswer.error(500, "internal-error", "\(error)"))
        }
    }
}

extension SpaceRegistry.Failure {
    var response: HTTPResponse {
        switch self {
        case .invalidName(let name):
            OwnAnswer.error(400, "space-invalid", "\"\(name)\" cannot be the name of a space: use \(SpaceName.rule)")
        case .exists(let name): OwnAnswer.error(409, "space-exists", "there is a space \"\(name)\" already")
        case .tooMany(let limit):
            OwnAnswer.error(
                507, "full",
                "there are \(limit) spaces, which is the limit: delete some, or raise --max-spaces")
        case .unknown(let name): OwnAnswer.error(404, "space-unknown", "there is no space \"\(name)\"")
        case .standardSpaceStays:
            OwnAnswer.error(409, "space-needed", "the space \"default\" cannot be deleted; reset it instead")
        }
    }
}
