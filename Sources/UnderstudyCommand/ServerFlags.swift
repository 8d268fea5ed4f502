// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Logging
import Understudy

/// The flags of every command that starts a server.
struct ServerFlags: ParsableArguments {
    @Option(
        help: "The address to listen on (default: 127.0.0.1). Any other than this machine's own needs --control-token.")
    var host: String?
    @Option(help: "The port that serves everything; 0 picks a free one (default: 4010).")
    var port: Int?
    @Option(help: ArgumentHelp("A port that serves one API alone, without a path prefix.", valueName: "api=port"))
    var listen: [String] = []
    @Option(
        help: ArgumentHelp(
            "An OpenAPI document to play, added to the built-in ones or instead of one of them.", valueName: "file"))
    var api: [String] = []
    @Option(
        help: ArgumentHelp(
            "What happens: a scenario file, a folder of them, or the name of a ready-made one (default: happy).",
            valueName: "file|folder|name"))
    var scenario: String?
    @Option(
        help:
            "What identifiers and texts are made from; the same seed gives the same bytes. Default: what the scenario says, else 1."
    )
    var seed: UInt64?
    @Option(
        help: ArgumentHelp(
            "How time moves: real, manual (only when told) or auto (each poll moves it to the job's next change). Default: what the scenario says, else real.",
            valueName: "mode"))
    var clock: String?
    @Option(help: "Simulated seconds per second of a real clock (default: 1).")
    var speed: Double?
    @Flag(help: "Read changed scenario files again; running jobs keep their timelines.")
    var watch = false
    @Option(
        help: ArgumentHelp(
            "How strictly requests are taken: report (default: record what the vendor lets through), enforce (refuse it) or off.",
            valueName: "mode"))
    var contract: String?
    @Option(
        help: ArgumentHelp(
            "Another mode for one rule, such as member-unknown=enforce; of a rule that can refuse nothing, enforce makes errors.",
            valueName: "id=mode"))
    var rule: [String] = []
    @Option(
        help: ArgumentHelp(
            "A file of violations that are known and not to be reported.", valueName: "file"))
    var baseline: String?
    @Option(
        help: ArgumentHelp(
            "The token that the control API asks for as \"Authorization: Bearer TOKEN\".", valueName: "token"))
    var controlToken: String?
    @Option(help: "The most bytes of a request's body; more is answered with 413 (default: 10485760).")
    var maxBodyBytes: Int?
    @Option(help: "The most bytes of a request's header fields; more is answered with 431 (default: 16384).")
    var maxHeaderBytes: Int?
    @Option(help: "Seconds that a request's header may take to arrive (default: 10).")
    var headerSeconds: Double?
    @Option(help: "Seconds that a connection may be silent between requests (default: 75).")
    var idleSeconds: Double?
    @Option(help: "Seconds that answers in flight are given when the server is stopped (default: 10).")
    var graceSeconds: Double?
    @Option(help: "The most spaces at a time (default: 10000).")
    var maxSpaces: Int?
    @Option(help: "Bytes of journal that each space keeps (default: 16777216).")
    var journalBytes: Int?
    @Option(help: "Threads that serve connections (default: 1).")
    var threads: Int?
    @Option(
        help: ArgumentHelp(
            "How much to log to standard error: trace, debug, info, notice, warning, error (default: notice).",
            valueName: "level"))
    var logLevel: String?

    /// The options with what the environment says where the command line is silent.
    func options(defaultPort: Int) throws -> ServerOptions {
        typealias Environment = EnvironmentDefaults
        var options = ServerOptions()
        options.host = Environment.value("host", host) ?? options.host
        options.port = try Environment.number("port", port, default: defaultPort)
        options.apiPorts = try Environment.values("listen", listen).map(Self.apiPort)
        options.apiFiles = Environment.values("api", api)
        options.scenario = Environment.value("scenario", scenario)
        if seed != nil || environmentVariable(Environment.variable("seed")) != nil {
            options.seed = try Environment.number("seed", seed, default: 1)
        }
        options.clock = Environment.value("clock", clock)
        if speed != nil || environmentVariable(Environment.variable("speed")) != nil {
            options.speed = try Environment.number("speed", speed, default: 1)
        }
        options.watch = try Environment.flag("watch", watch)
        options.contract = Environment.value("contract", contract)
        options.rules = try Environment.values("rule", rule).map(Self.ruleMode)
        options.baseline = Environment.value("baseline", baseline)
        options.controlToken = Environment.value("control-token", controlToken)
        options.maxBodyBytes = try Environment.number("max-body-bytes", maxBodyBytes, default: options.maxBodyBytes)
        options.maxHeaderBytes = try Environment.number(
            "max-header-bytes", maxHeaderBytes, default: options.maxHeaderBytes)
        options.headerSeconds = try Environment.number("header-seconds", headerSeconds, default: options.headerSeconds)
        options.idleSeconds = try Environment.number("idle-seconds", idleSeconds, default: options.idleSeconds)
        options.graceSeconds = try Environment.number("grace-seconds", graceSeconds, default: options.graceSeconds)
        options.maxSpaces = try Environment.number("max-spaces", maxSpaces, default: options.maxSpaces)
        options.journalBytes = try Environment.number("journal-bytes", journalBytes, default: options.journalBytes)
        options.threads = try Environment.number("threads", threads, default: options.threads)
        try Self.check(options)
        return options
    }

    private static func check(_ options: ServerOptions) throws {
        for port in [options.port] + options.apiPorts.map(\.port) where !(0...65_535).contains(port) {
            throw ValidationError("port \(port) is not between 0 and 65535")
        }
        if let seed = options.seed, seed > UInt64(Int64.max) {
            throw ValidationError("--seed must be at most \(Int64.max)")
        }
        let positive: [(String, Double)] = [
            ("--max-body-bytes", Double(options.maxBodyBytes)), ("--max-header-bytes", Double(options.maxHeaderBytes)),
            ("--header-seconds", options.headerSeconds), ("--idle-seconds", options.idleSeconds),
            ("--max-spaces", Double(options.maxSpaces)), ("--journal-bytes", Double(options.journalBytes)),
            ("--threads", Double(options.threads)),
        ]
        for (flag, value) in positive where value <= 0 || !value.isFinite {
            throw ValidationError("\(flag) must be greater than 0")
        }
    }

    private static func apiPort(_ text: String) throws -> (api: String, port: Int) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let port = Int(parts[1]) else {
            throw ValidationError("--listen takes api=port, such as --listen my-api=4011; found \"\(text)\"")
        }
        return (String(parts[0]), port)
    }

    private static func ruleMode(_ text: String) throws -> (rule: String, mode: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw ValidationError("--rule takes id=mode, such as --rule member-unknown=enforce; found \"\(text)\"")
        }
        return (parts[0], parts[1])
    }

    func level() throws -> Logger.Level {
        let text = EnvironmentDefaults.value("log-level", logLevel) ?? "notice"
        guard let level = Logger.Level(rawValue: text) else {
            let known = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no log level \"\(text)\"; known: \(known)")
        }
        return level
    }
}
