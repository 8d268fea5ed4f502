// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The schemas of a document as trees of keywords, for those who make values and look for annotations.
struct SchemaTree: Sendable {
    let root: JSONValue

    /// Where `flat` puts the alternatives of a second `anyOf` or `oneOf` for the same value.
    static let moreChoices = "choices"

    /// The keywords of a schema with those of what it refers to (`$ref`, `allOf`) merged in; its own win.
    func flat(_ schema: JSONValue, depth: Int = 0) -> JSONObject {
        guard let own = schema.objectValue, depth < 32 else { return [:] }
        var merged: JSONObject = [:]
        if let reference = own["$ref"]?.stringValue, let pointer = JSONPointer(parsing: String(reference.dropFirst())),
            let target = root.value(at: pointer)
        {
            merged = flat(target, depth: depth + 1)
        }
        for part in own["allOf"]?.arrayValue ?? [] { Self.merge(flat(part, depth: depth + 1), into: &merged) }
        Self.merge(own, into: &merged)
        merged["$ref"] = nil
        merged["allOf"] = nil
        return merged
    }

    private static func merge(_ keywords: JSONObject, into merged: inout JSONObject) {
        for keyword in keywords {
            switch (keyword.name, merged[keyword.name], keyword.value) {
            case ("properties", .object(var properties), .object(let more)):
                for property in more {
                    if let there = properties[property.name] {
                        properties[property.name] = ["allOf": [there, property.value]]
                    } else {
                        properties[property.name] = property.value
                    }
                }
                merged["properties"] = .object(properties)
            case ("required", .array(let names), .array(let more)):
                merged["required"] = .array(names + more.filter { !names.contains($0) })
            case ("anyOf", .some(let there), let more), ("oneOf", .some(let there), let more):
                // Several choices at once: each is made in turn.
                let choices = merged[Self.moreChoices]?.arrayValue ?? []
                if there != more { merged[Self.moreChoices] = .array(choices + [more]) }
            default: merged[keyword.name] = keyword.value
            }
        }
    }

    /// The types that the keywords name; empty where they name none.
    static func types(_ keywords: JSONObject) -> [String] {
        if let type = keywords["type"]?.stringValue { return [type] }
        return keywords["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// Every place in a schema, outermost first, with the way to it through members of the value; `[]` stands for the
    /// elements of an array.
    func places(in schema: JSONValue?) -> [(path: [String], keywords: JSONObject)] {
        var found: [(path: [String], keywords: JSONObject)] = []
        if let schema { visit(schema, [], depth: 0, &found) }
        return found
    }

    private func visit(
        _ schema: JSONValue, _ path: [String], depth: Int, _ found: inout [(path: [String], keywords: JSONObject)]
    ) {
        guard depth < 12 else { return }
        let keywords = flat(schema)
        found.append((path, keywords))
        for property in keywords["properties"]?.objectValue ?? [:] {
            visit(property.value, path + [property.name], depth: depth + 1, &found)
        }
        if let items = keywords["items"] { visit(items, path + ["[]"], depth: depth + 1, &found) }
        for branch in (keywords["oneOf"]?.arrayValue ?? []) + (keywords["anyOf"]?.arrayValue ?? []) {
            visit(branch, path, depth: depth + 1, &found)
        }
    }

    /// The way to the first property whose value comes from that source and nothing else.
    func path(ofSource source: String, in schema: JSONValue?) -> [String]? {
        places(in: schema).first { $0.keywords["x-sim-source"]?.stringValue == source }?.path
    }
}

extension JSONValue {
    /// The value at the end of a way through members.
    func value(along path: [String]) -> JSONValue? {
        var value: JSONValue? = self
        for name in path { value = value?[name] }
        return value
    }

    /// The same value with another one at the end of a way; `nil` takes it away.
    func replacing(_ path: [String], with new: JSONValue?) -> JSONValue {
        guard let name = path.first else { return new ?? .null }
        let rest = Array(path.dropFirst())
        if case .array(var elements) = self, let index = Int(name), elements.indices.contains(index) {
            if rest.isEmpty, new == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(rest, with: new)
            }
            return .array(elements)
        }
        var object = objectValue ?? [:]
        if rest.isEmpty {
            object[name] = new
        } else {
            object[name] = (object[name] ?? .object([:])).replacing(rest, with: new)
        }
        return .object(object)
    }
}
