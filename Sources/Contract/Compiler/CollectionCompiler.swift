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
        var names: [String] = []
        return (place?.members ?? []).map { name, _, place in
            collector.checkMembers(
                of: place, known: ["key", "identifier", "item", "created", "updated", "fixtures", "fixture-fields"],
                in: "collection \"\(name)\"")
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
            let derived = Set(place["fixture-fields"]?.members.map(\.name) ?? [])
            return CollectionPlan(
                template: kind, fixtures: plans,
                fillers: fillers(place["item"], kind).filter { !derived.contains($0.name) })
        }
    }

    private func fillers(_ place: APIDocument.Place?, _ kind: CollectionKind) -> [(name: String, plan: SyntheticPlan)] {
        guard let place, let reference = collector.string(place, "\"item\"") else { return [] }
        guard let pointer = outline.document.pointer(ofReference: reference),
            let schema = outline.document.place(at: pointer)
        else {
            collector.error(
                "\"\(reference)\" leads nowhere", at: place.node.position,
                hint: "write it as '#/components/schemas/NAME'")
            return []
        }
        let ownFields = [kind.key, kind.createdField, kind.updatedField].compactMap(\.self)
        // What is rendered from a source of its own is no field of the record.
        let fields = outline.properties(of: schema).filter {
            !ownFields.contains($0.name) && !outline.isAnnotated($0.place)
        }
        return fields.map { property in
            (property.name, SyntheticPlan(property.place, name: property.name, key: kind.key, outline: outline))
        }
    }
}
