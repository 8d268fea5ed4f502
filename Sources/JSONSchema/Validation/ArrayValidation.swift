// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    mutating func check(
        _ elements: [JSONValue], _ rules: ArrayRules, _ node: SchemaNode, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = true
        if elements.count < rules.minItems {
            sink.report(
                node, "minItems", "\(Self.counted(elements.count, "element")) where at least \(rules.minItems) must be",
                hint: nil)
            passes = false
        }
        if elements.count > rules.maxItems {
            sink.report(
                node, "maxItems", "\(Self.counted(elements.count, "element")) where at most \(rules.maxItems) may be",
                hint: nil)
            passes = false
        }
        if !passes, stops { return false }
        if !checkElements(elements, rules, node, &evaluated, tracking: tracking) { passes = false }
        if !passes, stops { return false }
        if rules.isUnique, let (first, second) = Self.repeated(in: elements) {
            sink.report(
                node, "uniqueItems", "elements \(first) and \(second) are equal: \(Self.quoted(elements[second]))",
                hint: nil)
            passes = false
        }
        if let schema = rules.contains, passes || !stops,
            !checkContains(schema, elements, rules, node, &evaluated, tracking: tracking)
        {
            passes = false
        }
        return passes
    }

    private mutating func checkElements(
        _ elements: [JSONValue], _ rules: ArrayRules, _ node: SchemaNode, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = true
        for (index, element) in elements.enumerated() {
            let isInPrefix = index < rules.prefixItems.count
            guard let schema = isInPrefix ? rules.prefixItems[index] : rules.items else { break }
            sink.enter(index)
            if !checkLeftOver(
                schema, element, isInPrefix ? "prefixItems" : "items", "this element is one too many", node)
            {
                passes = false
            }
            sink.leave()
            if !passes, stops { return false }
            if tracking { evaluated.insert(index) }
        }
        return passes
    }

    private mutating func checkContains(
        _ schema: SchemaNode, _ elements: [JSONValue], _ rules: ArrayRules, _ node: SchemaNode,
        _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var found = 0
        let before = sink
        for (index, element) in elements.enumerated() {
            if Sink.isCollecting { sink = before.trial() }
            if check(schema, element) {
                found += 1
                if tracking { evaluated.insert(index) }
            }
        }
        sink = before
        if found < rules.minContains {
            sink.report(
                node, rules.minContains == 1 ? "contains" : "minContains",
                "\(found) matching elements where at least \(rules.minContains) must be", hint: nil)
            return false
        }
        if found > rules.maxContains {
            sink.report(
                node, "maxContains", "\(found) matching elements where at most \(rules.maxContains) may be", hint: nil)
            return false
        }
        return true
    }

    /// The places of two equal elements, where there are any.
    private static func repeated(in elements: [JSONValue]) -> (Int, Int)? {
        guard elements.count > 16 else {
            for (second, element) in elements.enumerated() {
                for first in 0..<second where Instance.areEqual(elements[first], element) { return (first, second) }
            }
            return nil
        }
        var places: [Instance: Int] = [:]
        for (index, element) in elements.enumerated() {
            if let first = places.updateValue(index, forKey: Instance(element)) { return (first, index) }
        }
        return nil
    }
}
