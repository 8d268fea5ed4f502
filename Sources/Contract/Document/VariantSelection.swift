// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Leaves out of a document what belongs to a variant that was not chosen.
struct VariantSelection {
    /// The chosen value of each declared variant.
    let chosen: [String: String]
    /// The values each declared variant knows.
    let known: [String: [String]]
    let file: String
    var diagnostics: [Diagnostic] = []

    /// Reads `x-sim-variants` and merges the choices into its defaults.
    init(document: APIDocument, choices: [String: String]) {
        var chosen: [String: String] = [:]
        var known: [String: [String]] = [:]
        file = document.file
        for (name, position, place) in document.rootPlace["x-sim-variants"]?.members ?? [] {
            for member in place.members where !["default", "values", "description"].contains(member.name) {
                diagnostics.append(
                    Diagnostic(
                        .error, "variant \"\(name)\" has no \"\(member.name)\"", file: document.file,
                        at: member.position,
                        hint: NameSuggestion.hint(for: member.name, among: ["default", "values", "description"])))
            }
            let elements = place["values"]?.elements ?? []
            let values = elements.compactMap(\.node.stringValue)
            guard let fallback = place["default"]?.node.stringValue, values.contains(fallback),
                values.count == elements.count
            else {
                diagnostics.append(
                    Diagnostic(
                        .error, "variant \"\(name)\" needs \"values\", a list of strings, and a \"default\" among them",
                        file: document.file, at: position, hint: "quote values that look like numbers or dates"))
                continue
            }
            known[name] = values
            chosen[name] = fallback
        }
        for (name, value) in choices.sorted(by: { $0.key < $1.key }) {
            guard let values = known[name] else {
                diagnostics.append(
                    Diagnostic(
                        .error, "there is no variant \"\(name)\"", file: document.file,
                        hint: NameSuggestion.hint(for: name, among: known.keys)))
                continue
            }
            guard values.contains(value) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "variant \"\(name)\" has no value \"\(value)\"", file: document.file,
                        hint: NameSuggestion.hint(for: value, among: values)))
                continue
            }
            chosen[name] = value
        }
        self.chosen = chosen
        self.known = known
    }

    mutating func select(_ node: SourceNode) -> SourceNode {
        changed(node) ?? node
    }

    /// The node without what does not belong; `nil` where it is all there, as nearly every node of a document is.
    private mutating func changed(_ node: SourceNode) -> SourceNode? {
        switch node.content {
        case .array(let elements):
            var kept: [SourceNode]?
            for (index, element) in elements.enumerated() {
                let isKept = belongs(element)
                let replacement = isKept ? changed(element) : nil
                if !isKept || replacement != nil, kept == nil { kept = Array(elements[..<index]) }
                if isKept { kept?.append(replacement ?? element) }
            }
            return kept.map { SourceNode(position: node.position, content: .array($0)) }
        case .object(let members):
            var kept: [SourceNode.Member]?
            for (index, member) in members.enumerated() {
                let isKept = belongs(member.value)
                let replacement = isKept ? changed(member.value) : nil
                if !isKept || replacement != nil, kept == nil { kept = Array(members[..<index]) }
                guard isKept else { continue }
                var member = member
                if let replacement { member.value = replacement }
                kept?.append(member)
            }
            return kept.map { SourceNode(position: node.position, content: .object($0)) }
        default: return nil
        }
    }

    private mutating func belongs(_ node: SourceNode) -> Bool {
        guard case .object = node.content, let annotation = node["x-sim-variant"] else { return true }
        guard let members = annotation.members, !members.isEmpty else {
            diagnostics.append(
                Diagnostic(
                    .error, "\"x-sim-variant\" is an object such as { variant: value }, found \(annotation.kindPhrase)",
                    file: file, at: annotation.position))
            return true
        }
        return members.allSatisfy { member in
            guard let values = known[member.name] else {
                diagnostics.append(
                    Diagnostic(
                        .error, "there is no variant \"\(member.name)\"", file: file, at: member.namePosition,
                        hint: NameSuggestion.hint(for: member.name, among: known.keys)))
                return true
            }
            guard let value = member.value.stringValue, values.contains(value) else {
                diagnostics.append(
                    Diagnostic(
                        .error, "variant \"\(member.name)\" has no value \(member.value.value.text)", file: file,
                        at: member.value.position,
                        hint: NameSuggestion.hint(for: member.value.stringValue ?? "", among: values)))
                return true
            }
            return chosen[member.name] == value
        }
    }
}
