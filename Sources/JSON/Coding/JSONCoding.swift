// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

// A coder of somebody else's knows neither the order of members nor `1` apart from `1.0` nor numbers of any length, so
// a value goes through it as one string of JSON text.

extension JSONValue: Codable {
    /// Deeper than any text the reader accepts by default, for values that wrap what was read; of any size, because the
    /// text is our own.
    private static let codingLimits = JSONLimits(depth: JSONLimits().depth + 32, values: .max)

    /// Writes the value as a single string of compact JSON.
    ///
    /// Throws `EncodingError.invalidValue` for what could not be read back: an infinity, NaN, a big number that is not one,
    /// more than 160 arrays and objects inside each other.
    package func encode(to encoder: any Encoder) throws {
        guard isReadable(depth: Self.codingLimits.depth) else {
            throw EncodingError.invalidValue(
                self,
                .init(
                    codingPath: encoder.codingPath,
                    debugDescription: "nested too deep, or a number that JSON has no text for"))
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

    /// Whether the text of this value reads back as this value, nested at most so deep.
    private func isReadable(depth: Int) -> Bool {
        switch self {
        case .double(let number): number.isFinite
        case .bigNumber(let literal): (try? JSONReader.read(Array(literal.utf8)).root) == self
        case .array(let elements): depth > 0 && elements.allSatisfy { $0.isReadable(depth: depth - 1) }
        case .object(let object): depth > 0 && object.allSatisfy { $0.value.isReadable(depth: depth - 1) }
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
