// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Sources that are made of texts: templates and transformations.
extension SourceCompiler {
    /// `https://{domain}/blog/{item.slug}`, with the names that are no sources given by `with`.
    func compileTemplate(
        _ place: APIDocument.Place, with: APIDocument.Place?, in scope: Scope
    ) -> ValueSource? {
        guard let text = collector.string(place, "\"template\"") else { return nil }
        if let with, with.node.members == nil {
            collector.error("\"with\" is an object of sources, found \(with.node.kindPhrase)", at: with.node.position)
            return nil
        }
        var unused = Set(with?.members.map(\.name) ?? [])
        let parts = compileParts(text, at: place.node.position) { name in
            guard let given = with?[name] else { return compile(name, at: place.node.position, in: scope) }
            unused.remove(name)
            return compile(given, in: scope)
        }
        for member in with?.members ?? [] where unused.contains(member.name) {
            collector.error("the template has no \"{\(member.name)}\"", at: member.position)
        }
        return parts.map { .template($0) }
    }

    /// `{ draft: item.title, words: item.word_count }`, or a number of words.
    func compileDraft(_ place: APIDocument.Place, words: APIDocument.Place?, in scope: Scope) -> ValueSource? {
        guard let topic = compile(place, in: scope) else { return nil }
        guard let words else {
            collector.error(
                "\"draft\" needs \"words\", a number or a source of one", at: place.node.position)
            return nil
        }
        if let number = words.node.integerValue { return .draft(topic, words: .constant(.integer(number))) }
        return compile(words, in: scope).map { .draft(topic, words: $0) }
    }

    /// Text with sources in braces.
    func compileParts(
        _ text: String, at position: SourcePosition, _ source: (String) -> ValueSource?
    ) -> [ValueSource.PathPart]? {
        var parts: [ValueSource.PathPart] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else {
                collector.error("a \"{\" without its \"}\"", at: position)
                return nil
            }
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            guard let source = source(String(rest[rest.index(after: open)..<close])) else { return nil }
            parts.append(.value(source))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        return parts
    }

    /// `as: slug`, `as: html`, `as: { excerpt: 155 }`, `as: { minutes: 220 }`.
    func compileForm(_ place: APIDocument.Place, of source: ValueSource) -> ValueSource? {
        switch place.node.stringValue {
        case "html": return .transformed(source, .html)
        case "words": return .transformed(source, .words)
        case let word?:
            if let form = ValueSource.Form(rawValue: word) { return .shaped(source, form) }
        case nil: break
        }
        if let member = place.node.members?.first, place.node.members?.count == 1,
            let number = member.value.integerValue, (1...100_000).contains(number)
        {
            switch member.name {
            case "excerpt": return .transformed(source, .excerpt(longest: Int(number)))
            case "minutes": return .transformed(source, .minutes(wordsPerMinute: Int(number)))
            default: break
            }
        }
        let words = ValueSource.Form.allCases.map(\.rawValue) + ["html", "words"]
        collector.error(
            "\(place.node.value.text) is nothing to make of a value", at: place.node.position,
            hint: "known: \(words.joined(separator: ", ")), { excerpt: CHARACTERS }, { minutes: WORDS-PER-MINUTE }")
        return nil
    }

    /// A source whose meaning depends on the kind of the job, where that is not known.
    func ambiguous(_ text: String, at position: SourcePosition) -> ValueSource? {
        collector.error(
            "\"\(text)\" is not the same for every kind of job that this answer may be about", at: position,
            hint: "say it in branches of a \"oneOf\" with \"x-sim-kind\"")
        return nil
    }
}
