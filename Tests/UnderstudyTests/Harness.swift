// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation
import Synchronization

@testable import Understudy

/// A whole server in memory, on a wall clock that the test sets: no port, no thread of its own, no waiting.
final class Harness: Sendable {
    let wall = Mutex(Instant(microseconds: 1_773_172_800_000_000))  // 2026-03-10T20:00:00Z
    let timers = Mutex<[(due: Instant, work: @Sendable () -> Void)]>([])
    let spaces: SpaceRegistry
    let scenarios: ScenarioStore
    let store: APIStore
    private let dispatcher: Dispatcher

    /// Compiled once for all tests.
    private static let builtIn = APIStore.embedded()

    init(
        store: APIStore = builtIn, clock: ClockSetting = ClockSetting(mode: .manual), token: String? = nil,
        listenerAPIs: [String?] = [nil], receiver: ReceiverInMemory = ReceiverInMemory(),
        change: (inout SpaceRegistry.Configuration) -> Void = { _ in }
    ) {
        self.store = store
        scenarios = .embedded()
        var configuration = SpaceRegistry.Configuration()
        configuration.clock = clock
        change(&configuration)
        let box = HarnessBox()
        let webhooks = WebhookService(
            transport: receiver.transport, clock: { box.now() }, timer: { box.schedule($0, $1) })
        spaces = SpaceRegistry(
            configuration: configuration, apis: store, scenarios: scenarios, webhooks: webhooks)
        let control = ControlAPI(
            store: store, spaces: spaces, scenarios: scenarios, access: ControlAccess(token: token),
            clock: { box.now() }, timer: { box.schedule($0, $1) })
        dispatcher = Dispatcher(
            mounts: MountTable(store: store, listenerAPIs: listenerAPIs), store: store, spaces: spaces,
            control: control, clock: { box.now() })
        box.harness.withLock { $0 = self }
    }

    /// Moves the wall clock and fires the timers that are due.
    func pass(_ span: TimeSpan) {
        let now = wall.withLock { wall in
            wall = wall + span
            return wall
        }
        let due = timers.withLock { timers in
            let due = timers.filter { $0.due <= now }
            timers.removeAll { $0.due <= now }
            return due
        }
        for timer in due.sorted(by: { $0.due < $1.due }) { timer.work() }
    }

    /// Sends a request; the answer is `nil` as long as it is held back.
    @discardableResult
    func begin(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [], body: String? = nil,
        listener: Int = 0
    ) throws -> PendingAnswer {
        var headers = headers
        if body != nil, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(("Content-Type", "application/json"))
        }
        let request = try HTTPRequest(
            method: method, target: target, headers: headers, body: Array((body ?? "").utf8), listener: listener)
        let answer = PendingAnswer()
        dispatcher.handle(request, HTTPReply { response in answer.value.withLock { $0 = response } })
        return answer
    }

    func send(
        _ method: String, _ target: String, headers: [(name: String, value: String)] = [], body: String? = nil,
        listener: Int = 0
    ) throws -> TestResponse {
        try begin(method, target, headers: headers, body: body, listener: listener).response()
    }

    /// A control call that must succeed.
    @discardableResult
    func control(_ method: String, _ path: String, _ body: String? = nil) throws -> JSONValue {
        let response = try send(method, "/_understudy/v1" + path, body: body)
        guard (200..<300).contains(response.status) else { throw UnexpectedStatus(response: response) }
        return response.http.body.isEmpty ? .null : try response.json
    }
}

/// What the server is given before the harness exists.
private final class HarnessBox: Sendable {
    let harness = Mutex<Harness?>(nil)

    func now() -> Instant {
        guard let harness = harness.withLock({ $0 }) else { return Instant(microseconds: 0) }
        return harness.wall.withLock { $0 }
    }

    func schedule(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
        guard let harness = harness.withLock({ $0 }) else { return }
        let span = TimeSpan(
            microseconds: delay.components.seconds * 1_000_000 + delay.components.attoseconds / 1_000_000_000_000)
        let due = harness.wall.withLock { $0 + span }
        harness.timers.withLock { $0.append((due, work)) }
    }
}

final class PendingAnswer: Sendable {
    let value = Mutex<HTTPResponse?>(nil)

    var isHeld: Bool { value.withLock { $0 == nil } }

    func response() throws -> TestResponse {
        guard let response = value.withLock({ $0 }) else { throw NoAnswer() }
        return TestResponse(http: response)
    }
}

struct NoAnswer: Error {}

struct UnexpectedStatus: Error, CustomStringConvertible {
    var response: TestResponse
    var description: String { "\(response.status): \(response.text)" }
}

struct TestResponse: Sendable {
    var http: HTTPResponse

    var status: Int { http.status }
    var text: String { String(decoding: http.body, as: UTF8.self) }
    var json: JSONValue { get throws { try JSONReader.read(http.body).root } }

    func header(_ name: String) -> String? {
        http.headers.lines.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Requests of the content API that many tests make.
extension Harness {
    static let key = [(name: "X-API-Key", value: "k")]
    static let prompt = "5d3c1f0a-0c51-4b7e-9a52-1f60c8a4e101"
    static let persona = "c2a9b6d4-7e18-4f05-8c3d-90b1a5e62001"

    static func order(title: String? = nil) -> String {
        let brief = title.map { ",\"briefTitle\":\"\($0)\"" } ?? ""
        return "{\"mode\":\"CREATE\",\"promptId\":\"\(prompt)\",\"personaId\":\"\(persona)\",\"type\":\"ARTICLE\","
            + "\"contentLength\":\"SHORT\"\(brief)}"
    }

    /// Submits a document and gives its id.
    func submit(prefix: String = "", title: String? = nil, key: String = "k") throws -> String {
        let response = try send(
            "POST", prefix + "/promptwatch/api/v2/content/create", headers: [("X-API-Key", key)],
            body: Self.order(title: title))
        guard response.status == 200, let id = try response.json["id"]?.stringValue else {
            throw UnexpectedStatus(response: response)
        }
        return id
    }

    func read(_ id: String, prefix: String = "", key: String = "k") throws -> JSONValue {
        let response = try send(
            "GET", prefix + "/promptwatch/api/v2/content/\(id)", headers: [("X-API-Key", key)])
        guard response.status == 200 else { throw UnexpectedStatus(response: response) }
        return try response.json
    }
}

/// What the report says.
extension Harness {
    func findings(space: String = "default") throws -> [JSONValue] {
        try control("GET", "/spaces/\(space)/violations")["violations"]?.arrayValue ?? []
    }

    /// The rules that were broken, in the order in which they first were.
    func rules(space: String = "default") throws -> [String] {
        try findings(space: space).compactMap { $0["rule"]?.stringValue }
    }

    /// The report of one space.
    func report(space: String = "default") throws -> JSONValue {
        try control("GET", "/spaces/\(space)/report")["spaces"]?.arrayValue?.first ?? .null
    }
}
