// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The keywords for numbers, as they are found.
struct NumberKeywords {
    var minimum, maximum, exclusiveMinimum, exclusiveMaximum: JSONValue?
    var multipleOf: Divisor?
    var format: NumberFormat?

    var rules: NumberRules? {
        let isEmpty =
            minimum == nil && maximum == nil && exclusiveMinimum == nil && exclusiveMaximum == nil
            && multipleOf == nil && format == nil
        guard !isEmpty else { return nil }
        return NumberRules(
            minimum: minimum, maximum: maximum, exclusiveMinimum: exclusiveMinimum,
            exclusiveMaximum: exclusiveMaximum, multipleOf: multipleOf, format: format)
    }
}

/// The keywords for strings, as they are found.
struct StringKeywords {
    var minLength, maxLength: Int?
    var pattern: Pattern?
    var format: StringFormat?

    var rules: StringRules? {
        guard minLength != nil || maxLength != nil || pattern != nil || format != nil else { return nil }
        return StringRules(
            minLength: minLength ?? 0, maxLength: maxLength ?? .max, pattern: pattern, format: format)
    }
}

extension SchemaReader {
    mutating func readNumber(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        guard let limit = expect(number(member.value), "a number", member, hint: flagHint(keyword, member.value)) else {
            return
        }
        switch keyword {
        case .minimum: numbers.minimum = limit
        case .maximum: numbers.maximum = limit
        case .exclusiveMinimum: numbers.exclusiveMinimum = limit
        case .exclusiveMaximum: numbers.exclusiveMaximum = limit
        default:
            numbers.multipleOf = Divisor(limit)
            if numbers.multipleOf == nil {
                report("\"multipleOf\" must be greater than zero and have at most 19 digits", member)
            }
        }
    }

    private func number(_ node: SourceNode) -> JSONValue? {
        switch node.content {
        case .integer, .double, .bigNumber: node.value
        default: nil
        }
    }

    /// Until OpenAPI 3.0 these two were flags.
    private func flagHint(_ keyword: SchemaKeyword, _ value: SourceNode) -> String? {
        guard value.boolValue != nil else { return nil }
        return switch keyword {
        case .exclusiveMinimum: "write the number of \"minimum\" here and remove \"minimum\""
        case .exclusiveMaximum: "write the number of \"maximum\" here and remove \"maximum\""
        default: nil
        }
    }

    mutating func readString(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .minLength: strings.minLength = count(member)
        case .maxLength: strings.maxLength = count(member)
        default:
            guard let source = expect(member.value.stringValue, "a string", member) else { return }
            strings.pattern = pattern(source, member, at: member.value.position)
        }
    }
}
