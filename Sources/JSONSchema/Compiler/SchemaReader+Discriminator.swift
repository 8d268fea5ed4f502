// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// OpenAPI's `discriminator` (OpenAPI 3.1.1, section 4.8.25).
extension SchemaReader {
    func readDiscriminator(_ member: SourceNode.Member) -> Discriminator? {
        guard expect(member.value.members, "an object", member) != nil else { return nil }
        refuseUnknown(in: member)
        guard let property = member.value["propertyName"] else {
            report("\"discriminator\" has no \"propertyName\"", member)
            return nil
        }
        guard let name = property.stringValue else {
            report("\"propertyName\" must be a string, not \(property.kindPhrase)", member, at: property.position)
            return nil
        }
        let alternatives = alternatives
        let mapped = mapping(member, alternatives)
        guard !alternatives.isEmpty else { return nil }
        var branches = mapped
        for (index, alternative) in alternatives.enumerated() where !mapped.contains(where: { $0.index == index }) {
            branches += values(of: name, in: alternative).map { Discriminator.Branch(value: $0, index: index) }
        }
        return Discriminator(propertyName: name, branches: branches)
    }

    private func refuseUnknown(in member: SourceNode.Member) {
        guard case .reject(let allowed) = compiler.options.unknownKeywords else { return }
        let known = ["propertyName", "mapping"]
        for inner in member.value.members ?? [] where !known.contains(inner.name) && !allowed(inner.name) {
            report(
                "unknown member \"\(inner.name)\" of \"discriminator\"", member, at: inner.namePosition,
                hint: NameSuggestion.hint(for: inner.name, among: known))
        }
    }

    private var alternatives: [SchemaLocation] {
        guard let list = applied.oneOfMember ?? applied.anyOfMember else { return [] }
        let pointer = place.pointer.appending(list.name)
        return (list.value.elements ?? []).enumerated().map { index, element in
            compiler.documents.child(of: place, pointer.appending(index), element)
        }
    }

    // MARK: Mapping

    private func mapping(_ member: SourceNode.Member, _ alternatives: [SchemaLocation]) -> [Discriminator.Branch] {
        guard let mapping = member.value["mapping"] else { return [] }
        guard let entries = mapping.members else {
            report("\"mapping\" must be an object, not \(mapping.kindPhrase)", member, at: mapping.position)
            return []
        }
        let targets = alternatives.map(target)
        return entries.compactMap { entry in
            guard let text = entry.value.stringValue else {
                report("a mapping leads to a string, not \(entry.value.kindPhrase)", member, at: entry.value.position)
                return nil
            }
            guard let location = mappedLocation(text, entry, member) else { return nil }
            // Without alternatives, the schemas that name this one in their "allOf" are meant.
            guard !alternatives.isEmpty else { return nil }
            guard let index = targets.firstIndex(where: { Self.isSame($0, location) }) else {
                report(
                    "\"\(text)\" is none of the alternatives", member, at: entry.value.position,
                    hint: "list it under \"oneOf\" or \"anyOf\"")
                return nil
            }
            return Discriminator.Branch(value: entry.name, index: index)
        }
    }

    /// A mapping names a schema of the components, or refers to one.
    private func mappedLocation(
        _ text: String, _ entry: SourceNode.Member, _ member: SourceNode.Member
    ) -> SchemaLocation? {
        let pointer = JSONPointer(["components", "schemas", text])
        if case .schema(let found) = compiler.documents.find(pointer, from: compiler.documents.root(of: place.resource))
        {
            return found
        }
        do throws(ReferenceFailure) {
            return try compiler.documents.resolve(text, from: place.resource).location
        } catch {
            report(error.message, member, at: entry.value.position, hint: error.hint)
            return nil
        }
    }

    private static func isSame(_ left: SchemaLocation?, _ right: SchemaLocation) -> Bool {
        left.map { $0.document == right.document && $0.pointer == right.pointer } ?? false
    }

    /// What a schema that refers to another one refers to.
    private func target(of location: SchemaLocation) -> SchemaLocation? {
        guard let text = location.node["$ref"]?.stringValue else { return nil }
        do throws(ReferenceFailure) {
            return try compiler.documents.resolve(text, from: location.resource).location
        } catch {
            // Reported where the reference itself is compiled.
            return nil
        }
    }

    // MARK: Alternatives without a mapping

    /// The values of the property that mean an alternative: what it says itself about the property, or else its name.
    private func values(of property: String, in alternative: SchemaLocation) -> [String] {
        var visited: Set<JSONPointer> = []
        let stated = statedValues(of: property, in: alternative, &visited)
        if !stated.isEmpty { return stated }
        return target(of: alternative)?.pointer.tokens.last.map { [$0] } ?? []
    }

    private func statedValues(
        of property: String, in location: SchemaLocation, _ visited: inout Set<JSONPointer>
    ) -> [String] {
        guard visited.insert(location.pointer).inserted else { return [] }
        if let schema = location.node["properties"]?[property] {
            if let constant = schema["const"]?.stringValue { return [constant] }
            if let values = schema["enum"]?.elements { return values.compactMap(\.stringValue) }
        }
        if let target = target(of: location) {
            let found = statedValues(of: property, in: target, &visited)
            if !found.isEmpty { return found }
        }
        let pointer = location.pointer.appending("allOf")
        for (index, element) in (location.node["allOf"]?.elements ?? []).enumerated() {
            let part = compiler.documents.child(of: location, pointer.appending(index), element)
            let found = statedValues(of: property, in: part, &visited)
            if !found.isEmpty { return found }
        }
        return []
    }
}
