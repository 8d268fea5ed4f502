// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `job.parts`.
extension RenderCompiler {
    func compileParts(
        _ annotation: APIDocument.Place, of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        if annotation.node.members != nil {
            collector.checkMembers(of: annotation, known: ["from", "count"], in: "\"job.parts\"")
        }
        guard case .job(let kind) = scope, let part = kind.part else {
            sources.misplacedParts(at: annotation.node.position, in: scope)
            return .absent(.null)
        }
        guard let items = outline.member("items", of: place) else {
            collector.error("\"job.parts\" needs an array with \"items\"", at: annotation.node.position)
            return .absent(.null)
        }
        var inner = self
        inner.sources.isInsideBatch = true
        return .parts(inner.compile(items, Spot(name: spot.name, open: spot.open), in: .job(part)))
    }
}

extension SourceCompiler {
    /// How many parts are in one of these states: `{ from: job.parts, count: [pending, processing] }`.
    func compilePartCount(
        _ count: APIDocument.Place, _ from: APIDocument.Place, in scope: Scope
    ) -> ValueSource? {
        guard case .job(let kind) = scope, kind.hasParts else {
            misplacedParts(at: from.node.position, in: scope)
            return nil
        }
        var states: StateSet = []
        for node in count.node.elements ?? [count.node] {
            guard let state = node.stringValue.flatMap(JobState.init(rawValue:)) else {
                collector.error(
                    "\(node.value.text) is no state of a job", at: node.position,
                    hint: NameSuggestion.hint(for: node.stringValue ?? "", among: JobState.allCases.map(\.rawValue)))
                return nil
            }
            states.insert(StateSet(state))
        }
        return .partCount(states)
    }

    func misplacedParts(at position: SourcePosition, in scope: Scope) {
        if case .job(let kind) = scope {
            collector.error(
                "job kind \"\(kind.name)\" declares no \"parts\"", at: position)
        } else {
            _ = misplaced("job.parts", "a job", at: position)
        }
    }
}
