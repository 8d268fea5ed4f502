// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What a renderer must know of a schema: which values it describes, not whether one is valid.
struct SchemaOutline {
    let document: APIDocument
    /// How the API writes instants.
    let timestamps: TimestampForm
    private let targets = ReferenceTargets()

    init(document: APIDocument) {
        self.document = document
        let form = document.root["x-sim-api"]?["timestamps"]?.stringValue
        timestamps = form.flatMap(TimestampForm.init(rawValue:)) ?? .milliseconds
    }

    /// Follows `$ref` to the schema itself.
    ///
    /// What stands beside the reference counts too, so it is returned as well.
    func resolve(_ place: APIDocument.Place) -> [APIDocument.Place] {
        var places = [place]
        var current = place
        // A chain longer than this is a circle, which the schema compiler reports.
        for _ in 0..<32 {
            guard let reference = current.node["$ref"]?.stringValue,
                let next = target(of: reference)
            else { break }
            places.append(next)
            current = next
        }
        return places
    }

    /// Where a reference leads.
    func target(of reference: String) -> APIDocument.Place? {
        targets.place(of: reference, in: document)
    }

    /// Everything that a value of the schema must satisfy, nearest first: the schema, what it refers to, the branches of
    /// `allOf` in each.
    func parts(of place: APIDocument.Place, depth: Int = 0) -> [APIDocument.Place] {
        guard depth < 16 else { return [] }
        return resolve(place).flatMap { part in
            [part] + (part["allOf"]?.elements ?? []).flatMap { parts(of: $0, depth: depth + 1) }
        }
    }

    /// The first member of that name in the schema's parts.
    func member(_ name: String, of place: APIDocument.Place) -> APIDocument.Place? {
        for part in parts(of: place) {
            if let member = part[name] { return member }
        }
        return nil
    }

    /// The types that a value may have; empty where the schema does not say.
    func types(of place: APIDocument.Place, depth: Int = 0) -> Set<String> {
        guard depth < 16 else { return [] }
        var types: Set<String> = []
        for candidate in parts(of: place) {
            if let type = candidate.node["type"] {
                if let name = type.stringValue { types.insert(name) }
                for element in type.elements ?? [] { if let name = element.stringValue { types.insert(name) } }
                return types
            }
            if let value = candidate.node["const"] { return [value.value.typeName] }
            if let values = candidate.node["enum"]?.elements { return Set(values.map(\.value.typeName)) }
            for keyword in ["anyOf", "oneOf"] {
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
        guard types(of: place).contains("null") else { return false }
        if let value = member("const", of: place) { return value.node.content == .null }
        return member("enum", of: place)?.node.elements?.contains { $0.content == .null } ?? true
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
            if Annotation.sources.contains(where: { candidate.node[$0] != nil }) { return true }
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

/// Where references lead, each looked up once: a compiler asks for the same component hundreds of times.
private final class ReferenceTargets {
    private var places: [String: APIDocument.Place?] = [:]

    func place(of reference: String, in document: APIDocument) -> APIDocument.Place? {
        if let known = places[reference] { return known }
        let place = document.pointer(ofReference: reference).flatMap { document.place(at: $0) }
        places[reference] = .some(place)
        return place
    }
}
