// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    mutating func check(
        _ object: JSONObject, _ value: JSONValue, _ rules: ObjectRules, _ node: SchemaNode,
        _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = checkCount(object, rules, node)
        if !passes, stops { return false }
        if tracking, rules.declaresMembers { evaluated.declares = true }
        var requiredFound = 0
        for (index, member) in object.members.enumerated() {
            var isSpokenFor = false
            if !rules.members.isEmpty, let known = rules.members[ExactString(member.name)] {
                if known.isRequired { requiredFound += 1 }
                if let schema = known.schema {
                    isSpokenFor = true
                    if !checkMember(member, schema, node, "properties") { passes = false }
                }
            }
            for candidate in rules.patterns where candidate.pattern.matches(member.name) {
                isSpokenFor = true
                if !checkMember(member, candidate.schema, node, "patternProperties") { passes = false }
            }
            if !isSpokenFor, let additional = rules.additional {
                isSpokenFor = true
                if !checkAdditional(member, additional, node) { passes = false }
            }
            if let names = rules.names, !checkName(member.name, names, node) { passes = false }
            if !passes, stops { return false }
            if tracking, isSpokenFor { evaluated.insert(index) }
        }
        if requiredFound < rules.required.count {
            passes = false
            if stops { return false }
            for name in rules.required where object[name] == nil {
                sink.report(node, "required", "\"\(name)\" is missing", hint: Self.missingHint(name, object, rules))
            }
        }
        if !rules.dependencies.isEmpty,
            !checkDependencies(object, value, rules, node, &evaluated, tracking: tracking)
        {
            passes = false
        }
        return passes
    }

    private mutating func checkCount(_ object: JSONObject, _ rules: ObjectRules, _ node: SchemaNode) -> Bool {
        let count = object.count
        if count < rules.minProperties {
            sink.report(
                node, "minProperties",
                "\(Self.counted(count, "member")) where at least \(rules.minProperties) must be", hint: nil)
            return false
        }
        if count > rules.maxProperties {
            sink.report(
                node, "maxProperties",
                "\(Self.counted(count, "member")) where at most \(rules.maxProperties) may be", hint: nil)
            return false
        }
        return true
    }

    private mutating func checkMember(
        _ member: JSONObject.Member, _ schema: SchemaNode, _ node: SchemaNode, _ keyword: String
    ) -> Bool {
        sink.enter(member.name)
        defer { sink.leave() }
        if schema.isNever {
            sink.report(node, keyword, "\"\(member.name)\" must not be present", hint: nil)
            return false
        }
        return check(schema, member.value)
    }

    private mutating func checkAdditional(
        _ member: JSONObject.Member, _ schema: SchemaNode, _ node: SchemaNode
    ) -> Bool {
        sink.enter(member.name)
        defer { sink.leave() }
        return checkLeftOver(
            schema, member.value, "additionalProperties", "\"\(member.name)\" is not a known member", node,
            name: member.name)
    }

    private mutating func checkName(_ name: String, _ schema: SchemaNode, _ node: SchemaNode) -> Bool {
        guard Sink.isCollecting else { return check(schema, .string(name)) }
        let before = sink
        sink = before.trial()
        let passes = check(schema, .string(name))
        let reason = sink.violations.first?.message
        sink = before
        if !passes {
            sink.enter(name)
            sink.report(
                node, "propertyNames", "the name \"\(name)\" is not allowed" + (reason.map { ": \($0)" } ?? ""),
                hint: nil)
            sink.leave()
        }
        return passes
    }

    private mutating func checkDependencies(
        _ object: JSONObject, _ value: JSONValue, _ rules: ObjectRules, _ node: SchemaNode,
        _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = true
        for dependency in rules.dependencies where object[dependency.name] != nil {
            for name in dependency.required where object[name] == nil {
                passes = false
                sink.report(
                    node, "dependentRequired", "\"\(name)\" is missing, which \"\(dependency.name)\" calls for",
                    hint: nil)
            }
            if !passes, stops { return false }
            if let schema = dependency.schema,
                !apply(schema, value, &evaluated, tracking: tracking)
            {
                passes = false
                if stops { return false }
            }
        }
        return passes
    }
}
