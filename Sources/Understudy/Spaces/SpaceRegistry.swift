// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
package import Simulation
import Synchronization

/// All spaces of a server.
package final class SpaceRegistry: Sendable {
    package enum Failure: Error, Sendable, Hashable {
        case invalidName(String)
        case exists(String)
        case tooMany(limit: Int)
        case unknown(String)
        case standardSpaceStays
    }

    package struct Configuration: Sendable {
        /// What identifiers and texts are made from, whatever a scenario says; `nil`: the scenario's, else 1.
        package var seed: UInt64?
        package var clock = ClockSetting()
        package var webhookSecrets = WebhookSecrets()
        package var spaceLimit = 10_000
        /// Bytes of journal that each space keeps.
        package var journalBudget = 16 * 1024 * 1024
        /// A space made by a request is forgotten after so long without one.
        package var idleTime = TimeSpan.seconds(3600)
        /// How strictly requests are taken.
        package var contract = ContractMode()
    }

    private let configuration: Configuration
    private let apis: APIStore
    private let scenarios: ScenarioStore
    private let webhooks: WebhookService
    private let recorder: JournalRecorder?
    private struct State: Sendable {
        var hosts: [String: SpaceHost] = [:]
        var lastSweep = Instant(microseconds: 0)
    }
    private let state = Mutex(State())

    package init(
        configuration: Configuration, apis: APIStore, scenarios: ScenarioStore, webhooks: WebhookService,
        recorder: JournalRecorder? = nil
    ) {
        self.configuration = configuration
        self.apis = apis
        self.scenarios = scenarios
        self.webhooks = webhooks
        self.recorder = recorder
    }

    var webhookSecrets: WebhookSecrets { configuration.webhookSecrets }

    /// The space of that name, made on first use.
    package func host(_ name: String, at wall: Instant) throws(Failure) -> SpaceHost {
        if let host = state.withLock({ $0.hosts[name] }) { return host }
        return try insert(name, isTransient: name != SpaceName.standard, at: wall, mayExist: true) {
            self.makeHost(name, $0, scenario: nil, seed: nil, clock: nil, isTransient: name != SpaceName.standard)
        }
    }

    package func existing(_ name: String) throws(Failure) -> SpaceHost {
        guard let host = state.withLock({ $0.hosts[name] }) else { throw .unknown(name) }
        return host
    }

    package var all: [SpaceHost] {
        state.withLock { $0.hosts.values.sorted { $0.name < $1.name } }
    }

    package func create(
        _ name: String, scenario: ScenarioStore.Loaded?, seed: UInt64?, clock: ClockSetting?, at wall: Instant
    ) throws(Failure) -> SpaceHost {
        try insert(name, isTransient: false, at: wall, mayExist: false) {
            self.makeHost(name, $0, scenario: scenario, seed: seed, clock: clock, isTransient: false)
        }
    }

    package func fork(_ host: SpaceHost, as name: String, at wall: Instant) throws(Failure) -> SpaceHost {
        try insert(name, isTransient: false, at: wall, mayExist: false) {
            SpaceHost(forking: host, as: name, journalBudget: self.configuration.journalBudget, at: $0)
        }
    }

    /// Forgets a space.
    ///
    /// - Returns: the space, for those who still wait in it.
    package func delete(_ name: String) throws(Failure) -> SpaceHost {
        guard name != SpaceName.standard else { throw .standardSpaceStays }
        guard let host = state.withLock({ $0.hosts.removeValue(forKey: name) }) else { throw .unknown(name) }
        return host
    }

    private func makeHost(
        _ name: String, _ wall: Instant, scenario: ScenarioStore.Loaded?, seed: UInt64?, clock: ClockSetting?,
        isTransient: Bool
    ) -> SpaceHost {
        let loaded = scenario ?? scenarios.standard
        var setting = clock ?? ClockSetting()
        setting.mode = setting.mode ?? configuration.clock.mode
        setting.speed = setting.speed ?? configuration.clock.speed
        setting.start = setting.start ?? configuration.clock.start
        var played = webhookSecrets.completing(loaded.scenario)
        if let explicit = seed ?? configuration.seed { played.seed = explicit }
        let space = Space(name: name, seed: 1, scenario: played, clock: setting, at: wall)
        return SpaceHost(
            space: space, source: loaded.source, journalBudget: configuration.journalBudget, apis: apis,
            contract: configuration.contract, webhooks: webhooks, isTransient: isTransient, at: wall)
    }

    /// A space in which only what is replayed happens; it is in no list.
    func replaying(_ space: Space, _ contract: ContractMode) -> SpaceHost {
        SpaceHost(
            space: space, source: .null, journalBudget: configuration.journalBudget, apis: apis, contract: contract,
            webhooks: webhooks, isTransient: false, at: Instant(microseconds: 0))
    }

    private func insert(
        _ name: String, isTransient: Bool, at wall: Instant, mayExist: Bool, _ make: (Instant) -> SpaceHost
    ) throws(Failure) -> SpaceHost {
        guard SpaceName.isValid(name) else { throw .invalidName(name) }
        let made = make(wall)
        let result: Result<SpaceHost, Failure> = state.withLock { state in
            if let host = state.hosts[name] { return mayExist ? .success(host) : .failure(.exists(name)) }
            forgetIdle(&state, at: wall)
            guard state.hosts.count < configuration.spaceLimit else {
                return .failure(.tooMany(limit: configuration.spaceLimit))
            }
            if let recorder { made.record(in: recorder) }
            state.hosts[name] = made
            return .success(made)
        }
        return try result.get()
    }

    /// Looks for spaces to forget when a new one is made, at most once a minute: only new spaces need the room.
    private func forgetIdle(_ state: inout State, at wall: Instant) {
        guard wall - state.lastSweep >= .seconds(60) || state.hosts.count >= configuration.spaceLimit else { return }
        state.lastSweep = wall
        for (name, host) in state.hosts
        where host.isTransient && !host.isAwaited && wall - host.lastUsed > configuration.idleTime {
            state.hosts[name] = nil
            for line in host.undelivered { webhooks.report(line + "; the space was not used any more") }
        }
    }

    /// Puts a scenario that was read again in the place of its earlier reading, in every space that uses it.
    package func replace(_ loaded: ScenarioStore.Loaded, at wall: Instant) {
        for host in all {
            host.withLock(at: wall) { state in
                guard state.space.scenario.name == loaded.scenario.name else { return }
                state.use(loaded, secrets: webhookSecrets, at: wall)
            }
        }
    }
}

extension SpaceHost.State {
    /// Jobs that run keep their timelines; APIs are compiled again where the scenario chooses variants.
    mutating func use(_ loaded: ScenarioStore.Loaded, secrets: WebhookSecrets, at wall: Instant) {
        if loaded.scenario.variants != space.scenario.variants { apis = [:] }
        revision += 1
        _ = apply(.useScenario(secrets.completing(loaded.scenario)), at: wall)
        source = loaded.source
        scenarioSince = journal.nextID
    }
}
