// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Finds the `$id`, `$anchor` and `$dynamicAnchor` of a document: in schemas only, for elsewhere they are data.
struct SchemaScanner {
    var documents: SchemaDocuments
    let document: Int
    private var path: [String] = []
    private var resource: Int

    init(documents: SchemaDocuments, document: Int) {
        self.documents = documents
        self.document = document
        resource = documents.resources.count - 1
    }

    mutating func scan(_ root: SourceNode) {
        if root["openapi"] != nil {
            scanDescription(root)
        } else {
            scanSchema(root)
        }
    }

    /// Looks for schemas in an OpenAPI description.
    private mutating func scanDescription(_ node: SourceNode) {
        for (index, element) in (node.elements ?? []).enumerated() {
            within(String(index)) { $0.scanDescription(element) }
        }
        for member in node.members ?? [] where !Self.isData(member.name) {
            within(member.name) { scanner in
                switch member.name {
                case "schema": scanner.scanSchema(member.value)
                case "schemas" where scanner.path == ["components", "schemas"]: scanner.scanMap(member.value)
                default: scanner.scanDescription(member.value)
                }
            }
        }
    }

    private static func isData(_ name: String) -> Bool {
        name == "example" || name == "examples" || name.hasPrefix("x-")
    }

    private mutating func scanSchema(_ node: SourceNode) {
        guard let members = node.members else { return }
        let outer = resource
        defer { resource = outer }
        enterResource(node)
        for member in members {
            switch SchemaKeyword.byName[member.name] {
            case .anchor?: addAnchor(member.value, node, isDynamic: false)
            case .dynamicAnchor?: addAnchor(member.value, node, isDynamic: true)
            case let keyword?: scan(member, keyword.shape)
            // No keyword any more, but schemas all the same; references to it are common.
            case nil: if member.name == "definitions" { scan(member, .map) }
            }
        }
    }

    private mutating func scan(_ member: SourceNode.Member, _ shape: SchemaKeyword.Shape) {
        switch shape {
        case .noSchema: break
        case .schema: within(member.name) { $0.scanSchema(member.value) }
        case .map: within(member.name) { $0.scanMap(member.value) }
        case .list:
            within(member.name) { scanner in
                for (index, element) in (member.value.elements ?? []).enumerated() {
                    scanner.within(String(index)) { $0.scanSchema(element) }
                }
            }
        }
    }

    private mutating func scanMap(_ node: SourceNode) {
        for member in node.members ?? [] { within(member.name) { $0.scanSchema(member.value) } }
    }

    private mutating func enterResource(_ node: SourceNode) {
        guard let id = node["$id"], let text = id.stringValue else { return }
        let uri = URIReference(text).resolved(against: documents.resources[resource].base)
        if let earlier = documents.resource(at: uri), !path.isEmpty, documents.resources[earlier].document == document {
            documents.report(
                "the URI \"\(uri.withoutFragment)\" is given to two schemas", at: id.position, document: document,
                hint: "the other one is at \(documents.resources[earlier].root.position)")
        }
        if path.isEmpty {
            documents.rename(resource: resource, to: uri)
        } else {
            resource = documents.addResource(
                uri, root: node, document: document, pointer: JSONPointer(path),
                dialect: node["$schema"] ?? documents.resources[resource].dialect)
        }
    }

    private mutating func addAnchor(_ value: SourceNode, _ node: SourceNode, isDynamic: Bool) {
        guard let name = value.stringValue else { return }
        documents.addAnchor(
            name, .init(pointer: JSONPointer(path), node: node, isDynamic: isDynamic), at: value.position,
            resource: resource)
    }

    private mutating func within(_ token: String, _ body: (inout SchemaScanner) -> Void) {
        path.append(token)
        body(&self)
        path.removeLast()
    }
}
