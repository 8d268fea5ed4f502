// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A keyword of JSON Schema 2020-12 or of OpenAPI 3.1's schema vocabulary.
enum SchemaKeyword: String, CaseIterable, Sendable {
    // Core
    case schema = "$schema"
    case vocabulary = "$vocabulary"
    case id = "$id"
    case reference = "$ref"
    case anchor = "$anchor"
    case dynamicReference = "$dynamicRef"
    case dynamicAnchor = "$dynamicAnchor"
    case definitions = "$defs"
    case comment = "$comment"
    // Applicator
    case prefixItems, items, contains, additionalProperties, properties, patternProperties, dependentSchemas
    case propertyNames
    case `if`, then, `else`, allOf, anyOf, oneOf, not
    // Unevaluated
    case unevaluatedItems, unevaluatedProperties
    // Validation
    case type, `enum`, const, multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum, maxLength, minLength
    case pattern, maxItems, minItems, uniqueItems, maxContains, minContains, maxProperties, minProperties, required
    case dependentRequired
    // Format, meta-data, content
    case format
    case title, description, `default`, deprecated, readOnly, writeOnly, examples
    case contentEncoding, contentMediaType, contentSchema
    // OpenAPI 3.1, section 4.8.24
    case discriminator, xml, externalDocs, example

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// What the value of a keyword holds in the way of schemas.
    enum Shape {
        case noSchema, schema, list, map
    }

    var shape: Shape {
        switch self {
        case .items, .contains, .additionalProperties, .propertyNames, .if, .then, .else, .not, .unevaluatedItems,
            .unevaluatedProperties, .contentSchema:
            .schema
        case .prefixItems, .allOf, .anyOf, .oneOf: .list
        case .definitions, .properties, .patternProperties, .dependentSchemas: .map
        default: .noSchema
        }
    }

    /// The vocabulary that gives the keyword its meaning; `nil` where no choice of vocabularies takes it away.
    var vocabularyName: String? {
        switch self {
        case .prefixItems, .items, .contains, .additionalProperties, .properties, .patternProperties,
            .dependentSchemas, .propertyNames, .if, .then, .else, .allOf, .anyOf, .oneOf, .not:
            "applicator"
        case .unevaluatedItems, .unevaluatedProperties: "unevaluated"
        case .type, .enum, .const, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum, .maxLength,
            .minLength, .pattern, .maxItems, .minItems, .uniqueItems, .maxContains, .minContains, .maxProperties,
            .minProperties, .required, .dependentRequired:
            "validation"
        default: nil
        }
    }

    /// What to write instead of a keyword of older versions that 2020-12 does not have.
    static let successors = [
        "nullable": "add \"null\" to \"type\"",
        "definitions": "2020-12 calls it \"$defs\"",
        "dependencies": "2020-12 calls it \"dependentRequired\" or \"dependentSchemas\"",
        "additionalItems": "2020-12 calls it \"items\", next to \"prefixItems\"",
        "id": "2020-12 calls it \"$id\"",
        "divisibleBy": "2020-12 calls it \"multipleOf\"",
        "$recursiveRef": "2020-12 calls it \"$dynamicRef\"",
        "$recursiveAnchor": "2020-12 calls it \"$dynamicAnchor\"",
    ]
}
