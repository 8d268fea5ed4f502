// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Simulation

/// How receivers take what they are sent: deliveries, and probes.
struct WebhookConduct {
    private let apis: [String: CompiledAPI]
    private let subscriptions: [String: WebhookSubscription]
    private(set) var table = FindingTable()
    /// Why some of it could not be judged.
    private(set) var notJudged: [(rule: String, reason: String)] = []

    init(apis: [String: CompiledAPI], subscriptions: [WebhookSubscription]) {
        self.apis = apis
        self.subscriptions = Dictionary(subscriptions.map { ($0.id, $0) }) { first, _ in first }
    }

    // MARK: Deliveries

    mutating func consider(_ delivery: Delivery) {
        for attempt in delivery.attempts {
            guard let result = attempt.result else { continue }
            let what = "delivery \(delivery.number) of \(delivery.event), attempt \(attempt.number)"
            if result.isSuccess {
                guard let within = rule("webhook-slow", of: delivery.api)?.within, result.duration > within else {
                    continue
                }
                let taken = result.duration.milliseconds
                add(
                    "webhook-slow", "\(what): answered after \(taken) ms; the vendor waits \(within.milliseconds) ms",
                    about: delivery)
                continue
            }
            switch result.blame {
            case .sender: break
            case .silence: add("webhook-slow", "\(what): \(result.error ?? "no answer")", about: delivery)
            case .receiver:
                let distance = attempt.at - result.startedAt
                if isFarFromWall(distance, delivery.api, subscriptions[delivery.subscription]) {
                    noteDistance(distance)
                } else {
                    add("webhook-refused", "\(what): \(result.error ?? "failed")", about: delivery)
                }
            }
        }
    }

    private mutating func add(_ rule: String, _ message: String, about delivery: Delivery) {
        add(rule, message, api: delivery.api, event: delivery.event, deliveries: [delivery.number])
    }

    // MARK: Probes

    mutating func consider(_ probe: ProbeRecord) {
        let webhook = probe.subscription
        for finding in probe.findings where !finding.isAsExpected {
            let outcome = finding.receipt.status.map { "answered with \($0)" } ?? finding.receipt.error ?? "no answer"
            let what = "probe \(probe.number) of webhook \(webhook.id): \(finding.case.phrase): \(outcome)"
            if !finding.case.mustBeAccepted {
                add(
                    "webhook-forgery-accepted", what, api: webhook.api, event: probe.event,
                    subject: finding.case.rawValue)
            } else if isFarFromWall(probe.distance, webhook.api, webhook) {
                noteDistance(probe.distance)
            } else {
                add("webhook-refused", what, api: webhook.api, event: probe.event, subject: finding.case.rawValue)
            }
        }
    }

    // MARK: Clocks

    /// Whether a receiver that compares the time in a signature with its own clock has to refuse it.
    ///
    /// A subscription that has ended is taken for one that went by the space's clock, as nearly all do.
    private func isFarFromWall(_ distance: TimeSpan, _ api: String, _ subscription: WebhookSubscription?) -> Bool {
        guard subscription?.timestamps ?? .space == .space, let tolerance = apis[api]?.webhooks?.signature?.tolerance
        else { return false }
        return distance.microseconds.magnitude > UInt64(tolerance.microseconds)
    }

    private mutating func noteDistance(_ distance: TimeSpan) {
        guard !notJudged.contains(where: { $0.rule == "webhook-refused" }) else { return }
        let seconds = distance.microseconds.magnitude / 1_000_000
        notJudged.append(
            (
                "webhook-refused",
                "the space's clock was \(seconds) s away from the machine's, so a receiver that compares refuses what"
                    + " is signed: subscribe with \"timestamps\": \"wall\""
            ))
    }

    // MARK: Findings

    private func rule(_ id: String, of api: String) -> Etiquette.Rule? {
        apis[api]?.etiquette.rules[id]
    }

    mutating func add(
        _ id: String, _ message: String, api: String, event: String, subject: String? = nil, evidence: [Int] = [],
        deliveries: [Int] = []
    ) {
        let rule = rule(id, of: api)
        guard rule?.isOff != true else { return }
        let position = rule?.position ?? apis[api]?.webhooks?.event(event)?.position
        table.add(
            Finding(
                id, api: api, operation: event, message: message, subject: subject,
                source: apis[api]?.source(at: position), guidance: rule?.source, evidence: evidence,
                deliveries: deliveries))
    }
}

extension WebhookProbe.Case {
    /// The message that was sent.
    fileprivate var phrase: String {
        switch self {
        case .valid: "a valid message"
        case .wrongSecret: "a message signed with another secret"
        case .staleTimestamp: "a message whose signature is too old"
        case .alteredBody: "a message that was altered after it was signed"
        case .duplicate: "a valid message, for the second time"
        case .reordered: "a valid message that is older than the one before"
        case .truncated: "half a message"
        case .slow: "a valid message that came in pieces"
        }
    }
}
