// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `where` of a list: what every record that it shows must satisfy, whatever the request asks for.
struct ListConditionCompiler {
    let collector: DiagnosticCollector
    let source: (APIDocument.Place) -> ValueSource?

    func compile(_ place: APIDocument.Place) -> [ListPlan.Condition] {
        guard place.node.members != nil else {
            collector.error("\"where\" is an object, found \(place.node.kindPhrase)", at: place.node.position)
            return []
        }
        return place.members.compactMap { field, _, place in
            // What a variant has not chosen is left out with its whole object, which may be this one.
            if field == "x-sim-variant" { return nil }
            let unless = place["unless"].flatMap(source)
            return test(place).map { ListPlan.Condition(field: field, test: $0, unless: unless) }
        }
    }

    private func test(_ place: APIDocument.Place) -> ListPlan.Condition.Test? {
        guard place.node.members != nil else {
            return .match(.anyOf((place.node.elements ?? [place.node]).map(\.value)))
        }
        guard let word = ["not", "above", "holds", "from"].first(where: { place[$0] != nil }), let value = place[word]
        else {
            collector.checkMembers(of: place, known: ["from", "not", "above", "holds"], in: "a condition")
            collector.error(
                "a condition is a value, a list of values, or an object", at: place.node.position,
                hint: "with \"from\", \"not\", \"above\" or \"holds\"")
            return nil
        }
        guard word != "from" else { return source(place).map { .equals($0) } }
        collector.checkMembers(of: place, known: [word, "unless", "x-sim-variant"], in: "a condition with \"\(word)\"")
        switch word {
        case "not": return .match(.noneOf((value.node.elements ?? [value.node]).map(\.value)))
        case "holds": return source(value).map { .holds($0) }
        default:
            guard let bound = value.node.value.numberValue else {
                collector.error("\"above\" is a number, found \(value.node.kindPhrase)", at: value.node.position)
                return nil
            }
            return .match(.above(bound))
        }
    }
}

extension ListPlan {
    /// What a record must satisfy, whatever the request asks for.
    struct Condition: Sendable {
        enum Test: Sendable {
            case match(ListQuery.Match)
            /// The field is the value of the source.
            case equals(ValueSource)
            /// The field is a list that holds the value of the source.
            case holds(ValueSource)
        }

        var field: String
        var test: Test
        /// Nothing is asked for where this is true.
        var unless: ValueSource?

        func filter(_ values: RequestValues) -> ListQuery.Filter? {
            if unless?.value(values) == .some(true) { return nil }
            return switch test {
            case .match(let match): .field(field, match)
            case .equals(let source): .field(field, .anyOf([source.value(values) ?? .null]))
            case .holds(let source): .field(field, .containsAny([source.value(values) ?? .null]))
            }
        }
    }
}
