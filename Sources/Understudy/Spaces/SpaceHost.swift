// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Synchronization

/// One space with all that belongs to it: the simulated world, its journal, the APIs as its scenario wants them, and
/// who waits for something to happen in it.
///
/// Everything changes under one lock, so that an answer and its journal entry can never disagree.
package final class SpaceHost: Sendable {
    struct State: Sendable {
        /// Changed by commands alone, so that a recording misses none.
        private(set) var space: Space
        var journal: Journal
        /// By API, as the scenario's variants want it; filled when a request first needs one.
        var apis: [String: CompiledAPI] = [:]
        /// The scenario as it was written.
        var source: JSONValue
        var contract = ContractMode()
        /// Tells what a scenario said from what those before and after it did.
        var revision = 0
        /// Where everything is written down, if anywhere.
        var recorder: SpaceRecorder?
        /// Answers that wait for the simulated clock.
        var held: [HeldAnswer] = []
        /// Long polls that wait for journal entries.
        var watchers: [JournalWatcher] = []
        var webhooks = WebhookActivity()
        /// The id of the first request since the scenario in use came; what it expects is about those.
        var scenarioSince = 1
        /// Whether clients came before the space was last reset: it is not one that nobody ever used.
        var wasUsed = false
        var lastUsed: Instant

        /// Does something to the space that no request of a client did; a recording knows of it.
        mutating func apply(_ command: Command, at wall: Instant) -> Outcome {
            recorder?.command(command, at: wall)
            return space.apply(command, at: wall)
        }

        /// Does something to the space that follows from a client's request, which a recording keeps as it came.
        mutating func apply(ofRequest command: Command, at wall: Instant) -> Outcome {
            space.apply(command, at: wall)
        }
    }

    struct HeldAnswer: Sendable {
        var due: Instant
        var send: @Sendable () -> Void
    }

    struct JournalWatcher: Sendable {
        var id: Int
        var isSatisfied: @Sendable (borrowing Journal) -> Bool
        var resume: @Sendable () -> Void
    }

    package let name: String
    /// Made by a request that named it, and so forgotten when nobody uses it any more.
    let isTransient: Bool
    let createdAt: Instant
    private let apiStore: APIStore
    /// How strictly requests are taken until somebody says otherwise, and after a reset.
    let standardContract: ContractMode
    let webhooks: WebhookService
    let state: Mutex<State>

    init(
        space: Space, source: JSONValue, journalBudget: Int, apis: APIStore, contract: ContractMode,
        webhooks: WebhookService, isTransient: Bool, at wall: Instant
    ) {
        name = space.name
        self.isTransient = isTransient
        createdAt = wall
        apiStore = apis
        standardContract = contract
        self.webhooks = webhooks
        state = Mutex(
            State(
                space: space, journal: Journal(budget: journalBudget), source: source, contract: contract,
                lastUsed: wall))
    }

    /// A copy under another name; its journal starts empty.
    init(forking host: SpaceHost, as name: String, journalBudget: Int, at wall: Instant) {
        self.name = name
        isTransient = false
        createdAt = wall
        apiStore = host.apiStore
        standardContract = host.standardContract
        webhooks = host.webhooks
        let (space, source, apis, contract) = host.state.withLock {
            ($0.space.forked(as: name), $0.source, $0.apis, $0.contract)
        }
        state = Mutex(
            State(
                space: space, journal: Journal(budget: journalBudget), apis: apis, source: source, contract: contract,
                lastUsed: wall))
    }

    /// From now on writes down what happens.
    func record(in file: JournalRecorder) {
        state.withLock { $0.recorder = SpaceRecorder($0.space, $0.contract, in: file) }
    }

    /// The API as this space's scenario wants it, made known to the space.
    func api(_ id: String, at wall: Instant) throws(DiagnosticsError) -> CompiledAPI? {
        if let api = state.withLock({ $0.apis[id] }) { return api }
        let variants = state.withLock { $0.space.scenario.variants }
        guard let api = try compiled(id, variants) else { return nil }
        state.withLock { state in
            // Another scenario may have come meanwhile; the next request then compiles what that one chooses.
            if state.space.scenario.variants == variants { state.apis[id] = api }
            _ = state.apply(.install(api.catalog(seed: state.space.seed)), at: wall)
        }
        return api
    }

    /// The API as a scenario with these variants wants it.
    func compiled(_ id: String, _ variants: [String: String]) throws(DiagnosticsError) -> CompiledAPI? {
        var choices: [String: String] = [:]
        for (name, value) in variants where name.hasPrefix(id + ".") {
            choices[String(name.dropFirst(id.count + 1))] = value
        }
        return try apiStore.api(id, variants: choices)
    }

    /// Runs under the space's lock; afterwards lets go of who waited for what happened in it.
    func withLock<Result: Sendable>(at wall: Instant, _ body: (inout sending State) -> sending Result) -> Result {
        let (result, due, work) = state.withLock { state -> (Result, [@Sendable () -> Void], WebhookActivity.Work?) in
            state.lastUsed = max(state.lastUsed, wall)
            let result = body(&state)
            // A clock that goes on with a movement may be what held answers wait for.
            let work = state.takeWebhookWork(at: wall)
            return (result, state.takeDue(at: wall), work)
        }
        for resume in due { resume() }
        if let work { perform(work) }
        return result
    }

    /// Puts the space back to how it was made, and lets go of who waited in the world that is gone.
    func reset(at wall: Instant) {
        let moved = withLock(at: wall) { state in state.reset(to: standardContract, at: wall) }
        releaseHeld()
        for resume in moved { resume() }
    }

    /// Sends what is held back for the clock: the clock that it waits for starts again, or goes with the space.
    func releaseHeld() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for answer in held { answer.send() }
    }

    var lastUsed: Instant { state.withLock { $0.lastUsed } }

    /// Whether somebody waits for this space to change.
    var isAwaited: Bool {
        state.withLock { state in
            !state.held.isEmpty || !state.watchers.isEmpty || !state.webhooks.started.isEmpty
                || !state.webhooks.movements.isEmpty || state.webhooks.wakesAt != nil
        }
    }
}

extension SpaceHost.State {
    /// Puts the space back to how it was made.
    ///
    /// - Returns: what to call once the lock is let go, for whoever waits for a clock that is no more.
    mutating func reset(to contract: ContractMode, at wall: Instant) -> [@Sendable () -> Void] {
        _ = apply(.reset, at: wall)
        wasUsed = wasUsed || journal.nextID > 1
        journal.clear()
        scenarioSince = 1
        self.contract = contract
        return forgetWebhooks(at: wall)
    }

    /// Takes out what need not wait any longer, in the order in which it became due.
    fileprivate mutating func takeDue(at wall: Instant) -> [@Sendable () -> Void] {
        guard !held.isEmpty || !watchers.isEmpty else { return [] }
        let now = space.now(at: wall)
        let ready = held.filter { $0.due <= now }.sorted { $0.due < $1.due }.map(\.send)
        if !ready.isEmpty { held.removeAll { $0.due <= now } }
        var satisfied: [@Sendable () -> Void] = []
        watchers.removeAll { watcher in
            guard watcher.isSatisfied(journal) else { return false }
            satisfied.append(watcher.resume)
            return true
        }
        return ready + satisfied
    }
}
