// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// Why a request was answered as it was.
///
/// What the engine decided is in the journal's entry; the rest is found out again when somebody asks, from the request,
/// the document and the scenario, so that requests pay nothing for explanations that nobody wants.
struct Explanation {
    /// How a request came to its API.
    enum MountedBy: String {
        case path, host, port
    }

    /// How a request came to its space.
    enum SpaceBy: String {
        case path, header, credential, standard = "default"
        /// The request was not made; the control API was asked about this space.
        case question
    }

    let entry: JournalEntry
    let space: String
    let spaceBy: SpaceBy
    /// `nil` where no API is mounted.
    let mountedBy: MountedBy?
    let api: CompiledAPI?
    let operation: CompiledOperation?
    /// `nil` where the journal kept too little of the body to interpret it again.
    let parts: Exchange.Parts?
    /// Where no operation was found.
    let closest: [NearMiss]
    let scenario: Scenario
    /// Whether that scenario is the one that decided.
    let isScenarioOfThen: Bool
    let step: StepFacts?

    var decision: Decision? { entry.decision }

    /// - Parameters:
    ///   - entry: the request with its answer.
    ///   - state: of the entry's space.
    ///   - api: the entry's API; `nil` where it has none.
    ///   - host: the space.
    ///   - isQuestion: whether the request was not made.
    init(
        _ entry: JournalEntry, in state: borrowing SpaceHost.State, api: CompiledAPI?, host: SpaceHost,
        isQuestion: Bool = false
    ) {
        self.entry = entry
        self.api = api
        space = host.name
        scenario = state.space.scenario
        isScenarioOfThen = entry.decision?.revision == state.revision
        step = entry.decision?.job.flatMap { state.space.step(of: $0.standing) }
        operation = entry.operation.flatMap { name in api?.operation(name) }
        let prefix = entry.decision?.prefix ?? ""
        spaceBy =
            isQuestion
            ? .question : Self.choice(of: host.name, entry, prefix, credentials: api?.allCredentials ?? [])
        guard let api, let request = entry.request else {
            (mountedBy, parts, closest) = (nil, nil, [])
            return
        }
        mountedBy =
            prefix.hasSuffix("/" + api.id) ? .path : (entry.decision?.listener ?? 0) > 0 ? .port : .host
        let exchange = Exchange(
            request: request, mounted: .init(api: api.id, space: nil, path: entry.path, prefix: prefix), api: api,
            host: host, started: entry.wallTime, clock: { entry.wallTime })
        closest = operation == nil ? exchange.nearMisses : []
        parts = entry.requestBody.isTruncated ? nil : try? exchange.interpret()
    }

    private static func choice(
        of space: String, _ entry: JournalEntry, _ prefix: String, credentials: Set<CredentialPlan>
    ) -> SpaceBy {
        if prefix.hasPrefix("/~") { return .path }
        if entry.requestHeaders["x-understudy-space"] == space { return .header }
        let isCarried = credentials.contains { plan in
            entry.requestHeaders.text(of: plan, query: entry.query)?.hasSuffix("~" + space) ?? false
        }
        return isCarried ? .credential : .standard
    }
}

extension JournalEntry {
    /// The request as it came; its body only as far as it was kept.
    var request: HTTPRequest? {
        try? HTTPRequest(
            head: requestHeaders.head, body: requestBody.bytes, listener: decision?.listener ?? 0, remoteAddress: nil)
    }
}
