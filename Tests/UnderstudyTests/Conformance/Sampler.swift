// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation

/// Makes values that meet a schema; the same for the same seed.
struct Sampler {
    /// How much a value says.
    enum Extent: String, CaseIterable {
        /// Only what is required.
        case minimal
        /// Every member that the schema names.
        case full
    }

    let schemas: SchemaTree
    /// The identifiers of the records that exist, by collection.
    var records: [String: [JSONValue]] = [:]
    var generator: SeededGenerator
    /// Which of several records, branches or words to take: the callers count it up until the request is taken.
    var attempt = 0

    init(schemas: SchemaTree, seed: UInt64) {
        self.schemas = schemas
        generator = SeededGenerator(seed: seed)
    }

    mutating func value(_ schema: JSONValue, _ extent: Extent, named name: String = "", depth: Int = 0) -> JSONValue {
        var keywords = schemas.flat(schema)
        if let collection = keywords["x-sim-refers"]?.stringValue, let known = records[collection], !known.isEmpty {
            return known[attempt % known.count]
        }
        if let constant = keywords["const"] { return constant }
        if let example = keywords["example"] ?? keywords["examples"]?.arrayValue?.first, attempt == 0 || depth > 0 {
            return extent == .minimal && example.objectValue != nil ? trimmed(example, keywords) : example
        }
        if let words = keywords["enum"]?.arrayValue?.filter({ $0 != .null }), !words.isEmpty {
            return words[attempt % words.count]
        }
        for word in ["oneOf", "anyOf"] {
            guard let branches = keywords[word]?.arrayValue, !branches.isEmpty else { continue }
            keywords[word] = nil
            keywords["allOf"] = [branches[attempt % branches.count]]
            if var more = keywords[SchemaTree.moreChoices]?.arrayValue, !more.isEmpty {
                keywords[word] = more.removeFirst()
                keywords[SchemaTree.moreChoices] = more.isEmpty ? nil : .array(more)
            }
            return value(.object(keywords), extent, named: name, depth: depth)
        }
        switch Self.type(of: keywords) {
        case "object": return object(keywords, extent, depth: depth)
        case "array": return array(keywords, extent, named: name, depth: depth)
        case "integer": return number(keywords, isWhole: true)
        case "number": return number(keywords, isWhole: false)
        case "boolean": return .bool(generator.below(2) == 1)
        case "null": return .null
        default: return .string(text(keywords, named: name))
        }
    }

    private static func type(of keywords: JSONObject) -> String {
        let types = SchemaTree.types(keywords)
        if let type = types.first(where: { $0 != "null" }) ?? types.first { return type }
        if keywords["properties"] != nil { return "object" }
        return keywords["items"] == nil ? "string" : "array"
    }

    private func trimmed(_ example: JSONValue, _ keywords: JSONObject) -> JSONValue {
        let required = keywords["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return .object(JSONObject((example.objectValue ?? [:]).filter { required.contains($0.name) }))
    }

    private mutating func object(_ keywords: JSONObject, _ extent: Extent, depth: Int) -> JSONValue {
        let required = keywords["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let least = keywords["minProperties"]?.integerValue.map { Int($0) } ?? 0
        var object: JSONObject = [:]
        for property in keywords["properties"]?.objectValue ?? [:] {
            let isWanted = extent == .full && depth < 5 || required.contains(property.name) || object.count < least
            guard isWanted, schemas.flat(property.value)["readOnly"] != .bool(true) else { continue }
            object[property.name] = value(property.value, extent, named: property.name, depth: depth + 1)
        }
        for name in required where object[name] == nil { object[name] = "value" }
        if case .object = keywords["additionalProperties"] ?? .null, object.count < max(least, extent == .full ? 1 : 0)
        {
            object["name"] = value(keywords["additionalProperties"] ?? .null, extent, depth: depth + 1)
        }
        return .object(object)
    }

    private mutating func array(_ keywords: JSONObject, _ extent: Extent, named name: String, depth: Int) -> JSONValue {
        let least = keywords["minItems"]?.integerValue.map { Int($0) } ?? 0
        let most = keywords["maxItems"]?.integerValue.map { Int($0) } ?? .max
        let count = min(max(least, extent == .full ? 1 : 0), most)
        var elements: [JSONValue] = []
        let given = attempt
        for index in 0..<count {
            attempt = given + index
            var element = value(keywords["items"] ?? .object([:]), extent, named: name, depth: depth + 1)
            if elements.contains(element), keywords["uniqueItems"] == true, let text = element.stringValue {
                element = .string(text + " \(index)")
            }
            elements.append(element)
        }
        attempt = given
        return .array(elements)
    }

    private mutating func number(_ keywords: JSONObject, isWhole: Bool) -> JSONValue {
        let step = keywords["multipleOf"]?.number ?? (isWhole ? 1 : 0.5)
        var low = keywords["minimum"]?.number ?? keywords["exclusiveMinimum"]?.number.map { $0 + step }
        let high = keywords["maximum"]?.number ?? keywords["exclusiveMaximum"]?.number.map { $0 - step }
        low = low ?? high.map { $0 - 10 * step } ?? 1
        var steps = Double(generator.below(4))
        // A default is within what the service itself would take.
        if let usual = keywords["default"]?.number { return isWhole ? .integer(Int64(usual)) : .double(usual) }
        let start = ((low ?? 1) / step).rounded(.up) * step
        while let high, steps > 0, start + steps * step > high { steps -= 1 }
        let number = start + steps * step
        return isWhole ? .integer(Int64(number)) : .double(number)
    }

    // MARK: Text

    private mutating func text(_ keywords: JSONObject, named name: String) -> String {
        let least = keywords["minLength"]?.integerValue.map { Int($0) } ?? 0
        let most = keywords["maxLength"]?.integerValue.map { Int($0) } ?? .max
        if let format = keywords["format"]?.stringValue, let text = formatted(format) { return text }
        if let usual = keywords["default"]?.stringValue { return usual }
        if let pattern = keywords["pattern"]?.stringValue {
            let fitting = Self.candidates.first { candidate in
                candidate.unicodeScalars.count >= least && candidate.unicodeScalars.count <= most
                    && Self.pattern(pattern, matches: candidate)
            }
            if let fitting { return fitting }
        }
        var text = name.isEmpty ? "sample" : "sample \(name)"
        text += " \(generator.below(1000))"
        while text.unicodeScalars.count < least { text += " and more of it" }
        return String(text.prefix(most))
    }

    private mutating func formatted(_ format: String) -> String? {
        let number = generator.below(9000) + 1000
        return switch format {
        case "uuid": "6ba7b811-9dad-41d1-80b4-00c04fd4\(number)"
        case "date": "2026-03-0\(generator.below(9) + 1)"
        case "date-time": "2026-03-0\(generator.below(9) + 1)T10:00:00Z"
        case "time": "10:00:00Z"
        case "email", "idn-email": "somebody\(number)@example.com"
        case "uri", "url", "iri": "https://example.com/page-\(number)"
        case "uri-reference": "/page-\(number)"
        case "hostname", "idn-hostname": "www\(number).example.com"
        case "ipv4": "192.0.2.\(generator.below(250) + 1)"
        case "ipv6": "2001:db8::1"
        default: nil
        }
    }

    /// Texts of the forms that patterns in such documents ask for.
    private static let candidates = [
        "en", "EN", "en-US", "en_US", "US", "a", "sample", "sample-text", "sample_text", "Sample", "SAMPLE",
        "example.com",
        "https://example.com/", "https://example.com/page", "http://example.com", "/page", "2026-03-01", "2026-03",
        "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z", "10:00", "1", "12", "1234", "1.5", "1.0.0", "#a1b2c3",
        "30s",
        "sk_live_sample0000000000", "req_sample0001", "cnt_sample0001",
    ]

    static func pattern(_ pattern: String, matches text: String) -> Bool {
        let compiler = SchemaCompiler(options: SchemaOptions())
        let schema: JSONValue = ["pattern": .string(pattern)]
        guard let node = try? JSONReader.readSource(schema.serialized, file: "pattern") else { return false }
        compiler.addDocument(node, uri: "pattern:")
        return (try? compiler.compile(uri: "pattern:", pointer: JSONPointer()).isValid(string: text)) ?? false
    }
}

extension JSONValue {
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
