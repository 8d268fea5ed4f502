// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The names in one API's document that a scenario may use, and what they stand for.
package struct DocumentNames: Sendable {
    package var operations: [String]
    /// What credentials may be limited to; empty where the document has no scopes.
    package var scopes: [String]
    package var limits: [String]
    /// What can be told of; empty where the document has no webhooks.
    package var events: [String]
    package var collections: [String]
    /// Why credentials can be refused with an answer of their own; any other word gets the general one.
    package var refusals: [String]
    /// What is known of credentials where no scenario says otherwise.
    package var attributes: [String]
    /// What the operations do, by their names; nobody knows of those that are missing.
    package var roles: [String: OperationRole]
    /// The states that the document has a word for, by the kind of job; of kinds that are missing, all.
    package var states: [String: Set<JobState>]
    /// Whether webhooks are signed.
    package var signsWebhooks: Bool
    /// Whether the body of a request to an operation can have a value at a pointer.
    package var body: @Sendable (_ operation: String, BodyCondition) -> BodyVerdict

    package init(
        operations: [String], scopes: [String] = [], limits: [String] = [], events: [String] = [],
        collections: [String] = [], refusals: [String] = [], attributes: [String] = [],
        roles: [String: OperationRole] = [:], states: [String: Set<JobState>] = [:],
        signsWebhooks: Bool = true,
        body: @escaping @Sendable (_ operation: String, BodyCondition) -> BodyVerdict = { _, _ in .possible }
    ) {
        self.operations = operations
        self.scopes = scopes
        self.limits = limits
        self.events = events
        self.collections = collections
        self.refusals = refusals
        self.attributes = attributes
        self.roles = roles
        self.states = states
        self.signsWebhooks = signsWebhooks
        self.body = body
    }
}

/// What an operation does, and what kinds of jobs it is about.
package struct OperationRole: Sendable, Hashable {
    /// `nil`: nothing that scenarios have a word for.
    package var does: RequestDeed?
    /// Empty where it is about no job.
    package var kinds: [String]

    package init(does: RequestDeed? = nil, kinds: [String] = []) {
        self.does = does
        self.kinds = kinds
    }
}

/// Whether a request that the document accepts can have a value at a place of its body.
package enum BodyVerdict: Sendable, Hashable {
    /// It can, as far as the document says.
    case possible
    /// The operation takes no JSON body.
    case noBody
    /// There is no such member, among those known.
    case noMember(String, known: [String])
    /// There never is such a value there, and why.
    case otherValue(String, hint: String?)
}
