// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What takes longer than a test waits.
extension ScenarioLint {
    /// No test waits longer for one thing.
    static let patience = TimeSpan.seconds(600)

    mutating func checkDurations(_ parts: ScenarioParts) {
        let scenario = parts.scenario
        for (rule, places) in zip(scenario.faults, parts.faultPlaces) {
            if case .stall(_, let span) = rule.transfer, span > Self.patience {
                warn(
                    "the answer rests for \(span.text) of real time, whatever the space's clock does",
                    at: places.own["transfer"] ?? places.rule)
            }
        }
        // On the other clocks time costs nothing.
        guard (scenario.clock?.mode ?? .real) == .real else { return }
        let clock = Clock(scenario.clock)
        for (rule, places) in zip(scenario.faults, parts.faultPlaces) {
            if let delay = rule.delay {
                check(delay, clock, "the answer comes", at: places.own["delay"] ?? places.rule)
            }
        }
        for (name, rule) in scenario.credentials {
            guard let after = rule.after, let places = parts.credentialPlaces[name] else { continue }
            check(after, clock, "the credential is refused", at: places.own["after"] ?? places.rule)
        }
        for (name, place) in parts.timelinePlaces {
            guard let timeline = scenario.timelines[name] else { continue }
            check(timeline.length, clock, "a job with the timeline \"\(name)\" ends", at: place)
        }
        // A clock may be slow enough to make a ready-made timeline long.
        for (rule, places) in zip(scenario.jobs, parts.jobPlaces) {
            for (name, place) in zip(rule.then, places.then) where parts.timelinePlaces[name]?.file != file {
                guard let timeline = timelines[name] else { continue }
                check(timeline.length, clock, "a job with the timeline \"\(name)\" ends", at: place)
            }
        }
    }

    /// A real clock, with how it is called.
    private struct Clock {
        var speed: Double
        var phrase: String

        init(_ setting: ClockSetting?) {
            speed = setting?.speed ?? 1
            let text = speed.isEqualToWhole ? "\(Int(speed))" : "\(speed)"
            phrase =
                "on a real clock at speed \(text)"
                + (setting?.mode == nil ? ", which is the clock where nothing says otherwise" : "")
        }
    }

    private mutating func check(_ span: TimeSpan, _ clock: Clock, _ what: String, at place: SourcePlace) {
        let real = Double(span.microseconds) / clock.speed
        guard real > Double(Self.patience.microseconds) else { return }
        // Enough to take ten seconds.
        let speed = max(2, (Double(span.microseconds) / 10_000_000).rounded(.up))
        let shown = real < 9e18 ? TimeSpan(microseconds: Int64(real / 1_000_000) * 1_000_000).text : "ages"
        warn(
            "\(what) after \(shown) \(clock.phrase): no test waits that long", at: place,
            hint: "add \"clock\": { \"mode\": \"manual\" } and move it"
                + (speed < 1e9 ? ", or \"speed\": \(Int(speed))" : ""))
    }
}

extension Double {
    fileprivate var isEqualToWhole: Bool { self == rounded() && magnitude < 1e15 }
}

extension Timeline {
    /// How long it takes by time alone: nobody knows how long polls and signals take.
    fileprivate var length: TimeSpan {
        var total = TimeSpan.zero
        for step in steps {
            guard case .time(let span) = step.wait else { continue }
            let (sum, overflow) = total.microseconds.addingReportingOverflow(span.microseconds)
            total = TimeSpan(microseconds: overflow ? .max : sum)
        }
        return total
    }
}
