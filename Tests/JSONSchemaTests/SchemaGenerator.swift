// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Draws schemas over all keywords, and values that have a fair chance to meet them: both from few names and few values.
struct SchemaGenerator {
    private static let names = ["a", "b", "c", "ab", "é", "x-1"]
    private static let texts: [JSONValue] = ["", "a", "ab", "abc", "b1", "12", "é", "日本", "𝒳𝒴", "a b", "foo-bar", "A"]
    // Nothing that the oracle's floating point cannot divide exactly.
    private static let numbers: [JSONValue] = [
        0, 1, 2, 3, -1, 10, 1.0, 0.5, 2.5, -0.25, 100, 7, 0.75, 9_007_199_254_740_991,
    ]
    // Nothing that Python reads otherwise than ECMA-262, such as `\w`.
    private static let patterns: [JSONValue] = [
        "^a", "b$", "^[a-z]+$", "^[a-z]{2,3}$", "[0-9]", "^.$", "a.?b", "^(a|b)+$", "^(?!a)", "é", "^\\S*$", "\\d",
        "^[^a]*$", "(?:ab){1,2}c?$", "^(a*)*b", "\\bfoo\\b",
    ]

    var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    // MARK: Values

    mutating func value(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &generator) {
        case 0: return nil
        case 1: return .bool(generator.chance(50))
        case 2, 3: return generator.pick(Self.numbers)
        case 4, 5: return generator.pick(Self.texts)
        case 6...8:
            let count = Int.random(in: 0...4, using: &generator)
            return .array((0..<count).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for name in Self.names where generator.chance(40) { object[name] = value(depth: depth - 1) }
            return .object(object)
        }
    }

    /// A value near another one, so that runs are not all about the top level.
    mutating func values(for schema: JSONValue) -> [JSONValue] {
        (0..<6).map { _ in value() } + Self.hints(of: schema).prefix(2)
    }

    /// Constants that the schema itself names.
    private static func hints(of schema: JSONValue) -> [JSONValue] {
        var found: [JSONValue] = []
        if let constant = schema["const"] { found.append(constant) }
        found += schema["enum"]?.arrayValue ?? []
        return found
    }

    // MARK: Schemas

    /// A whole schema, with definitions that its parts refer to.
    mutating func schema() -> JSONValue {
        var root = object(depth: 3)
        root["$defs"] = .object([
            "one": .object(object(depth: 2)), "two": .object(object(depth: 1)),
            // The recursive ones go into the value each time.
            "tree": [
                "type": ["object", "array", "integer", "null"], "additionalProperties": ["$ref": "#/$defs/tree"],
                "items": ["$ref": "#/$defs/tree"], "maxItems": 3,
            ],
            "list": [
                "$anchor": "list", "properties": ["a": ["$ref": "#list"]], "unevaluatedProperties": ["type": "string"],
            ],
        ])
        return .object(root)
    }

    private mutating func schema(depth: Int) -> JSONValue {
        if generator.chance(8) { return .bool(generator.chance(60)) }
        return .object(object(depth: depth))
    }

    private mutating func object(depth: Int) -> JSONObject {
        var schema = JSONObject()
        if generator.chance(30) { addType(&schema) }
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            let group = Int.random(in: 0..<(depth > 0 ? 9 : 3), using: &generator)
            switch group {
            case 0: addValues(&schema)
            case 1: addNumber(&schema)
            case 2: addString(&schema)
            case 3, 4: addArray(&schema, depth: depth)
            case 5, 6: addObject(&schema, depth: depth)
            default: addApplicator(&schema, depth: depth)
            }
        }
        return schema
    }

    private mutating func addType(_ schema: inout JSONObject) {
        let types: [JSONValue] = ["null", "boolean", "integer", "number", "string", "array", "object"]
        schema["type"] =
            generator.chance(50)
            ? generator.pick(types) : .array(types.shuffled(using: &generator).prefix(3).map { $0 })
    }

    private mutating func addValues(_ schema: inout JSONObject) {
        if generator.chance(50) {
            schema["const"] = value(depth: 1)
        } else {
            schema["enum"] = .array((0..<Int.random(in: 1...12, using: &generator)).map { _ in value(depth: 1) })
        }
    }

    private mutating func addNumber(_ schema: inout JSONObject) {
        let keyword = generator.pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"])
        let divisors: [JSONValue] = [1, 2, 0.5, 0.25, 2, 3]
        schema[keyword] = generator.pick(keyword == "multipleOf" ? divisors : Self.numbers)
    }

    private mutating func addString(_ schema: inout JSONObject) {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: schema["minLength"] = .integer(.random(in: 0...3, using: &generator))
        case 1: schema["maxLength"] = .integer(.random(in: 0...3, using: &generator))
        default: schema["pattern"] = generator.pick(Self.patterns)
        }
    }

    private mutating func addArray(_ schema: inout JSONObject, depth: Int) {
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: schema["prefixItems"] = list(depth: depth)
        case 1: schema["items"] = self.schema(depth: depth - 1)
        case 2:
            schema["contains"] = self.schema(depth: depth - 1)
            if generator.chance(40) { schema["minContains"] = .integer(.random(in: 0...2, using: &generator)) }
            if generator.chance(40) { schema["maxContains"] = .integer(.random(in: 0...3, using: &generator)) }
        case 3: schema["uniqueItems"] = .bool(generator.chance(80))
        case 4: schema["minItems"] = .integer(.random(in: 0...3, using: &generator))
        case 5: schema["maxItems"] = .integer(.random(in: 0...3, using: &generator))
        default: schema["unevaluatedItems"] = self.schema(depth: depth - 1)
        }
    }

    private mutating func addObject(_ schema: inout JSONObject, depth: Int) {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1: schema["properties"] = map(Self.names, depth: depth)
        case 2: schema["patternProperties"] = map(["^a", "b", "^.$", "[^a-c]"], depth: depth)
        case 3: schema["additionalProperties"] = self.schema(depth: depth - 1)
        case 4: schema["propertyNames"] = self.schema(depth: depth - 1)
        case 5: schema["required"] = nameList()
        case 6: schema["dependentRequired"] = .object([generator.pick(Self.names): nameList()])
        case 7: schema["dependentSchemas"] = map(Self.names, depth: depth)
        case 8:
            let keyword = generator.pick(["minProperties", "maxProperties"])
            schema[keyword] = .integer(.random(in: 0...4, using: &generator))
        default: schema["unevaluatedProperties"] = self.schema(depth: depth - 1)
        }
    }

    private mutating func addApplicator(_ schema: inout JSONObject, depth: Int) {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: schema["allOf"] = list(depth: depth)
        case 1: schema["anyOf"] = list(depth: depth)
        case 2: schema["oneOf"] = list(depth: depth)
        case 3: schema["not"] = self.schema(depth: depth - 1)
        case 4, 5:
            schema["if"] = self.schema(depth: depth - 1)
            if generator.chance(70) { schema["then"] = self.schema(depth: depth - 1) }
            if generator.chance(70) { schema["else"] = self.schema(depth: depth - 1) }
        default:
            // A definition may refer on to a simpler one only, or a schema could lead back to itself.
            let targets =
                depth == 3 ? ["one", "two", "tree", "list"] : depth == 2 ? ["two", "tree", "list"] : ["tree", "list"]
            schema["$ref"] = .string("#/$defs/" + generator.pick(targets))
        }
    }

    private mutating func list(depth: Int) -> JSONValue {
        .array((0..<Int.random(in: 1...3, using: &generator)).map { _ in schema(depth: depth - 1) })
    }

    private mutating func map(_ names: [String], depth: Int) -> JSONValue {
        var object = JSONObject()
        for name in names where generator.chance(40) { object[name] = schema(depth: depth - 1) }
        return .object(object)
    }

    private mutating func nameList() -> JSONValue {
        .array(Self.names.filter { _ in generator.chance(30) }.map { .string($0) })
    }
}
