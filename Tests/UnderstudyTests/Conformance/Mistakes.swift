// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema

/// A value with one thing wrong with it.
struct Mistake {
    /// "/articles/0/topic is too long".
    var what: String
    var value: JSONValue
}

/// Breaks each constraint of a schema in turn, in a value that meets it.
struct Mistakes {
    let schemas: SchemaTree
    let schema: Schema

    /// Only what the schema really refuses is a mistake: where alternatives leave a way out, nothing was broken.
    func all(in valid: JSONValue, of node: JSONValue) -> [Mistake] {
        var found: [Mistake] = []
        visit(valid, node, [], valid, depth: 0, &found)
        return found.filter { !schema.isValid($0.value) }
    }

    private func visit(
        _ value: JSONValue, _ node: JSONValue, _ path: [String], _ whole: JSONValue, depth: Int,
        _ found: inout [Mistake]
    ) {
        guard depth < 6 else { return }
        let keywords = schemas.flat(node)
        let place = path.isEmpty ? "the body" : JSONPointer(path).description
        func add(_ what: String, _ wrong: JSONValue) {
            found.append(Mistake(what: "\(place) \(what)", value: whole.replacing(path, with: wrong, orWhole: true)))
        }
        for (what, wrong) in Self.wrongs(for: value, keywords) { add(what, wrong) }
        switch value {
        case .object(let object):
            for name in keywords["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                found.append(
                    Mistake(
                        what: "\(JSONPointer(path + [name])) is missing",
                        value: whole.replacing(path + [name], with: nil)))
            }
            for property in keywords["properties"]?.objectValue ?? [:] {
                guard let member = object[property.name] else { continue }
                visit(member, property.value, path + [property.name], whole, depth: depth + 1, &found)
            }
        case .array(let elements):
            if let items = keywords["items"], let first = elements.first {
                visit(first, items, path + ["0"], whole, depth: depth + 1, &found)
            }
        default: break
        }
    }

    /// What would be wrong in the place of one value, whatever stands around it.
    static func wrongs(for value: JSONValue, _ keywords: JSONObject) -> [(what: String, value: JSONValue)] {
        var wrongs: [(what: String, value: JSONValue)] = []
        let types = SchemaTree.types(keywords)
        if !types.isEmpty {
            if !types.contains("null") { wrongs.append(("is null", .null)) }
            if !types.contains("object") { wrongs.append(("is an object", ["unexpected": true])) }
            if !types.contains("array") { wrongs.append(("is an array", [.string("unexpected")])) }
            if !types.contains("string") { wrongs.append(("is a string", "not of this type")) }
            if !types.contains("boolean") { wrongs.append(("is a boolean", true)) }
            if !types.contains("integer"), !types.contains("number") { wrongs.append(("is a number", 7)) }
            if types.contains("integer"), !types.contains("number") { wrongs.append(("is a fraction", 1.5)) }
        }
        if keywords["enum"] != nil || keywords["const"] != nil {
            wrongs.append(("is not one of the words", "none-of-these-words"))
        }
        wrongs += numberWrongs(keywords)
        wrongs += textWrongs(keywords)
        if case .array(let elements) = value { wrongs += arrayWrongs(elements, keywords) }
        if case .object(let object) = value { wrongs += objectWrongs(object, keywords) }
        return wrongs
    }

    private static func numberWrongs(_ keywords: JSONObject) -> [(what: String, value: JSONValue)] {
        func number(_ number: Double) -> JSONValue {
            number.rounded() == number ? .integer(Int64(number)) : .double(number)
        }
        var wrongs: [(what: String, value: JSONValue)] = []
        if let low = keywords["minimum"]?.number { wrongs.append(("is below the minimum", number(low - 1))) }
        if let high = keywords["maximum"]?.number { wrongs.append(("is above the maximum", number(high + 1))) }
        if let low = keywords["exclusiveMinimum"]?.number { wrongs.append(("is at the excluded minimum", number(low))) }
        if let high = keywords["exclusiveMaximum"]?.number {
            wrongs.append(("is at the excluded maximum", number(high)))
        }
        if let step = keywords["multipleOf"]?.number { wrongs.append(("is no multiple", .double(step * 1.5))) }
        return wrongs
    }

    private static func textWrongs(_ keywords: JSONObject) -> [(what: String, value: JSONValue)] {
        var wrongs: [(what: String, value: JSONValue)] = []
        if let least = keywords["minLength"]?.integerValue, least > 0 {
            wrongs.append(("is too short", .string(String(repeating: "x", count: Int(least) - 1))))
        }
        if let most = keywords["maxLength"]?.integerValue, most < 1_000_000 {
            wrongs.append(("is too long", .string(String(repeating: "x", count: Int(most) + 1))))
        }
        if keywords["format"] != nil || keywords["pattern"] != nil {
            wrongs.append(("is not of the form", "not ~ of <this> form %"))
        }
        return wrongs
    }

    private static func arrayWrongs(
        _ elements: [JSONValue], _ keywords: JSONObject
    ) -> [(what: String, value: JSONValue)] {
        var wrongs: [(what: String, value: JSONValue)] = []
        if let least = keywords["minItems"]?.integerValue, least > 0 {
            wrongs.append(("has too few elements", .array(Array(elements.prefix(Int(least) - 1)))))
        }
        guard let first = elements.first else { return wrongs }
        if let most = keywords["maxItems"]?.integerValue, most < 10_000 {
            // Different elements, so that only their number is wrong.
            let more = (0...most).map { index in first.stringValue.map { .string($0 + "\(index)") } ?? first }
            wrongs.append(("has too many elements", .array(more)))
        }
        if keywords["uniqueItems"] == true { wrongs.append(("has an element twice", .array([first, first]))) }
        return wrongs
    }

    private static func objectWrongs(
        _ object: JSONObject, _ keywords: JSONObject
    ) -> [(what: String, value: JSONValue)] {
        var wrongs: [(what: String, value: JSONValue)] = []
        if keywords["additionalProperties"] == false || keywords["unevaluatedProperties"] == false {
            var more = object
            more["notDocumented"] = true
            wrongs.append(("has a member that is not documented", .object(more)))
        }
        if let least = keywords["minProperties"]?.integerValue, least > 0 { wrongs.append(("is empty", [:])) }
        return wrongs
    }
}

extension JSONValue {
    fileprivate func replacing(_ path: [String], with new: JSONValue, orWhole: Bool) -> JSONValue {
        path.isEmpty && orWhole ? new : replacing(path, with: new)
    }
}
