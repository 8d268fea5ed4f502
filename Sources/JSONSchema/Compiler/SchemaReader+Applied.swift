// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The keywords whose subschemas look at the same value, as they are found.
struct AppliedKeywords {
    var reference: SchemaNode?
    var dynamicReference: DynamicReference?
    var allOf: [SchemaNode] = []
    var anyOf: [SchemaNode] = []
    var oneOf: [SchemaNode] = []
    var not, test, then, otherwise: SchemaNode?
    /// The member names of `anyOf` and `oneOf` are needed once more for the discriminator.
    var anyOfMember, oneOfMember, discriminator: SourceNode.Member?
}

extension SchemaReader {
    mutating func readApplied(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .reference: applied.reference = compiler.follow(member, from: place)?.node
        case .dynamicReference: readDynamicReference(member)
        case .allOf: applied.allOf += subschemas(member, sameValue: true)
        case .anyOf:
            applied.anyOf = subschemas(member, sameValue: true)
            applied.anyOfMember = member
        case .oneOf:
            applied.oneOf = subschemas(member, sameValue: true)
            applied.oneOfMember = member
        case .not: applied.not = subschema(member, sameValue: true)
        case .if: applied.test = subschema(member, sameValue: true)
        case .then: applied.then = subschema(member, sameValue: true)
        case .else: applied.otherwise = subschema(member, sameValue: true)
        default: applied.discriminator = member
        }
    }

    /// A `$dynamicRef` that names no `$dynamicAnchor` is a `$ref` (JSON Schema Core 2020-12, section 8.2.3.2).
    private mutating func readDynamicReference(_ member: SourceNode.Member) {
        guard let (target, anchor) = compiler.follow(member, from: place) else { return }
        if let anchor {
            compiler.noteDynamicReference(to: anchor)
            applied.dynamicReference = DynamicReference(anchor: anchor, initial: target)
        } else {
            applied.allOf.append(target)
        }
    }

    func applicators() -> Applicators? {
        let discriminator = applied.discriminator.flatMap(readDiscriminator)
        let condition = applied.test.map {
            Applicators.Condition(test: $0, then: applied.then, otherwise: applied.otherwise)
        }
        let isEmpty =
            applied.reference == nil && applied.dynamicReference == nil && applied.allOf.isEmpty
            && applied.anyOf.isEmpty && applied.oneOf.isEmpty && applied.not == nil && condition == nil
        guard !isEmpty else { return nil }
        return Applicators(
            reference: applied.reference, dynamicReference: applied.dynamicReference, allOf: applied.allOf,
            anyOf: applied.anyOf, oneOf: applied.oneOf, not: applied.not, condition: condition,
            discriminator: discriminator)
    }
}
