// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
package import Simulation

/// What scenarios may know of operations and kinds of jobs without compiling them.
struct ScenarioNames: Sendable {
    var roles: [String: OperationRole] = [:]
    /// The states that the document has a word for, by the kind of job.
    var states: [String: Set<JobState>] = [:]

    /// - Parameters:
    ///   - operations: as they were found.
    ///   - kinds: the names of the kinds of jobs.
    ///   - annotation: `x-sim-jobs`.
    init(operations: [OperationReader.Found], kinds: Set<String>, annotation: APIDocument.Place?) {
        for operation in operations {
            guard let binding = operation.place.node["x-sim-binding"] else { continue }
            var role = OperationRole()
            // A report over a collection may come with words that are verbs of other bindings.
            if binding["report"] == nil,
                let verb = binding.members?.first(where: { RequestDeed(rawValue: $0.name) != nil })
            {
                role.does = RequestDeed(rawValue: verb.name)
                let subjects =
                    verb.value.stringValue.map { [$0] } ?? (verb.value.elements ?? []).compactMap(\.stringValue)
                role.kinds = subjects.filter(kinds.contains)
            }
            roles[operation.id] = role
        }
        for (name, _, kind) in annotation?.members ?? [] {
            // Without a word of its own for any state, a kind has the canonical ones.
            guard let words = kind["states"]?.members else { continue }
            states[name] = Set(words.compactMap { JobState(rawValue: $0.name) })
        }
    }
}

extension CompiledAPI {
    /// What scenarios may name, and what it stands for.
    package var names: DocumentNames {
        DocumentNames(
            operations: headings.map(\.id), scopes: scopes, limits: limits.map(\.name),
            events: webhooks?.events.map(\.name) ?? [], collections: collections.map(\.template.name),
            refusals: errors.names.compactMap { name in
                let prefix = ErrorCondition.credentialRefused.rawValue + "."
                return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
            }, attributes: credentialAttributes.members.map(\.name), roles: scenarioNames.roles,
            states: scenarioNames.states, signsWebhooks: webhooks?.signature != nil,
            body: { self.verdict(on: $1, inBodyOf: $0) })
    }

    /// Whether a request to an operation that its schema accepts can have a value at a place of its body.
    private func verdict(on condition: BodyCondition, inBodyOf id: String) -> BodyVerdict {
        guard let index = headings.firstIndex(where: { $0.id == id }), let operation = try? operation(at: index) else {
            return .possible
        }
        guard let body = operation.body, let schema = body.schema else {
            return operation.body == nil ? .noBody : .possible
        }
        // Where alternatives declare a member, a value may meet any of them.
        var schemas = [schema]
        for token in condition.pointer {
            let next = schemas.flatMap { schema in
                schema.declaredSchemas(ofProperty: token)
                    + (Int(token) == nil ? [] : [schema.items].compactMap(\.self))
            }
            guard !next.isEmpty else {
                let known = Set(schemas.flatMap(\.declaredProperties))
                guard !known.isEmpty, !schemas.contains(where: \.describesOthers) else { return .possible }
                return .noMember(token, known: known.sorted())
            }
            schemas = next
        }
        let violations = schemas.map { $0.validate(condition.value, limit: 1).first }
        guard !violations.contains(where: { $0 == nil }), let violation = violations.compactMap(\.self).last else {
            return .possible
        }
        return .otherValue(violation.message, hint: violation.hint)
    }
}
