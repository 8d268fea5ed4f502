// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// What a request must satisfy before its work is done.
package struct Admission: Sendable, Hashable, Codable {
    /// The credential as the client sent it, without scheme word and space suffix; `nil` where it sent none.
    package var credential: String?
    /// The scopes that the operation needs.
    package var scopes: [String]

    package init(credential: String? = nil, scopes: [String] = []) {
        self.credential = credential
        self.scopes = scopes
    }
}

/// What the engine can tell an answer of its request's admission.
package struct Admitted: Sendable, Hashable, Codable {
    /// Those of the credential.
    package var attributes: JSONObject

    package init(attributes: JSONObject = JSONObject()) {
        self.attributes = attributes
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
