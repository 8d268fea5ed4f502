// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How to make up a value that a document describes and nothing else provides: the same for the same seed and subject.
package struct SyntheticPlan: Sendable {
    indirect enum Shape: Sendable {
        case fixed(JSONValue)
        case pick([JSONValue])
        case integer(Int64, Int64)
        case number(Double, Double)
        case boolean
        case text(format: String, shortest: Int, longest: Int)
        case list(Shape, Int)
        case object([(name: String, shape: Shape)])
    }

    /// Tells the values of one answer apart: the place of the schema in the document.
    let label: String
    let name: String
    let shape: Shape

    init(_ place: APIDocument.Place, name: String, outline: SchemaOutline) {
        label = place.pointer.description
        self.name = name
        shape = Self.shape(of: place, name: name, outline: outline, depth: 0)
    }

    /// Lists are made three elements long where the schema allows.
    private static let usualCount = 3

    private static func shape(
        of place: APIDocument.Place, name: String, outline: SchemaOutline, depth: Int
    ) -> Shape {
        for keyword in ["const", "example", "default"] {
            if let value = outline.member(keyword, of: place) { return .fixed(value.node.value) }
        }
        if let values = outline.member("enum", of: place)?.node.elements {
            let values = values.map(\.value)
            return .pick(values.contains { $0 != .null } ? values.filter { $0 != .null } : values)
        }
        let types = outline.types(of: place)
        for candidate in outline.resolve(place) {
            for branch in (candidate["oneOf"] ?? candidate["anyOf"])?.elements ?? []
            where outline.types(of: branch) != ["null"] && depth < 6 {
                return shape(of: branch, name: name, outline: outline, depth: depth + 1)
            }
        }
        func integer(_ keyword: String) -> Int64? { outline.member(keyword, of: place)?.node.integerValue }
        if types.contains("object") {
            guard depth < 6 else { return .object([]) }
            return .object(
                outline.properties(of: place).map {
                    ($0.name, shape(of: $0.place, name: $0.name, outline: outline, depth: depth + 1))
                })
        }
        if types.contains("array") {
            let least = Int(integer("minItems") ?? 0)
            let most = Int(integer("maxItems") ?? 100)
            guard let items = outline.member("items", of: place), depth < 6 else { return .fixed([]) }
            return .list(
                shape(of: items, name: name, outline: outline, depth: depth + 1), min(max(usualCount, least), most))
        }
        if types.contains("string") {
            let format = outline.member("format", of: place)?.node.stringValue ?? ""
            return .text(
                format: format, shortest: Int(integer("minLength") ?? 0), longest: Int(integer("maxLength") ?? 10_000))
        }
        if types.contains("integer") {
            let low = integer("minimum") ?? 0
            return .integer(low, max(low, integer("maximum") ?? low + 999))
        }
        if types.contains("number") {
            let low = outline.member("minimum", of: place)?.node.value.numberValue ?? 0
            return .number(low, max(low, outline.member("maximum", of: place)?.node.value.numberValue ?? low + 100))
        }
        if types.contains("boolean") { return .boolean }
        return .fixed(types.contains("null") || types.isEmpty ? .null : .string(""))
    }

    func write(to writer: inout JSONWriter, _ context: borrowing RenderContext) {
        if case .fixed(let value) = shape {
            writer.value(value)
            return
        }
        let subject: String
        switch context.subject {
        case .nothing: subject = ""
        case .job(let job): subject = job.reference.identifier
        case .record(let record): subject = record["id"]?.text ?? ""
        }
        writer.value(value(seed: context.seed, subject: subject, now: context.now))
    }

    /// - Parameter subject: what the value belongs to, so that two records do not get the same values.
    func value(seed: UInt64, subject: String, now: Instant) -> JSONValue {
        var values = SyntheticFields(seed: seed, label: label + "|" + subject, now: now)
        return Self.value(shape, name: name, &values)
    }

    private static func value(_ shape: Shape, name: String, _ values: inout SyntheticFields) -> JSONValue {
        switch shape {
        case .fixed(let value): return value
        case .pick(let choices): return choices.isEmpty ? .null : choices[Int(values.values.integer(in: 0...Int64(choices.count - 1)))]
        case .integer(let low, let high): return .integer(values.values.integer(in: low...high))
        case .number(let low, let high):
            return .double(values.values.number(in: low...high))
        case .boolean: return .bool(values.values.boolean())
        case .list(let element, let count):
            return .array((0..<count).map { _ in value(element, name: name, &values) })
        case .object(let members):
            return .object(
                JSONObject(members.map { .init(name: $0.name, value: value($0.shape, name: $0.name, &values)) }))
        case .text(let format, let shortest, let longest):
            return .string(
                values.text(format: format, name: name).fitting(shortest: shortest, longest: longest))
        }
    }
}

extension JSONValue {
    fileprivate var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}

extension String {
    /// Cut or repeated until its length in Unicode scalars is within the bounds.
    fileprivate func fitting(shortest: Int, longest: Int) -> String {
        var text = self
        while text.unicodeScalars.count < shortest { text += (text.isEmpty ? "x" : " ") + self }
        return text.unicodeScalars.count > longest ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest))) : text
    }
}
