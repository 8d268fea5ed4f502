// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// A precondition before the values of a request are in it.
struct PreconditionPlan: Sendable {
    enum Subject: Sendable {
        /// A record of a collection, found by a field or by its identifier, and the field of it that is tested.
        case record(ValueSource, collection: String, by: String?, field: [String]?)
        case value(Operand)
    }

    enum Operand: Sendable {
        case source(ValueSource)
        case attribute([String])

        func operand(_ values: RequestValues) -> Precondition.Operand {
            switch self {
            case .source(let source): .value(source.value(values) ?? .null)
            case .attribute(let path): .attribute(path)
            }
        }
    }

    enum Test: Sendable {
        case plain(Precondition.Test)
        case below(Operand)
        case above(Operand)
        case atLeast(Operand)
        case atMost(Operand)
    }

    var error: String
    var subject: Subject
    var test: Test

    /// `nil` where the request does not say which record is meant.
    func precondition(_ values: RequestValues) -> Precondition? {
        let test: Precondition.Test =
            switch test {
            case .plain(let test): test
            case .below(let bound): .below(bound.operand(values))
            case .above(let bound): .above(bound.operand(values))
            case .atLeast(let bound): .atLeast(bound.operand(values))
            case .atMost(let bound): .atMost(bound.operand(values))
            }
        switch subject {
        case .value(let operand):
            return Precondition(error: error, subject: .value(operand.operand(values)), test: test)
        case .record(let source, let collection, let by, let field):
            guard let value = source.value(values), value != .null else { return nil }
            let selector = RecordSelector(collection: collection, field: by, value: value)
            return Precondition(
                error: error, subject: field.map { .field(selector, $0) } ?? .record(selector), test: test)
        }
    }
}

/// What a request costs, before its values are known.
struct ChargePlan: Sendable {
    var attribute: [String]
    var amount: ValueSource
    var error: String
    var returnsOn: [JobState]

    func charge(_ values: RequestValues) -> Charge? {
        guard let amount = amount.value(values)?.integerValue, amount > 0 else { return nil }
        return Charge(attribute: attribute, amount: amount, error: error, returnsOn: returnsOn)
    }
}
