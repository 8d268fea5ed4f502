// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// A running contract-test server: the simulated APIs and the control API on one or more ports.
public final class UnderstudyServer: Sendable {
    /// Where a server listens.
    public struct Address: Sendable, Hashable {
        /// The API that alone is served there; `nil`: everything is.
        public var api: String?
        /// An IP address.
        public var host: String
        /// The port, also where 0 was asked for.
        public var port: Int

        /// The address as a base URL without a path.
        public var url: String {
            "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        }
    }

    let options: ServerOptions
    private let http: HTTPServer
    let dispatcher: Dispatcher
    private let running = SharedStart<[Address]>()
    private let apiOfListener: [String?]
    let store: APIStore
    let scenarios: ScenarioStore
    let spaces: SpaceRegistry
    let spaceNames = SpaceNameMaker()
    private let sender = WebhookSender()
    private let webhooks: WebhookService
    private let recorder: JournalRecorder?
    let clock: @Sendable () -> Instant
    let control: ControlAPI

    /// Reads documents and scenarios and compiles what was named, without listening yet.
    ///
    /// - Throws: `ServerFailure` with file, line and column of everything that is wrong.
    public init(options: ServerOptions = ServerOptions()) throws {
        self.options = options
        let clock: @Sendable () -> Instant = {
            let reading = WallClock.system.now()
            return Instant(microseconds: reading.seconds * 1_000_000 + reading.nanoseconds / 1_000)
        }
        self.clock = clock
        let store = APIStore.embedded()
        self.store = store
        let scenarios = try Self.load(options, into: store)
        self.scenarios = scenarios
        var configuration = SpaceRegistry.Configuration()
        configuration.seed = options.seed
        configuration.clock = try Self.clockSetting(options)
        configuration.webhookSecrets = try Self.webhookSecrets(
            options, seed: options.seed ?? scenarios.standard.scenario.seed ?? 1, store: store)
        configuration.spaceLimit = options.maxSpaces
        configuration.journalBudget = options.journalBytes
        configuration.contract = try ContractMode(mode: options.contract, rules: options.rules)
        let timers = TimerBox()
        let webhooks = WebhookService(
            transport: sender.send, clock: clock, timer: timers.schedule, report: options.report)
        self.webhooks = webhooks
        let apiOfListener: [String?] = [nil] + options.apiPorts.map(\.api)
        self.apiOfListener = apiOfListener
        let recorder = try Self.recorder(options, listeners: apiOfListener)
        self.recorder = recorder
        let spaces = SpaceRegistry(
            configuration: configuration, apis: store, scenarios: scenarios, webhooks: webhooks,
            recorder: recorder)
        self.spaces = spaces
        let control = ControlAPI(
            store: store, spaces: spaces, scenarios: scenarios, access: ControlAccess(token: options.controlToken),
            baseline: try Self.baseline(options), clock: clock, timer: timers.schedule)
        self.control = control
        dispatcher = Dispatcher(
            mounts: MountTable(store: store, listenerAPIs: apiOfListener), store: store, spaces: spaces,
            control: control, clock: clock)
        var httpConfiguration = Self.httpConfiguration(options)
        httpConfiguration.oversizedResponse = dispatcher.answerOversized
        http = HTTPServer(
            configuration: httpConfiguration, listeners: Self.listeners(options), handler: dispatcher.handle)
        timers.use(http)
    }

    private static func load(_ options: ServerOptions, into store: APIStore) throws -> ScenarioStore {
        var problems: [String] = []
        for path in options.apiFiles {
            do {
                let text = try FileText.read(path)
                _ = try store.add(text: text, file: path)
            } catch {
                problems.append("\(error)")
            }
        }
        for (api, _) in options.apiPorts where !store.contains(api) {
            let hint = NameSuggestion.hint(for: api, among: store.ids).map { "; \($0)" } ?? ""
            problems.append("--listen \(api)=...: there is no API \"\(api)\"\(hint)")
        }
        if options.controlToken == nil, !ControlAccess.isLoopback(options.host) {
            problems.append(
                "--host \(options.host) can be reached from other machines, and the control API needs a token there; add --control-token TOKEN"
            )
        }
        let scenarios = ScenarioStore.embedded()
        if let scenario = options.scenario {
            do {
                try scenarios.loadStandard(scenario, store: store)
            } catch {
                problems.append("\(error)")
            }
        }
        guard problems.isEmpty else { throw ServerFailure(problems.joined(separator: "\n")) }
        return scenarios
    }

    private static func recorder(_ options: ServerOptions, listeners: [String?]) throws -> JournalRecorder? {
        guard let path = options.journalFile else { return nil }
        do {
            let documents = try options.apiFiles.map { (file: $0, text: try FileText.read($0)) }
            let recorder = try JournalRecorder(path: path, report: options.report)
            recorder.write(JournalHeader.line(listeners: listeners, documents: documents))
            if let failure = recorder.failure { throw ServerFailure(failure) }
            return recorder
        } catch let failure as ServerFailure {
            throw failure
        } catch {
            throw ServerFailure("\(error)")
        }
    }

    private static func listeners(_ options: ServerOptions) -> [HTTPListener] {
        guard !options.isInMemory else { return [] }
        return ([options.port] + options.apiPorts.map(\.port)).map { HTTPListener(host: options.host, port: $0) }
    }

    private static func webhookSecrets(_ options: ServerOptions, seed: UInt64, store: APIStore) throws -> WebhookSecrets
    {
        do {
            return try WebhookSecrets(
                options.webhookSecrets, makesRest: options.makesWebhookSecrets, seed: seed, store: store)
        } catch {
            throw ServerFailure("\(error)")
        }
    }

    private static func baseline(_ options: ServerOptions) throws -> Baseline {
        guard let path = options.baseline else { return Baseline() }
        do {
            return try Baseline(parsing: Array(try FileText.read(path).utf8), file: path)
        } catch let error as DiagnosticsError {
            throw ServerFailure(error.diagnostics.map(\.description).joined(separator: "\n"))
        }
    }

    private static func clockSetting(_ options: ServerOptions) throws -> ClockSetting {
        var setting = ClockSetting()
        if let text = options.clock {
            guard let mode = ClockMode(rawValue: text) else {
                let known = ClockMode.allCases.map(\.rawValue).joined(separator: ", ")
                throw ServerFailure("--clock \(text): there is no such mode; known: \(known)")
            }
            setting.mode = mode
        }
        if let speed = options.speed {
            guard speed > 0, speed.isFinite else { throw ServerFailure("--speed \(speed): must be greater than 0") }
            setting.speed = speed
        }
        return setting
    }

    private static func httpConfiguration(_ options: ServerOptions) -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.limits.bodyBytes = options.maxBodyBytes
        configuration.limits.headerBytes = options.maxHeaderBytes
        configuration.headerReadTime = .milliseconds(Int64(options.headerSeconds * 1000))
        configuration.idleTime = .milliseconds(Int64(options.idleSeconds * 1000))
        configuration.threads = options.threads
        return configuration
    }

    /// Binds the ports and starts to answer, unless it was started before.
    ///
    /// - Returns: where the server listens, first the address that serves everything; nothing where it is in memory.
    /// - Throws: `ServerFailure` where a port cannot be bound, and where the server was shut down.
    public func start() async throws -> [Address] {
        try await running.value { try await bind() }
    }

    /// Where the server listens; `nil` while it does not run.
    var addresses: [Address]? { running.value }

    private func bind() async throws -> [Address] {
        do {
            return try await http.start().enumerated().map { index, listener in
                Address(api: apiOfListener[index], host: listener.host, port: listener.port)
            }
        } catch HTTPServerError.cannotListen(let listener, let reason) {
            throw ServerFailure("cannot listen on \(listener.host):\(listener.port): \(reason)")
        }
    }

    /// Stops accepting, finishes what is in flight, and closes.
    ///
    /// Webhook deliveries that are being sent have a moment to come to their end; `ServerOptions.report` gets a line about
    /// each that no receiver took.
    public func shutdown() async throws {
        running.end(ServerFailure("the server was shut down, and cannot be started again: make another"))
        try await http.shutdown(gracePeriod: .milliseconds(Int64(options.graceSeconds * 1000)))
        await finishWebhooks()
    }

    /// The longest that messages on their way have when the server is stopped.
    private static let webhookGrace = TimeSpan.seconds(2)

    private func finishWebhooks() async {
        let grace = min(Self.webhookGrace, .milliseconds(Int64(options.graceSeconds * 1000)))
        let end = clock() + grace
        while webhooks.count > 0, clock() < end, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(20))
        }
        let undelivered = spaces.all.flatMap(\.undelivered)
        await sender.shutdown()
        for line in undelivered { options.report(line) }
        if !undelivered.isEmpty { options.report("stopped with \(undelivered.count) webhook deliveries undelivered") }
    }

    /// Reads the scenario files again if they have changed.
    ///
    /// Spaces that use a scenario get its new reading at once; jobs that run keep their timelines. A file that cannot be
    /// used changes nothing.
    ///
    /// - Returns: one line about each file that was read again or that cannot be used.
    public func reloadChangedScenarios() -> [String] {
        scenarios.reloadChanged(store: store).map { change in
            switch change {
            case .reloaded(let loaded, let file):
                spaces.replace(loaded, at: clock())
                return "\(file): read again"
            case .broken(let diagnostics, let file):
                let reasons = diagnostics.map(\.description).joined(separator: "\n")
                return "\(file): still playing the last good reading, because the file cannot be used:\n\(reasons)"
            }
        }
    }

    /// Why the journal file lacks what happened last; `nil` where there is none or it is whole.
    public var journalFailure: String? { recorder?.failure }

    /// The seed that spaces get where nothing else says.
    public var seed: UInt64 { options.seed ?? scenarios.standard.scenario.seed ?? 1 }
}
