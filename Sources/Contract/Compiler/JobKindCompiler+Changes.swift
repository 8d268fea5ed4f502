// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension JobKindCompiler {
    /// Compiles `{ on: completed, in: projects, by: input.project_id, sets: {...} }`.
    func compileChange(_ place: APIDocument.Place, _ kind: JobKindBuilder) -> JobChange? {
        collector.checkMembers(of: place, known: ["on", "in", "by", "sets"], in: "a change")
        let words = JobState.allCases.map(\.rawValue)
        guard let state = place["on"]?.node.stringValue.flatMap(JobState.init(rawValue:)) else {
            collector.error(
                "a change says \"on\" which state of the job it happens", at: (place["on"] ?? place).node.position,
                hint: NameSuggestion.hint(for: place["on"]?.node.stringValue ?? "", among: words))
            return nil
        }
        guard let collection = collector.string(place["in"], "\"in\""), let sets = place["sets"],
            let by = collector.string(place["by"], "\"by\""), by.hasPrefix("input.")
        else {
            collector.error(
                "a change needs \"in\", a collection, \"by: input.NAME\" and \"sets\"", at: place.node.position)
            return nil
        }
        guard sources.checkCollection(collection, at: place["in"]?.node.position) else { return nil }
        let entries = FieldChangeCompiler(
            sources: sources, collector: collector, collection: collection,
            ownFields: ownFields[collection] ?? [], kind: kind, hasRequest: false
        ).compile(sets)
        return JobChange(
            on: state, collection: collection, input: kind.input(String(by.dropFirst(6))),
            sets: entries.map(\.change))
    }
}
