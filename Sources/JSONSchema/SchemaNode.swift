// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Synchronization

/// One schema of a document, compiled: what to check, sorted by the type of value that it concerns.
///
/// Nodes never change once made and refer to their subschemas directly; only a reference to a schema that was still being
/// compiled goes through a ``SchemaLoop``.
final class SchemaNode: Sendable {
    let origin: SchemaOrigin
    /// Set on `false`, which nothing meets.
    let isNever: Bool
    /// Set where this node only stands for another one.
    let loop: SchemaLoop?
    let types: JSONTypeSet
    let allowed: AllowedValues?
    let number: NumberRules?
    let string: StringRules?
    let array: ArrayRules?
    let object: ObjectRules?
    let applicators: Applicators?
    let unevaluatedItems: SchemaNode?
    let unevaluatedProperties: SchemaNode?
    let isDeprecated: Bool

    init(origin: SchemaOrigin, parts: SchemaParts) {
        self.origin = origin
        isNever = parts.isNever
        loop = parts.loop
        types = parts.types
        allowed = parts.allowed
        number = parts.number
        string = parts.string
        array = parts.array
        object = parts.object
        applicators = parts.applicators
        unevaluatedItems = parts.unevaluatedItems
        unevaluatedProperties = parts.unevaluatedProperties
        isDeprecated = parts.isDeprecated
    }

    /// This node, or the one it stands for.
    var resolved: SchemaNode { loop?.target ?? self }

    /// Whether `unevaluatedItems` or `unevaluatedProperties` needs to know what the subschemas looked at.
    var needsEvaluated: Bool { unevaluatedItems != nil || unevaluatedProperties != nil }
}

/// What a ``SchemaNode`` is made of, while it is put together.
struct SchemaParts {
    var isNever = false
    var loop: SchemaLoop?
    var types = JSONTypeSet.all
    var allowed: AllowedValues?
    var number: NumberRules?
    var string: StringRules?
    var array: ArrayRules?
    var object: ObjectRules?
    var applicators: Applicators?
    var unevaluatedItems: SchemaNode?
    var unevaluatedProperties: SchemaNode?
    var isDeprecated = false
}

/// Where a schema was written.
struct SchemaOrigin: Sendable {
    struct Keyword: Sendable {
        var name: String
        var position: SourcePosition
    }

    /// The schema resource (a document, or a part of it with an `$id`) that the schema belongs to.
    var resource: Int
    var position: SourcePosition
    var keywords: [Keyword]
    var title: String?
    /// Values of annotations that the options asked to keep, by name.
    var annotations: [String: JSONValue] = [:]

    func position(of keyword: String) -> SourcePosition {
        keywords.last { $0.name == keyword }?.position ?? position
    }
}

/// A reference that closes a loop: its target is known only after the schemas it goes through are made.
///
/// Does not keep its target alive, or no recursive schema would ever be freed; the ``SchemaPool`` does, which everybody
/// who holds a node holds too.
final class SchemaLoop: Sendable {
    private final class Target: Sendable {
        unowned let node: SchemaNode

        init(_ node: SchemaNode) {
            self.node = node
        }
    }

    private let slot = AtomicLazyReference<Target>()

    var target: SchemaNode {
        guard let target = slot.load() else { preconditionFailure("a schema is used before it is compiled") }
        return target.node
    }

    func close(on node: SchemaNode) {
        _ = slot.storeIfNil(Target(node))
    }
}

/// Keeps the targets of all loops of one compiler alive.
final class SchemaPool: Sendable {
    private let nodes = Mutex<[SchemaNode]>([])

    func keep(_ node: SchemaNode) {
        nodes.withLock { $0.append(node) }
    }
}
