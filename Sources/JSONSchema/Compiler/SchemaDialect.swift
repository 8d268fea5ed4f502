// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Which keywords count in a schema resource, as its `$schema` says (JSON Schema Core 2020-12, section 8.1).
struct SchemaDialect {
    private static let standard: Set<String> = [
        "https://json-schema.org/draft/2020-12/schema", "https://spec.openapis.org/oas/3.1/dialect/base",
    ]
    private static let prefix = "https://json-schema.org/draft/2020-12/vocab/"
    private static let vocabularies: Set<String> = [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion",
        "content",
    ]

    /// The last parts of the vocabularies' names; `nil` where all count.
    private var vocabularies: Set<String>?

    init() {}

    init(of resource: Int, in documents: SchemaDocuments) throws(ReferenceFailure) {
        // Where it is no string, whoever reads the keyword says so.
        guard let name = documents.resources[resource].dialect?.stringValue else { return }
        let uri = URIReference(name).resolved(against: documents.resources[resource].base)
        if Self.standard.contains(uri.withoutFragment) { return }
        guard let metaschema = documents.resource(at: uri) else {
            throw ReferenceFailure(
                message: "the dialect \"\(name)\" is not supported",
                hint: "write the schema for \"https://json-schema.org/draft/2020-12/schema\"")
        }
        guard let declared = documents.resources[metaschema].root["$vocabulary"]?.members else { return }
        var found: Set<String> = []
        for member in declared {
            let known = member.name.hasPrefix(Self.prefix) ? String(member.name.dropFirst(Self.prefix.count)) : nil
            if let known, Self.vocabularies.contains(known) {
                found.insert(known)
            } else if member.value.boolValue == true {
                throw ReferenceFailure(
                    message: "the dialect \"\(name)\" requires the vocabulary \"\(member.name)\", which is not known",
                    hint: nil)
            }
        }
        vocabularies = found
    }

    func has(_ keyword: SchemaKeyword) -> Bool {
        guard let vocabularies, let name = keyword.vocabularyName else { return true }
        return vocabularies.contains(name)
    }

    /// Whether `format` is more than an annotation whatever the options say.
    var assertsFormats: Bool { vocabularies?.contains("format-assertion") ?? false }
}
