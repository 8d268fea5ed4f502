// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles what ties the records of collections together: `derived` and `goes-with`.
struct RelationCompiler {
    let collector: DiagnosticCollector
    /// The collections of the document.
    let collections: [String]

    func compileDerived(_ place: APIDocument.Place?) -> [DerivedField] {
        guard let place else { return [] }
        guard place.node.members != nil else {
            collector.error("\"derived\" is an object, found \(place.node.kindPhrase)", at: place.node.position)
            return []
        }
        return place.members.compactMap { name, _, place in
            collector.checkMembers(
                of: place, known: ["from", "in", "take", "count", "average", "of", "by"], in: "a derived field")
            guard place.node.members != nil else { return nil }
            return value(place).map { DerivedField(name, $0) }
        }
    }

    private func value(_ place: APIDocument.Place) -> DerivedField.Value? {
        switch ["from", "count", "average"].filter({ place[$0] != nil }) {
        case ["from"]:
            guard let from = collector.string(place["from"], "\"from\"") else { return nil }
            guard place["in"] != nil || place["take"] != nil else {
                return .inside(from.split(separator: ".").map(String.init))
            }
            guard let collection = collection(place["in"], "\"in\""), let take = string(place, "take") else {
                return nil
            }
            return .lookup(field: from, collection: collection, take: take)
        case ["count"]:
            guard let collection = collection(place["count"], "\"count\""), let by = string(place, "by") else {
                return nil
            }
            return .count(collection: collection, by: by)
        case ["average"]:
            guard let collection = collection(place["average"], "\"average\""), let by = string(place, "by"),
                let of = string(place, "of")
            else { return nil }
            return .average(collection: collection, by: by, of: of)
        case let found:
            collector.error(
                "a derived field has one of \"from\", \"count\" and \"average\", found \(found.count)",
                at: place.node.position)
            return nil
        }
    }

    func compileOwners(_ place: APIDocument.Place?) -> [Ownership] {
        guard let place else { return [] }
        guard place.node.members != nil else {
            collector.error("\"goes-with\" is an object, found \(place.node.kindPhrase)", at: place.node.position)
            return []
        }
        return place.members.compactMap { field, _, place in
            collection(place, "\"\(field)\"").map { Ownership(field: field, collection: $0) }
        }
    }

    private func string(_ place: APIDocument.Place, _ name: String) -> String? {
        guard let member = place[name] else {
            collector.error("this derived field needs \"\(name)\"", at: place.node.position)
            return nil
        }
        return collector.string(member, "\"\(name)\"")
    }

    private func collection(_ place: APIDocument.Place?, _ what: String) -> String? {
        guard let place, let name = collector.string(place, what) else { return nil }
        if collections.contains(name) { return name }
        collector.error(
            "there is no collection \"\(name)\"", at: place.node.position,
            hint: NameSuggestion.hint(for: name, among: collections))
        return nil
    }
}
