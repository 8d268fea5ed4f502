// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How a server is started.
///
/// Every option has the default that the command line has.
public struct ServerOptions: Sendable {
    /// The address to listen on; one that is not of the loopback interface needs a `controlToken`.
    public var host = "127.0.0.1"
    /// The port that serves everything; 0 picks a free one.
    public var port = 4010
    /// Ports that serve one API each, without a prefix.
    public var apiPorts: [(api: String, port: Int)] = []
    /// OpenAPI documents to add, or to use instead of the built-in ones of the same id.
    public var apiFiles: [String] = []
    /// A scenario file, a folder of them, or the name of a ready-made one.
    public var scenario: String?
    /// What identifiers, texts and synthetic values are made from, whatever the scenario says; `nil`: the scenario's
    /// seed, else 1.
    public var seed: UInt64?
    /// The mode of every space's clock, where its scenario does not say: `real`, `manual` or `auto`.
    public var clock: String?
    /// Simulated seconds per second in mode `real`.
    public var speed: Double?
    /// Reads changed scenario files again while running.
    public var watch = false
    /// How strictly requests are taken: `report`, `enforce` or `off`; `nil`: `report`.
    public var contract: String?
    /// Other modes for single rules, by the rule's id.
    public var rules: [(rule: String, mode: String)] = []
    /// A file of violations that are known and not to be reported.
    public var baseline: String?
    /// The token that the control API asks for; `nil`: none, from this machine only.
    public var controlToken: String?
    /// The most bytes of a request's body.
    public var maxBodyBytes = 10 * 1024 * 1024
    /// The most bytes of a request's header fields.
    public var maxHeaderBytes = 16 * 1024
    /// Seconds that a request's head may take to arrive.
    public var headerSeconds = 10.0
    /// Seconds that a connection may be silent between requests.
    public var idleSeconds = 75.0
    /// The most spaces at a time.
    public var maxSpaces = 10_000
    /// Bytes of journal that each space keeps.
    public var journalBytes = 16 * 1024 * 1024
    /// Seconds that answers in flight are given when the server is stopped.
    public var graceSeconds = 10.0
    /// Threads that serve connections.
    public var threads = 1

    /// Gets a line about each webhook delivery that failed or that nobody took, from any thread.
    public var report: @Sendable (String) -> Void = { _ in }

    /// The defaults.
    public init() {}
}

/// Why a server cannot be started, in words for its user.
public struct ServerFailure: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do; several lines where several things are wrong.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}
