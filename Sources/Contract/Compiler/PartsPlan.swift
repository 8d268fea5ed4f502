// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How the body of a batch becomes its parts, compiled from `parts` of a job kind.
final class PartsPlan: Sendable {
    /// Where in the body the list stands.
    let each: [String]
    /// Where a list is one text: what stands between its elements.
    let separators: [Character]
    /// The member that holds an element which is no object.
    let name: String?
    /// Members that each part has from the batch.
    let shared: [(name: String, value: ValueSource)]
    /// How a part is submitted.
    let plan: SubmissionPlan

    init(
        each: [String], separators: [Character], name: String?, shared: [(name: String, value: ValueSource)],
        plan: SubmissionPlan
    ) {
        self.each = each
        self.separators = separators
        self.name = name
        self.shared = shared
        self.plan = plan
    }

    func settingInputPaths(of kinds: [String: JobKindBuilder]) -> PartsPlan {
        var plan = plan
        plan.inputPaths = kinds[plan.kind]?.inputs.map { $0.split(separator: ".").map(String.init) } ?? []
        return PartsPlan(each: each, separators: separators, name: name, shared: shared, plan: plan)
    }

    func submissions(_ values: RequestValues) -> [Submission] {
        let shared = shared.compactMap { member in member.value.value(values).map { (member.name, $0) } }
        return elements(of: (values.body ?? .null).member(each)).map { element in
            var body: JSONObject
            if let object = element.objectValue {
                body = object
            } else {
                body = JSONObject()
                if let name { body[name] = element }
            }
            for (name, value) in shared where body[name] == nil { body[name] = value }
            var part = values
            part.body = .object(body)
            var submission = plan.submission(part)
            submission.marker = TimelineMarker.find(in: element.serialized)
            return submission
        }
    }

    /// The elements of an array, or of a text that is cut at the separators; spaces around an element and empty ones go.
    private func elements(of value: JSONValue?) -> [JSONValue] {
        guard let text = value?.stringValue else { return value?.arrayValue ?? [] }
        guard !separators.isEmpty else { return [.string(text)] }
        return text.split(whereSeparator: separators.contains).compactMap { part in
            var element = part
            while element.first?.isWhitespace == true { element.removeFirst() }
            while element.last?.isWhitespace == true { element.removeLast() }
            return element.isEmpty ? nil : .string(String(element))
        }
    }
}

/// Compiles `parts` of a job kind.
struct PartsCompiler {
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    let kinds: [String: JobKindBuilder]

    /// Reads `{ of: article, each: input.articles }`.
    func compile(_ place: APIDocument.Place, of kind: JobKindBuilder, _ plans: [String: SubmissionPlan]) -> PartsPlan? {
        collector.checkMembers(of: place, known: ["of", "each", "split", "as", "with"], in: "\"parts\"")
        guard place.node.members != nil else { return nil }
        guard let of = place["of"], let each = place["each"], let name = collector.string(of, "\"of\""),
            let path = collector.string(each, "\"each\"")
        else {
            if place["of"] == nil || place["each"] == nil {
                collector.error("\"parts\" needs \"of\", a kind of job, and \"each\"", at: place.node.position)
            }
            return nil
        }
        guard let part = kinds[name], let plan = plans[name] else {
            collector.error(
                "there is no job kind \"\(name)\"", at: of.node.position,
                hint: NameSuggestion.hint(for: name, among: kinds.keys))
            return nil
        }
        if part === kind || part.hasParts {
            collector.error("the parts of a batch are no batches", at: of.node.position)
            return nil
        }
        guard path.hasPrefix("input."), path != "input." else {
            collector.error("\"\(path)\" is no input", at: each.node.position, hint: "use input.NAME")
            return nil
        }
        kind.part = part
        return PartsPlan(
            each: path.split(separator: ".").dropFirst().map(String.init),
            separators: compileSeparators(place["split"]), name: collector.string(place["as"], "\"as\""),
            shared: (place["with"]?.members ?? []).compactMap { member in
                sources.compile(member.place, in: .nothing).map { (member.name, $0) }
            }, plan: plan)
    }

    private func compileSeparators(_ place: APIDocument.Place?) -> [Character] {
        guard let place else { return [] }
        let texts = (place.node.elements ?? [place.node]).map(\.stringValue)
        guard !texts.isEmpty, texts.allSatisfy({ $0?.count == 1 }) else {
            collector.error("\"split\" is a character, or a list of characters", at: place.node.position)
            return []
        }
        return texts.compactMap { $0?.first }
    }
}
