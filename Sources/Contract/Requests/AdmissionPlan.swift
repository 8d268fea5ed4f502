// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What an operation asks of a request before it does anything, compiled from its document.
package struct AdmissionPlan: Sendable {
    /// The scopes that each of the operation's alternative credentials needs, in their order.
    package var scopes: [[String]] = []
    var limits: [LimitPlan] = []
    var idempotency: IdempotencyPlan?
    /// Where the body names records that must exist.
    var references: [(path: [String], collection: String)] = []
    var preconditions: [PreconditionPlan] = []
    var charges: [ChargePlan] = []

    /// How far a request was found right.
    enum Progress {
        /// Not even its credential.
        case credentialWrong
        /// Something else than its body; what is not in the fingerprint may be at fault.
        case requestWrong
        case bodyWrong
        case valid
    }

    /// `nil` where the engine has nothing to decide.
    func admission(
        of request: OperationRequest, _ values: RequestValues, credential: PresentedCredential?, operation: String,
        progress: Progress
    ) -> Admission? {
        let limits = self.limits.compactMap { limit in
            limit.isDecided(at: progress) ? limit.use(values, client: request.client) : nil
        }
        guard credential != nil || !limits.isEmpty || hasConditions, progress != .credentialWrong || !limits.isEmpty
        else { return nil }
        var admission = Admission(limits: limits)
        if progress == .credentialWrong { return admission }
        admission.credential = credential?.text
        if let credential { admission.scopes = scopes[credential.alternative] }
        if progress == .requestWrong { return admission }
        admission.idempotency = idempotency?.use(values, client: request.client) {
            Fingerprinter.fingerprint(of: request, operation: operation)
        }
        if progress == .bodyWrong { return admission }
        admission.references = references.flatMap { reference in
            (values.body ?? .null).members(reference.path[...]).compactMap(\.identifierText).map {
                RecordReference(collection: reference.collection, identifier: $0)
            }
        }
        admission.preconditions = preconditions.compactMap { $0.precondition(values) }
        admission.charges = charges.compactMap { $0.charge(values) }
        return admission
    }

    private var hasConditions: Bool {
        idempotency != nil || !references.isEmpty || !preconditions.isEmpty || !charges.isEmpty
    }
}

extension LimitPlan {
    /// What counts work that is done is decided only where it can be done, and what counts addresses always.
    fileprivate func isDecided(at progress: AdmissionPlan.Progress) -> Bool {
        switch phase {
        case .gate: true
        case .request: progress != .credentialWrong
        case .work: progress == .valid
        }
    }
}

/// The credential that a request brought.
struct PresentedCredential {
    /// Without scheme word and space suffix.
    var text: String
    /// Which of the operation's alternatives it satisfies.
    var alternative: Int
}

extension CredentialPlan {
    /// What identifies a client: the text of a credential without the suffix that chooses a space (`key~space`).
    static func identity(of text: Substring) -> String {
        guard let tilde = text.utf8.lastIndex(of: UInt8(ascii: "~")) else { return String(text) }
        return String(text[..<tilde])
    }
}
