// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The whole world of one space: its clock, jobs, records, scenario.
///
/// A plain value; time comes in with each command, and the same commands at the same instants make the same space.
package struct Space: Sendable, Equatable {
    package internal(set) var name: String
    /// What identifiers and texts are made from: the scenario's seed, where it has one, else the one the space was given.
    package internal(set) var seed: UInt64
    package internal(set) var scenario: Scenario
    package let limits: SpaceLimits

    let ownSeed: UInt64
    let ownClock: ClockSetting
    /// When the space was created or last reset, on its own clock.
    var start: Instant
    var time: SpaceClock
    var counters: RuleCounters
    var shelf = TimelineShelf()
    var ledger = AdmissionLedger()
    var apis: [InstalledAPI] = []
    var jobTables: [JobTable] = []
    var recordTables: [RecordTable] = []
    /// Where each job stands, by its ordinal.
    var places: [JobPlace] = []
    /// How many jobs are in each state, in the order of `JobState.allCases`.
    var census = JobCensus()
    var queue = EventQueue()
    var outbox = Outbox()
    /// The attempts that time will make due, by the delivery's number.
    var attemptQueue = EventQueue()

    /// Makes an empty space.
    ///
    /// - Parameters:
    ///   - name: what the control API calls it; nothing in the world follows from it.
    ///   - seed: used where the scenario gives none.
    ///   - scenario: what happens in the space.
    ///   - clock: the space's own setting; what it leaves open the scenario's decides, then mode `real`, speed 1, and
    ///     the wall clock's time as the start.
    ///   - wall: the wall clock's time.
    ///   - limits: how much the space holds.
    package init(
        name: String, seed: UInt64, scenario: Scenario, clock: ClockSetting, at wall: Instant,
        limits: SpaceLimits = SpaceLimits()
    ) {
        self.name = name
        self.limits = limits
        self.scenario = scenario
        ownSeed = seed
        ownClock = clock
        self.seed = scenario.seed ?? seed
        time = SpaceClock(clock, scenario: scenario, at: wall)
        start = time.now(at: wall)
        counters = RuleCounters(scenario)
    }

    /// Settles what is due by now, then does what the command says.
    ///
    /// - Parameters:
    ///   - command: what to do.
    ///   - wall: the wall clock's time; nothing else is read from outside.
    /// - Returns: what came of it, with every change of state in order.
    package mutating func apply(_ command: Command, at wall: Instant) -> Outcome {
        let now = time.observe(wall)
        var fired: [Fired] = []
        settle(upTo: now, into: &fired)
        var outcome: Outcome
        switch command {
        case .install(let catalog): outcome = install(catalog, at: now)
        case .call(let call): outcome = answer(call, at: now, wall: wall, into: &fired)
        case .advance(let advance):
            outcome = move(advance, pausing: false, at: now, wall: wall, into: &fired)
        case .advanceToAttempts(let advance):
            outcome = move(advance, pausing: true, at: now, wall: wall, into: &fired)
        case .setClock(let setting, let instant): outcome = set(setting, to: instant, at: now, wall: wall, into: &fired)
        case .useScenario(let scenario): outcome = use(scenario, at: now)
        case .signal(let job, let signal, let reason):
            outcome = send(signal, to: job, reason: reason, at: now, into: &fired)
        case .webhook(let command): outcome = perform(command, at: now)
        case .reset: outcome = reset(at: wall)
        }
        beginAttempts(upTo: outcome.now)
        outcome.fired = fired
        return outcome
    }

    /// The same world under another name; what happens in one from now on does not touch the other.
    package func forked(as name: String) -> Space {
        var fork = self
        fork.name = name
        return fork
    }

    /// Jobs keep the timelines they have; the rules' and faults' counters start again.
    ///
    /// The scenario's clock and seed wait for the next reset.
    private mutating func use(_ scenario: Scenario, at now: Instant) -> Outcome {
        self.scenario = scenario
        counters = RuleCounters(scenario)
        shelf.forgetNames()
        useScriptedWebhooks(at: now)
        return Outcome(now: now, result: .done)
    }

    /// The scenario in use stays, and its clock and seed come into force; the APIs stay installed, with their fixtures.
    private mutating func reset(at wall: Instant) -> Outcome {
        let catalogs = apis.map(\.catalog)
        self = Space(name: name, seed: ownSeed, scenario: scenario, clock: ownClock, at: wall, limits: limits)
        for catalog in catalogs { _ = install(catalog, at: start) }
        return Outcome(now: start, result: .done)
    }

    package static func == (left: Space, right: Space) -> Bool {
        // The queues and the places follow from the jobs and the deliveries.
        left.name == right.name && left.seed == right.seed && left.scenario == right.scenario
            && left.limits == right.limits && left.ownSeed == right.ownSeed && left.ownClock == right.ownClock
            && left.start == right.start && left.time == right.time && left.counters == right.counters
            && left.shelf == right.shelf && left.apis == right.apis && left.jobTables == right.jobTables
            && left.recordTables == right.recordTables && left.census == right.census && left.ledger == right.ledger
            && left.outbox == right.outbox
    }
}

/// How much one space holds.
///
/// Past a limit, a request is refused with `Outcome.Refusal.full`.
package struct SpaceLimits: Sendable, Hashable, Codable {
    /// Jobs of all kinds together, ended ones included.
    package var jobs: Int
    /// Records of one collection; those that completed jobs make come on top.
    package var records: Int
    package var webhooks: Int
    /// Deliveries that are kept; finished ones make room for new ones.
    package var deliveries: Int
    /// Bytes of the messages of deliveries that are kept.
    package var messageBytes: Int

    /// Idempotency keys whose time is not over.
    package var idempotencyKeys: Int

    package init(
        jobs: Int = 2_000_000, records: Int = 1_000_000, webhooks: Int = 1_000, deliveries: Int = 100_000,
        messageBytes: Int = 64 * 1024 * 1024, idempotencyKeys: Int = 1_000_000
    ) {
        self.jobs = min(jobs, Int(Int32.max))
        self.records = records
        self.webhooks = webhooks
        self.deliveries = deliveries
        self.messageBytes = messageBytes
        self.idempotencyKeys = idempotencyKeys
    }
}
