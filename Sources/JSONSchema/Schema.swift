// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// A compiled schema: immutable, shared between threads, recursive through references.
package final class Schema: Sendable {
    private let node: SchemaNode
    private let dynamicAnchors: DynamicAnchors?
    private let pool: SchemaPool

    init(node: SchemaNode, dynamicAnchors: DynamicAnchors?, pool: SchemaPool) {
        self.node = node
        self.dynamicAnchors = dynamicAnchors
        self.pool = pool
    }

    /// Whether a value meets the schema.
    ///
    /// Stops at the first failure.
    package func isValid(_ value: JSONValue) -> Bool {
        var validation = Validation(sink: Verdict(), dynamicAnchors: dynamicAnchors)
        return validation.check(node, value)
    }

    /// Whether a string meets the schema.
    package func isValid(string: String) -> Bool {
        isValid(.string(string))
    }

    /// In what a value fails the schema, in the order of the value as far as keywords allow; empty where it does not.
    ///
    /// - Parameters:
    ///   - value: the instance.
    ///   - limit: how many violations to collect at most; at least 1.
    /// - Returns: the violations.
    package func validate(_ value: JSONValue, limit: Int = 100) -> [SchemaViolation] {
        // Nearly every value is valid, and the verdict alone costs much less.
        if isValid(value) { return [] }
        var validation = Validation(sink: ViolationList(limit: max(limit, 1)), dynamicAnchors: dynamicAnchors)
        _ = validation.check(node, value)
        return validation.sink.violations
    }

    /// What a request is judged by first: the verdict, and whether it is worth asking for ``remarks(on:limit:)``.
    ///
    /// Costs no more than ``isValid(_:)`` where the schema has no alternatives.
    package func glance(at value: JSONValue) -> (isValid: Bool, mayHaveRemarks: Bool) {
        var validation = Validation(sink: Glance(), dynamicAnchors: dynamicAnchors)
        let isValid = validation.check(node, value)
        return (isValid, validation.sink.mayHaveRemarks || !isValid)
    }

    /// The members, at any depth, that the schema lets through without naming them, and what it calls deprecated.
    ///
    /// A schema that names no members, or has a word for the others (`additionalProperties`, `patternProperties`,
    /// `unevaluatedProperties`), has no unknown ones. Of alternatives, those that the value meets count.
    package func remarks(on value: JSONValue, limit: Int = 100) -> [SchemaRemark] {
        // What one schema does not speak for another may: the places that are in question are looked at again, all at
        // once, so that a large value with one stray member costs little more than its validation.
        var search = Validation(sink: Observer(.search(limit: limit)), dynamicAnchors: dynamicAnchors)
        _ = search.check(node, value)
        guard search.sink.hasFound else { return [] }
        var validation = Validation(sink: Observer(.judge(search.sink.places)), dynamicAnchors: dynamicAnchors)
        _ = validation.check(node, value)
        return Array(validation.sink.remarks.prefix(limit))
    }

    /// The types a value may have: `type`, `enum` and `const` of this schema, narrowed by `$ref` and `allOf`, and by
    /// what the alternatives of `anyOf` and `oneOf` allow together.
    ///
    /// All types where the schema does not say.
    ///
    /// Walks the schema: keep the answer.
    package var types: JSONTypeSet { node.possibleTypes }

    /// Whether the schema lets members through that it does not declare: no `additionalProperties: false` or
    /// `unevaluatedProperties: false` forbids them.
    package var isOpen: Bool { DeclaredNames.isOpen(node) }

    /// The schema of a member, where `properties` of this schema or of one it applies unconditionally (`$ref`, `allOf`)
    /// has one.
    package func property(_ name: String) -> Schema? {
        node.first { $0.object?.members[ExactString(name)]?.schema }.map(derived)
    }

    /// The member names under `properties`, here and in everything that looks at the same object (`$ref`, `allOf`,
    /// `anyOf`, `oneOf`, `if`, `then`, `else`, `dependentSchemas`).
    ///
    /// Walks the schema: keep the answer.
    package var declaredProperties: Set<String> { DeclaredNames(of: node).names }

    /// Whether the schema has a word for members that it does not name, and does not forbid them.
    package var describesOthers: Bool { DeclaredNames.describesOthers(node) }

    /// The schemas of a member of that name wherever `properties` declares it, as ``declaredProperties`` gathers them: a
    /// value may have to meet one of them only, where alternatives declare it.
    package func declaredSchemas(ofProperty name: String) -> [Schema] {
        DeclaredNames.schemas(of: name, in: node).map(derived)
    }

    /// The schema of an array's elements after `prefixItems`, where this schema or one it applies unconditionally has one.
    package var items: Schema? {
        node.first { $0.array?.items }.map(derived)
    }

    private func derived(_ node: SchemaNode) -> Schema {
        Schema(node: node, dynamicAnchors: dynamicAnchors, pool: pool)
    }
}

extension SchemaNode {
    /// The first answer of this schema or of one that it applies through `$ref` and `allOf`.
    fileprivate func first(_ answer: (SchemaNode) -> SchemaNode?) -> SchemaNode? {
        var waiting = [self]
        var visited: Set<ObjectIdentifier> = []
        while let node = waiting.popLast()?.resolved {
            guard visited.insert(ObjectIdentifier(node)).inserted else { continue }
            if let found = answer(node) { return found }
            waiting += node.applicators?.allOf.reversed() ?? []
            if let reference = node.applicators?.reference { waiting.append(reference) }
        }
        return nil
    }
}
