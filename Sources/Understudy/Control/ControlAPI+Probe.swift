// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

extension ControlAPI {
    func probeWebhook(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let probe = try probe(request, of: host)
        let epoch = host.withLock(at: request.wall) { $0.webhooks.epoch }
        probe.run { findings in
            host.withLock(at: self.clock()) { state in
                // A space that was reset meanwhile has not been probed.
                if state.webhooks.epoch == epoch { state.webhooks.keep(findings, of: probe) }
            }
            reply.send(OwnAnswer.json(200, Self.json(findings, of: probe)))
        }
    }

    private func probe(_ request: Request, of host: SpaceHost) throws -> WebhookProbe {
        let id = request.text(.path, "id") ?? ""
        let wall = request.wall
        guard let subscription = host.withLock(at: wall, { $0.space.webhook(id) }) else {
            throw ControlFailure(WebhookRefusal.unknownSubscription(id))
        }
        guard let plans = try host.api(subscription.api, at: wall)?.webhooks else {
            throw ControlFailure(WebhookRefusal.noEvents(api: subscription.api))
        }
        let names = plans.events.map(\.name)
        let wanted = request.body["event"]?.stringValue
        let name = wanted ?? plans.rules.testEvent ?? subscription.events.first ?? names.first ?? ""
        guard let plan = plans.event(name) else {
            throw ControlFailure(
                WebhookRefusal.unknownEvent(name, hint: NameSuggestion.hint(for: name, among: names)))
        }
        let (outcome, seed, now) = host.withLock(at: wall) { state in
            let outcome = state.space.apply(
                .webhook(.takeEventIdentifiers(subscription: id, count: WebhookProbe.identifierCount)), at: wall)
            return (outcome, state.space.seed, state.space.now(at: wall))
        }
        guard case .webhook(.eventIdentifiers(let identifiers)) = outcome.result else {
            throw ControlFailure(WebhookRefusal.unknownSubscription(id))
        }
        return WebhookProbe(
            host: host, plans: plans, plan: plan, subscription: subscription, identifiers: identifiers, seed: seed,
            now: now, wall: wall)
    }

    private static func json(_ findings: [WebhookProbe.Finding], of probe: WebhookProbe) -> JSONValue {
        [
            "webhook": .string(probe.subscription.id), "event": .string(probe.plan.name),
            "passed": .bool(findings.allSatisfy(\.isAsExpected)),
            "results": .array(
                findings.map { finding in
                    [
                        "case": .string(finding.case.rawValue),
                        "expected": .string(finding.case.mustBeAccepted ? "accept" : "refuse"),
                        "accepted": .bool(finding.receipt.isSuccess), "asExpected": .bool(finding.isAsExpected),
                        "status": finding.receipt.status.map { .integer(Int64($0)) } ?? .null,
                        "answer": .string(finding.receipt.answer),
                        "error": finding.receipt.error.map(JSONValue.string) ?? .null,
                        "durationMicroseconds": .integer(max(0, finding.duration.microseconds)),
                        "advice": probe.advice(finding).map(JSONValue.string) ?? .null,
                    ]
                }),
        ]
    }
}
