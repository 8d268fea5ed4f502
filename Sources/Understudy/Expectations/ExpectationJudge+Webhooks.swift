// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension ExpectationJudge {
    func outcome(_ expected: ExpectedDeliveries, phrase: String) -> Outcome {
        let deliveries = facts.deliveries.filter { delivery in
            !delivery.isTest && (expected.api == nil || delivery.api == expected.api)
                && (expected.events.isEmpty || expected.events.contains(delivery.event))
        }
        let accepted = deliveries.filter { $0.state == .delivered }
        let others = deliveries.count - accepted.count
        var outcome = self.outcome(
            of: accepted.map(\.number), expected.count, expected: phrase, isIncomplete: facts.deliveriesGone > 0,
            nearest: (others > 0 ? "\(others) that no receiver accepted" : nil, []))
        // Deliveries have numbers of their own, which are no ids of requests.
        outcome.requests = []
        return outcome
    }

    func outcome(_ expected: ExpectedReceiver, phrase: String) -> Outcome {
        // The last probe of each receiver counts: it may have been mended.
        var latest: [String: ProbeRecord] = [:]
        for probe in facts.probes where expected.api == nil || probe.subscription.api == expected.api {
            latest[probe.subscription.id] = probe
        }
        guard !latest.isEmpty else {
            return Outcome(
                verdict: .unmet,
                message: "expected \(phrase), but no receiver was probed (POST .../webhooks/{id}/probe)")
        }
        for (id, probe) in latest.sorted(by: { $0.key < $1.key }) {
            let forged = probe.findings.filter { $0.case.needsSignature && $0.receipt.isSuccess }
            if !forged.isEmpty {
                let cases = forged.map(\.case.rawValue).joined(separator: ", ")
                return Outcome(verdict: .unmet, message: "expected \(phrase), but \(id) accepted \(cases)")
            }
            if probe.findings.contains(where: { $0.case == .valid && !$0.receipt.isSuccess }) {
                return Outcome(
                    verdict: .unmet,
                    message:
                        "expected \(phrase), but \(id) refused the valid message too, so that what else it refused proves nothing"
                )
            }
            if !probe.findings.contains(where: \.case.needsSignature) {
                return Outcome(
                    verdict: .unknown,
                    message: "\(probe.subscription.api) does not sign its webhooks, so there is nothing to verify"
                )
            }
        }
        return .met
    }
}
