// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What a client can do wrong, with what to do about it; the ids are stable, because baselines name them.
package struct ViolationRule: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// Against the document.
        case contract
        /// Against what the vendor asks of clients beside the shapes.
        case etiquette
        /// Of a receiver of webhooks.
        case webhook
        /// Of what the scenario expects.
        case expectation
    }

    package enum Severity: String, Sendable, Comparable, CaseIterable {
        case warning
        case error

        package static func < (left: Severity, right: Severity) -> Bool { left == .warning && right == .error }
    }

    package var id: String
    package var kind: Kind
    package var severity: Severity
    /// What is wrong, in few words.
    package var title: String
    package var hint: String
    /// Judged on the client's own time, which only a real clock at its natural speed shows.
    package var needsPace = false

    package static let all: [ViolationRule] = contract + etiquette + webhook + expectations

    package static func named(_ id: String) -> ViolationRule {
        all.first { $0.id == id }
            ?? ViolationRule(id: id, kind: .contract, severity: .error, title: id, hint: "see the document")
    }

    private static let contract = [
        rule("credential-missing", "no credential was sent", "send the credential that the document declares"),
        rule("credential-malformed", "the credential has another form", "look at the scheme word of the header"),
        rule(
            "mount-unknown", "no API is mounted at the address",
            "set the client's base URL to what understudy apis shows"),
        rule("path-unknown", "no such path is documented", "look at the closest operations in the request's entry"),
        rule("method-unknown", "this path has no such method", "the answer's Allow header lists those it has"),
        rule("parameter-missing", "a required parameter is missing", "send it"),
        rule("parameter-invalid", "a parameter is not as documented", "look at the parameter's schema"),
        rule(
            "parameter-unknown", .warning, "a query parameter is not documented",
            "leave it out, or correct its name: the vendor ignores it"),
        rule("body-missing", "a required body is missing", "send it"),
        rule("body-empty", "a JSON content type without a body", "leave Content-Type out where there is no body"),
        rule("body-unexpected", .warning, "a body where none is taken", "leave it out"),
        rule("body-malformed", "the body is not JSON", "send JSON (RFC 8259)"),
        rule("body-invalid", "the body is not as documented", "look at the schema at the pointer"),
        rule("body-too-large", "the body is too large", "send less"),
        rule("media-type-unknown", "the body has another content type", "send the documented one"),
        rule(
            "member-unknown", .warning, "a member of the body is not documented",
            "leave it out, or correct its name: the vendor ignores it"),
        rule(
            "type-coerced", .warning, "a value is of another type than documented",
            "send the documented type: the vendor converts this one today"),
        rule(
            "value-undocumented", .warning, "a value is not as documented, and let through",
            "send a documented value: what the vendor makes of this one it does not say"),
        rule(
            "duplicate-member", .warning, "a name occurs twice in an object", "send it once: only the last one counts"),
        rule("deprecated", .warning, "something deprecated is used", "use what the document names instead"),
    ]

    private static let etiquette = [
        rule(
            "poll-too-fast", .etiquette, .warning, "polls faster than the vendor asks for",
            "wait the documented time between two reads of a job", needsPace: true),
        rule(
            "poll-after-end", .etiquette, .warning, "goes on polling a job that has ended",
            "stop when the answer shows a terminal state"),
        rule(
            "job-abandoned", .etiquette, .warning, "submits a job and never reads its end",
            "poll until a terminal state, stop the job, or take its webhook"),
        rule(
            "retry-after-ignored", .etiquette, .error, "asks again before Retry-After is over",
            "wait as long as the answer says, whether in seconds or by a date", needsPace: true),
        rule(
            "retry-without-key", .etiquette, .warning, "sends a failed request again without an idempotency key",
            "send a key with the first attempt, and the same key with each retry"),
        rule(
            "retry-with-new-key", .etiquette, .error, "sends a failed request again under another idempotency key",
            "make the key once for each piece of work, not for each attempt"),
        rule(
            "key-reused", .etiquette, .error, "sends other work under an idempotency key that was used",
            "make a new key for each piece of work"),
        rule(
            "cursor-followed-twice", .etiquette, .warning, "follows the same cursor twice",
            "keep the page, or start again from the first"),
        rule(
            "page-filters-changed", .etiquette, .error, "changes filters while it follows cursors",
            "send the filters of the first page with each cursor"),
        rule(
            "page-past-end", .etiquette, .warning, "asks for pages far past the end",
            "stop at the first page that is not full"),
    ]

    private static let webhook = [
        rule(
            "webhook-forgery-accepted", .webhook, .error, "accepts a delivery that it must refuse",
            "verify the signature over the raw body, its age, and the event's id before you act"),
        rule(
            "webhook-refused", .webhook, .error, "refuses or fails a valid delivery", "answer a valid delivery with 2xx"
        ),
        rule(
            "webhook-slow", .webhook, .warning, "takes long to answer a delivery",
            "answer first, work afterwards"),
        rule(
            "webhook-processed-twice", .webhook, .error, "acts twice on one event",
            "remember the ids of the events that you have acted on, and answer a repetition with 2xx without acting"),
    ]

    private static let expectations = [
        rule(
            "expectation-unmet", .expectation, .error, "is not what the scenario expects",
            "compare the requests with what the scenario says")
    ]

    private static func rule(_ id: String, _ title: String, _ hint: String) -> ViolationRule {
        ViolationRule(id: id, kind: .contract, severity: .error, title: title, hint: hint)
    }

    private static func rule(
        _ id: String, _ severity: Severity, _ title: String, _ hint: String
    ) -> ViolationRule {
        ViolationRule(id: id, kind: .contract, severity: severity, title: title, hint: hint)
    }

    private static func rule(
        _ id: String, _ kind: Kind, _ severity: Severity, _ title: String, _ hint: String, needsPace: Bool = false
    ) -> ViolationRule {
        ViolationRule(id: id, kind: kind, severity: severity, title: title, hint: hint, needsPace: needsPace)
    }
}
