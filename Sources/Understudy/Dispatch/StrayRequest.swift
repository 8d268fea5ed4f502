// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// A request for which no API is mounted: answered in the server's own words, and journalled, because a base URL that is
/// wrong is the first mistake that clients make.
struct StrayRequest: Sendable {
    let request: HTTPRequest
    /// Behind what chose the space.
    let path: String
    /// The names under which APIs are mounted.
    let mounts: [String]
    let started: Instant
    let clock: @Sendable () -> Instant

    private var name: Substring { path.dropFirst().prefix { $0 != "/" } }

    private var hint: String? {
        NameSuggestion.closest(to: String(name), among: mounts).map { "did you mean \"/\($0)\"?" }
    }

    private var known: String {
        "APIs are mounted by the first segment of the path: " + mounts.map { "/" + $0 }.joined(separator: ", ")
            + "; the control API is at \(MountTable.controlPrefix)"
    }

    var answer: HTTPResponse {
        OwnAnswer.error(
            404, "mount-unknown", "no API is mounted at \"/\(name)\"", details: [.init(known, hint: hint)])
    }

    func respond(in state: inout SpaceHost.State) -> HTTPResponse {
        var response = answer
        let id = state.journal.nextID
        response.headers.add(number: "X-Understudy-Request: ", id)
        CrossOrigin.mark(&response, for: request)
        let clock = state.space.clock(at: started)
        let outcome = Outcome(now: clock.now, result: .done)
        let violation = Violation(
            rule: "mount-unknown", message: "no API is mounted at \"/\(name)\"", hint: hint ?? known)
        let decision = Decision(
            outcome, prefix: "", listener: request.listener, clock: (clock.mode, clock.speed), revision: state.revision)
        state.journal.append(
            JournalEntry(
                id: id, method: request.method, path: path, query: request.query, requestHeaders: request.headers,
                requestBody: StoredBody(request.body, limit: Journal.bodyLimit), status: response.status,
                responseHeaders: response.headers, responseBody: StoredBody(response.body, limit: Journal.bodyLimit),
                at: clock.now, wallTime: started, duration: self.clock() - started, violations: [violation],
                observation: Observation(outcome, of: .refuse, clock: clock), decision: decision))
        state.recorder?.request(request, answered: response, at: started)
        return response
    }
}
