// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Testing

@testable import Simulation

/// Makes commands at random from a seed, at random wall-clock times.
struct RandomWorld {
    var generator: SeededGenerator
    var wall = World.noon
    /// Identifiers that commands may name; fed with what the outcomes show.
    var jobs: [JobReference] = []
    var records: [String] = ["1", "2", "3"]
    var cursors: [String] = []
    var webhooks: [String] = []
    var deliveries = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The seed of this run: `UNDERSTUDY_TEST_SEED`, else a new one.
    static let baseSeed: UInt64 =
        ProcessInfo.processInfo.environment["UNDERSTUDY_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1_000_000)

    mutating func space() -> Space {
        let setting = ClockSetting(mode: pick(ClockMode.allCases), speed: pick([1, 0.5, 60]))
        return Space(name: "random", seed: generator.next(), scenario: scenario(), clock: setting, at: wall)
    }

    mutating func scenario() -> Scenario {
        var scenario = Scenario(name: "scenario\(generator.below(100))")
        for number in 0..<4 { scenario.timelines["t\(number)"] = timeline("t\(number)") }
        let names = scenario.timelines.keys.sorted() + ["happy"]
        scenario.jobs = (0..<generator.below(3)).map { _ in
            JobRule(
                when: RequestMatch(operation: pick([nil, "a"]), every: pick([nil, 2])),
                then: (0...generator.below(2)).map { _ in pick(names) },
                content: pick([nil, ScriptedContent(text: "One two *three* four.\nFive **six** seven eight.")]))
        }
        scenario.faults = (0..<generator.below(3)).map { _ in
            FaultRule(
                when: RequestMatch(
                    operation: pick([nil, "b"]), nth: pick([[], [3], [5, 9]]), every: pick([nil, 7]),
                    state: pick([nil, .processing])),
                phase: pick(FaultPhase.allCases), delay: pick([nil, .seconds(1)]),
                respond: pick([nil, ScriptedAnswer(status: 503)]))
        }
        scenario.credentials = pick([
            [:],
            ["poor": CredentialRule(scopes: [], attributes: ["credits": 5]), "l": CredentialRule(refused: "unpaid")],
        ])
        scenario.limits = pick([
            [:], ["sample.tasks": LimitChange(max: 1), "sample.off": LimitChange(isEnabled: true)],
        ])
        if generator.below(3) == 0 { scenario.webhooks = [order()] }
        scenario.deliveries = pick([nil, nil, DeliveryTrouble(down: 2), DeliveryTrouble(copies: 2)])
        return scenario
    }

    /// Who wants to be told of what.
    mutating func order() -> WebhookOrder {
        WebhookOrder(
            api: generator.below(20) == 0 ? "nobody" : "sample", url: Self.receiver, secret: pick([nil, "secret"]),
            events: pick([[], ["article.done"], ["persona.changed", "article.begun"], ["nothing"]]),
            timestamps: pick(SignatureClock.allCases), timeout: pick([nil, .seconds(1)]))
    }

    private static let receiver: WebhookURL = {
        do { return try WebhookURL(parsing: "http://127.0.0.1:9/hook") } catch { preconditionFailure("\(error)") }
    }()

    /// Something about webhooks; half of it are results of attempts.
    private mutating func webhook() -> WebhookCommand {
        let delivery = max(1, deliveries - generator.below(12))
        switch generator.below(20) {
        case 0...2: return .subscribe(order())
        case 3: return .unsubscribe(pick(webhooks + ["nobody"]))
        case 4: return .test(subscription: pick(webhooks + ["nobody"]), event: pick([nil, "article.done", "x"]))
        case 5, 6: return .redeliver(delivery)
        case 7, 8:
            return .keepMessage(
                delivery: delivery, WebhookMessage(contentType: "application/json", body: [UInt8(generator.below(256))])
            )
        case 9: return .takeEventIdentifiers(subscription: pick(webhooks + ["nobody"]), count: generator.below(3))
        default:
            let result = AttemptResult(status: pick([200, 204, 500, 302, nil]), startedAt: wall, duration: .seconds(1))
            return .recordAttempt(delivery: delivery, attempt: 1 + generator.below(3), result)
        }
    }

    mutating func timeline(_ name: String) -> Timeline {
        var steps: [Timeline.Step] = []
        for _ in 0..<generator.below(3) { steps.append(Timeline.Step(state: .pending, wait: wait())) }
        for _ in 0..<generator.below(4) {
            steps.append(
                Timeline.Step(
                    state: .processing, wait: wait(), stage: pick([nil, "draft"]),
                    progress: pick([nil, nil, 0.3, 0.9]), content: pick([nil, mark(), mark()])))
        }
        if generator.below(5) > 0 {
            steps.append(
                Timeline.Step(
                    state: pick([.completed, .completed, .failed, .stopped]), content: pick([nil, nil, mark()]),
                    reason: pick([nil, "why"])))
        }
        return Timeline(name: name, steps: steps)
    }

    private mutating func wait() -> Timeline.Wait {
        switch generator.below(8) {
        case 0: .signal
        case 1, 2: .polls(generator.below(4))
        case 3: .time(.zero)
        default: .time(.milliseconds(Int64(generator.below(9_000))))
        }
    }

    private mutating func mark() -> Timeline.ContentMark {
        Timeline.ContentMark(
            amount: pick([.fraction(generator.unit()), .characters(generator.below(400))]),
            cut: pick(Timeline.ContentMark.Cut.allCases))
    }

    /// The next command, with the wall clock's time for it; the wall clock is now and then set back.
    mutating func command() -> LoggedCommand {
        wall =
            wall
            + .milliseconds(generator.below(20) == 0 ? -Int64(generator.below(5_000)) : Int64(generator.below(900)))
        return LoggedCommand(at: wall, command: next())
    }

    private mutating func next() -> Command {
        switch generator.below(100) {
        case 0: .reset
        case 1, 2: .useScenario(scenario())
        case 3: .install(.random)
        case 4, 5:
            .setClock(
                ClockSetting(mode: pick([nil] + ClockMode.allCases), speed: pick([nil, 3])), now: pick([nil, wall]))
        case 6...11: .advance(advance())
        case 12...14: .advanceToAttempts(advance())
        case 20...34: .webhook(webhook())
        case 15...19: .signal(job(), pick(Signal.allCases), reason: pick([nil, "told"]))
        default:
            .call(
                Call(
                    api: generator.below(50) == 0 ? "nobody" : "sample", operation: pick(["a", "b", "change"]),
                    action: action(), marker: pick([nil, nil, nil, "t1", "t9"]),
                    subjects: generator.below(10) == 0 ? [subject()] : [], admission: pick([nil, nil, admission()])))
        }
    }

    private mutating func subject() -> Subject {
        let job = job()
        return pick([
            Subject(.jobs(kind: job.kind), identifier: job.identifier),
            Subject(.records(collection: "personas"), identifier: record()),
        ])
    }

    private mutating func advance() -> Advance {
        switch generator.below(10) {
        case 0: .untilIdle
        case 1: .untilJob(job())
        case 2: .to(wall)
        case 3...6: .next
        default: .by(.milliseconds(Int64(generator.below(4_000))))
        }
    }

    private mutating func action() -> Action {
        let job = job()
        switch generator.below(23) {
        case 22: return .report(report())
        case 20: return .batch(batch())
        case 21:
            return pick([
                .listRecords(collection: "rooms", query()), .readRecord(collection: "chairs", identifier: record()),
                .deleteRecord(collection: "rooms", identifier: record()),
            ])
        case 0...4:
            var submission = Submission(
                kind: pick(["article", "audit"]), inputs: ["tea", .integer(Int64(generator.below(5)))],
                topic: pick(["tea", "Überraschung"]), words: generator.below(120))
            if generator.below(4) == 0 { submission.failure = "bound to" }
            if generator.below(4) == 0 { return .submit(batch(of: submission)) }
            return .submit(submission)
        case 5...12: return .readJob(kind: job.kind, identifier: job.identifier)
        case 13 where generator.below(2) == 0:
            return .readAnyJob(kinds: pick([["audit", "article"], ["article"]]), identifier: job.identifier)
        case 13: return .stopJob(kind: job.kind, identifier: job.identifier)
        case 14: return .listJobs(kind: job.kind, query())
        case 15: return .createRecord(collection: "personas", ["name": .string("n\(generator.below(9))")])
        case 16: return .listRecords(collection: pick(["personas", "articles"]), query())
        case 17 where generator.below(2) == 0:
            return .editRecord(collection: pick(["personas", "articles"]), edit())
        case 17: return .patchRecord(collection: "personas", identifier: record(), ["name": "patched"])
        case 18: return .deleteRecord(collection: pick(["personas", "articles"]), identifier: record())
        default: return pick([.answer, .refuse, .readRecord(collection: "personas", identifier: record())])
        }
    }

    mutating func report() -> ReportQuery {
        ReportQuery(
            collection: pick(["chairs", "personas"]), list: query(),
            period: pick([
                nil, .init(field: "created", from: nil, until: nil, usualDays: 3),
                .init(field: "created", from: CalendarDay(number: 20_520), until: nil, usualDays: 3),
            ]),
            table: .init(
                grouping: pick([nil, .field("name"), .days(.day), .days(.week), .daysAndField(.month, "name")]),
                columns: [
                    .init("key", .key(.plain)), .init("count", .count(nil)),
                    .init("height", .average("height", decimals: 1)),
                ]))
    }

    private mutating func admission() -> Admission {
        var admission = Admission(credential: pick([nil, "k", "l", "poor"]), scopes: pick([[], ["read"]]))
        for limit in Catalog.sampleLimits where generator.below(2) == 0 {
            admission.limits.append(LimitUse(name: limit.name, values: pick([[], ["x"], ["y"]])))
        }
        if generator.below(2) == 0 {
            admission.idempotency = IdempotencyUse(
                key: pick(["i", "j"]), by: pick([[], [.credential]]),
                fingerprint: Fingerprint(high: UInt64(generator.below(2)), low: 7),
                keeps: pick([.seconds(2), .seconds(9)]))
        }
        if generator.below(4) == 0 { admission.references = [.init(collection: "personas", identifier: record())] }
        if generator.below(4) == 0 {
            let selector = RecordSelector(collection: "personas", field: pick([nil, "name"]), value: .string(record()))
            admission.preconditions = [
                Precondition(error: "must", subject: pick([.record(selector), .field(selector, ["name"])]), test: .set)
            ]
        }
        if generator.below(4) == 0 {
            admission.charges = [
                Charge(
                    attribute: ["credits"], amount: 3, error: "credits", returnsOn: pick([[], [.failed, .stopped]]))
            ]
        }
        return admission
    }

    /// Up to three of the same in one batch, each with a marker or none.
    private mutating func batch(of submission: Submission) -> Submission {
        var batch = Submission(kind: "batch", topic: "")
        batch.parts = (0..<generator.below(4)).map { _ in
            var part = submission
            part.marker = pick([nil, nil, nil, "t0", "t2", "t9"])
            return part
        }
        return batch
    }

    private mutating func edit() -> RecordEdit {
        let values: [FieldValue] = [
            .sum(Int64(generator.below(3)), least: nil, most: 5), .now(.milliseconds), .item(["name"]),
            .lookup(.item(["keyword"]), collection: "personas", field: "name"),
            .joined([.item(["name"]), .constant("+")]), .firstOf([.item(["n1"]), .constant(.null), .constant(1)]),
            .mapped(.item(["name"]), ["Ada": "A"]), .input(0),
        ]
        return RecordEdit(
            verb: pick([.create, .patch, .patch, .replace]), identifier: record(),
            fields: pick([[:], ["name": "edited"]]),
            sets: (0..<generator.below(3)).map { FieldChange(field: "n\($0)", value: pick(values)) })
    }

    mutating func batch() -> RecordBatch {
        let verb = pick([RecordBatch.Verb.create, .create, .patch, .delete])
        let elements = (0...generator.below(3)).map { _ in
            RecordBatch.Element(
                identifier: record(),
                fields: ["name": .string("n\(generator.below(9))"), "room": .integer(Int64(1 + generator.below(4)))],
                links: pick([
                    [], [.init(field: "rooms", collection: "rooms", nameField: "name", names: ["attic", "n1"])],
                ]), isRefused: generator.below(6) == 0)
        }
        return RecordBatch(
            verb, pick(["chairs", "rooms", "personas"]), elements: elements, unlessExists: pick([nil, "name"]),
            isSingle: elements.count == 1,
            then: pick([
                [], [RecordBatch(.create, "chairs", elements: [.init(fields: ["height": 4])], ownerField: "room")],
            ]))
    }

    mutating func query() -> ListQuery {
        ListQuery(
            filters: pick([
                [], [.state([.completed, .processing])], [.field("name", .text("N1"))], [.field("chairs", .above(0))],
                [.field("place", .noneOf(["attic"]))],
            ]),
            order: .init(
                key: pick([.created, .updated, .field("name"), .series(figure())]), descending: pick([true, false])),
            page: pick([
                .all, .number(generator.below(4), size: generator.below(5)),
                .offset(generator.below(6), limit: generator.below(5)), .cursor(pick([nil, "zz"] + cursors), limit: 2),
            ]))
    }

    private mutating func figure() -> SeriesKey {
        SeriesKey(
            series: Series(name: pick(["rank", "size"]), low: 1, high: 9, step: 2), subject: [.field(["name"])],
            day: pick([nil, CalendarDay(number: 20_000)]), since: pick([nil, CalendarDay(number: 19_000)]))
    }

    private mutating func job() -> JobReference {
        jobs.isEmpty || generator.below(30) == 0
            ? .article("nothing") : jobs[max(0, jobs.count - 1 - generator.below(12))]
    }

    private mutating func record() -> String { pick(records) }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[generator.below(elements.count)]
    }

    /// Remembers what later commands may name.
    mutating func learn(_ outcome: Outcome) {
        switch outcome.result {
        case .job(let view) where !jobs.contains(view.reference):
            jobs += [view.reference] + view.parts.map(\.reference)
        case .record(let object):
            if let identifier = object["id"]?.identifierText { records.append(identifier) }
        case .jobs(_, let info), .records(_, let info):
            if let cursor = info.nextCursor { cursors.append(cursor) }
        case .webhook(.subscription(let made)): webhooks.append(made.id)
        case .webhook(.delivery(let number)): deliveries = max(deliveries, number)
        default: break
        }
    }
}

extension Catalog {
    /// The sample with everything that happens to records by rule.
    static let random: Catalog = {
        var catalog = Catalog.telling
        catalog.jobs[0].changes = JobState.allCases.map { state in
            JobChange(
                on: state, collection: "personas", input: 1,
                sets: [
                    FieldChange(field: state.rawValue, value: .sum(1, least: nil, most: 3)),
                    FieldChange(field: "last", value: .input(0)),
                ])
        }
        catalog.collections[0].fixtureFields = [FieldChange(field: "since", value: .item(["created"]))]
        return catalog
    }()
}
