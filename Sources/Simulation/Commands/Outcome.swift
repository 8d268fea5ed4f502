// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What applying a command came to.
package struct Outcome: Sendable, Hashable, Codable {
    /// The space's time after the command's own events; an answer carries this as its time.
    package var now: Instant
    package var result: Result
    /// The misbehaviour scripted for this answer.
    package var fault: Fault?
    /// Why the answer is what it is, where a scenario said so: `timeline fails-midway`, `fault 2 of flaky-server`.
    package var reason: String?
    /// State changes that happened up to `now`, in order: those that time brought, then the command's own.
    package var fired: [Fired]
    /// The number of the request among those of the space, from 1; 0 for a command that is none.
    package var request = 0
    /// Set where the answer is one that was given before.
    package var replay: Replay?
    private var terms: Indirect<Admitted>?

    package init(now: Instant, result: Result, fault: Fault? = nil, reason: String? = nil, fired: [Fired] = []) {
        self.now = now
        self.result = result
        self.fault = fault
        self.reason = reason
        self.fired = fired
    }

    private enum CodingKeys: String, CodingKey {
        case now, result, fault, reason, fired, request, replay
        case terms = "admitted"
    }

    /// What the answer can say of the request's admission; `nil` where nothing was asked of it.
    package var admitted: Admitted? {
        get { terms?.value }
        set { terms = newValue.map(Indirect.init) }
    }

    package enum Result: Sendable, Hashable, Codable {
        /// Indirect, because an outcome is handed on several times, and a view has many parts to count references of.
        indirect case job(JobView)
        case jobs([JobView], PageInfo)
        case record(JSONObject)
        case records([JSONObject], PageInfo)
        case batch(BatchReport)
        indirect case webhook(WebhookAnswer)
        /// Deleted, or a command that has nothing to show.
        case done
        case refused(Refusal)
        /// A fault in phase `before` took the place of the work.
        case notDone
    }

    package enum Refusal: Sendable, Hashable, Codable {
        case unknownJob(kind: String, identifier: String)
        case unknownRecord(collection: String, identifier: String)
        /// A submission names a record that does not exist.
        case danglingReference(collection: String, identifier: String)
        /// A job that has ended cannot be stopped, failed, completed.
        case jobEnded(identifier: String, JobState)
        /// `release` for a job that does not wait for a signal.
        case notWaiting(identifier: String)
        case invalidCursor(String)
        case unknownTimeline(String, hint: String?)
        case unknownAPI(String)
        /// The clock only moves forward.
        case clockCannotGoBack(now: Instant)
        /// The scenario refuses the credential, for this reason.
        case credentialRefused(String)
        /// The credential may not do what the operation needs.
        case scopeMissing(required: [String], missing: [String])
        /// A limit of the API is reached; `job` is the oldest of the live ones that it is about.
        case limitReached(LimitStanding, job: String?)
        /// The idempotency key came with another request before.
        case idempotencyKeyReused(String)
        /// The first request with that idempotency key is not answered yet.
        case idempotencyInProgress(String)
        /// Something that must hold before the work does not; the name is the document's.
        case preconditionFailed(String)
        case webhook(WebhookRefusal)
        /// A limit of the space itself, with what it is.
        case full(String)
    }

    package struct Fault: Sendable, Hashable, Codable {
        /// Index of the rule among those of the scenario in use.
        package var rule: Int
        package var phase: FaultPhase
        package var delay: TimeSpan?
        package var respond: ScriptedAnswer?
        package var transfer: TransferFault?

        package init(
            rule: Int, phase: FaultPhase, delay: TimeSpan?, respond: ScriptedAnswer?, transfer: TransferFault?
        ) {
            self.rule = rule
            self.phase = phase
            self.delay = delay
            self.respond = respond
            self.transfer = transfer
        }
    }
}

/// A change of a job's state.
package struct Fired: Sendable, Hashable, Codable {
    package var at: Instant
    package var job: JobReference
    /// `nil` for the submission.
    package var from: JobState?
    package var to: JobState

    package init(at: Instant, job: JobReference, from: JobState?, to: JobState) {
        self.at = at
        self.job = job
        self.from = from
        self.to = to
    }
}

/// A job as it is at one instant.
package struct JobView: Sendable, Hashable, Codable {
    package var reference: JobReference
    package var resultIdentifier: String?
    package var state: JobState
    /// The stage that the timeline names; `nil`: the document derives one from the progress.
    package var stage: String?
    /// 0 to 1.
    package var progress: Double
    /// `nil` while pending; provisional until the end.
    package var title: String?
    /// The whole content as UTF-8, of which the first `visibleBytes` are written.
    ///
    /// Empty while pending.
    package var content: [UInt8]
    /// Always at the end of a character; never shrinks.
    package var visibleBytes: Int
    /// Words of the visible content.
    package var wordCount: Int
    package var failure: String?
    package var timeline: String
    package var createdAt: Instant
    /// When anything visible last changed.
    package var updatedAt: Instant
    package var startedAt: Instant?
    /// When the job reached its terminal state.
    package var endedAt: Instant?
    /// In the order of `JobKind.inputs`.
    package var inputs: [JSONValue]
    /// In the order of `JobKind.lookups`; `null` where the record is gone.
    package var lookups: [JSONValue]
    /// How often the job was read, this read included.
    package var polls: Int
    /// Of a batch: its parts in order, without their texts.
    package var parts: [JobView] = []
    /// Where in its timeline the job is.
    package var standing = JobStanding()

    package init(
        reference: JobReference, resultIdentifier: String? = nil, state: JobState, stage: String? = nil,
        progress: Double, title: String? = nil, content: [UInt8] = [], visibleBytes: Int = 0, wordCount: Int = 0,
        failure: String? = nil, timeline: String, createdAt: Instant, updatedAt: Instant, startedAt: Instant? = nil,
        endedAt: Instant? = nil, inputs: [JSONValue] = [], lookups: [JSONValue] = [], polls: Int = 0
    ) {
        self.reference = reference
        self.resultIdentifier = resultIdentifier
        self.state = state
        self.stage = stage
        self.progress = progress
        self.title = title
        self.content = content
        self.visibleBytes = visibleBytes
        self.wordCount = wordCount
        self.failure = failure
        self.timeline = timeline
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.inputs = inputs
        self.lookups = lookups
        self.polls = polls
    }
}
