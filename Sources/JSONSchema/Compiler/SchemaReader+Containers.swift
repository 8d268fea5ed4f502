// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The keywords for arrays, as they are found.
struct ArrayKeywords {
    var minItems, maxItems, minContains, maxContains: Int?
    var isUnique = false
    var prefixItems: [SchemaNode] = []
    var items, contains: SchemaNode?

    var rules: ArrayRules? {
        let isEmpty =
            minItems == nil && maxItems == nil && !isUnique && prefixItems.isEmpty && items == nil && contains == nil
        guard !isEmpty else { return nil }
        return ArrayRules(
            minItems: minItems ?? 0, maxItems: maxItems ?? .max, isUnique: isUnique, prefixItems: prefixItems,
            items: items, contains: contains, minContains: minContains ?? 1, maxContains: maxContains ?? .max)
    }
}

/// The keywords for objects, as they are found.
struct ObjectKeywords {
    var minProperties, maxProperties: Int?
    var properties: [(name: String, schema: SchemaNode)] = []
    var required: [String] = []
    var patterns: [ObjectRules.PatternMember] = []
    var additional, names: SchemaNode?
    var dependencies: [ObjectRules.Dependency] = []

    var rules: ObjectRules? {
        let isEmpty =
            minProperties == nil && maxProperties == nil && properties.isEmpty && required.isEmpty && patterns.isEmpty
            && additional == nil && names == nil && dependencies.isEmpty
        guard !isEmpty else { return nil }
        return ObjectRules(
            minProperties: minProperties ?? 0, maxProperties: maxProperties ?? .max, properties: properties,
            required: required, patterns: patterns, additional: additional, names: names, dependencies: dependencies)
    }
}

extension SchemaReader {
    mutating func readArray(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .maxItems: arrays.maxItems = count(member)
        case .minItems: arrays.minItems = count(member)
        case .maxContains: arrays.maxContains = count(member)
        case .minContains: arrays.minContains = count(member)
        case .uniqueItems: arrays.isUnique = expect(member.value.boolValue, "true or false", member) ?? false
        case .prefixItems: arrays.prefixItems = subschemas(member)
        case .contains: arrays.contains = subschema(member)
        case .unevaluatedItems: parts.unevaluatedItems = subschema(member)
        default:
            guard member.value.elements == nil else {
                report(
                    "\"items\" must be a schema, not an array", member, hint: "2020-12 calls the array \"prefixItems\"")
                return
            }
            arrays.items = subschema(member)
        }
    }

    mutating func readObject(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .maxProperties: objects.maxProperties = count(member)
        case .minProperties: objects.minProperties = count(member)
        case .required:
            let hint = member.value.boolValue == nil ? nil : "list the name in \"required\" of the object around it"
            guard expect(member.value.elements, "an array of names", member, hint: hint) != nil else { return }
            objects.required = names(member.value, member)
        case .dependentRequired: readDependentRequired(member)
        case .dependentSchemas:
            objects.dependencies += namedSubschemas(member, sameValue: true).map { inner, schema in
                ObjectRules.Dependency(name: inner.name, required: [], schema: schema)
            }
        case .properties: objects.properties = namedSubschemas(member).map { ($0.member.name, $0.schema) }
        case .patternProperties:
            for (inner, schema) in namedSubschemas(member) {
                guard let pattern = pattern(inner.name, member, at: inner.namePosition) else { continue }
                objects.patterns.append(.init(pattern: pattern, schema: schema))
            }
        case .additionalProperties: objects.additional = subschema(member)
        case .propertyNames: objects.names = subschema(member)
        default: parts.unevaluatedProperties = subschema(member)
        }
    }

    private mutating func readDependentRequired(_ member: SourceNode.Member) {
        guard let members = expect(member.value.members, "an object of arrays of names", member) else { return }
        for inner in members {
            guard inner.value.elements != nil else {
                report(
                    "\"\(inner.name)\" in \"dependentRequired\" must be an array of names, not \(inner.value.kindPhrase)",
                    member, at: inner.value.position)
                continue
            }
            objects.dependencies.append(.init(name: inner.name, required: names(inner.value, member), schema: nil))
        }
    }
}
