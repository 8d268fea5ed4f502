// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Synchronization

/// Does again what a saved journal says was done, and compares each answer with the one that was given.
///
/// Nothing waits and nothing is sent: time is what the journal says, and receivers of webhooks answer what it says they
/// answered.
public struct JournalReplay: Sendable {
    /// What came of it.
    public struct Result: Sendable {
        /// How many requests were made again.
        public internal(set) var requests = 0
        /// How many of them were answered with other bytes than in the journal.
        public internal(set) var differing = 0
        /// In how many spaces.
        public internal(set) var spaces = 0
        /// The first answer that differs; `nil` where none does.
        public internal(set) var first: AnswerDifference?
        /// What may explain a difference, and what was left out.
        public internal(set) var warnings: [String] = []
    }

    private let file: String
    private let store: APIStore
    private let mounts: MountTable
    private let registry: SpaceRegistry
    private var spaces: [Int: SpaceHost] = [:]
    private var result = Result()

    /// Replays a file that `--save-journal` wrote.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - apiFiles: documents to use instead of those that the journal carries or that are built in.
    /// - Returns: how many answers are the same.
    /// - Throws: `ServerFailure` where the file cannot be read or is none that a server wrote, with file and line.
    public static func run(_ path: String, apiFiles: [String] = []) throws -> Result {
        try run(path, apiFiles: apiFiles, store: nil)
    }

    /// The same with APIs that are compiled already.
    static func run(_ path: String, apiFiles: [String] = [], store: APIStore?) throws -> Result {
        let bytes: [UInt8]
        do {
            bytes = try FileText.bytes(path)
        } catch {
            throw ServerFailure("\(error)")
        }
        var lines = JournalLines(bytes, file: path)
        guard let header = try lines.next() else {
            throw ServerFailure("\(path): error: the file is empty; understudy serve --save-journal FILE writes one")
        }
        var replay = try JournalReplay(header, file: path, apiFiles: apiFiles, store: store)
        while let line = try lines.next() { try replay.perform(line) }
        if let cut = lines.cutOff {
            replay.result.warnings.append("\(path):\(cut): the last line is cut off and was left out")
        }
        return replay.result
    }

    private init(_ header: JournalLines.Line, file: String, apiFiles: [String], store known: APIStore?) throws {
        self.file = file
        if let known {
            store = known
        } else {
            (store, result.warnings) = try JournalHeader.store(of: header, replacing: apiFiles)
        }
        mounts = MountTable(
            store: store,
            listenerAPIs: (header.value["listeners"]?.arrayValue ?? [.null]).map(\.stringValue))
        registry = SpaceRegistry(
            configuration: .init(), apis: store, scenarios: .embedded(),
            webhooks: WebhookService(
                transport: { _, _ in }, clock: { Instant(microseconds: 0) }, timer: { _, _ in }))
    }

    private mutating func perform(_ line: JournalLines.Line) throws {
        switch line.value["type"]?.stringValue {
        case "space": try makeSpace(line)
        case "install":
            let (host, wall) = try place(line)
            _ = try host.api(line.text("api"), at: wall)
        case "command": try command(line)
        case "contract":
            guard let contract = ContractMode(line.value["contract"]) else { throw line.failure("no contract") }
            try place(line).host.state.withLock { $0.contract = contract }
        case "request": try request(line)
        case let type: throw line.failure("there is no kind of line \"\(type ?? "")\"")
        }
    }

    private mutating func makeSpace(_ line: JournalLines.Line) throws {
        guard let number = line.value["space"]?.integerValue, let contract = ContractMode(line.value["contract"]) else {
            throw line.failure("no number of a space, or no contract")
        }
        let world: Versioned<Space> = try line.decode("world")
        let host = registry.replaying(world.content, contract)
        spaces[Int(clamping: number)] = host
        result.spaces += 1
    }

    private func command(_ line: JournalLines.Line) throws {
        let (host, wall) = try place(line)
        let command: Versioned<Command> = try line.decode("command")
        host.state.withLock { state in
            switch command.content {
            case .reset: _ = state.reset(to: host.standardContract, at: wall)
            case .useScenario(let scenario):
                state.use(
                    ScenarioStore.Loaded(scenario: scenario, source: .null, warnings: []),
                    secrets: WebhookSecrets(), at: wall)
            case let other: _ = state.apply(other, at: wall)
            }
        }
    }

    private mutating func request(_ line: JournalLines.Line) throws {
        let (host, wall) = try place(line)
        let sent = line.value["request"]
        guard let head = RecordedBytes.bytes(sent?["head"]), let body = RecordedBytes.bytes(sent?["body"]),
            let recorded = RecordedAnswer(line.value["answer"])
        else { throw line.failure("no request, or no answer") }
        let request: HTTPRequest
        do {
            request = try HTTPRequest(
                head: head, body: body, listener: Int(clamping: sent?["listener"]?.integerValue ?? 0),
                remoteAddress: sent?["client"]?.stringValue)
        } catch {
            throw line.failure("\(error.message)")
        }
        let refused = sent?["refused"]?.stringValue.map {
            HTTPFailure(status: 413, code: "body_too_large", message: $0)
        }
        let again = RecordedAnswer(try answer(request, refused, in: host, at: wall, line))
        result.requests += 1
        guard again != recorded else { return }
        result.differing += 1
        if result.first == nil {
            let number = host.state.withLock { $0.journal.nextID - 1 }
            result.first = AnswerDifference(
                recorded: recorded, now: again, request: request, number: number, space: host.name, file: file,
                line: line.number)
        }
    }

    private func answer(
        _ request: HTTPRequest, _ refused: HTTPFailure?, in host: SpaceHost, at wall: Instant,
        _ line: JournalLines.Line
    ) throws -> HTTPResponse {
        switch mounts.resolve(request) {
        case .control: throw line.failure("a request to the control API is none of a client")
        case .unknown(let path, _):
            let stray = StrayRequest(request: request, path: path, mounts: store.ids, started: wall, clock: { wall })
            return host.state.withLock { stray.respond(in: &$0) }
        case .mounted(let mounted):
            guard let api = try host.api(mounted.api, at: wall) else {
                throw line.failure("there is no API \"\(mounted.api)\"; give its document with --api")
            }
            let exchange = Exchange(
                request: request, mounted: mounted, api: api, host: host, started: wall, clock: { wall })
            if let refused {
                let parts = try exchange.refusal(.bodyTooLarge, refused.message)
                return host.state.withLock { exchange.respond(toRefused: parts, refused, in: &$0) }
            }
            let parts = try exchange.interpret()
            let reply = HTTPReply { _ in }
            return host.state.withLock { exchange.respond(parts, in: &$0, reply) }.response
        }
    }

    private func place(_ line: JournalLines.Line) throws -> (host: SpaceHost, wall: Instant) {
        guard let number = line.value["space"]?.integerValue, let wall = line.value["wall"]?.integerValue else {
            throw line.failure("no space, or no time")
        }
        guard let host = spaces[Int(clamping: number)] else { throw line.failure("space \(number) was never made") }
        return (host, Instant(microseconds: wall))
    }
}
