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

    private let options: ServerOptions
    private let http: HTTPServer
    private let apiOfListener: [String?]
    let store: APIStore
    private let scenarios: ScenarioStore
    private let spaces: SpaceRegistry
    private let sender = WebhookSender()
    private let webhooks: WebhookService
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
        configuration.spaceLimit = options.maxSpaces
        configuration.journalBudget = options.journalBytes
        configuration.contract = try ContractMode(mode: options.contract, rules: options.rules)
        let timers = TimerBox()
        let webhooks = WebhookService(
            transport: sender.send, clock: clock, timer: timers.schedule, report: options.report)
        self.webhooks = webhooks
        let spaces = SpaceRegistry(
            configuration: configuration, apis: store, scenarios: scenarios, webhooks: webhooks)
        self.spaces = spaces
        let apiOfListener: [String?] = [nil] + options.apiPorts.map(\.api)
        self.apiOfListener = apiOfListener
        let control = ControlAPI(
            store: store, spaces: spaces, scenarios: scenarios, access: ControlAccess(token: options.controlToken),
            baseline: try Self.baseline(options), clock: clock, timer: timers.schedule)
        self.control = control
        let dispatcher = Dispatcher(
            mounts: MountTable(store: store, listenerAPIs: apiOfListener), store: store, spaces: spaces,
            control: control, clock: clock)
        var httpConfiguration = Self.httpConfiguration(options)
        httpConfiguration.oversizedResponse = dispatcher.answerOversized
        http = HTTPServer(
            configuration: httpConfiguration,
            listeners: [HTTPListener(host: options.host, port: options.port)]
                + options.apiPorts.map { HTTPListener(host: options.host, port: $0.port) },
            handler: dispatcher.handle)
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

    /// Binds the ports and starts to answer.
    ///
    /// - Returns: where the server listens; first the address that serves everything.
    /// - Throws: `ServerFailure` where a port cannot be bound.
    public func start() async throws -> [Address] {
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

    /// The seed that spaces get where nothing else says.
    public var seed: UInt64 { options.seed ?? scenarios.standard.scenario.seed ?? 1 }
}
