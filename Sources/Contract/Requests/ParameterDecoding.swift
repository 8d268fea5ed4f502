// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ParameterPlan {
    /// The value that the texts of a parameter stand for, or `nil` where there is none.
    ///
    /// A text that is not of a declared type stays a string, so that validation says what is wrong with it.
    func value(of texts: [String]) -> JSONValue? {
        guard let first = texts.first else { return nil }
        guard types.contains("array") else { return Self.scalar(first, types) }
        let parts = isExploded ? texts : texts.flatMap { $0.split(separator: ",").map(String.init) }
        return .array(parts.map { Self.scalar($0, elementTypes) })
    }

    private static func scalar(_ text: String, _ types: Set<String>) -> JSONValue {
        if types.contains("integer") || types.contains("number") {
            if let value = Int64(text), !text.hasPrefix("+") { return .integer(value) }
        }
        if types.contains("number"), text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }),
            let value = Double(text), value.isFinite
        {
            return .double(value)
        }
        if types.contains("boolean") {
            if text == "true" { return true }
            if text == "false" { return false }
        }
        return .string(text)
    }
}
