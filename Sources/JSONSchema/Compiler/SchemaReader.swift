// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Reads one schema object, keyword by keyword.
struct SchemaReader {
    let compiler: SchemaCompiler
    let place: SchemaLocation
    let dialect: SchemaDialect

    var parts = SchemaParts()
    var title: String?
    var enumeration: [JSONValue]?
    var constant: JSONValue?
    var numbers = NumberKeywords()
    var strings = StringKeywords()
    var arrays = ArrayKeywords()
    var objects = ObjectKeywords()
    var applied = AppliedKeywords()

    init(compiler: SchemaCompiler, place: SchemaLocation) {
        self.compiler = compiler
        self.place = place
        dialect = compiler.dialect(of: place)
    }

    mutating func read(_ members: [SourceNode.Member]) -> SchemaNode {
        var keywords: [SchemaOrigin.Keyword] = []
        keywords.reserveCapacity(members.count)
        var annotations: [String: JSONValue] = [:]
        for member in members {
            guard let keyword = SchemaKeyword.byName[member.name] else {
                if compiler.options.keptAnnotations.contains(member.name) {
                    annotations[member.name] = member.value.value
                }
                refuseUnknown(member)
                continue
            }
            keywords.append(.init(name: member.name, position: member.namePosition))
            if dialect.has(keyword) { read(keyword, member) }
        }
        return SchemaNode(
            origin: SchemaOrigin(
                resource: place.resource, position: place.node.position, keywords: keywords, title: title,
                annotations: annotations),
            parts: finish())
    }

    private func refuseUnknown(_ member: SourceNode.Member) {
        guard case .reject(let allowed) = compiler.options.unknownKeywords, !allowed(member.name) else { return }
        compiler.report(
            "unknown schema keyword \"\(member.name)\"", at: member.namePosition, in: place, pointer: place.pointer,
            hint: SchemaKeyword.successors[member.name]
                ?? NameSuggestion.closest(to: member.name, among: SchemaKeyword.allCases.lazy.map(\.rawValue))
                .map { "did you mean \"\($0)\"?" })
    }

    private mutating func read(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .schema, .id, .anchor, .dynamicAnchor, .vocabulary, .comment, .title, .description, .deprecated, .readOnly,
            .writeOnly, .examples, .default, .example, .xml, .externalDocs, .contentEncoding, .contentMediaType:
            readAnnotation(keyword, member)
        case .contentSchema: compiler.check(location(member))
        case .definitions: checkDefinitions(member)
        case .type, .enum, .const, .format: readAny(keyword, member)
        case .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum: readNumber(keyword, member)
        case .maxLength, .minLength, .pattern: readString(keyword, member)
        case .maxItems, .minItems, .uniqueItems, .maxContains, .minContains, .prefixItems, .items, .contains,
            .unevaluatedItems:
            readArray(keyword, member)
        case .maxProperties, .minProperties, .required, .dependentRequired, .dependentSchemas, .properties,
            .patternProperties, .additionalProperties, .propertyNames, .unevaluatedProperties:
            readObject(keyword, member)
        case .reference, .dynamicReference, .allOf, .anyOf, .oneOf, .not, .if, .then, .else, .discriminator:
            readApplied(keyword, member)
        }
    }

    private mutating func finish() -> SchemaParts {
        if let constant {
            let isListed = enumeration?.contains { Instance.areEqual($0, constant) } ?? true
            parts.allowed = AllowedValues(keyword: "const", values: isListed ? [constant] : [])
        } else if let enumeration {
            parts.allowed = AllowedValues(keyword: "enum", values: enumeration)
        }
        parts.number = numbers.rules
        parts.string = strings.rules
        parts.array = arrays.rules
        parts.object = objects.rules
        parts.applicators = applicators()
        return parts
    }

    // MARK: Complaints

    func report(_ message: String, _ member: SourceNode.Member, at position: SourcePosition? = nil, hint: String? = nil)
    {
        compiler.report(
            message, at: position ?? member.value.position, in: place, pointer: place.pointer.appending(member.name),
            hint: hint)
    }

    /// The value where it is of the kind that the keyword takes; else a complaint.
    func expect<Value>(_ value: Value?, _ kind: String, _ member: SourceNode.Member, hint: String? = nil) -> Value? {
        if value == nil {
            report("\"\(member.name)\" must be \(kind), not \(member.value.kindPhrase)", member, hint: hint)
        }
        return value
    }

    // MARK: Subschemas

    func location(_ member: SourceNode.Member) -> SchemaLocation {
        compiler.documents.child(of: place, place.pointer.appending(member.name), member.value)
    }

    func subschema(_ member: SourceNode.Member, sameValue: Bool = false) -> SchemaNode {
        compiler.subschema(location(member), sameValue: sameValue)
    }

    func subschemas(_ member: SourceNode.Member, sameValue: Bool = false) -> [SchemaNode] {
        guard let elements = expect(member.value.elements, "an array of schemas", member) else { return [] }
        if elements.isEmpty { report("\"\(member.name)\" must not be empty", member) }
        let pointer = place.pointer.appending(member.name)
        return elements.enumerated().map { index, element in
            compiler.subschema(
                compiler.documents.child(of: place, pointer.appending(index), element), sameValue: sameValue)
        }
    }

    func namedSubschemas(
        _ member: SourceNode.Member, sameValue: Bool = false
    ) -> [(member: SourceNode.Member, schema: SchemaNode)] {
        guard let members = expect(member.value.members, "an object of schemas", member) else { return [] }
        let pointer = place.pointer.appending(member.name)
        return members.map { inner in
            let location = compiler.documents.child(of: place, pointer.appending(inner.name), inner.value)
            return (inner, compiler.subschema(location, sameValue: sameValue))
        }
    }

    /// Definitions are compiled when something refers to them; here it is about those that nothing refers to.
    private func checkDefinitions(_ member: SourceNode.Member) {
        guard let members = expect(member.value.members, "an object of schemas", member) else { return }
        let pointer = place.pointer.appending(member.name)
        for inner in members {
            compiler.check(compiler.documents.child(of: place, pointer.appending(inner.name), inner.value))
        }
    }
}
