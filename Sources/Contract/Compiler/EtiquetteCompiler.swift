// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// What the vendor asks of clients beside the shapes, compiled from `x-sim-etiquette`.
package struct Etiquette: Sendable {
    package struct Rule: Sendable {
        /// The least time between two of the client's requests that the rule is about.
        package var every: TimeSpan?
        /// The longest that an answer may take.
        package var within: TimeSpan?
        package var isOff: Bool
        /// What the vendor says, and where.
        package var source: String?
        /// Where the document has it.
        package var position: SourcePosition
    }

    /// By the rule's id.
    package var rules: [String: Rule] = [:]

    /// The rules that a document can say something of.
    package static let names = [
        "poll-too-fast", "poll-after-end", "job-abandoned", "retry-after-ignored", "retry-without-key",
        "retry-with-new-key", "key-reused", "cursor-followed-twice", "page-filters-changed", "page-past-end",
        "webhook-forgery-accepted", "webhook-refused", "webhook-slow", "webhook-processed-twice",
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
        collector.checkMembers(
            of: place, known: ["every", "within", "off", "source", "x-evidence"], in: "\"\(name)\"")
        var rule = Etiquette.Rule(isOff: false, position: place.node.position)
        rule.every = duration(place["every"], "every", of: name, where: name == "poll-too-fast")
        rule.within = duration(place["within"], "within", of: name, where: name == "webhook-slow")
        if let off = place["off"] {
            if off.node.boolValue == nil {
                collector.error("\"off\" must be true or false", at: off.node.position)
            }
            rule.isOff = off.node.boolValue ?? false
        }
        rule.source = collector.string(place["source"], "\"source\"")
        return rule
    }

    private func duration(
        _ place: APIDocument.Place?, _ member: String, of rule: String, where hasMeaning: Bool
    ) -> TimeSpan? {
        guard let place else { return nil }
        if !hasMeaning {
            collector.error("\"\(member)\" says nothing of \"\(rule)\"", at: place.node.position)
        }
        guard let text = collector.string(place, "\"\(member)\"") else { return nil }
        let span = TimeSpan(parsing: text)
        if span == nil || span == .zero {
            collector.error("\"\(text)\" is no duration", at: place.node.position, hint: "write it as 5s or 500ms")
        }
        return span
    }
}
