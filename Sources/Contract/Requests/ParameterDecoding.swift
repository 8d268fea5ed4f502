// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The types of a schema that change what a text stands for.
struct TextTypes: OptionSet {
    let rawValue: UInt8

    static let array = TextTypes(rawValue: 1)
    static let integer = TextTypes(rawValue: 2)
    static let number = TextTypes(rawValue: 4)
    static let boolean = TextTypes(rawValue: 8)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ names: Set<String>) {
        self = []
        if names.contains("array") { insert(.array) }
        if names.contains("integer") { insert(.integer) }
        if names.contains("number") { insert(.number) }
        if names.contains("boolean") { insert(.boolean) }
    }
}

extension ParameterPlan {
    /// The value that the texts of a parameter stand for, or `nil` where there is none.
    ///
    /// A text that is not of a declared type stays a string, so that validation says what is wrong with it.
    func value(of texts: [String]) -> JSONValue? {
        guard let first = texts.first else { return nil }
        guard types.contains(.array) else { return Self.scalar(first, types) }
        var parts = texts
        if let separator {
            parts =
                first.isEmpty
                ? [] : first.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
        return .array(parts.map { Self.scalar($0, elementTypes) })
    }

    private static func scalar(_ text: String, _ types: TextTypes) -> JSONValue {
        if !types.isDisjoint(with: [.integer, .number]), let number = number(text) {
            switch number {
            case .double where !types.contains(.number): break
            default: return number
            }
        }
        if types.contains(.boolean) {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        return .string(text)
    }

    /// The number that a text is, written as JSON writes numbers.
    private static func number(_ text: String) -> JSONValue? {
        guard text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }) else { return nil }
        return try? JSONReader.read(Array(text.utf8)).root
    }
}
