// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What `enum` and `const` let through.
final class AllowedValues: Sendable {
    let keyword: String
    let values: [JSONValue]
    private let index: Set<Instance>?

    init(keyword: String, values: [JSONValue]) {
        self.keyword = keyword
        self.values = values
        // A handful is compared faster than hashed.
        index = values.count > 8 ? Set(values.map(Instance.init)) : nil
    }

    func contains(_ value: JSONValue) -> Bool {
        if let index { return index.contains(Instance(value)) }
        for allowed in values where Instance.areEqual(allowed, value) { return true }
        return false
    }
}

final class NumberRules: Sendable {
    let minimum, maximum, exclusiveMinimum, exclusiveMaximum: JSONValue?
    let multipleOf: Divisor?
    let format: NumberFormat?

    init(
        minimum: JSONValue?, maximum: JSONValue?, exclusiveMinimum: JSONValue?, exclusiveMaximum: JSONValue?,
        multipleOf: Divisor?, format: NumberFormat?
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.exclusiveMinimum = exclusiveMinimum
        self.exclusiveMaximum = exclusiveMaximum
        self.multipleOf = multipleOf
        self.format = format
    }
}

final class StringRules: Sendable {
    let minLength: Int
    let maxLength: Int
    let pattern: Pattern?
    let format: StringFormat?

    init(minLength: Int, maxLength: Int, pattern: Pattern?, format: StringFormat?) {
        self.minLength = minLength
        self.maxLength = maxLength
        self.pattern = pattern
        self.format = format
    }
}

final class ArrayRules: Sendable {
    let minItems: Int
    let maxItems: Int
    let isUnique: Bool
    let prefixItems: [SchemaNode]
    let items: SchemaNode?
    let contains: SchemaNode?
    let minContains: Int
    let maxContains: Int

    init(
        minItems: Int, maxItems: Int, isUnique: Bool, prefixItems: [SchemaNode], items: SchemaNode?,
        contains: SchemaNode?, minContains: Int, maxContains: Int
    ) {
        self.minItems = minItems
        self.maxItems = maxItems
        self.isUnique = isUnique
        self.prefixItems = prefixItems
        self.items = items
        self.contains = contains
        self.minContains = minContains
        self.maxContains = maxContains
    }
}

final class ObjectRules: Sendable {
    /// What is known of one member name.
    struct Member: Sendable {
        var schema: SchemaNode?
        var isRequired: Bool
    }

    struct PatternMember: Sendable {
        var pattern: Pattern
        var schema: SchemaNode
    }

    struct Dependency: Sendable {
        var name: String
        var required: [String]
        var schema: SchemaNode?
    }

    let minProperties: Int
    let maxProperties: Int
    let members: [ExactString: Member]
    let required: [String]
    /// Whether `properties` names any.
    let declaresMembers: Bool
    let patterns: [PatternMember]
    let additional: SchemaNode?
    let names: SchemaNode?
    let dependencies: [Dependency]

    init(
        minProperties: Int, maxProperties: Int, properties: [(name: String, schema: SchemaNode)], required: [String],
        patterns: [PatternMember], additional: SchemaNode?, names: SchemaNode?, dependencies: [Dependency]
    ) {
        self.minProperties = minProperties
        self.maxProperties = maxProperties
        var members: [ExactString: Member] = [:]
        for property in properties {
            members[ExactString(property.name)] = Member(schema: property.schema, isRequired: false)
        }
        for name in required { members[ExactString(name), default: Member(isRequired: true)].isRequired = true }
        self.members = members
        declaresMembers = !properties.isEmpty
        self.required = required
        self.patterns = patterns
        self.additional = additional
        self.names = names
        self.dependencies = dependencies
    }

    /// The names under `properties`, without those that are merely required.
    var declaredNames: [String] {
        members.filter { $0.value.schema != nil }.map(\.key.text)
    }
}

/// The keywords whose subschemas look at the same value.
final class Applicators: Sendable {
    let reference: SchemaNode?
    let dynamicReference: DynamicReference?
    let allOf: [SchemaNode]
    let anyOf: [SchemaNode]
    let oneOf: [SchemaNode]
    let not: SchemaNode?
    let condition: Condition?
    let discriminator: Discriminator?

    struct Condition: Sendable {
        var test: SchemaNode
        var then: SchemaNode?
        var otherwise: SchemaNode?
    }

    init(
        reference: SchemaNode?, dynamicReference: DynamicReference?, allOf: [SchemaNode], anyOf: [SchemaNode],
        oneOf: [SchemaNode], not: SchemaNode?, condition: Condition?, discriminator: Discriminator?
    ) {
        self.reference = reference
        self.dynamicReference = dynamicReference
        self.allOf = allOf
        self.anyOf = anyOf
        self.oneOf = oneOf
        self.not = not
        self.condition = condition
        self.discriminator = discriminator
    }
}

/// A `$dynamicRef` that found a `$dynamicAnchor`: at run time the outermost resource with that anchor counts.
struct DynamicReference: Sendable {
    var anchor: String
    var initial: SchemaNode
}

/// OpenAPI's `discriminator`: the member whose value names the alternative that was meant (OpenAPI 3.1.1, section 4.8.25).
struct Discriminator: Sendable {
    struct Branch: Sendable {
        var value: String
        /// Index in the `oneOf`, or in the `anyOf` where there is no `oneOf`.
        var index: Int
    }

    var propertyName: String
    var branches: [Branch]
}

/// Where each `$dynamicAnchor` leads, by resource.
final class DynamicAnchors: Sendable {
    struct Key: Hashable, Sendable {
        var resource: Int
        var anchor: String
    }

    let targets: [Key: SchemaNode]

    init(_ targets: [Key: SchemaNode]) {
        self.targets = targets
    }
}
