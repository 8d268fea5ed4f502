// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
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

    /// Modes as a user names them.
    /// - Throws: `ServerFailure` where a mode or a rule is not known.
    package init(mode: String?, rules: [(rule: String, mode: String)]) throws(ServerFailure) {
        if let mode { self.mode = try Self.mode(mode, "--contract \(mode)") }
        let known = ViolationRule.all.map(\.id)
        for (rule, mode) in rules {
            let flag = "--rule \(rule)=\(mode)"
            guard known.contains(rule) else {
                let hint = NameSuggestion.closest(to: rule, among: known).map { "did you mean \"\($0)\"?" }
                throw ServerFailure(
                    "\(flag): there is no rule \"\(rule)\"; " + (hint ?? "known: " + known.joined(separator: ", ")))
            }
            self.rules[rule] = try Self.mode(mode, flag)
        }
    }

    private static func mode(_ text: String, _ flag: String) throws(ServerFailure) -> Mode {
        guard let mode = Mode(rawValue: text) else {
            let hint = NameSuggestion.hint(for: text, among: Mode.allCases.map(\.rawValue)) ?? ""
            throw ServerFailure("\(flag): there is no mode \"\(text)\"; \(hint)")
        }
        return mode
    }

    func mode(of rule: String) -> Mode { rules[rule] ?? mode }

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
        let isAboutBody = first.pointer != nil || first.rule.hasPrefix("body") || first.rule == "duplicate-member"
        return ErrorCatalogue.Failure(
            isAboutBody ? .bodyInvalid : .parameterInvalid, details: enforced.map(\.message))
    }

    /// A finding as the space takes it; `nil` where its rule is off.
    ///
    /// What is against the contract was recorded or not when it happened, as the mode was then.
    func judged(_ finding: Finding) -> Finding? {
        var finding = finding
        switch mode(of: finding.rule.id) {
        case .report: break
        case .enforce: finding.severity = .error
        case .off: if finding.rule.kind != .contract { return nil }
        }
        return finding
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
