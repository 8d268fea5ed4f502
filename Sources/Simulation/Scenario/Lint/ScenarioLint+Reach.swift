// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Rules that never get a request, because earlier ones take them all.
extension ScenarioLint {
    mutating func checkReach(
        of rules: [RequestMatch], at places: [ScenarioParts.RulePlaces], _ kind: OperationScope.Kind
    ) {
        let what = kind == .jobs ? "job rule" : "fault"
        for (index, (rule, places)) in zip(rules, places).enumerated() {
            if let every = rule.every, !rule.nth.isEmpty, rule.nth.allSatisfy({ $0 % every != 0 }) {
                warn(
                    "this \(what) can never match: none of its \"nth\" is a multiple of its \"every\"",
                    at: places.rule)
                continue
            }
            let earlier = rules[..<index].enumerated().map { (number: $0.offset + 1, match: $0.element) }
            if let all = earlier.first(where: { takesAll($0.match, of: rule, kind) == .all }) {
                warn("this \(what) can never match: number \(all.number) takes all its requests", at: places.rule)
            } else if let most = earlier.first(where: { takesAll($0.match, of: rule, kind) == .understood }) {
                warn(
                    "this \(what) can only match requests that the API refuses as invalid: number \(most.number) takes"
                        + " all others", at: places.rule)
            } else {
                checkOrdinals(of: rule, after: earlier, at: places, what)
            }
        }
    }

    private enum Share {
        case all
        /// All but those that are refused before anybody knows what they do.
        case understood
        case some
    }

    /// Which of the requests that `other` is about, whatever its ordinals, `match` takes.
    private func takesAll(_ match: RequestMatch, of other: RequestMatch, _ kind: OperationScope.Kind) -> Share {
        guard match.nth.isEmpty, (match.every ?? 1) == 1, match.state == nil || match.state == other.state,
            match.body.allSatisfy(other.body.contains)
        else { return .some }
        if (match.api == nil || match.api == other.api)
            && (match.operation == nil || match.operation == other.operation)
            && (match.does == nil || match.does == other.does)
        {
            return .all
        }
        guard let names else { return .some }
        let scope = OperationScope(match, kind, in: names)
        let asked = OperationScope(other, kind, in: names)
        guard !asked.fitting.isEmpty, asked.fitting.isSubset(of: scope.fitting) else { return .some }
        // What a request does is known only once it is understood, which its operation does not ask for.
        return match.does == nil || match.does == other.does || kind == .jobs ? .all : .understood
    }

    /// Rules with the same conditions count alike, so that their ordinals can be compared.
    private mutating func checkOrdinals(
        of rule: RequestMatch, after earlier: [(number: Int, match: RequestMatch)],
        at places: ScenarioParts.RulePlaces, _ what: String
    ) {
        let alike = earlier.filter { $0.match.withoutOrdinals == rule.withoutOrdinals }
        guard !alike.isEmpty else { return }
        let wanted = rule.nth.isEmpty ? nil : rule.nth.filter { rule.selects(ordinal: $0) }
        func taker(of ordinal: Int) -> Int? { alike.first { $0.match.selects(ordinal: ordinal) }?.number }
        guard let wanted else {
            // Rules that choose by "every" repeat after the least common multiple; lists of ordinals come to an end.
            let steps = alike.filter { $0.match.nth.isEmpty }
            let every = rule.every ?? 1
            guard !steps.isEmpty, let period = Self.period([every] + steps.map { $0.match.every ?? 1 }) else { return }
            let taken = stride(from: every, through: period, by: every).allSatisfy { ordinal in
                steps.contains { $0.match.selects(ordinal: ordinal) }
            }
            if taken {
                warn(
                    "this \(what) can never match: \(Self.takers(steps.map(\.number))) all its requests",
                    at: places.rule)
            }
            return
        }
        let taken = wanted.compactMap { ordinal in taker(of: ordinal).map { (ordinal, number: $0) } }
        guard !taken.isEmpty else { return }
        let place = places.members["nth"] ?? places.rule
        let takers = Self.takers(taken.map(\.number))
        if taken.count == wanted.count {
            warn("this \(what) can never match: \(takers) all its requests", at: place)
        } else {
            let ordinals = taken.map { String($0.0) }.joined(separator: ", ")
            warn(
                "this \(what) never gets number \(ordinals) of its requests: \(takers) \(taken.count == 1 ? "it" : "them")",
                at: place)
        }
    }

    /// Who takes: `number 1 takes`, `numbers 1 and 2 take`.
    private static func takers(_ numbers: [Int]) -> String {
        let numbers = Set(numbers).sorted().map(String.init)
        return numbers.count == 1
            ? "number \(numbers[0]) takes" : "numbers \(numbers.joined(separator: " and ")) take"
    }

    /// The least common multiple, where it is small enough to try every ordinal up to it.
    private static func period(_ numbers: [Int]) -> Int? {
        var period = 1
        for number in numbers {
            var (a, b) = (period, number)
            while b != 0 { (a, b) = (b, a % b) }
            let (next, overflow) = (period / a).multipliedReportingOverflow(by: number)
            guard !overflow, next <= 100_000 else { return nil }
            period = next
        }
        return period
    }
}

extension RequestMatch {
    fileprivate var withoutOrdinals: RequestMatch {
        var match = self
        match.nth = []
        match.every = nil
        return match
    }
}
