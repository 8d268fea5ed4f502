// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    func host(_ request: Request) throws -> SpaceHost {
        let name = request.text(.path, "space") ?? ""
        // It is there from the start, though made on its first use.
        return name == SpaceName.standard ? try spaces.host(name, at: request.wall) : try spaces.existing(name)
    }

    func listSpaces(_ request: Request) -> HTTPResponse {
        OwnAnswer.json(200, ["spaces": .array(spaces.all.map { json($0, at: request.wall) })])
    }

    func createSpace(_ request: Request) throws -> HTTPResponse {
        let name = request.body["name"]?.stringValue ?? ""
        let scenario = try request.body["scenario"].map { try self.scenario($0) }
        let seed = request.body["seed"]?.integerValue.map { UInt64(bitPattern: $0) }
        let clock = try request.body["clock"].map(Self.clockSetting)
        let host = try spaces.create(name, scenario: scenario, seed: seed, clock: clock, at: request.wall)
        return OwnAnswer.json(201, json(host, at: request.wall))
    }

    func getSpace(_ request: Request) throws -> HTTPResponse {
        OwnAnswer.json(200, json(try host(request), at: request.wall))
    }

    func deleteSpace(_ request: Request) throws -> HTTPResponse {
        let host = try spaces.delete(request.text(.path, "space") ?? "")
        host.endWebhooks(at: request.wall)
        host.releaseHeld()
        return HTTPResponse(status: 204)
    }

    func resetSpace(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let moved = host.withLock(at: request.wall) { state in
            _ = state.space.apply(.reset, at: request.wall)
            state.wasUsed = state.wasUsed || state.journal.nextID > 1
            state.journal.clear()
            state.scenarioSince = 1
            state.contract = host.standardContract
            return state.forgetWebhooks(at: request.wall)
        }
        host.releaseHeld()
        for resume in moved { resume() }
        return OwnAnswer.json(200, json(host, at: request.wall))
    }

    func forkSpace(_ request: Request) throws -> HTTPResponse {
        let name = request.body["as"]?.stringValue ?? ""
        let fork = try spaces.fork(try host(request), as: name, at: request.wall)
        return OwnAnswer.json(201, json(fork, at: request.wall))
    }

    func json(_ host: SpaceHost, at wall: Instant) -> JSONValue {
        host.withLock(at: wall) { state in
            let counts = state.space.jobCounts(at: wall)
            var jobs = JSONObject()
            for state in JobState.allCases { jobs[state.rawValue] = .integer(Int64(counts[state] ?? 0)) }
            return [
                "name": .string(host.name), "seed": .integer(Int64(bitPattern: state.space.seed)),
                "scenario": .string(state.space.scenario.name), "clock": Self.json(state.space.clock(at: wall)),
                "jobs": .object(jobs), "requests": .integer(Int64(state.journal.nextID - 1)),
                "createdAt": host.createdAt.text(.milliseconds),
            ]
        }
    }

    // MARK: Clock

    func getClock(_ request: Request) throws -> HTTPResponse {
        OwnAnswer.json(200, clockJSON(try host(request), at: request.wall))
    }

    func setClock(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let setting = try Self.clockSetting(request.body)
        let now = try request.body["now"].map { try Self.instant($0, "/now") }
        let outcome = host.withLock(at: request.wall) { state in
            let present = state.space.now(at: request.wall)
            if let now, now < present {
                return Outcome(now: present, result: .refused(.clockCannotGoBack(now: present)))
            }
            return state.space.apply(.setClock(setting, now: nil), at: request.wall)
        }
        if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
        let answer = { @Sendable in reply.send(OwnAnswer.json(200, self.clockJSON(host, at: self.clock()))) }
        guard let now else {
            answer()
            return
        }
        host.move(.to(now), at: request.wall) { _ in answer() }
    }

    private func clockJSON(_ host: SpaceHost, at wall: Instant) -> JSONValue {
        host.withLock(at: wall) { state in
            let clock = state.space.clock(at: wall)
            var object = Self.json(clock).objectValue ?? JSONObject()
            object["nextEvent"] = state.space.nextDue.map { max($0, clock.now).text(.milliseconds) } ?? .null
            return .object(object)
        }
    }

    static func json(_ clock: (mode: ClockMode, speed: Double, now: Instant)) -> JSONValue {
        ["mode": .string(clock.mode.rawValue), "speed": .double(clock.speed), "now": clock.now.text(.milliseconds)]
    }

    static func clockSetting(_ value: JSONValue) throws -> ClockSetting {
        var setting = ClockSetting(mode: value["mode"]?.stringValue.flatMap(ClockMode.init(rawValue:)))
        switch value["speed"] {
        case .integer(let speed): setting.speed = Double(speed)
        case .double(let speed): setting.speed = speed
        default: break
        }
        setting.start = try value["start"].map { try instant($0, "/clock/start") }
        return setting
    }

    static func instant(_ value: JSONValue, _ pointer: String) throws -> Instant {
        guard let instant = value.stringValue.flatMap({ Instant(parsing: $0) }) else {
            throw ControlFailure(
                400, "body-invalid", "\(value.text) is no instant",
                details: [.init("write it as 2026-03-10T20:00:00Z", pointer: pointer)])
        }
        return instant
    }

    // MARK: Scenario

    /// A ready-made scenario by its name, or a whole one.
    func scenario(_ value: JSONValue) throws -> ScenarioStore.Loaded {
        let name = value.stringValue ?? (value.objectValue?.count == 1 ? value["name"]?.stringValue : nil)
        guard let name else {
            return try scenarios.parse(
                value.serialized, file: "scenario", store: store, mayReadFiles: false)
        }
        guard let loaded = scenarios.named(name) else {
            throw ControlFailure(
                404, "scenario-unknown", "there is no scenario \"\(name)\"",
                details: [
                    .init(
                        "known: " + scenarios.names.joined(separator: ", "),
                        hint: NameSuggestion.closest(to: name, among: scenarios.names).map { "did you mean \"\($0)\"?" }
                    )
                ])
        }
        return loaded
    }

    func getScenario(_ request: Request) throws -> HTTPResponse {
        OwnAnswer.json(200, scenarioJSON(try host(request), at: request.wall))
    }

    func putScenario(_ request: Request) throws -> HTTPResponse {
        let host = try host(request)
        let loaded = try scenario(request.body)
        host.withLock(at: request.wall) { state in state.use(loaded, at: request.wall) }
        return OwnAnswer.json(200, scenarioJSON(host, at: request.wall))
    }

    private func scenarioJSON(_ host: SpaceHost, at wall: Instant) -> JSONValue {
        host.withLock(at: wall) { state in
            var object: JSONObject = ["name": .string(state.space.scenario.name)]
            if let description = state.space.scenario.description { object["description"] = .string(description) }
            object["source"] = state.source
            return .object(object)
        }
    }
}
