// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Validation {
    /// Says why a value meets none of the alternatives: about the one that was meant, where that can be told.
    mutating func explain(
        _ keyword: String, _ alternatives: [SchemaNode], _ discriminator: Discriminator?, _ value: JSONValue,
        _ node: SchemaNode
    ) {
        guard Sink.isCollecting else { return }
        if let discriminator, case .object(let object) = value {
            explain(discriminator, alternatives, object, value, node)
            return
        }
        var trials: [(index: Int, sink: Sink)] = []
        let before = sink
        for (index, schema) in alternatives.enumerated() {
            sink = before.trial()
            _ = check(schema, value)
            trials.append((index, sink))
        }
        sink = before
        // `anyOf` of a schema and `null` is how OpenAPI 3.1 says "nullable": only one alternative is for this type.
        let place = before.trial()
        let candidates = trials.filter { !Self.isAboutType($0.sink, at: place) }
        if candidates.count == 1 {
            sink.adopt(candidates[0].sink)
            return
        }
        let closest = candidates.min { $0.sink.violations.count < $1.sink.violations.count }
        sink.report(
            node, keyword, "\(Self.quoted(value)) matches none of the \(alternatives.count) alternatives",
            hint: closest.flatMap { closest in
                closest.sink.violations.first.map {
                    "the closest is \(Self.alternative(closest.index, alternatives)): \($0.description)"
                }
            })
    }

    /// Whether an alternative fails because it is for values of another type.
    private static func isAboutType(_ trial: Sink, at place: Sink) -> Bool {
        var here = place
        guard let first = trial.violations.first, first.keyword == "type" else { return false }
        here.report(.anything, "type", "", hint: nil)
        return here.violations.first?.instance == first.instance
    }

    private mutating func explain(
        _ discriminator: Discriminator, _ alternatives: [SchemaNode], _ object: JSONObject, _ value: JSONValue,
        _ node: SchemaNode
    ) {
        let name = discriminator.propertyName
        let known = discriminator.branches.map(\.value)
        guard let tag = object[name] else {
            sink.report(
                node, "discriminator", "\"\(name)\" is missing, which says which alternative is meant",
                hint: "one of " + known.map { "\"\($0)\"" }.joined(separator: ", "))
            return
        }
        guard case .string(let text) = tag,
            let branch = discriminator.branches.first(where: { $0.value.isExactly(text) })
        else {
            let allowed = AllowedValues(keyword: "discriminator", values: known.map { .string($0) })
            sink.enter(name)
            sink.report(
                node, "discriminator", Self.allowedMessage(tag, allowed), hint: Self.allowedHint(tag, allowed))
            sink.leave()
            return
        }
        _ = check(alternatives[branch.index], value)
    }

    /// An alternative by its title, or by its place.
    static func alternative(_ index: Int, _ alternatives: [SchemaNode]) -> String {
        let node = alternatives[index].resolved
        let title = node.origin.title ?? node.applicators?.reference?.resolved.origin.title
        return title.map { "\"\($0)\"" } ?? "alternative \(index + 1)"
    }
}
