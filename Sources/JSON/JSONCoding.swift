// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

// A coder of somebody else's knows neither the order of members nor `1` apart from `1.0` nor numbers of any length, so
// a value goes through it as one string of JSON text.

extension JSONValue: Codable {
    /// Deeper than any text the reader accepts by default, for values that wrap what was read.
    private static let codingLimits = JSONLimits(depth: 256, values: .max)

    /// Writes the value as a single string of compact JSON.
    ///
    /// Throws `EncodingError.invalidValue` for what no JSON text can say: an infinity, NaN, a big number that is not a
    /// number.
    package func encode(to encoder: any Encoder) throws {
        guard isExpressible else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "JSON has no text for this number"))
        }
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Reads a value that ``encode(to:)`` wrote.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        let document: JSONDocument
        do {
            document = try JSONReader.read(Array(text.utf8), limits: Self.codingLimits)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not JSON: \(error)")
        }
        guard document.duplicates.isEmpty else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a member name occurs twice")
        }
        self = document.root
    }

    private var isExpressible: Bool {
        switch self {
        case .double(let number): number.isFinite
        case .bigNumber(let literal):
            // Only a literal that reads back as itself is one.
            (try? JSONReader.read(Array(literal.utf8)).root) == self
        case .array(let elements): elements.allSatisfy(\.isExpressible)
        case .object(let object): object.allSatisfy(\.value.isExpressible)
        case .null, .bool, .integer, .string: true
        }
    }
}

extension JSONObject: Codable {
    /// Writes the object as a single string of compact JSON.
    package func encode(to encoder: any Encoder) throws {
        try JSONValue.object(self).encode(to: encoder)
    }

    /// Reads an object that ``encode(to:)`` wrote.
    package init(from decoder: any Decoder) throws {
        guard case .object(let object) = try JSONValue(from: decoder) else {
            throw DecodingError.typeMismatch(
                JSONObject.self, .init(codingPath: decoder.codingPath, debugDescription: "not a JSON object"))
        }
        self = object
    }
}
