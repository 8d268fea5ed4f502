// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `by`: what counts and keys are kept apart by.
struct OwnerCompiler {
    let sources: SourceCompiler
    let collector: DiagnosticCollector

    /// The parts, one or a list of them, and the values of those that come from the request.
    func compile(_ place: APIDocument.Place) -> (parts: [LimitRule.Part], values: [LimitPlan.Value]) {
        var parts: [LimitRule.Part] = []
        var values: [LimitPlan.Value] = []
        for place in place.node.elements == nil ? [place] : place.elements {
            guard let text = collector.string(place, "\"by\"") else { continue }
            let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            switch names.first {
            case "credential" where names.count == 1: parts.append(.credential)
            case "credential" where !names.contains(""): parts.append(.attribute(Array(names.dropFirst())))
            case "client" where names.count == 1:
                parts.append(.client)
                values.append(.client)
            case "input", "path", "query", "header", "cookie":
                parts.append(.request)
                if let source = sources.compile(place, in: .nothing) { values.append(.source(source)) }
            default:
                collector.error(
                    "requests cannot be told apart by \"\(text)\"", at: place.node.position,
                    hint: NameSuggestion.closest(to: text, among: ["credential", "client"]).map {
                        "did you mean \"\($0)\"?"
                    } ?? "known: credential, credential.NAME, client, and input, path, query, header or cookie with a "
                        + "name")
            }
        }
        return (parts, values)
    }
}
