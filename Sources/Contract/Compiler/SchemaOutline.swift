// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a renderer must know of a schema: which values it describes, not whether one is valid.
struct SchemaOutline {
    let document: APIDocument

    /// Follows `$ref` to the schema itself. What stands beside the reference counts too, so it is returned as well.
    func resolve(_ place: APIDocument.Place) -> [APIDocument.Place] {
        var places = [place]
        var current = place
        // A chain longer than this is a circle, which the schema compiler reports.
        for _ in 0..<32 {
            guard let reference = current.node["$ref"]?.stringValue,
                let pointer = document.pointer(ofReference: reference), let next = document.place(at: pointer)
            else { break }
            places.append(next)
            current = next
        }
        return places
    }

    /// The first member of that name in the schema or in what it refers to.
    func member(_ name: String, of place: APIDocument.Place) -> APIDocument.Place? {
        for candidate in resolve(place) {
            if let member = candidate[name] { return member }
        }
        return nil
    }

    /// The types that a value may have; empty where the schema does not say.
    func types(of place: APIDocument.Place, depth: Int = 0) -> Set<String> {
        guard depth < 16 else { return [] }
        var types: Set<String> = []
        for candidate in resolve(place) {
            if let type = candidate.node["type"] {
                if let name = type.stringValue { types.insert(name) }
                for element in type.elements ?? [] { if let name = element.stringValue { types.insert(name) } }
                return types
            }
            if let value = candidate.node["const"] { return [value.value.typeName] }
            if let values = candidate.node["enum"]?.elements { return Set(values.map(\.value.typeName)) }
            for keyword in ["anyOf", "oneOf", "allOf"] {
                for branch in candidate[keyword]?.elements ?? [] {
                    types.formUnion(self.types(of: branch, depth: depth + 1))
                }
            }
            if candidate.node["properties"] != nil { types.insert("object") }
            if !types.isEmpty { return types }
        }
        return types
    }

    func isNullable(_ place: APIDocument.Place) -> Bool {
        if types(of: place).contains("null") { return true }
        return member("enum", of: place)?.node.elements?.contains { $0.content == .null } ?? false
    }

    /// A property with what its schema says of it.
    struct Property {
        var name: String
        var position: SourcePosition
        var place: APIDocument.Place
    }

    /// The properties in the order they are written, through `$ref` and `allOf`; an earlier one of a name wins.
    func properties(of place: APIDocument.Place, depth: Int = 0) -> [Property] {
        guard depth < 16 else { return [] }
        var found: [Property] = []
        func add(_ property: Property) {
            if !found.contains(where: { $0.name == property.name }) { found.append(property) }
        }
        for candidate in resolve(place) {
            for branch in candidate["allOf"]?.elements ?? [] {
                for property in properties(of: branch, depth: depth + 1) { add(property) }
            }
            for (name, position, place) in candidate["properties"]?.members ?? [] {
                add(Property(name: name, position: position, place: place))
            }
        }
        return found
    }

    func required(of place: APIDocument.Place, depth: Int = 0) -> Set<String> {
        guard depth < 16 else { return [] }
        var names: Set<String> = []
        for candidate in resolve(place) {
            for element in candidate.node["required"]?.elements ?? [] {
                if let name = element.stringValue { names.insert(name) }
            }
            for branch in candidate["allOf"]?.elements ?? [] {
                names.formUnion(required(of: branch, depth: depth + 1))
            }
        }
        return names
    }

    /// Whether the schema, or one inside it, names a source of values.
    func isAnnotated(_ place: APIDocument.Place, depth: Int = 0) -> Bool {
        guard depth < 8 else { return false }
        for candidate in resolve(place) {
            if candidate.node["x-sim-source"] != nil || candidate.node["x-sim-when"] != nil { return true }
            for keyword in ["allOf", "anyOf", "oneOf"] {
                for branch in candidate[keyword]?.elements ?? [] where isAnnotated(branch, depth: depth + 1) {
                    return true
                }
            }
            for member in candidate["properties"]?.members ?? [] where isAnnotated(member.place, depth: depth + 1) {
                return true
            }
            if let items = candidate["items"], isAnnotated(items, depth: depth + 1) { return true }
        }
        return false
    }
}
