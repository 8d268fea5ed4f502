// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Expectations that hold or fail whatever clients do.
extension ScenarioLint {
    mutating func checkExpectation(
        _ expectation: Expectation, at places: ScenarioParts.RulePlaces, clock: ClockSetting?
    ) {
        switch expectation.subject {
        case .requests(let requests):
            checkCondition(requests.when, at: places, .answers)
            if requests.pace != nil { checkPace(of: requests, at: places.own["pace"] ?? places.rule, clock) }
        case .jobs(let jobs):
            checkCondition(jobs.when, at: places, .jobs)
            if jobs.end != nil, jobs.count.most == 0 {
                warn("where there is no job, \"end\" says nothing", at: places.own["end"] ?? places.rule)
            }
        case .receiver(let receiver):
            guard let names else { return }
            let signing = names.filter { !$0.value.events.isEmpty && $0.value.signsWebhooks }.keys
            if let api = receiver.api, names[api]?.events.isEmpty == false, !signing.contains(api) {
                warn("\"\(api)\" does not sign its webhooks, so nobody can verify them", at: places.member("api"))
            } else if receiver.api == nil, signing.isEmpty {
                warn("no API signs webhooks, so nobody can verify them", at: places.rule)
            }
        case .never(let ids):
            guard let clock = Self.hiding(clock) else { return }
            for id in ids where rules.contains(where: { $0.id == id && $0.needsPace }) {
                warn(
                    "\"\(id)\" is judged on the client's own time, which a clock \(clock) does not show",
                    at: places.own["never"] ?? places.rule)
            }
        case .deliveries: break
        }
    }

    private mutating func checkPace(of requests: ExpectedRequests, at place: SourcePlace, _ clock: ClockSetting?) {
        let does = requests.when.operation.flatMap { operation in
            names?.filter { requests.when.api == nil || requests.when.api == $0.key }
                .compactMap { $0.value.roles[operation]?.does }.first
        }
        if (requests.when.does ?? does) == .submit {
            warn("each request to submit is about a job of its own, so \"pace\" says nothing of them", at: place)
        } else if let most = requests.count.most, most < 2 {
            warn("\"pace\" says nothing of fewer than two requests", at: place)
        } else if let clock = Self.hiding(clock) {
            warn("\"pace\" is judged on the client's own time, which a clock \(clock) does not show", at: place)
        }
    }

    /// How a clock is called that does not show the client's own time.
    private static func hiding(_ clock: ClockSetting?) -> String? {
        let mode = clock?.mode ?? .real
        if mode != .real { return "in mode \(mode.rawValue)" }
        guard let speed = clock?.speed, speed != 1 else { return nil }
        return "at speed \(speed == speed.rounded() && speed < 1e15 ? "\(Int(speed))" : "\(speed)")"
    }
}
