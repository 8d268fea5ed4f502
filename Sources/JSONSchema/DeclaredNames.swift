// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a schema says about the members of an object, gathered through everything that looks at the same object.
struct DeclaredNames {
    private(set) var names: Set<String> = []
    private var visited: Set<ObjectIdentifier> = []

    init(of node: SchemaNode) {
        collect(node)
    }

    private mutating func collect(_ node: SchemaNode) {
        let node = node.resolved
        guard visited.insert(ObjectIdentifier(node)).inserted else { return }
        if let object = node.object {
            names.formUnion(object.declaredNames)
        }
        for child in node.sameValueSubschemas where child !== node.applicators?.not { collect(child) }
    }

    /// What the schemas that look at the same object say of one member.
    static func schemas(of name: String, in node: SchemaNode) -> [SchemaNode] {
        schemasOfSameValue(node).compactMap { $0.object?.members[ExactString(name)]?.schema }
    }

    /// Whether one of the schemas that look at the same object describes members that it does not name.
    static func describesOthers(_ node: SchemaNode) -> Bool {
        schemasOfSameValue(node).contains { node in
            node.object?.patterns.isEmpty == false
                || [node.object?.additional, node.unevaluatedProperties].contains { $0?.isNever == false }
        }
    }

    private static func schemasOfSameValue(_ node: SchemaNode) -> [SchemaNode] {
        var found: [SchemaNode] = []
        var visited: Set<ObjectIdentifier> = []
        var waiting = [node]
        while let node = waiting.popLast()?.resolved {
            guard visited.insert(ObjectIdentifier(node)).inserted else { continue }
            found.append(node)
            waiting += node.sameValueSubschemas.filter { $0 !== node.applicators?.not }
        }
        return found
    }

    /// Whether a schema lets members through that it does not declare.
    static func isOpen(_ node: SchemaNode) -> Bool {
        var visited: Set<ObjectIdentifier> = []
        return isOpen(node, &visited)
    }

    private static func isOpen(_ node: SchemaNode, _ visited: inout Set<ObjectIdentifier>) -> Bool {
        let node = node.resolved
        guard visited.insert(ObjectIdentifier(node)).inserted else { return true }
        if node.isNever || node.object?.additional?.isNever == true || node.unevaluatedProperties?.isNever == true {
            return false
        }
        guard let applicators = node.applicators else { return true }
        let all = applicators.allOf + [applicators.reference, applicators.dynamicReference?.initial].compactMap { $0 }
        guard all.allSatisfy({ isOpen($0, &visited) }) else { return false }
        return [applicators.anyOf, applicators.oneOf].allSatisfy { branches in
            branches.isEmpty || branches.contains { isOpen($0, &visited) }
        }
    }
}

extension SchemaNode {
    /// The subschemas that look at the same value as this schema.
    var sameValueSubschemas: [SchemaNode] {
        var children = object?.dependencies.compactMap(\.schema) ?? []
        guard let applicators else { return children }
        children += [applicators.reference, applicators.dynamicReference?.initial, applicators.not].compactMap { $0 }
        children += applicators.allOf + applicators.anyOf + applicators.oneOf
        if let condition = applicators.condition {
            children += [condition.test, condition.then, condition.otherwise].compactMap { $0 }
        }
        return children
    }

    /// The types a value may have, as far as `type`, `enum` and `const` of this schema and of those it applies tell.
    var possibleTypes: JSONTypeSet {
        var visited: Set<ObjectIdentifier> = []
        return possibleTypes(&visited)
    }

    private func possibleTypes(_ visited: inout Set<ObjectIdentifier>) -> JSONTypeSet {
        let node = resolved
        // A schema on the way to itself adds nothing to what it says already.
        guard visited.insert(ObjectIdentifier(node)).inserted else { return .all }
        defer { visited.remove(ObjectIdentifier(node)) }
        if node.isNever { return [] }
        var types = node.types
        if let allowed = node.allowed {
            types.formIntersection(allowed.values.reduce(into: []) { $0.formUnion(JSONTypeSet(of: $1)) })
        }
        guard let applicators = node.applicators else { return types }
        for schema in applicators.allOf
            + [applicators.reference, applicators.dynamicReference?.initial].compactMap({ $0 })
        {
            types.formIntersection(schema.possibleTypes(&visited))
        }
        for branches in [applicators.anyOf, applicators.oneOf] where !branches.isEmpty {
            types.formIntersection(
                branches.reduce(into: []) { $0.formUnion($1.possibleTypes(&visited)) })
        }
        return types
    }
}
