// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// One run of a schema over a value.
///
/// Generic over who listens, so that the run that only wants a verdict has no trace of paths and messages in it.
struct Validation<Sink: ViolationSink> {
    var sink: Sink
    let dynamicAnchors: DynamicAnchors?
    /// The resources entered on the way here, outermost first; kept only where a `$dynamicRef` can ask for them.
    private var scope: [Int] = []
    private var depth = 0

    /// Deeper than any honest schema goes in a value of the reader's greatest depth; reached only where `$dynamicRef`
    /// leads in a circle, which the compiler cannot see.
    private static var depthLimit: Int { 2_000 }

    init(sink: Sink, dynamicAnchors: DynamicAnchors?) {
        self.sink = sink
        self.dynamicAnchors = dynamicAnchors
    }

    /// Checks a value against a schema that looks at a value of its own: what it evaluates concerns nobody else.
    mutating func check(_ node: SchemaNode, _ value: JSONValue) -> Bool {
        var evaluated = Evaluated()
        guard Sink.isObserving else { return check(node, value, &evaluated, tracking: false) }
        let passes = check(node, value, &evaluated, tracking: true)
        if case .object(let object) = value, passes || (Sink.isCollecting && !evaluated.isAll) {
            sink.observe(object, evaluated, node)
        }
        return passes
    }

    /// Whether a value meets a schema; `evaluated` gets what the schema looked at, where `tracking` is set.
    mutating func check(
        _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        let node = node.resolved
        if node.isNever {
            sink.report(node, "false", "no value is allowed here", hint: nil)
            return false
        }
        guard let dynamicAnchors else { return checkKeywords(of: node, value, &evaluated, tracking: tracking) }
        guard depth < Self.depthLimit else {
            sink.report(node, "$dynamicRef", "the schema leads back to itself without end", hint: nil)
            return false
        }
        depth += 1
        defer { depth -= 1 }
        guard scope.last != node.origin.resource, !dynamicAnchors.targets.isEmpty else {
            return checkKeywords(of: node, value, &evaluated, tracking: tracking)
        }
        scope.append(node.origin.resource)
        defer { scope.removeLast() }
        return checkKeywords(of: node, value, &evaluated, tracking: tracking)
    }

    private mutating func checkKeywords(
        of node: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        // A value of the wrong type, or one that is not in the list, fails much else; saying so would be noise.
        if node.types != .all, !node.types.contains(JSONTypeSet(of: value)) {
            sink.report(node, "type", Self.typeMessage(value, node.types), hint: nil)
            return false
        }
        if let allowed = node.allowed, !allowed.contains(value) {
            sink.report(
                node, allowed.keyword, Self.allowedMessage(value, allowed), hint: Self.allowedHint(value, allowed))
            return false
        }
        if Sink.isObserving, node.isDeprecated { sink.observeDeprecated(node) }
        if node.needsEvaluated, !tracking {
            // Only what this schema itself looks at counts, not what the schemas beside it did.
            var own = Evaluated()
            return checkRules(of: node, value, &own, tracking: true)
        }
        return checkRules(of: node, value, &evaluated, tracking: tracking)
    }

    private mutating func checkRules(
        of node: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = true
        switch value {
        case .string(let text):
            if let rules = node.string { passes = check(text, rules, node) }
        case .integer, .double, .bigNumber:
            if let rules = node.number { passes = check(number: value, rules, node) }
        case .array(let elements):
            if let rules = node.array { passes = check(elements, rules, node, &evaluated, tracking: tracking) }
        case .object(let object):
            if let rules = node.object { passes = check(object, value, rules, node, &evaluated, tracking: tracking) }
        case .null, .bool: break
        }
        if !passes, stops { return false }
        if let applicators = node.applicators {
            if !check(applicators, value, node, &evaluated, tracking: tracking) { passes = false }
            if !passes, stops { return false }
        }
        if node.needsEvaluated, !checkUnevaluated(node, value, &evaluated) { passes = false }
        return passes
    }

    /// Whether a failure ends the run.
    var stops: Bool { !Sink.isCollecting || sink.isFull }

    /// The target of a `$dynamicRef` in the dynamic scope (JSON Schema Core 2020-12, section 8.2.3.2).
    func target(of reference: DynamicReference) -> SchemaNode {
        guard let dynamicAnchors else { return reference.initial }
        for resource in scope {
            let key = DynamicAnchors.Key(resource: resource, anchor: reference.anchor)
            if let target = dynamicAnchors.targets[key] { return target }
        }
        return reference.initial
    }

    private mutating func checkUnevaluated(
        _ node: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated
    ) -> Bool {
        var passes = true
        if case .array(let elements) = value, let schema = node.unevaluatedItems {
            for (index, element) in elements.enumerated() where !evaluated.contains(index) {
                sink.enter(index)
                if !checkLeftOver(schema, element, "unevaluatedItems", "this element is one too many", node) {
                    passes = false
                }
                sink.leave()
                if !passes, stops { return false }
            }
            evaluated.insertAll()
        }
        if case .object(let object) = value, let schema = node.unevaluatedProperties {
            for (index, member) in object.members.enumerated() where !evaluated.contains(index) {
                sink.enter(member.name)
                if !checkLeftOver(
                    schema, member.value, "unevaluatedProperties", "\"\(member.name)\" is not a known member", node,
                    name: member.name)
                {
                    passes = false
                }
                sink.leave()
                if !passes, stops { return false }
            }
            evaluated.insertAll()
        }
        return passes
    }

    /// Checks what no other keyword spoke for; `false` there means that it must not be present.
    mutating func checkLeftOver(
        _ schema: SchemaNode, _ value: JSONValue, _ keyword: String, _ message: @autoclosure () -> String,
        _ node: SchemaNode, name: String? = nil
    ) -> Bool {
        guard schema.isNever else { return check(schema, value) }
        sink.report(
            node, keyword, message(),
            hint: name.flatMap { NameSuggestion.hint(for: $0, among: DeclaredNames(of: node).names) })
        return false
    }
}
