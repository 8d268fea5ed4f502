// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema

/// What a vendor lets through although its own schemas forbid it, compiled from `x-sim-lenient`.
struct Leniency: OptionSet, Sendable {
    let rawValue: UInt8

    /// A value in another type that stands for one of the right type (`"5"` for 5), and is taken as that.
    static let type = Leniency(rawValue: 1)
    /// A value that is not in the list.
    static let list = Leniency(rawValue: 2)
    static let length = Leniency(rawValue: 4)
    static let range = Leniency(rawValue: 8)
    static let pattern = Leniency(rawValue: 16)
    static let format = Leniency(rawValue: 32)

    static let annotation = "x-sim-lenient"

    /// The words of the annotation, in its order of documentation.
    private static let byWord: [(word: String, leniency: Leniency)] = [
        ("type", .type), ("enum", .list), ("length", .length), ("range", .range), ("pattern", .pattern),
        ("format", .format),
    ]

    /// Of the annotation's value; words that are not known a checker of the document has complained about.
    init(_ value: JSONValue?) {
        self = []
        for element in value?.arrayValue ?? [] {
            for (word, leniency) in Self.byWord where element == .string(word) { insert(leniency) }
        }
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Whether a value that fails that keyword of a schema is let through.
    func covers(_ keyword: String) -> Bool {
        switch keyword {
        case "type": contains(.type)
        case "enum", "const": contains(.list)
        case "minLength", "maxLength", "minItems", "maxItems": contains(.length)
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": contains(.range)
        case "pattern": contains(.pattern)
        case "format": contains(.format)
        default: false
        }
    }

    static func check(_ place: APIDocument.Place, _ collector: DiagnosticCollector) {
        let words = byWord.map(\.word)
        guard let elements = place.node.elements, !elements.isEmpty else {
            collector.error(
                "\"\(annotation)\" is a list of what is let through, found \(place.node.kindPhrase)",
                at: place.node.position, hint: "known: " + words.joined(separator: ", "))
            return
        }
        for element in elements where !words.contains(element.stringValue ?? "") {
            collector.error(
                "\"\(annotation)\" has no \(element.value.text)", at: element.position,
                hint: NameSuggestion.hint(for: element.stringValue ?? "", among: words))
        }
    }
}
