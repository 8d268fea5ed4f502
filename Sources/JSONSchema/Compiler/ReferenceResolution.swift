// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a reference leads to.
struct ReferenceTarget {
    var location: SchemaLocation
    /// The `$dynamicAnchor` that the reference names, where it names one.
    var dynamicAnchor: String?
}

/// Why a reference leads nowhere.
struct ReferenceFailure: Error {
    var message: String
    var hint: String?
}

extension SchemaDocuments {
    /// Follows a reference (JSON Schema Core 2020-12, section 8.2).
    func resolve(_ text: String, from resource: Int) throws(ReferenceFailure) -> ReferenceTarget {
        let reference = URIReference(text)
        var target = resource
        if !text.utf8.starts(with: "#".utf8) {
            let uri = reference.resolved(against: resources[resource].base)
            guard let found = self.resource(at: uri) else {
                throw ReferenceFailure(
                    message: "\"\(text)\" leads to \(uri.withoutFragment), which no known document contains",
                    hint: NameSuggestion.closest(to: uri.withoutFragment, among: knownURIs)
                        .map { "did you mean \"\($0)\"?" })
            }
            target = found
        }
        let start = root(of: target)
        let fragment = URIReference.percentDecoded(reference.fragment ?? "")
        if fragment.isEmpty { return ReferenceTarget(location: start) }
        if fragment.utf8.first == UInt8(ascii: "/") { return try follow(fragment, text, from: start) }
        guard let anchor = resources[target].anchors[fragment] else {
            throw ReferenceFailure(
                message: "\"\(text)\" leads nowhere: there is no anchor \"\(fragment)\"",
                hint: NameSuggestion.hint(for: fragment, among: resources[target].anchors.keys)
                    ?? "a path starts with \"#/\"")
        }
        return ReferenceTarget(
            location: SchemaLocation(
                document: start.document, resource: target, pointer: anchor.pointer, node: anchor.node),
            dynamicAnchor: anchor.isDynamic ? fragment : nil)
    }

    private func follow(
        _ fragment: String, _ text: String, from start: SchemaLocation
    ) throws(ReferenceFailure) -> ReferenceTarget {
        guard let pointer = JSONPointer(parsing: fragment) else {
            throw ReferenceFailure(
                message: "\"\(text)\" is no JSON pointer", hint: "write \"~\" as \"~0\" and \"/\" in a name as \"~1\"")
        }
        switch find(pointer, from: start) {
        case .schema(let location): return ReferenceTarget(location: location)
        case .nothing(let missing, let place, let isLast):
            let names = place.node.members?.map(\.name) ?? []
            let closest = NameSuggestion.closest(to: missing, among: names)
            let whole = isLast ? closest.map { place.pointer.appending($0) } : nil
            let known = names.isEmpty || names.count > 12 ? nil : "known: " + names.joined(separator: ", ")
            throw ReferenceFailure(
                message: "\"\(text)\" leads nowhere: there is no \"\(missing)\"",
                hint: whole.map { "did you mean \"#\($0)\"?" } ?? closest.map { "did you mean \"\($0)\"?" } ?? known)
        }
    }
}
