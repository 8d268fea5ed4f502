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
        case .unknown(let path): reply.send(unknownMount(path))
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
                try exchange.refused(.bodyTooLarge, failure.message)
            } otherwise: {
                $0
            }
        }
    }

    private func unknownMount(_ path: String) -> HTTPResponse {
        let name = path.dropFirst().prefix { $0 != "/" }
        let ids = store.ids
        return OwnAnswer.error(
            404, "mount-unknown",
            "no API is mounted at \"/\(name)\"",
            details: [
                .init(
                    "APIs are mounted by the first segment of the path: "
                        + ids.map { "/" + $0 }.joined(separator: ", ") + "; the control API is at /_understudy/v1",
                    hint: NameSuggestion.closest(to: String(name), among: ids).map { "did you mean \"/\($0)\"?" })
            ])
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
                return otherwise(unknownMount("/" + mounted.api))
            }
            let name = SpaceChoice.name(request, path: mounted.space, credentials: standard.allCredentials)
            let host = try spaces.host(name, at: started)
            guard let api = try host.api(mounted.api, at: started) else {
                return otherwise(unknownMount("/" + mounted.api))
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
