// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension RenderCompiler {
    /// A `oneOf` whose branches say which kinds of jobs they describe.
    func compileKinds(
        _ branches: [APIDocument.Place], of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        let kinds: [JobKindBuilder]
        switch scope {
        case .job(let kind): kinds = [kind]
        case .jobs(let several): kinds = several
        default:
            collector.error(
                "\"x-sim-kind\" has no meaning here: this answer is not about a job", at: place.node.position)
            return .absent(.null)
        }
        let described = branches.map { (branch: $0, names: kindNames(of: $0)) }
        return .byKind(
            kinds.compactMap { kind in
                guard let branch = described.first(where: { $0.names.contains(kind.name) })?.branch else {
                    collector.error(
                        "no branch says with \"x-sim-kind\" how a job of kind \"\(kind.name)\" is shown",
                        at: place.node.position)
                    return nil
                }
                return (kind.name, compileBranch(branch, of: place, spot, in: .job(kind)))
            })
    }

    private func kindNames(of branch: APIDocument.Place) -> [String] {
        guard let annotation = outline.member("x-sim-kind", of: branch) else { return [] }
        let known = outline.document.rootPlace["x-sim-jobs"]?.members.map(\.name) ?? []
        let nodes = annotation.node.elements ?? [annotation.node]
        if nodes.isEmpty { collector.error("\"x-sim-kind\" names no job kind", at: annotation.node.position) }
        return nodes.compactMap { node in
            guard let name = node.stringValue, known.contains(name) else {
                collector.error(
                    "\(node.value.text) is no job kind", at: node.position,
                    hint: NameSuggestion.hint(for: node.stringValue ?? "", among: known))
                return nil
            }
            return name
        }
    }
}
