// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What a request must satisfy before its work is done.
package struct Admission: Sendable, Hashable, Codable {
    /// The credential as the client sent it, without scheme word and space suffix; `nil` where it sent none.
    package var credential: String?
    /// The scopes that the operation needs.
    package var scopes: [String]
    /// The limits that hold for the request, in the order of the document.
    package var limits: [LimitUse]
    /// `nil` where the request brings no key.
    package var idempotency: IdempotencyUse?
    /// Records that must exist.
    package var references: [RecordReference]
    package var preconditions: [Precondition]
    package var charges: [Charge]

    package init(
        credential: String? = nil, scopes: [String] = [], limits: [LimitUse] = [], idempotency: IdempotencyUse? = nil,
        references: [RecordReference] = [], preconditions: [Precondition] = [], charges: [Charge] = []
    ) {
        self.credential = credential
        self.scopes = scopes
        self.limits = limits
        self.idempotency = idempotency
        self.references = references
        self.preconditions = preconditions
        self.charges = charges
    }
}

/// What the engine can tell an answer of its request's admission.
package struct Admitted: Sendable, Hashable, Codable {
    /// Those of the credential, when the request was done.
    package var attributes: JSONObject
    /// How the limits stand that hold for the request and are in force.
    package var limits: [LimitStanding]
    /// The name under which the scenario speaks of the credential; `nil` where it does not.
    package var credentialRule: String?

    package init(
        attributes: JSONObject = JSONObject(), limits: [LimitStanding] = [], credentialRule: String? = nil
    ) {
        self.attributes = attributes
        self.limits = limits
        self.credentialRule = credentialRule
    }
}

/// A value that its holder keeps elsewhere, so that one without it stays small.
package indirect enum Indirect<Value> {
    case value(Value)

    package init(_ value: Value) { self = .value(value) }

    package var value: Value {
        switch self {
        case .value(let value): value
        }
    }
}

extension Indirect: Sendable where Value: Sendable {}
extension Indirect: Equatable where Value: Equatable {}
extension Indirect: Hashable where Value: Hashable {}

extension Indirect: Codable where Value: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try Value(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}
