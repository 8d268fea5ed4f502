// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Finds the inputs and look-ups that the answers of operations will need, without compiling them.
///
/// A job keeps from its submission what its kind names, so a kind must be complete before the first job, and thus before
/// the operation that reads a job is compiled. The forecast reads annotations as texts, and rather names an input too
/// many; one too few is an error when the operation is compiled.
struct InputForecast {
    let document: APIDocument
    let outline: SchemaOutline
    let kinds: [String: JobKindBuilder]
    private let findings = Findings()

    /// Notes with the kinds what an operation, or another place with such an annotation, will need of them.
    /// - Parameters:
    ///   - annotation: says which kinds the answer is about.
    ///   - places: where sources may stand; references are followed.
    func note(_ annotation: APIDocument.Place?, in places: [APIDocument.Place]) {
        guard let annotation, !kinds.isEmpty else { return }
        let named = names(in: annotation.node)
        let about = kinds.values.filter { named.contains($0.name) }
        let concerned = (about + about.compactMap(\.part)).sorted { $0.name < $1.name }
        guard !concerned.isEmpty else { return }
        var seen: Set<String> = []
        for place in places { note(found(in: place.node), concerned, &seen) }
    }

    private func note(_ finding: Finding, _ kinds: [JobKindBuilder], _ seen: inout Set<String>) {
        for kind in kinds {
            for input in finding.inputs { _ = kind.input(input) }
            for lookup in finding.lookups {
                _ = kind.lookup(input: lookup.input, collection: lookup.collection, field: lookup.field)
            }
        }
        for reference in finding.references where seen.insert(reference).inserted {
            let known = findings.byReference[reference]
            let next = known ?? outline.target(of: reference).map { found(in: $0.node) } ?? Finding()
            findings.byReference[reference] = next
            note(next, kinds, &seen)
        }
    }

    /// Every text in an annotation, one of which may be the name of a kind.
    private func names(in node: SourceNode) -> Set<String> {
        switch node.content {
        case .string(let text): [text]
        case .array(let nodes): nodes.reduce(into: []) { $0.formUnion(names(in: $1)) }
        case .object(let members): members.reduce(into: []) { $0.formUnion(names(in: $1.value)) }
        default: []
        }
    }

    // MARK: Texts

    /// What one part of a document names, without what it refers to.
    private struct Finding {
        var inputs: [String] = []
        var lookups: [(input: String, collection: String, field: String)] = []
        var references: [String] = []
    }

    private final class Findings {
        var byReference: [String: Finding] = [:]
    }

    private func found(in node: SourceNode) -> Finding {
        var finding = Finding()
        visit(node, &finding)
        return finding
    }

    private func visit(_ node: SourceNode, _ finding: inout Finding) {
        switch node.content {
        case .string(let text): visit(text, &finding)
        case .array(let nodes): for node in nodes { visit(node, &finding) }
        case .object(let members):
            for member in members where !Self.isProse(member) {
                // The names in a condition are sources too: `when: { input.full: true }`.
                if let input = Self.input(Substring(member.name)) { finding.inputs.append(input) }
                if member.name == "$ref", let reference = member.value.stringValue {
                    finding.references.append(reference)
                } else {
                    visit(member.value, &finding)
                }
            }
            if let from = node["from"]?.stringValue, let input = Self.input(Substring(from)),
                let collection = node["in"]?.stringValue, let field = node["take"]?.stringValue
            {
                finding.lookups.append((input, collection, field))
            }
        default: break
        }
    }

    /// `input.NAME`, also within the braces of a template.
    private func visit(_ text: String, _ finding: inout Finding) {
        if let input = Self.input(Substring(text)) { finding.inputs.append(input) }
        var rest = Substring(text)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            if let input = Self.input(rest[rest.utf8.index(after: open)..<close]) { finding.inputs.append(input) }
            rest = rest[rest.utf8.index(after: close)...]
        }
    }

    private static func input(_ text: Substring) -> String? {
        let source = text.utf8.starts(with: "job.".utf8) ? text.dropFirst(4) : text
        guard source.utf8.starts(with: "input.".utf8), source.utf8.count > 6 else { return nil }
        return String(source.dropFirst(6))
    }

    /// Words for people; a property may have these names too, and is an object then.
    private static func isProse(_ member: SourceNode.Member) -> Bool {
        (member.name == "description" || member.name == "summary") && member.value.stringValue != nil
    }
}
