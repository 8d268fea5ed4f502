// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    mutating func check(
        _ applicators: Applicators, _ value: JSONValue, _ node: SchemaNode, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var passes = true
        if let target = applicators.reference, !apply(target, value, &evaluated, tracking: tracking) { passes = false }
        if !passes, stops { return false }
        if let reference = applicators.dynamicReference,
            !apply(target(of: reference), value, &evaluated, tracking: tracking)
        {
            passes = false
        }
        for schema in applicators.allOf where passes || !stops {
            if !apply(schema, value, &evaluated, tracking: tracking) { passes = false }
        }
        if !passes, stops { return false }
        if !applicators.oneOf.isEmpty, !checkOneOf(applicators, value, node, &evaluated, tracking: tracking) {
            passes = false
        }
        if !passes, stops { return false }
        if !applicators.anyOf.isEmpty, !checkAnyOf(applicators, value, node, &evaluated, tracking: tracking) {
            passes = false
        }
        if !passes, stops { return false }
        if let schema = applicators.not, meets(schema, value) {
            sink.report(node, "not", "\(Self.quoted(value)) is what must not be here", hint: nil)
            passes = false
        }
        if let condition = applicators.condition, passes || !stops,
            !check(condition, value, &evaluated, tracking: tracking)
        {
            passes = false
        }
        return passes
    }

    /// Applies a subschema to the same value and takes over what it evaluated.
    mutating func apply(
        _ schema: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        guard tracking else { return check(schema, value, &evaluated, tracking: false) }
        var inner = Evaluated()
        let passes = check(schema, value, &inner, tracking: true)
        // Where it fails, so does the whole; members that it knows should not be called unknown as well.
        if passes || Sink.isCollecting { evaluated.formUnion(inner) }
        return passes
    }

    /// Tries a subschema, silently, and takes over what it evaluated where the value meets it.
    private mutating func tries(
        _ schema: SchemaNode, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        let before = sink
        if Sink.isCollecting { sink = before.trial() }
        var inner = Evaluated()
        let passes = check(schema, value, &inner, tracking: tracking)
        if Sink.isCollecting {
            let trial = sink
            sink = before
            if Sink.isObserving, passes { sink.keep(trial) }
        }
        if passes, tracking { evaluated.formUnion(inner) }
        return passes
    }

    private mutating func meets(_ schema: SchemaNode, _ value: JSONValue) -> Bool {
        var evaluated = Evaluated()
        return tries(schema, value, &evaluated, tracking: false)
    }

    private mutating func check(
        _ condition: Applicators.Condition, _ value: JSONValue, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        let holds = tries(condition.test, value, &evaluated, tracking: tracking)
        guard let schema = holds ? condition.then : condition.otherwise else { return true }
        return apply(schema, value, &evaluated, tracking: tracking)
    }

    private mutating func checkOneOf(
        _ applicators: Applicators, _ value: JSONValue, _ node: SchemaNode, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var met: Int?
        for (index, schema) in applicators.oneOf.enumerated()
        where tries(schema, value, &evaluated, tracking: tracking) {
            if let met {
                sink.report(
                    node, "oneOf",
                    "\(Self.alternative(met, applicators.oneOf)) and \(Self.alternative(index, applicators.oneOf))"
                        + " both match where exactly one must", hint: nil)
                return false
            }
            met = index
        }
        guard met == nil else { return true }
        explain("oneOf", applicators.oneOf, applicators.discriminator, value, node)
        evaluated.insertAll()
        return false
    }

    private mutating func checkAnyOf(
        _ applicators: Applicators, _ value: JSONValue, _ node: SchemaNode, _ evaluated: inout Evaluated, tracking: Bool
    ) -> Bool {
        var met = false
        for schema in applicators.anyOf where !met || tracking {
            if tries(schema, value, &evaluated, tracking: tracking) { met = true }
        }
        guard !met else { return true }
        let discriminator = applicators.oneOf.isEmpty ? applicators.discriminator : nil
        explain("anyOf", applicators.anyOf, discriminator, value, node)
        evaluated.insertAll()
        return false
    }
}
