// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The formats of strings that are checked (JSON Schema Validation 2020-12, section 7.3).
enum StringFormat: String, Sendable, CaseIterable {
    case uuid
    case dateTime = "date-time"
    case date
    case time
    case duration
    case uri
    case uriReference = "uri-reference"
    case email
    case ipv4
    case ipv6
    case hostname
    case regex
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"

    /// - Returns: `nil` for formats that are only annotations.
    init?(name: String) {
        self.init(rawValue: name)
    }

    var name: String { rawValue }

    func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var reader = ByteReader(bytes)
            return switch self {
            case .uuid: reader.uuid() && reader.isAtEnd
            case .dateTime: reader.dateTime() && reader.isAtEnd
            case .date: reader.date() && reader.isAtEnd
            case .time: reader.time() && reader.isAtEnd
            case .duration: reader.duration() && reader.isAtEnd
            case .ipv4: reader.ipv4() && reader.isAtEnd
            case .ipv6: reader.ipv6() && reader.isAtEnd
            case .hostname: reader.hostname()
            case .email: reader.email()
            case .uri: reader.uri(needsScheme: true)
            case .uriReference: reader.uri(needsScheme: false)
            case .jsonPointer: reader.jsonPointer()
            case .relativeJSONPointer: reader.relativeJSONPointer()
            case .regex: Self.isPattern(bytes)
            }
        }
    }

    private static func isPattern(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (try? Pattern(String(decoding: bytes, as: UTF8.self))) != nil
    }

    /// What a value of the format is, for messages.
    var phrase: String {
        switch self {
        case .uuid: "a UUID"
        case .dateTime: "a date and time"
        case .date: "a date"
        case .time: "a time"
        case .duration: "a duration"
        case .uri: "a URI"
        case .uriReference: "a URI reference"
        case .email: "an email address"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .hostname: "a host name"
        case .regex: "a regular expression"
        case .jsonPointer: "a JSON pointer"
        case .relativeJSONPointer: "a relative JSON pointer"
        }
    }

    /// How to write one.
    var hint: String? {
        switch self {
        case .uuid: "write it as 123e4567-e89b-12d3-a456-426614174000"
        case .dateTime: "write it as 2026-03-10T20:00:00Z (RFC 3339)"
        case .date: "write it as 2026-03-10"
        case .time: "write it as 20:00:00Z"
        case .duration: "write it as P1DT2H30M"
        case .uri: "write it with its scheme, as https://example.com/page"
        case .email: "write it as name@example.com"
        default: nil
        }
    }
}

/// The formats of numbers that OpenAPI defines (3.1, section 4.4).
enum NumberFormat: String, Sendable, CaseIterable {
    case int32
    case int64
    case float
    case double

    init?(name: String) {
        self.init(rawValue: name)
    }

    var name: String { rawValue }

    func accepts(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.int32, .integer(let number)): Int32(exactly: number) != nil
        case (.int32, .double(let number)): Int32(exactly: number) != nil
        case (.int64, .integer): true
        case (.int64, .double(let number)): Int64(exactly: number) != nil
        case (.int32, .bigNumber), (.int64, .bigNumber): false
        case (.float, .double(let number)): abs(number) <= Double(Float.greatestFiniteMagnitude)
        // Too small for a double is rounded to zero; too large is out of range.
        case (.float, .bigNumber(let literal)):
            abs(Double(literal) ?? .infinity) <= Double(Float.greatestFiniteMagnitude)
        case (.double, .bigNumber(let literal)): (Double(literal) ?? .infinity).isFinite
        default: true
        }
    }

    var phrase: String {
        switch self {
        case .int32: "a 32-bit integer"
        case .int64: "a 64-bit integer"
        case .float: "a number of single precision"
        case .double: "a number of double precision"
        }
    }
}
