// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
import YAML

/// An OpenAPI document as a tree of nodes that know their place, with references to follow.
package struct APIDocument: Sendable {
    package let root: SourceNode
    /// As the user named it.
    package let file: String

    /// Whether a schema of the document may have an identifier or an anchor; `false` spares the search for them.
    let mayNameSchemas: Bool

    package init(root: SourceNode, file: String) {
        self.init(root: root, file: file, mayNameSchemas: true)
    }

    init(root: SourceNode, file: String, mayNameSchemas: Bool) {
        self.root = root
        self.file = file
        self.mayNameSchemas = mayNameSchemas
    }

    /// Reads YAML, or JSON where the name ends in `.json`.
    package init(text: String, file: String) throws(DiagnosticsError) {
        let root =
            file.hasSuffix(".json")
            ? try JSONReader.readSource(Array(text.utf8), file: file)
            : try YAMLReader.readSource(text, file: file)
        self.init(root: root, file: file)
    }

    /// Reads the packed form of a document that was YAML.
    package init(packed: StaticString, file: String) throws(DiagnosticsError) {
        do throws(PackedSource.Damage) {
            let contents = try PackedSource.unpack(packed)
            self.init(
                root: contents.root, file: file,
                mayNameSchemas: contents.strings.contains { $0.utf8.first == UInt8(ascii: "$") && $0 != "$ref" })
        } catch {
            throw DiagnosticsError([
                Diagnostic(.error, "the packed document is damaged at byte \(error.offset)", file: file)
            ])
        }
    }

    /// A node and where it stands.
    package struct Place: Sendable {
        package var node: SourceNode
        package var pointer: JSONPointer

        package subscript(name: String) -> Place? {
            node[name].map { Place(node: $0, pointer: pointer.appending(name)) }
        }

        package var elements: [Place] {
            (node.elements ?? []).enumerated().map { Place(node: $1, pointer: pointer.appending($0)) }
        }

        package var members: [(name: String, position: SourcePosition, place: Place)] {
            (node.members ?? []).map {
                ($0.name, $0.namePosition, Place(node: $0.value, pointer: pointer.appending($0.name)))
            }
        }
    }

    package var rootPlace: Place { Place(node: root, pointer: JSONPointer()) }

    /// The place a pointer leads to.
    package func place(at pointer: JSONPointer) -> Place? {
        var node = root
        for token in pointer.tokens {
            if let next = node[token] {
                node = next
            } else if let elements = node.elements, let index = Int(token), elements.indices.contains(index) {
                node = elements[index]
            } else {
                return nil
            }
        }
        return Place(node: node, pointer: pointer)
    }

    /// The pointer of a reference into this document: `#/components/schemas/Pet`, percent-encoded as in a URI.
    package func pointer(ofReference reference: String) -> JSONPointer? {
        guard reference.hasPrefix("#"), let fragment = PercentCoding.decode(reference.dropFirst()) else { return nil }
        return JSONPointer(parsing: fragment)
    }
}
