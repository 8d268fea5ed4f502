// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The simple values of scenario files.
extension ScenarioReader {
    /// The members of an object with fixed keys, by name; those that explain it (`description`, `$comment`) are checked
    /// here.
    ///
    /// Keys `besides` the known ones are not worth suggesting; `isMerged` says whether `null` can take a member away
    /// where the file changes another one.
    mutating func fields(
        of node: SourceNode, _ what: String, known: [String], required: [String] = [], besides: [String] = [],
        isMerged: Bool = false
    ) -> [String: SourceNode]? {
        guard let members = node.members else {
            complain("\(what) is an object, found \(node.kindPhrase)", at: node.position)
            return nil
        }
        var fields: [String: SourceNode] = [:]
        for member in members {
            switch member.name {
            case "description", "$comment":
                if !(isMerged && removes(member.value)) {
                    _ = string(member.value, "\"\(member.name)\"")
                }
            case _ where known.contains(member.name) || besides.contains(member.name): break
            default:
                complain(
                    "\(what) has no \"\(member.name)\"", at: member.namePosition,
                    hint: NameSuggestion.hint(for: member.name, among: known + ["description"]))
            }
            fields[member.name] = member.value
        }
        for key in required where fields[key] == nil {
            complain("\(what) needs \"\(key)\"", at: node.position)
        }
        return fields
    }

    /// The members of an object whose names the file chooses.
    mutating func map(_ node: SourceNode, _ what: String) -> [SourceNode.Member] {
        guard let members = node.members else {
            complain("\(what) is an object, found \(node.kindPhrase)", at: node.position)
            return []
        }
        return members
    }

    mutating func list(_ node: SourceNode, _ what: String, hint: String? = nil) -> [SourceNode] {
        guard let elements = node.elements else {
            complain("\(what) is an array, found \(node.kindPhrase)", at: node.position, hint: hint)
            return []
        }
        return elements
    }

    mutating func string(_ node: SourceNode, _ what: String) -> String? {
        guard let text = node.stringValue else {
            complain("\(what) is a string, found \(node.kindPhrase)", at: node.position)
            return nil
        }
        return text
    }

    /// Names that a marker in a request can carry.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isNameStart, text.utf8.count <= 80 else { return false }
        return text.utf8.allSatisfy { $0.isNameStart || "._-".utf8.contains($0) }
    }

    mutating func name(_ node: SourceNode, _ what: String) -> String? {
        guard let text = string(node, what) else { return nil }
        guard Self.isName(text) else {
            complain(Self.nameRule(what), at: node.position)
            return nil
        }
        return text
    }

    static func nameRule(_ what: String) -> String {
        "\(what) consists of at most 80 letters, digits, \"-\", \"_\" and \".\", the first a letter or digit"
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: SourceNode, _ what: String, _: Choice.Type
    ) -> Choice? {
        guard let text = string(node, what) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            complain(
                "\(what) cannot be \"\(text)\"", at: node.position,
                hint: NameSuggestion.hint(for: text, among: Choice.allCases.map(\.rawValue)))
            return nil
        }
        return choice
    }

    mutating func number(_ node: SourceNode, _ what: String, above bound: Double) -> Double? {
        guard let number = Self.double(node), number > bound else {
            complain(
                "\(what) is a number greater than \(Self.shown(bound)), found \(Self.shown(node))", at: node.position)
            return nil
        }
        return number
    }

    mutating func share(_ node: SourceNode, _ what: String) -> Double? {
        guard let number = Self.double(node), (0...1).contains(number) else {
            complain("\(what) is a number from 0 to 1, found \(Self.shown(node))", at: node.position)
            return nil
        }
        return number
    }

    mutating func count(
        _ node: SourceNode, _ what: String, from least: Int = 1, to most: Int = 1_000_000_000
    ) -> Int? {
        let number: Int? =
            switch node.content {
            case .integer(let value): Int(exactly: value)
            case .double(let value): Int(exactly: value)
            default: nil
            }
        guard let number, (least...most).contains(number) else {
            complain("\(what) is an integer from \(least) to \(most), found \(Self.shown(node))", at: node.position)
            return nil
        }
        return number
    }

    mutating func duration(_ node: SourceNode, _ what: String) -> TimeSpan? {
        guard let text = node.stringValue, let span = TimeSpan(parsing: text) else {
            complain(
                "\(what) is a duration such as \"1.5s\", \"250ms\" or \"1m30s\", found \(Self.shown(node))",
                at: node.position)
            return nil
        }
        return span
    }

    /// An instant in the one form that files use: a date, `T`, a time, and `Z` or an offset.
    mutating func instant(_ node: SourceNode, _ what: String) -> Instant? {
        let text = node.stringValue ?? ""
        let bytes = Array(text.utf8)
        guard bytes.count > 10, bytes[4] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes.last != UInt8(ascii: "z"), let instant = Instant(parsing: text)
        else {
            complain(
                "\(what) is an instant such as \"2026-03-10T20:00:00Z\", found \(Self.shown(node))", at: node.position)
            return nil
        }
        return instant
    }

    static func double(_ node: SourceNode) -> Double? {
        switch node.content {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The value where it is short, else its kind.
    static func shown(_ node: SourceNode) -> String {
        switch node.content {
        case .string(let text): text.count <= 40 ? "\"\(text)\"" : "a string"
        case .integer, .double: node.value.text
        case .bool(let value): String(value)
        default: node.kindPhrase
        }
    }

    private static func shown(_ number: Double) -> String {
        JSONValue.double(number).isEqual(toJSON: 0) ? "0" : "\(number)"
    }
}

extension UInt8 {
    /// An ASCII letter or digit.
    fileprivate var isNameStart: Bool { self < 0x80 && isWordPart }
}
