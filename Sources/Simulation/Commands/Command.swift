// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Everything that can be done to a space.
///
/// The log of commands is the state: applying the same commands at the same instants gives the same space.
package enum Command: Sendable, Hashable, Codable {
    /// Makes an API known to the space, with its fixtures. Idempotent.
    case install(Catalog)
    /// A request of a client.
    case call(Call)
    case advance(Advance)
    /// The same, but only to the first instant at which attempts to deliver fall due: what comes after it may depend on
    /// what the receivers answer.
    case advanceToAttempts(Advance)
    case setClock(ClockSetting, now: Instant?)
    case useScenario(Scenario)
    case signal(JobReference, Signal, reason: String?)
    case webhook(WebhookCommand)
    /// Back to how the space was created: same seed, same scenario, no jobs; the clock starts again.
    case reset
}

/// One request of a client, as far as the engine is concerned.
package struct Call: Sendable, Hashable, Codable {
    package var api: String
    package var operation: String
    package var action: Action
    /// The request's JSON body, for rules that look into it; `nil` where no rule does or there is none.
    package var body: JSONValue?
    /// The timeline that a marker in the request asks for.
    package var marker: String?
    /// What the request's address takes for granted.
    package var subjects: [Subject]
    private var terms: Indirect<Admission>?

    package init(
        api: String, operation: String, action: Action, body: JSONValue? = nil, marker: String? = nil,
        subjects: [Subject] = [], admission: Admission? = nil
    ) {
        self.api = api
        self.operation = operation
        self.action = action
        self.body = body
        self.marker = marker
        self.subjects = subjects
        terms = admission.map(Indirect.init)
    }

    private enum CodingKeys: String, CodingKey {
        case api, operation, action, body, marker, subjects
        case terms = "admission"
    }

    /// What it must satisfy first; `nil` where the operation asks for nothing.
    package var admission: Admission? { terms?.value }
}

/// What a request does.
///
/// Kinds and collections are those of the call's API.
package enum Action: Sendable, Hashable, Codable {
    case submit(Submission)
    case readJob(kind: String, identifier: String)
    /// Reads the job of that identifier, whichever of the kinds it is of.
    case readAnyJob(kinds: [String], identifier: String)
    case listJobs(kind: String, ListQuery)
    case stopJob(kind: String, identifier: String)
    case createRecord(collection: String, JSONObject)
    case readRecord(collection: String, identifier: String)
    case listRecords(collection: String, ListQuery)
    /// Sets the given members and leaves the others.
    case patchRecord(collection: String, identifier: String, JSONObject)
    /// Replaces all members but the identifier and the engine's own timestamps.
    case replaceRecord(collection: String, identifier: String, JSONObject)
    case deleteRecord(collection: String, identifier: String)
    /// Makes or changes a record by a body and by rules.
    case editRecord(collection: String, RecordEdit)
    case batch(RecordBatch)
    case report(ReportQuery)
    /// Nothing with state: the answer is rendered from the request alone.
    case answer
    /// Refused before it reached the engine (no credential, invalid); it still counts for faults and takes time.
    case refuse
}

package struct Submission: Sendable, Hashable, Codable {
    package var kind: String
    /// In the order of `JobKind.inputs`; an absent input is `null`.
    package var inputs: [JSONValue]
    /// What the generated text is about.
    package var topic: String
    /// Where the topic is found instead, when `topic` is empty.
    package var topicLookup: TopicLookup?
    /// How long the generated text is.
    package var words: Int
    /// The job fails with this reason as soon as it starts, whatever its timeline says.
    package var failure: String?
    /// What the job, a batch, consists of; `nil` where it is no batch.
    package var parts: [Submission]?
    /// Of a part: the timeline that a marker in it asks for.
    package var marker: String?
    /// The form of the job's identifier, where it is not the kind's.
    package var form: IdentifierForm?
    /// The job's identifier, where it is given and no job of the kind has it.
    package var name: String?

    package init(
        kind: String, inputs: [JSONValue] = [], topic: String, words: Int = 600, failure: String? = nil
    ) {
        self.kind = kind
        self.inputs = inputs
        self.topic = topic
        self.words = words
        self.failure = failure
    }
}

/// A field of a record that holds a topic.
package struct TopicLookup: Sendable, Hashable, Codable {
    package var collection: String
    package var identifier: String
    package var field: String

    package init(collection: String, identifier: String, field: String) {
        self.collection = collection
        self.identifier = identifier
        self.field = field
    }
}

package struct RecordReference: Sendable, Hashable, Codable {
    package var collection: String
    package var identifier: String

    package init(collection: String, identifier: String) {
        self.collection = collection
        self.identifier = identifier
    }
}

package struct JobReference: Sendable, Hashable, Codable {
    package var api: String
    package var kind: String
    package var identifier: String

    package init(api: String, kind: String, identifier: String) {
        self.api = api
        self.kind = kind
        self.identifier = identifier
    }
}

package enum Signal: String, Sendable, Hashable, Codable, CaseIterable {
    /// Ends a step that waits for a signal.
    case release
    case stop
    case fail
    case complete
}

/// How far a clock is moved.
package enum Advance: Sendable, Hashable, Codable {
    case by(TimeSpan)
    case to(Instant)
    /// To the next event, if there is one.
    case next
    /// Until nothing is left that time alone can change.
    case untilIdle
    /// Until that job has ended, or nothing is left that time alone can change.
    case untilJob(JobReference)
}
