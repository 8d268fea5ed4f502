// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Conditions that no request of the documents can satisfy.
extension ScenarioLint {
    mutating func checkCondition(
        _ match: RequestMatch, at places: ScenarioParts.RulePlaces, _ kind: OperationScope.Kind
    ) {
        guard let names else { return }
        let scope = OperationScope(match, kind, in: names)
        // Names that are not there were complained of already.
        guard !scope.named.isEmpty else { return }
        guard !scope.fitting.isEmpty else {
            checkRole(match, scope, at: places, kind, names)
            return
        }
        for (condition, place) in zip(match.body, places.body) {
            checkBody(condition, of: scope.fitting, at: place, names)
        }
    }

    /// Says which word of a condition leaves no operation.
    private mutating func checkRole(
        _ match: RequestMatch, _ scope: OperationScope, at places: ScenarioParts.RulePlaces,
        _ kind: OperationScope.Kind, _ names: [String: DocumentNames]
    ) {
        var other = match
        other.state = nil
        if match.state != nil, !OperationScope(other, kind, in: names).fitting.isEmpty {
            checkState(match, scope, at: places.member("state"), kind, names)
            return
        }
        let does = kind == .jobs ? .submit : match.does
        guard let does else { return }
        let place = places.member(kind == .jobs ? (match.operation == nil ? "api" : "operation") : "does")
        guard let operation = match.operation else {
            let owner = match.api.map { "\"\($0)\" has no operation" } ?? "no API has an operation"
            warn("\(owner) to \(does.rawValue)", at: place)
            return
        }
        other.operation = nil
        other.does = does
        // Of the APIs that have the operation, wherever the condition names one or not.
        let owners = Set(scope.named.map(\.api))
        let fitting = OperationScope(other, kind, in: names).fitting.filter { owners.contains($0.api) }
        let candidates = Set(fitting.map(\.name)).sorted()
        let role = scope.named.compactMap { names[$0.api]?.roles[$0.name]?.does }.first
        let found = role.map { "it is there to \($0.rawValue)" } ?? "it does nothing that \"does\" has a word for"
        if kind == .jobs {
            warn(
                "\"\(operation)\" submits no job, so this can never match: \(found)", at: place,
                hint: NameSuggestion.hint(for: operation, among: candidates))
        } else {
            warn(
                "\"\(operation)\" is not there to \(does.rawValue): \(found)", at: place,
                hint: role.map { "leave \"does\" out, or write \"\($0.rawValue)\"" } ?? "leave \"does\" out")
        }
    }

    private mutating func checkState(
        _ match: RequestMatch, _ scope: OperationScope, at place: SourcePlace, _ kind: OperationScope.Kind,
        _ names: [String: DocumentNames]
    ) {
        guard let state = match.state else { return }
        let isAboutJobs = scope.named.contains { operation in
            names[operation.api]?.roles[operation.name].map { role in
                kind.hasState(role) && (match.does == nil || role.does == match.does)
            } ?? true
        }
        let subject =
            match.operation ?? match.does.map { "a request to \($0.rawValue)" } ?? match.api ?? "an API"
        let quoted = match.operation == nil && match.does != nil ? subject : "\"\(subject)\""
        if isAboutJobs {
            warn(
                "\(quoted) never shows a job \(state.rawValue): its document has no word for that state", at: place)
        } else {
            let deeds = kind == .answers ? "submit, read or stop" : "read or stop"
            warn(
                "\(quoted) has no \"state\": only requests that \(deeds) a job have one", at: place)
        }
    }

    // MARK: Bodies

    private mutating func checkBody(
        _ condition: BodyCondition, of operations: Set<OperationScope.Operation>, at place: SourcePlace,
        _ names: [String: DocumentNames]
    ) {
        var members: Set<String> = []
        var missing: String?
        var other: (message: String, hint: String?)?
        for operation in operations.sorted(by: { ($0.api, $0.name) < ($1.api, $1.name) }) {
            switch names[operation.api]?.body(operation.name, condition) ?? .possible {
            case .possible: return
            case .noBody: break
            case .noMember(let name, let known):
                missing = name
                members.formUnion(known)
            case .otherValue(let message, let hint): other = other ?? (message, hint)
            }
        }
        let pointer = JSONPointer(condition.pointer).description
        let operationNames = Set(operations.map(\.name))
        let one = operationNames.count == 1 ? operationNames.first.map { "\"\($0)\"" } : nil
        let whose = one.map { "a body of \($0)" } ?? "a body of the operations that this is about"
        if let other {
            warn("\(whose) never has this value at \"\(pointer)\": \(other.message)", at: place, hint: other.hint)
        } else if let missing {
            warn(
                "\(whose) has no \"\(missing)\" at \"\(pointer)\"", at: place,
                hint: NameSuggestion.hint(for: missing, among: members))
        } else {
            warn(
                one.map { "\($0) takes no JSON body" } ?? "none of the operations that this is about takes a JSON body",
                at: place)
        }
    }
}
