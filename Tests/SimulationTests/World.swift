// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// A space with one API, and short words for what tests do with it.
///
/// Its wall clock is a number that tests move.
struct World {
    var space: Space
    var wall: Instant
    /// All that fired since the world began.
    var fired: [Fired] = []

    static let noon = Instant(microseconds: 1_773_144_000_000_000)

    init(
        _ timelines: Timeline..., jobs: [JobRule]? = nil, faults: [FaultRule] = [], mode: ClockMode = .manual,
        catalog: Catalog = .sample, seed: UInt64 = 7, limits: SpaceLimits = SpaceLimits()
    ) {
        var scenario = Scenario(name: "test", faults: faults)
        for timeline in timelines { scenario.timelines[timeline.name] = timeline }
        scenario.jobs = jobs ?? timelines.first.map { [JobRule(then: [$0.name])] } ?? []
        wall = World.noon
        space = Space(
            name: "test", seed: seed, scenario: scenario, clock: ClockSetting(mode: mode), at: wall, limits: limits)
        apply(.install(catalog))
    }

    var now: Instant { space.now(at: wall) }

    @discardableResult
    mutating func apply(_ command: Command) -> Outcome {
        let outcome = space.apply(command, at: wall)
        fired += outcome.fired
        return outcome
    }

    @discardableResult
    mutating func call(
        _ action: Action, _ operation: String = "operation", body: JSONValue? = nil, marker: String? = nil,
        admission: Admission? = nil
    ) -> Outcome {
        apply(
            .call(
                Call(
                    api: "sample", operation: operation, action: action, body: body, marker: marker,
                    admission: admission)))
    }

    mutating func submit(
        _ topic: String = "tea", words: Int = 60, marker: String? = nil, failure: String? = nil,
        inputs: [JSONValue] = []
    ) throws -> String {
        let submission = Submission(kind: "article", inputs: inputs, topic: topic, words: words, failure: failure)
        return try call(.submit(submission), "submit", marker: marker).job.reference.identifier
    }

    mutating func read(_ identifier: String) throws -> JobView {
        try call(.readJob(kind: "article", identifier: identifier), "read").job
    }

    /// The job as the control API sees it.
    func look(_ identifier: String) throws -> JobView {
        try #require(space.jobView(.article(identifier), at: wall))
    }

    mutating func advance(_ milliseconds: Int64) {
        apply(.advance(.by(.milliseconds(milliseconds))))
    }

    /// States that fired for a job, with the milliseconds since noon.
    func story(_ identifier: String) -> [String] {
        fired.filter { $0.job.identifier == identifier }
            .map { "\(($0.at - World.noon).microseconds / 1_000) \($0.to.rawValue)" }
    }
}

extension JobReference {
    static func article(_ identifier: String) -> JobReference {
        JobReference(api: "sample", kind: "article", identifier: identifier)
    }
}

extension Outcome {
    var job: JobView {
        get throws {
            guard case .job(let view) = result else { throw Unexpected(result: result) }
            return view
        }
    }

    var record: JSONObject {
        get throws {
            guard case .record(let object) = result else { throw Unexpected(result: result) }
            return object
        }
    }

    var batch: BatchReport {
        get throws {
            guard case .batch(let report) = result else { throw Unexpected(result: result) }
            return report
        }
    }

    var records: ([JSONObject], PageInfo) {
        get throws {
            guard case .records(let objects, let info) = result else { throw Unexpected(result: result) }
            return (objects, info)
        }
    }

    var jobs: ([JobView], PageInfo) {
        get throws {
            guard case .jobs(let views, let info) = result else { throw Unexpected(result: result) }
            return (views, info)
        }
    }

    var refusal: Refusal? {
        if case .refused(let refusal) = result { refusal } else { nil }
    }

    struct Unexpected: Error {
        var result: Result
    }
}

extension Catalog {
    static let sample = Catalog(
        api: "sample",
        jobs: [
            JobKind(
                name: "article", identifier: .uuid, resultIdentifier: .prefixed("art_", length: 12),
                inputs: ["topic", "persona"],
                lookups: [JobKind.Lookup(input: 1, collection: "personas", field: "name")],
                product: JobKind.Product(
                    collection: "articles",
                    fields: [
                        .init(name: "id", value: .resultIdentifier), .init(name: "job", value: .jobIdentifier),
                        .init(name: "title", value: .title), .init(name: "body", value: .content),
                        .init(name: "words", value: .wordCount), .init(name: "slug", value: .slug),
                        .init(name: "keyword", value: .input(0)), .init(name: "finished", value: .completed),
                        .init(name: "status", value: .constant("draft")),
                    ])),
            JobKind(name: "audit", identifier: .integer(from: 100), inputs: ["site"]),
            JobKind(name: "batch", identifier: .uuid),
        ],
        collections: [
            CollectionKind(
                name: "personas", identifier: .integer(from: 1), createdField: "created", updatedField: "updated",
                fixtures: [["name": "Ada"], ["id": 2, "name": "Grace"], ["name": "Edsger"]]),
            CollectionKind(
                name: "rooms", identifier: .integer(from: 1),
                fixtures: [["name": "attic", "wall": ["colour": "white"]], ["name": "cellar"]],
                derived: [
                    DerivedField("chairs", .count(collection: "chairs", by: "room")),
                    DerivedField("height", .average(collection: "chairs", by: "room", of: "height")),
                    DerivedField("colour", .inside(["wall", "colour"])),
                ]),
            CollectionKind(
                name: "chairs", identifier: .integer(from: 1),
                derived: [DerivedField("place", .lookup(field: "room", collection: "rooms", take: "name"))],
                owners: [Ownership(field: "room", collection: "rooms")]),
            CollectionKind(name: "articles", identifier: .uuid, createdField: "created", timestamps: .seconds),
        ],
        credentials: ["plan": "basic", "credits": 100, "owner": "house"], limits: sampleLimits,
        keptRefusals: ["limit-reached.tasks", "refused.must"], spendable: [["credits"]])

    /// One limit of each form.
    static let sampleLimits = [
        LimitRule(name: "gate", max: 40, measure: .window(.seconds(60)), by: [.client]),
        LimitRule(name: "minute", max: 3, measure: .window(.seconds(60)), by: [.credential]),
        LimitRule(name: "rolling", max: 3, measure: .rolling(.seconds(10)), by: [.attribute(["owner"])]),
        LimitRule(name: "done", max: 2, measure: .window(.seconds(86_400)), countsAccepted: true, by: [.request]),
        LimitRule(name: "tasks", max: 2, measure: .live(kind: "article"), by: [.credential]),
        LimitRule(name: "off", max: 1, measure: .window(.seconds(60)), isEnabled: false),
    ]

    /// The same, with something to be told of.
    static let telling: Catalog = {
        var catalog = sample
        catalog.webhooks = .sample
        return catalog
    }()
}

extension Timeline {
    init(_ name: String, _ steps: Step...) {
        self.init(name: name, steps: steps)
    }
}

extension Timeline.Step {
    static func pending(_ wait: Timeline.Wait) -> Self { Self(state: .pending, wait: wait) }
    static func processing(
        _ wait: Timeline.Wait, stage: String? = nil, progress: Double? = nil, content: Timeline.ContentMark? = nil
    ) -> Self {
        Self(state: .processing, wait: wait, stage: stage, progress: progress, content: content)
    }
    static let completed = Self(state: .completed)
    static func failed(_ reason: String? = nil) -> Self { Self(state: .failed, reason: reason) }
}
