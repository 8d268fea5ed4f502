// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How to make up a value that a document describes and nothing else provides: the same for the same seed and subject.
package struct SyntheticPlan: Sendable {
    /// Tells the values of one answer apart: the place of the schema in the document.
    let label: String
    let name: String
    /// The field that identifies the record that the value belongs to.
    let key: String
    let timestamps: TimestampForm
    var shape: SyntheticShape

    init(_ place: APIDocument.Place, name: String, key: String, outline: SchemaOutline) {
        label = place.pointer.description
        self.name = name
        self.key = key
        timestamps = outline.timestamps
        shape = SyntheticShape(of: place, name: name, outline: outline, open: [])
    }

    func write(to writer: inout JSONWriter, _ context: borrowing RenderContext) {
        if case .fixed(let value) = shape {
            writer.value(value)
            return
        }
        var subject: String
        switch context.subject {
        case .nothing: subject = ""
        case .job(let job): subject = job.reference.identifier
        case .record(let record): subject = record[key]?.text ?? ""
        }
        if let row = context.row { subject += "|" + (row.day?.text ?? "") + "|" + String(row.index) }
        writer.value(value(seed: context.seed, subject: subject))
    }

    /// Makes the value up; `subject` is what it belongs to, so that two records do not get the same values.
    func value(seed: UInt64, subject: String) -> JSONValue {
        var values = SyntheticFields(seed: seed, label: label + "|" + subject, timestamps: timestamps)
        return shape.value(name: name, &values)
    }
}

/// What a made-up value looks like, read out of a schema once.
indirect enum SyntheticShape: Sendable {
    case fixed(JSONValue)
    case pick([JSONValue])
    /// Multiples of the step from the first to the last.
    case integer(Int64, Int64, step: Int64)
    case number(Double, Double)
    case boolean
    case text(format: String, shortest: Int, longest: Int)
    case list(SyntheticShape, Int, isUnique: Bool)
    case object([(name: String, shape: SyntheticShape)])

    /// Lists are made three elements long where the schema allows.
    private static let usualCount: Int64 = 3
    /// So many elements, or so long a text, are made at most, whatever the schema asks for.
    private static let sizeLimit: Int64 = 10_000

    /// Reads a schema; `open` are the definitions around this place, and a schema that contains itself ends there.
    init(of place: APIDocument.Place, name: String, outline: SchemaOutline, open: [JSONPointer]) {
        var open = open
        if let definition = outline.resolve(place).dropFirst().last {
            if open.contains(definition.pointer) {
                self = .fixed(outline.isNullable(place) ? .null : .object([:]))
                return
            }
            open.append(definition.pointer)
        }
        if let fixed = Self.given(place, outline) {
            self = fixed
            return
        }
        let types = outline.types(of: place)
        let properties = outline.properties(of: place)
        if properties.isEmpty, let branch = Self.branch(of: place, outline) {
            self.init(of: branch, name: name, outline: outline, open: open)
        } else if types.contains("object") || !properties.isEmpty {
            self = Self.object(properties, required: outline.required(of: place), outline, open)
        } else if types.contains("array") {
            self = Self.list(place, name, outline, open)
        } else {
            self = Self.scalar(place, types, outline)
        }
    }

    /// A value that the schema itself gives.
    private static func given(_ place: APIDocument.Place, _ outline: SchemaOutline) -> SyntheticShape? {
        if let value = outline.member("const", of: place) { return .fixed(value.node.value) }
        if let value = outline.member("example", of: place) { return .fixed(value.node.value) }
        if let values = outline.member("examples", of: place)?.elements.map(\.node.value), !values.isEmpty {
            return .pick(values)
        }
        if let value = outline.member("default", of: place) { return .fixed(value.node.value) }
        guard let values = outline.member("enum", of: place)?.node.elements?.map(\.value), !values.isEmpty else {
            return nil
        }
        let present = values.filter { $0 != .null }
        return .pick(present.isEmpty ? values : present)
    }

    private static func branch(of place: APIDocument.Place, _ outline: SchemaOutline) -> APIDocument.Place? {
        for part in outline.parts(of: place) {
            guard let branches = (part["oneOf"] ?? part["anyOf"])?.elements else { continue }
            return branches.first { outline.types(of: $0) != ["null"] }
        }
        return nil
    }

    private static func object(
        _ properties: [SchemaOutline.Property], required: Set<String>, _ outline: SchemaOutline, _ open: [JSONPointer]
    ) -> SyntheticShape {
        var members: [(name: String, shape: SyntheticShape)] = []
        for property in properties where outline.member("writeOnly", of: property.place)?.node.boolValue != true {
            // What leads back to where it stands in is left out, unless it must be there.
            let definition = outline.resolve(property.place).dropFirst().last?.pointer
            if let definition, open.contains(definition), !required.contains(property.name) { continue }
            members.append(
                (property.name, SyntheticShape(of: property.place, name: property.name, outline: outline, open: open)))
        }
        return .object(members)
    }

    private static func list(
        _ place: APIDocument.Place, _ name: String, _ outline: SchemaOutline, _ open: [JSONPointer]
    ) -> SyntheticShape {
        func count(_ keyword: String) -> Int64? { outline.member(keyword, of: place)?.node.integerValue }
        let least = max(0, min(count("minItems") ?? 0, sizeLimit))
        guard let items = outline.member("items", of: place) else { return .fixed([]) }
        let definition = outline.resolve(items).dropFirst().last?.pointer
        if least == 0, let definition, open.contains(definition) { return .fixed([]) }
        let isUnique = outline.member("uniqueItems", of: place)?.node.boolValue == true
        let usual = min(max(usualCount, least), max(0, count("maxItems") ?? .max))
        return .list(
            SyntheticShape(of: items, name: name, outline: outline, open: open), Int(usual), isUnique: isUnique)
    }

    private static func scalar(
        _ place: APIDocument.Place, _ types: Set<String>, _ outline: SchemaOutline
    ) -> SyntheticShape {
        func value(_ keyword: String) -> JSONValue? { outline.member(keyword, of: place)?.node.value }
        if types.contains("string") {
            func length(_ keyword: String) -> Int? {
                value(keyword)?.integerValue.map { Int(max(0, min($0, sizeLimit))) }
            }
            return .text(
                format: value("format")?.stringValue ?? "", shortest: length("minLength") ?? 0,
                longest: length("maxLength") ?? Int(sizeLimit))
        }
        if types.contains("integer") {
            let bounds = NumberBounds(value)
            return .integer(bounds.integers.lowerBound, bounds.integers.upperBound, step: bounds.step)
        }
        if types.contains("number") {
            let bounds = NumberBounds(value).numbers
            return .number(bounds.lowerBound, bounds.upperBound)
        }
        if types.contains("boolean") { return .boolean }
        return .fixed(.null)
    }

    func value(name: String, _ values: inout SyntheticFields) -> JSONValue {
        switch self {
        case .fixed(let value): return value
        case .pick(let choices): return values.values.pick(choices)
        case .integer(let low, let high, let step):
            guard step > 1 else { return .integer(values.values.integer(in: low...high)) }
            return .integer(values.values.integer(in: low / step...high / step) * step)
        case .number(let low, let high):
            return .double(values.values.number(in: low...high))
        case .boolean: return .bool(values.values.boolean())
        case .list(let element, let count, let isUnique):
            var elements: [JSONValue] = []
            // A few tries are enough where there are enough values to choose from.
            for _ in 0..<(isUnique ? count * 8 : count) where elements.count < count {
                let next = element.value(name: name, &values)
                if !isUnique || !elements.contains(where: { $0.isEqual(toJSON: next) }) { elements.append(next) }
            }
            return .array(elements)
        case .object(let members):
            return .object(
                JSONObject(members.map { .init(name: $0.name, value: $0.shape.value(name: $0.name, &values)) }))
        case .text(let format, let shortest, let longest):
            return .string(
                values.text(format: format, name: name).fitting(shortest: shortest, longest: longest))
        }
    }
}

extension String {
    /// Cut or repeated until its length in Unicode scalars is within the bounds.
    fileprivate func fitting(shortest: Int, longest: Int) -> String {
        var text = self
        while text.unicodeScalars.count < shortest { text += (text.isEmpty ? "x" : " ") + self }
        guard text.unicodeScalars.count > longest else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest)))
    }
}
