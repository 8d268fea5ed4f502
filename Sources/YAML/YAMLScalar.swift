// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a plain scalar stands for in the core schema of YAML 1.2 (YAML 1.2.2, section 10.3.2 "Tag Resolution").
enum YAMLScalar {
    enum Resolution {
        case content(SourceNode.Content)
        /// YAML has a value here that JSON does not have.
        case notJSON
    }

    static func resolve(_ text: String) -> Resolution {
        switch text {
        case "", "~", "null", "Null", "NULL": return .content(.null)
        case "true", "True", "TRUE": return .content(.bool(true))
        case "false", "False", "FALSE": return .content(.bool(false))
        case ".nan", ".NaN", ".NAN": return .notJSON
        default: break
        }
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .content(.string(text)) }
        if text.hasPrefix("0x") { return whole(text, digits: text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return whole(text, digits: text.dropFirst(2), radix: 8) }
        let unsigned = text.drop { $0 == "+" || $0 == "-" }
        guard text.utf8.count - unsigned.utf8.count <= 1 else { return .content(.string(text)) }
        if [".inf", ".Inf", ".INF"].contains(unsigned) { return .notJSON }
        guard let literal = literal(Substring(unsigned).utf8) else { return .content(.string(text)) }
        return .content(number((first == UInt8(ascii: "-") ? "-" : "") + literal))
    }

    /// `0x1F`, `0o17`; a sign has no place in either.
    private static func whole(_ text: String, digits: Substring, radix: Int) -> Resolution {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ isDigit($0, radix: radix) }) else {
            return .content(.string(text))
        }
        return Int64(digits, radix: radix).map { .content(.integer($0)) } ?? .notJSON
    }

    private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): true
        case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            radix == 16
        default: false
        }
    }

    /// The JSON literal of a number without a sign: YAML also writes `007`, `.5` and `5.`.
    private static func literal(_ text: Substring.UTF8View) -> String? {
        func digits(_ rest: inout Substring.UTF8View) -> Substring {
            let digits = rest.prefix { isDigit($0, radix: 16) && $0 <= UInt8(ascii: "9") }
            rest = rest[digits.endIndex...]
            return Substring(digits)
        }
        var rest = text
        let whole = digits(&rest)
        var fraction: Substring?
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = digits(&rest)
        }
        guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }
        var exponent: String?
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            let isNegative = rest.first == UInt8(ascii: "-")
            if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            let power = digits(&rest)
            guard !power.isEmpty else { return nil }
            exponent = (isNegative ? "e-" : "e") + power
        }
        guard rest.isEmpty else { return nil }
        let significant = whole.drop { $0 == "0" }
        var literal = significant.isEmpty ? "0" : String(significant)
        if let fraction { literal += "." + (fraction.isEmpty ? "0" : fraction) }
        return literal + (exponent ?? "")
    }

    /// The same value that the JSON reader makes of the literal.
    private static func number(_ literal: String) -> SourceNode.Content {
        switch try? JSONReader.read(Array(literal.utf8)).root {
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        default: .bigNumber(literal)
        }
    }
}
