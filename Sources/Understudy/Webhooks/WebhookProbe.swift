// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// What a receiver must be able to live with, and what it must refuse: a few messages sent one after the other, outside
/// the outbox.
struct WebhookProbe: Sendable {
    enum Case: String, CaseIterable, Sendable {
        case valid
        case wrongSecret = "wrong-secret"
        case staleTimestamp = "stale-timestamp"
        case alteredBody = "altered-body"
        case duplicate
        case reordered
        case truncated
        case slow

        var mustBeAccepted: Bool {
            switch self {
            case .valid, .duplicate, .reordered, .slow: true
            case .wrongSecret, .staleTimestamp, .alteredBody, .truncated: false
            }
        }

        /// What only a signature makes recognisable.
        var needsSignature: Bool {
            switch self {
            case .wrongSecret, .staleTimestamp, .alteredBody: true
            case .valid, .duplicate, .reordered, .truncated, .slow: false
            }
        }
    }

    struct Message: Sendable {
        var `case`: Case
        var request: WebhookRequest
    }

    struct Finding: Sendable {
        var `case`: Case
        var receipt: WebhookReceipt
        var duration: TimeSpan
        var isAsExpected: Bool { receipt.isSuccess == `case`.mustBeAccepted }
    }

    let host: SpaceHost
    let plans: WebhookPlans
    let plan: WebhookPlan
    let subscription: WebhookSubscription
    /// One for each case that is no repetition.
    let identifiers: [String]
    let seed: UInt64
    let now: Instant
    let wall: Instant

    /// How many identifiers of events the messages take.
    static let identifierCount = Case.allCases.count

    var messages: [Message] {
        Case.allCases.enumerated().compactMap { index, probe in
            if probe.needsSignature, plans.signature == nil { return nil }
            return Message(case: probe, request: request(probe, index))
        }
    }

    private func request(_ probe: Case, _ index: Int) -> WebhookRequest {
        // The same event once more is what a lost answer leads to.
        let identifier = identifiers[probe == .duplicate ? 0 : index]
        let occurred = probe == .reordered ? now + .seconds(-60) : now
        let message = plan.message(
            EventValues(identifier: identifier, type: plan.name, at: occurred), about: .nothing, input: nil, seed: seed)
        let age = probe == .staleTimestamp ? (plans.signature?.tolerance ?? .zero).microseconds * 2 + 60_000_000 : 0
        let past = TimeSpan(microseconds: -age)
        var request = host.signed(
            message, of: identifier, for: subscription, plans.signature, at: now + past, wall: wall + past,
            secret: probe == .wrongSecret ? subscription.secret + "-another" : nil)
        switch probe {
        case .alteredBody: request.body = Self.altered(request.body)
        case .truncated: request.pace = .truncated(after: request.body.count / 2)
        case .slow:
            let span = min(.seconds(2), TimeSpan(microseconds: subscription.timeout.microseconds / 2))
            request.pace = .slow(pieces: 8, over: span)
        default: break
        }
        return request
    }

    /// Well-formed JSON that says something else: the last text in it is another.
    private static func altered(_ body: [UInt8]) -> [UInt8] {
        guard let value = try? JSONReader.read(body).root, let changed = changed(value) else {
            return body + [UInt8(ascii: " ")]
        }
        return changed.serialized
    }

    private static func changed(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): return .string(text + "-altered")
        case .array(let elements):
            for (index, element) in elements.enumerated().reversed() {
                guard let changed = changed(element) else { continue }
                var copy = elements
                copy[index] = changed
                return .array(copy)
            }
            return nil
        case .object(let object):
            for member in object.members.reversed() {
                guard let changed = changed(member.value) else { continue }
                var copy = object
                copy[member.name] = changed
                return .object(copy)
            }
            return nil
        default: return nil
        }
    }

    /// Sends the messages, each when the one before is answered.
    func run(_ done: @escaping @Sendable ([Finding]) -> Void) {
        send(messages[...], [], done)
    }

    private func send(
        _ rest: ArraySlice<Message>, _ findings: [Finding], _ done: @escaping @Sendable ([Finding]) -> Void
    ) {
        guard let message = rest.first else {
            done(findings)
            return
        }
        let started = host.webhooks.clock()
        host.webhooks.send(message.request) { receipt in
            let finding = Finding(
                case: message.case, receipt: receipt, duration: host.webhooks.clock() - started)
            send(rest.dropFirst(), findings + [finding], done)
        }
    }

    /// What a finding means for whoever writes the receiver; `nil` where there is nothing to say.
    func advice(_ finding: Finding) -> String? {
        switch finding.case {
        case .valid where !finding.isAsExpected:
            let distance = (now - wall).microseconds.magnitude
            if subscription.timestamps == .space, let tolerance = plans.signature?.tolerance,
                distance > UInt64(tolerance.microseconds)
            {
                return
                    "the space's clock is \(distance / 1_000_000) s away from the machine's: if the receiver compares"
                    + " with its own, subscribe with \"timestamps\": \"wall\""
            }
            return "a correct delivery must be accepted; what the receiver refuses below proves nothing until it is"
        case .wrongSecret where !finding.isAsExpected:
            return "the receiver took a message that anybody could have signed: compare the signature"
        case .staleTimestamp where !finding.isAsExpected:
            return "an old signature can be replayed: refuse timestamps that are too far from now"
        case .alteredBody where !finding.isAsExpected:
            return "the signature is over other bytes: verify the raw body, before it is parsed"
        case .duplicate:
            return finding.isAsExpected
                ? "only the receiver can know that it acted once: see that it has"
                : "a repeated event is answered like the first one, else it is sent again and again"
        case .reordered where finding.isAsExpected:
            return "this event is a minute older than the first: see that it did not undo it"
        case .truncated where !finding.isAsExpected:
            return "the body ended before its Content-Length: the receiver took half a message"
        case .slow where !finding.isAsExpected:
            return "the body came in pieces; it is complete and correctly signed"
        default: return nil
        }
    }
}
