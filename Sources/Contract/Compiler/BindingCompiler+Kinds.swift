// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension BindingCompiler {
    /// `read: [a, b]`: one operation shows the jobs of several kinds.
    func compileReadOfAny(
        _ list: APIDocument.Place, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> Compiled? {
        var found: [JobKindBuilder] = []
        for element in list.elements {
            guard let name = collector.string(element, "\"read\"") else { return nil }
            guard let kind = kinds[name] else {
                collector.error(
                    "there is no job kind \"\(name)\" to read", at: element.node.position,
                    hint: NameSuggestion.hint(for: name, among: kinds.keys))
                return nil
            }
            if found.contains(where: { $0 === kind }) {
                collector.error("\"\(name)\" is named twice", at: element.node.position)
            } else {
                found.append(kind)
            }
        }
        guard !found.isEmpty else {
            collector.error("\"read\" names no job kind", at: list.node.position)
            return nil
        }
        guard let by = identifier(place, operation) else { return nil }
        return Compiled(
            binding: .readAnyJob(kinds: found.map(\.name), by: by), scope: .jobs(found), itemScope: .nothing)
    }
}
