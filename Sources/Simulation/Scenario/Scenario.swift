// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What happens in a space: which timeline each job takes and which answers misbehave.
///
/// This is the resolved form: `extends` is merged and every timeline that a rule or a marker can name is in `timelines`.
package struct Scenario: Sendable, Hashable, Codable {
    package var name: String
    package var description: String?
    package var seed: UInt64?
    package var clock: ClockSetting?
    package var timelines: [String: Timeline]
    /// The first rule that matches a submitted job decides; where none does, the job takes `happy`.
    package var jobs: [JobRule]
    package var faults: [FaultRule]
    /// By the credential's text; `*` stands for those that are not named.
    package var credentials: [String: CredentialRule]
    /// What changes about limits of documents, by `api.limit`.
    package var limits: [String: LimitChange]
    /// Chosen variants of documents, by `api.variant`.
    package var variants: [String: String]
    /// Who is told of events.
    package var webhooks: [WebhookOrder]
    /// How it goes when they are told; `nil`: as the receivers do.
    package var deliveries: DeliveryTrouble?
    /// The records that new spaces start with, instead of those of the document, by `api.collection`.
    package var records: [String: [JSONObject]]
    /// What clients must do, for reports.
    package var expect: [Expectation]

    package init(
        name: String, description: String? = nil, seed: UInt64? = nil, clock: ClockSetting? = nil,
        timelines: [String: Timeline] = [:], jobs: [JobRule] = [], faults: [FaultRule] = [],
        credentials: [String: CredentialRule] = [:], limits: [String: LimitChange] = [:],
        variants: [String: String] = [:], webhooks: [WebhookOrder] = [], deliveries: DeliveryTrouble? = nil,
        records: [String: [JSONObject]] = [:], expect: [Expectation] = []
    ) {
        self.name = name
        self.description = description
        self.seed = seed
        self.clock = clock
        self.timelines = timelines
        self.jobs = jobs
        self.faults = faults
        self.credentials = credentials
        self.limits = limits
        self.variants = variants
        self.webhooks = webhooks
        self.deliveries = deliveries
        self.records = records
        self.expect = expect
    }
}

/// Which requests a rule is about; what it leaves out matches everything.
package struct RequestMatch: Sendable, Hashable, Codable {
    package var api: String?
    package var operation: String?
    /// What the request does.
    package var does: RequestDeed?
    /// Values that the request's JSON body must have at these pointers (equality as JSON Schema defines it).
    package var body: [BodyCondition]
    /// Ordinals, from 1, among the requests that match all the rest.
    package var nth: [Int]
    /// Every n-th of the requests that match all the rest.
    package var every: Int?
    /// The canonical state of the job that the request reads or stops, as it is before the request.
    package var state: JobState?

    package init(
        api: String? = nil, operation: String? = nil, does: RequestDeed? = nil, body: [BodyCondition] = [],
        nth: [Int] = [], every: Int? = nil, state: JobState? = nil
    ) {
        self.api = api
        self.operation = operation
        self.does = does
        self.body = body
        self.nth = nth
        self.every = every
        self.state = state
    }
}

/// What a request does, in the words of `x-sim-binding`; one that is refused before it is understood does nothing.
package enum RequestDeed: String, Sendable, Hashable, Codable, CaseIterable {
    case submit
    case read
    case list
    case stop
    case create
    case patch
    case replace
    case delete
}

/// A value that a request's body must have at a pointer (its tokens, RFC 6901).
package struct BodyCondition: Sendable, Hashable, Codable {
    package var pointer: [String]
    package var value: JSONValue

    package init(pointer: [String], value: JSONValue) {
        self.pointer = pointer
        self.value = value
    }
}

/// Which timelines the jobs of matching submissions take.
package struct JobRule: Sendable, Hashable, Codable {
    package var when: RequestMatch
    /// Names of timelines, taken one after the other; the last one stays.
    package var then: [String]
    /// What the job's content is, instead of generated text.
    package var content: ScriptedContent?

    package init(when: RequestMatch = RequestMatch(), then: [String], content: ScriptedContent? = nil) {
        self.when = when
        self.then = then
        self.content = content
    }
}

/// Content given by a scenario; what it leaves out is generated.
package struct ScriptedContent: Sendable, Hashable, Codable {
    package var title: String?
    /// Markdown.
    package var text: String?
    /// Length of the generated text.
    package var words: Int?

    package init(title: String? = nil, text: String? = nil, words: Int? = nil) {
        self.title = title
        self.text = text
        self.words = words
    }
}

/// A scripted misbehaviour of answers.
package struct FaultRule: Sendable, Hashable, Codable {
    package var when: RequestMatch
    package var phase: FaultPhase
    /// Held back this long, on the space's clock, before the answer.
    package var delay: TimeSpan?
    package var respond: ScriptedAnswer?
    package var transfer: TransferFault?

    package init(
        when: RequestMatch = RequestMatch(), phase: FaultPhase = .before, delay: TimeSpan? = nil,
        respond: ScriptedAnswer? = nil, transfer: TransferFault? = nil
    ) {
        self.when = when
        self.phase = phase
        self.delay = delay
        self.respond = respond
        self.transfer = transfer
    }
}

package enum FaultPhase: String, Sendable, Hashable, Codable, CaseIterable {
    /// Instead of the work: nothing is done.
    case before
    /// After the work and instead of its answer: the work is done, the answer is lost.
    case after
}

/// An answer given by a scenario.
///
/// Without a body the document's error of that status is rendered.
package struct ScriptedAnswer: Sendable, Hashable, Codable {
    package var status: Int
    package var headers: [String: String]
    package var body: JSONValue?

    package init(status: Int, headers: [String: String] = [:], body: JSONValue? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// How the bytes of an answer misbehave on their way.
///
/// Times here are wall-clock times: they test the client's socket.
package enum TransferFault: Sendable, Hashable, Codable {
    /// The connection is reset before the first byte.
    case reset
    /// Closed after this share (0 to 1) of the body, whose full length was announced.
    case truncate(Double)
    /// Silent for so long after this share of the body, then the rest.
    case stall(Double, TimeSpan)
    /// So many bytes at a time, with a pause between.
    case drip(bytes: Int, every: TimeSpan)
}
