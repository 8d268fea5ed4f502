// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    mutating func check(_ text: String, _ rules: StringRules, _ node: SchemaNode) -> Bool {
        var passes = checkLength(of: text, rules, node)
        if !passes, stops { return false }
        if let pattern = rules.pattern, !pattern.matches(text) {
            sink.report(
                node, "pattern", "\(Self.quoted(.string(text))) does not match the pattern \(pattern.source)", hint: nil
            )
            passes = false
            if stops { return false }
        }
        if let format = rules.format, !format.accepts(text) {
            sink.report(node, "format", "\(Self.quoted(.string(text))) is not \(format.phrase)", hint: format.hint)
            passes = false
        }
        return passes
    }

    /// Lengths count Unicode scalars (JSON Schema Validation 2020-12, section 6.3.1, by way of RFC 8259).
    private mutating func checkLength(of text: String, _ rules: StringRules, _ node: SchemaNode) -> Bool {
        // A scalar takes one to four bytes: mostly the number of bytes decides.
        let bytes = text.utf8.count
        if bytes <= rules.maxLength, (bytes + 3) / 4 >= rules.minLength { return true }
        let length = text.unicodeScalars.count
        if length < rules.minLength {
            sink.report(
                node, "minLength", "\(Self.counted(length, "character")) where at least \(rules.minLength) must be",
                hint: nil)
            return false
        }
        if length > rules.maxLength {
            sink.report(
                node, "maxLength", "\(Self.counted(length, "character")) where at most \(rules.maxLength) may be",
                hint: nil)
            return false
        }
        return true
    }

    mutating func check(number: JSONValue, _ rules: NumberRules, _ node: SchemaNode) -> Bool {
        var passes = true
        if let limit = rules.minimum, number.isLess(than: limit) {
            passes = false
            sink.report(node, "minimum", "\(number.text) is less than \(limit.text)", hint: nil)
        }
        if let limit = rules.maximum, limit.isLess(than: number) {
            passes = false
            sink.report(node, "maximum", "\(number.text) is greater than \(limit.text)", hint: nil)
        }
        if let limit = rules.exclusiveMinimum, !limit.isLess(than: number) {
            passes = false
            sink.report(node, "exclusiveMinimum", "\(number.text) is not greater than \(limit.text)", hint: nil)
        }
        if let limit = rules.exclusiveMaximum, !number.isLess(than: limit) {
            passes = false
            sink.report(node, "exclusiveMaximum", "\(number.text) is not less than \(limit.text)", hint: nil)
        }
        if let divisor = rules.multipleOf, !divisor.divides(number) {
            passes = false
            sink.report(node, "multipleOf", "\(number.text) is not a multiple of \(divisor.source.text)", hint: nil)
        }
        if let format = rules.format, !format.accepts(number) {
            passes = false
            sink.report(node, "format", "\(number.text) is not \(format.phrase)", hint: nil)
        }
        return passes
    }
}
