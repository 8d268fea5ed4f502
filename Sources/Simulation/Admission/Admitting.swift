// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Space {
    /// Does the work of a request that satisfies what its operation asks for.
    mutating func admit(
        _ call: Call, _ admission: Admission, of api: InstalledAPI, at now: Instant, wall: Instant,
        into fired: inout [Fired]
    ) -> Outcome {
        let rule = rule(for: admission.credential, api: call.api)
        var outcome: Outcome
        if let refusal = refusal(of: admission, rule) {
            outcome = Outcome(now: now, result: .refused(refusal), reason: refusal.reason)
        } else {
            outcome = perform(call, of: api, at: now, wall: wall, into: &fired)
        }
        outcome.admitted = Admitted(attributes: attributes(rule, of: api))
        return outcome
    }
}

extension Outcome.Refusal {
    /// Why a request was not admitted, for the one who reads the answer; `nil` where the answer says it all.
    var reason: String? {
        switch self {
        case .credentialRefused(let word): "credential refused: \(word)"
        case .scopeMissing(_, let missing): "credential without \(missing.joined(separator: ", "))"
        default: nil
        }
    }
}
