// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-collections`.
struct CollectionCompiler {
    let outline: SchemaOutline
    let timestamps: TimestampForm
    let collector: DiagnosticCollector

    func compile(_ place: APIDocument.Place?) -> [CollectionPlan] {
        let collections = place
        let relations = RelationCompiler(collector: collector, collections: (place?.members ?? []).map(\.name))
        var names: [String] = []
        return (place?.members ?? []).map { name, _, place in
            collector.checkMembers(
                of: place,
                known: [
                    "key", "identifier", "item", "created", "updated", "fixtures", "fixture-fields", "apart", "derived",
                    "goes-with",
                ], in: "collection \"\(name)\"")
            var kind = CollectionKind(name: name, timestamps: timestamps)
            if let key = collector.string(place["key"], "\"key\"") { kind.key = key }
            if let identifier = place["identifier"],
                let form = IdentifierCompiler(collector: collector).compile(identifier)
            {
                kind.identifier = form
            }
            kind.createdField = collector.string(place["created"], "\"created\"")
            kind.updatedField = collector.string(place["updated"], "\"updated\"")
            let plans = FixtureCompiler(collector: collector, parents: names).compile(place["fixtures"])
            names.append(name)
            if let apart = place["apart"] {
                kind.spacing = collector.string(apart, "\"apart\"").flatMap(TimeSpan.init(parsing:)) ?? kind.spacing
                if apart.node.stringValue.flatMap(TimeSpan.init(parsing:)) == nil {
                    collector.error("\"apart\" is a span of time", at: apart.node.position, hint: "such as 6h or 1d")
                }
            }
            kind.derived = relations.compileDerived(place["derived"])
            kind.owners = relations.compileOwners(place["goes-with"])
            // What a fixture gets by rule is not made up.
            let ruled = Set(place["fixture-fields"]?.members.map(\.name) ?? [])
            return CollectionPlan(
                template: kind, fixtures: plans,
                fillers: fillers(place["item"], kind, collections).filter { !ruled.contains($0.name) })
        }
    }

    private func fillers(
        _ place: APIDocument.Place?, _ kind: CollectionKind, _ collections: APIDocument.Place?
    ) -> [(name: String, plan: SyntheticPlan)] {
        guard let place, let reference = collector.string(place, "\"item\"") else { return [] }
        guard let pointer = outline.document.pointer(ofReference: reference),
            let schema = outline.document.place(at: pointer)
        else {
            collector.error(
                "\"\(reference)\" leads nowhere", at: place.node.position,
                hint: "write it as '#/components/schemas/NAME'")
            return []
        }
        let ownFields =
            [kind.key, kind.createdField, kind.updatedField].compactMap(\.self) + kind.derived.map(\.name)
        // What is rendered from a source of its own is no field of the record.
        let fields = outline.properties(of: schema).filter {
            !ownFields.contains($0.name) && !outline.isAnnotated($0.place)
        }
        return fields.map { property in
            var plan = SyntheticPlan(property.place, name: property.name, key: kind.key, outline: outline)
            if let referred = referred(by: property.place, collections) { plan.shape = .pick(referred) }
            return (property.name, plan)
        }
    }

    /// The identifiers that fixtures of the collection have which a property refers to.
    private func referred(by place: APIDocument.Place, _ collections: APIDocument.Place?) -> [JSONValue]? {
        guard let name = outline.member("x-sim-refers", of: place)?.node.stringValue,
            let collection = collections?[name]
        else { return nil }
        let key = collection["key"]?.node.stringValue ?? "id"
        let values = collection["fixtures"]?.elements.compactMap { $0[key]?.node.value } ?? []
        return values.isEmpty ? nil : values
    }
}
