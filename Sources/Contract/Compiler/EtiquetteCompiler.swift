// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
package import Simulation

/// What the vendor asks of clients beside the shapes, compiled from `x-sim-etiquette`.
package struct Etiquette: Sendable {
    package struct Rule: Sendable {
        /// The least time between two of the client's requests that the rule is about.
        package var every: TimeSpan?
        package var isOff: Bool
        /// Where the vendor says so.
        package var source: String?
    }

    /// By the rule's id.
    package var rules: [String: Rule] = [:]

    /// The rules that a document can say something of.
    package static let names = [
        "poll-too-fast", "poll-after-end", "job-abandoned", "retry-after-ignored", "retry-without-key",
        "retry-with-new-key", "key-reused", "cursor-followed-twice", "page-filters-changed", "page-past-end",
    ]
}

struct EtiquetteCompiler {
    let collector: DiagnosticCollector

    func compile(_ place: APIDocument.Place?) -> Etiquette {
        var etiquette = Etiquette()
        guard let place else { return etiquette }
        collector.checkMembers(of: place, known: Etiquette.names, in: "\"x-sim-etiquette\"")
        for (name, _, rule) in place.members where Etiquette.names.contains(name) {
            etiquette.rules[name] = compile(rule, name)
        }
        return etiquette
    }

    private func compile(_ place: APIDocument.Place, _ name: String) -> Etiquette.Rule {
        collector.checkMembers(of: place, known: ["every", "off", "source", "x-evidence"], in: "\"\(name)\"")
        var rule = Etiquette.Rule(isOff: false)
        if let every = place["every"] {
            if name != "poll-too-fast" {
                collector.error("\"every\" says nothing of \"\(name)\"", at: every.node.position)
            }
            rule.every = collector.string(every, "\"every\"").flatMap { text in
                let span = TimeSpan(parsing: text)
                if span == nil || span == .zero {
                    collector.error(
                        "\"\(text)\" is no duration", at: every.node.position, hint: "write it as 5s or 500ms")
                }
                return span
            }
        }
        if let off = place["off"] {
            guard let isOff = off.node.boolValue else {
                collector.error("\"off\" must be true or false", at: off.node.position)
                return rule
            }
            rule.isOff = isOff
        }
        rule.source = collector.string(place["source"], "\"source\"")
        return rule
    }
}
