// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles the `fixtures` of a collection.
struct FixtureCompiler {
    let collector: DiagnosticCollector
    /// The collections that are declared before this one: only their records can have records of this one.
    let parents: [String]

    func compile(_ place: APIDocument.Place?) -> [FixturePlan] {
        guard let place else { return [] }
        if let count = place.node.integerValue, (0...FixturePlan.most).contains(count) {
            return [FixturePlan(count: Int(count))]
        }
        guard place.node.elements != nil else {
            collector.error(
                "\"fixtures\" is a list of objects, or how many to make (at most 10,000)", at: place.node.position)
            return []
        }
        var plans: [FixturePlan] = []
        for element in place.elements {
            if element["set"] != nil || element["for-each"] != nil {
                if let plan = compileMade(element) { plans.append(plan) }
            } else if let object = element.node.value.objectValue {
                plans.append(FixturePlan(count: 1, fixed: object))
            } else {
                collector.error("a fixture is an object, found \(element.node.kindPhrase)", at: element.node.position)
            }
        }
        return plans
    }

    /// Reads `{ for-each: campaigns, where: { ... }, count: 40, set: { ... } }`.
    private func compileMade(_ place: APIDocument.Place) -> FixturePlan? {
        collector.checkMembers(of: place, known: ["for-each", "where", "count", "set"], in: "a made fixture")
        var plan = FixturePlan(count: 1)
        if let count = place["count"] {
            guard let number = count.node.integerValue, (1...FixturePlan.most).contains(number) else {
                collector.error("\"count\" is a number from 1 to 10,000", at: count.node.position)
                return nil
            }
            plan.count = Int(number)
        }
        if let each = place["for-each"] {
            guard let parent = collector.string(each, "\"for-each\"") else { return nil }
            guard parents.contains(parent) else {
                collector.error(
                    "there is no collection \"\(parent)\" before this one", at: each.node.position,
                    hint: NameSuggestion.hint(for: parent, among: parents))
                return nil
            }
            plan.parent = parent
        }
        if let condition = place["where"] {
            if plan.parent == nil {
                collector.error("\"where\" chooses among the records of \"for-each\"", at: condition.node.position)
            }
            plan.conditions = condition.node.members?.map { ($0.name, $0.value.value) } ?? []
        }
        for (name, _, value) in place["set"]?.members ?? [] {
            if let value = compileValue(value, hasParent: plan.parent != nil) { plan.set.append((name, value)) }
        }
        return plan
    }

    private func compileValue(_ place: APIDocument.Place, hasParent: Bool) -> FixturePlan.Value? {
        if let text = place.node.stringValue { return compileName(text, place, hasParent: hasParent) }
        if place.node.elements != nil {
            return .list(place.elements.compactMap { compileValue($0, hasParent: hasParent) })
        }
        guard let member = place.members.first else {
            if place.node.members == nil { return .constant(place.node.value) }
            collector.error("use { const: {} } for an empty object", at: place.node.position)
            return nil
        }
        if let name = place["collect"] { return compileCollection(name, place, hasParent: hasParent) }
        collector.checkMembers(of: place, known: ["const", "cycle", "join", "collect"], in: "a fixture's value")
        guard place.members.count == 1 else {
            collector.error(
                "a fixture's value has one of \"const\", \"cycle\", \"join\" and \"collect\"", at: place.node.position)
            return nil
        }
        switch member.name {
        case "const": return .constant(member.place.node.value)
        case "cycle", "join":
            guard let elements = member.place.node.elements, !elements.isEmpty else {
                collector.error("\"\(member.name)\" is a list with at least one value", at: member.place.node.position)
                return nil
            }
            return member.name == "cycle"
                ? .cycle(elements.map(\.value))
                : .join(member.place.elements.compactMap { compileJoined($0, hasParent: hasParent) })
        default: return nil
        }
    }

    /// Reads `{ collect: notes, where: { shop: item.id }, take: [id, text] }`.
    private func compileCollection(
        _ name: APIDocument.Place, _ place: APIDocument.Place, hasParent: Bool
    ) -> FixturePlan.Value? {
        collector.checkMembers(of: place, known: ["collect", "where", "take"], in: "\"collect\"")
        guard let collection = collector.string(name, "\"collect\"") else { return nil }
        guard parents.contains(collection) else {
            collector.error(
                "there is no collection \"\(collection)\" before this one", at: name.node.position,
                hint: NameSuggestion.hint(for: collection, among: parents))
            return nil
        }
        let fields = place["take"]?.node.elements?.compactMap(\.stringValue) ?? []
        if fields.isEmpty {
            collector.error("\"collect\" needs \"take\", a list of fields", at: place.node.position)
        }
        let conditions = (place["where"]?.members ?? []).compactMap { member in
            compileValue(member.place, hasParent: hasParent).map { (member.name, $0) }
        }
        return .collect(collection, conditions: conditions, fields: fields)
    }

    /// Inside `join`, a text that is no source stands for itself.
    private func compileJoined(_ place: APIDocument.Place, hasParent: Bool) -> FixturePlan.Value? {
        if let text = place.node.stringValue, !text.hasPrefix("item."), !text.hasPrefix("row.") {
            return .constant(.string(text))
        }
        return compileValue(place, hasParent: hasParent)
    }

    private func compileName(_ text: String, _ place: APIDocument.Place, hasParent: Bool) -> FixturePlan.Value? {
        switch text {
        case "row.index": return .index
        case "row.number": return .number
        default: break
        }
        let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.first == "item", names.count > 1, !names.contains(""), hasParent else {
            collector.error(
                "\"\(text)\" is no value of a fixture", at: place.node.position,
                hint: hasParent
                    ? "use item.NAME of the record it belongs to, row.index, row.number, or { const: ... }"
                    : "use row.index, row.number, or { const: ... }; item.NAME needs \"for-each\"")
            return nil
        }
        return .parent(Array(names.dropFirst()))
    }
}
