// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A schema of a document.
struct SchemaLocation {
    var document: Int
    /// The schema resource that the schema belongs to: the base of its references.
    var resource: Int
    /// The way from the document's root.
    var pointer: JSONPointer
    var node: SourceNode
}

/// The documents that a compiler knows, with the resources and anchors in them.
struct SchemaDocuments {
    struct Document {
        var root: SourceNode
        /// As diagnostics name it.
        var file: String
        /// The resources of the document by the place of their root.
        var resources: [JSONPointer: Int]
    }

    /// A schema with a URI of its own: a document, or a part of it with an `$id`.
    struct Resource {
        var base: URIReference
        var document: Int
        var pointer: JSONPointer
        var root: SourceNode
        /// The value of `$schema`, of this resource or of the one around it.
        var dialect: SourceNode?
        var anchors: [String: Anchor] = [:]
    }

    struct Anchor {
        var pointer: JSONPointer
        var node: SourceNode
        var isDynamic: Bool
    }

    private(set) var documents: [Document] = []
    private(set) var resources: [Resource] = []
    private var byURI: [String: Int] = [:]
    /// What is wrong with the identifiers of the documents.
    private(set) var diagnostics: [Diagnostic] = []

    var knownURIs: [String] { Array(byURI.keys) }

    mutating func add(_ root: SourceNode, uri: String, file: String, mayNameSchemas: Bool) {
        let document = documents.count
        documents.append(Document(root: root, file: file, resources: [:]))
        let base = URIReference(uri)
        addResource(base, root: root, document: document, pointer: JSONPointer(), dialect: root["$schema"])
        guard mayNameSchemas else { return }
        var scanner = SchemaScanner(documents: self, document: document)
        scanner.scan(root)
        self = scanner.documents
    }

    /// - Returns: the new resource.
    @discardableResult
    mutating func addResource(
        _ uri: URIReference, root: SourceNode, document: Int, pointer: JSONPointer, dialect: SourceNode?
    ) -> Int {
        var base = uri
        base.fragment = nil
        resources.append(
            Resource(base: base, document: document, pointer: pointer, root: root, dialect: dialect))
        let index = resources.count - 1
        byURI[base.text] = index
        documents[document].resources[pointer] = index
        return index
    }

    /// Gives a resource, the root of a document, the URI that its `$id` says; it keeps the one it was added under too.
    mutating func rename(resource: Int, to uri: URIReference) {
        resources[resource].base = uri
        resources[resource].base.fragment = nil
        byURI[resources[resource].base.text] = resource
    }

    mutating func addAnchor(_ name: String, _ anchor: Anchor, at position: SourcePosition, resource: Int) {
        if let earlier = resources[resource].anchors[name], earlier.pointer != anchor.pointer {
            report(
                "the anchor \"\(name)\" is defined twice in the same schema resource", at: position,
                document: resources[resource].document, hint: "the other one is at \(earlier.node.position)")
        }
        resources[resource].anchors[name] = anchor
    }

    mutating func report(_ message: String, at position: SourcePosition, document: Int, hint: String?) {
        diagnostics.append(
            Diagnostic(.error, message, file: documents[document].file, at: position, hint: hint))
    }

    func resource(at uri: URIReference) -> Int? { byURI[uri.withoutFragment] }

    func resource(at uri: String) -> Int? { resource(at: URIReference(uri)) }

    /// The root of a resource.
    func root(of resource: Int) -> SchemaLocation {
        let found = resources[resource]
        return SchemaLocation(
            document: found.document, resource: resource, pointer: found.pointer, node: found.root)
    }

    /// A subschema of a schema.
    func child(of parent: SchemaLocation, _ pointer: JSONPointer, _ node: SourceNode) -> SchemaLocation {
        var child = SchemaLocation(
            document: parent.document, resource: parent.resource, pointer: pointer, node: node)
        let inside = documents[parent.document].resources
        if inside.count > 1, let own = inside[pointer] { child.resource = own }
        return child
    }

    /// The schema at a pointer, as seen from another one; or how far the pointer leads.
    func find(_ pointer: JSONPointer, from start: SchemaLocation) -> Found {
        var place = start
        for (index, token) in pointer.tokens.enumerated() {
            let next: SourceNode?
            if let elements = place.node.elements {
                // RFC 6901, section 4: digits without a leading zero.
                let number = Int(token).flatMap { String($0) == token ? $0 : nil }
                next = number.flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            } else {
                next = place.node[token]
            }
            guard let next else {
                return .nothing(missing: token, in: place, isLast: index == pointer.tokens.count - 1)
            }
            place = child(of: place, place.pointer.appending(token), next)
        }
        return .schema(place)
    }

    enum Found {
        case schema(SchemaLocation)
        case nothing(missing: String, in: SchemaLocation, isLast: Bool)
    }
}
