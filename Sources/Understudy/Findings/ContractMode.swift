// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Simulation

/// What becomes of the things a client did against the contract that the vendor lets through.
package struct ContractMode: Sendable, Hashable {
    package enum Mode: String, Sendable, CaseIterable {
        /// The request is answered as the vendor would, and the violation is recorded.
        case report
        /// The request is refused as if the vendor were strict.
        case enforce
        /// The violation is not even recorded.
        case off
    }

    package var mode = Mode.report
    /// Other modes for single rules, by the rule's id.
    package var rules: [String: Mode] = [:]

    package init() {}

    private func mode(of rule: String) -> Mode { rules[rule] ?? mode }

    /// Whether violations of a rule are not even recorded.
    func isOff(_ rule: String) -> Bool { mode(of: rule) == .off && ViolationRule.named(rule).kind == .contract }

    /// Whether every request is taken as it comes.
    var changesNothing: Bool { mode == .report && rules.isEmpty }

    /// The violations that are to be recorded.
    func recorded(_ violations: [Violation]) -> [Violation] {
        violations.filter { mode(of: $0.rule) != .off }
    }

    /// Why a request that the vendor would let through is refused; `nil` where it is not.
    func refusal(_ violations: [Violation]) -> ErrorCatalogue.Failure? {
        let enforced = violations.filter { mode(of: $0.rule) == .enforce }
        guard let first = enforced.first else { return nil }
        let condition: ErrorCondition = first.rule.hasPrefix("parameter") ? .parameterInvalid : .bodyInvalid
        return ErrorCatalogue.Failure(condition, details: enforced.map(\.message))
    }
}

extension Exchange.Parts {
    /// The same, as a space that is stricter or more lenient than the vendor takes it.
    func judged(by contract: ContractMode) -> Exchange.Parts {
        var parts = self
        parts.violations = contract.recorded(violations)
        if failure == nil, let refusal = contract.refusal(violations) {
            parts.failure = refusal
            parts.action = .refuse
        }
        return parts
    }
}
