// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension SchemaReader {
    /// Keywords that say nothing about validity; their values are looked at all the same.
    mutating func readAnnotation(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        let value = member.value
        switch keyword {
        case .title: title = expect(value.stringValue, "a string", member)
        case .schema, .comment, .description, .contentEncoding, .contentMediaType:
            _ = expect(value.stringValue, "a string", member)
        case .deprecated: parts.isDeprecated = expect(value.boolValue, "true or false", member) == true
        case .readOnly, .writeOnly: _ = expect(value.boolValue, "true or false", member)
        case .examples:
            _ = expect(value.elements, "an array", member, hint: "a single one is written under \"example\"")
        case .vocabulary, .xml, .externalDocs: _ = expect(value.members, "an object", member)
        case .id:
            guard let text = expect(value.stringValue, "a string", member) else { return }
            if URIReference(text).fragment?.isEmpty == false {
                report("\"$id\" must not have a fragment", member, hint: "write what follows the \"#\" as \"$anchor\"")
            }
        case .anchor, .dynamicAnchor:
            guard let text = expect(value.stringValue, "a string", member) else { return }
            if !Self.isAnchorName(text) {
                report(
                    "\"\(text)\" is no name for an anchor", member,
                    hint: "it starts with a letter or \"_\" and goes on with letters, digits, \"-\", \"_\" and \".\"")
            }
        default: break
        }
    }

    /// JSON Schema Core 2020-12, section 8.2.2.
    private static func isAnchorName(_ text: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        }
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.dropFirst().allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
    }

    /// Keywords for values of any type.
    mutating func readAny(_ keyword: SchemaKeyword, _ member: SourceNode.Member) {
        switch keyword {
        case .type: readTypes(member)
        case .enum:
            guard let elements = expect(member.value.elements, "an array of values", member) else { return }
            enumeration = elements.map(\.value)
        case .const: constant = member.value.value
        case .format:
            guard let name = expect(member.value.stringValue, "a string", member),
                compiler.options.assertFormats || dialect.assertsFormats
            else { return }
            numbers.format = NumberFormat(name: name)
            strings.format = StringFormat(name: name)
        default: break
        }
    }

    private mutating func readTypes(_ member: SourceNode.Member) {
        let named = member.value.stringValue.map { _ in [member.value] } ?? member.value.elements
        guard let named = expect(named, "a type or an array of types", member) else { return }
        if named.isEmpty { report("\"type\" must not be empty", member) }
        var types: JSONTypeSet = []
        for element in named {
            guard let name = element.stringValue else {
                report(
                    "a type is a string, not \(element.kindPhrase)", member, at: element.position,
                    hint: element.content == .null ? "write \"null\" in quotes" : nil)
                continue
            }
            guard let type = JSONTypeSet(schemaName: name) else {
                report(
                    "unknown type \"\(name)\"", member, at: element.position,
                    hint: NameSuggestion.hint(for: name, among: JSONTypeSet.schemaNames))
                continue
            }
            types.formUnion(type)
        }
        parts.types = types
    }

    /// A number that counts something.
    func count(_ member: SourceNode.Member) -> Int? {
        let count: Int? =
            switch member.value.content {
            case .integer(let value): Int(exactly: value)
            case .double(let value): Int(exactly: value)
            case .bigNumber(let literal):
                DecimalNumber(literal: literal).isWhole && !literal.hasPrefix("-") ? Int.max : nil
            default: nil
            }
        guard let count = expect(count, "a whole number", member) else { return nil }
        if count < 0 {
            report("\"\(member.name)\" must not be negative", member)
            return nil
        }
        return count
    }

    /// Strings of an array, each different from the others.
    func names(_ value: SourceNode, _ member: SourceNode.Member) -> [String] {
        var seen: Set<ExactString> = []
        var names: [String] = []
        for element in value.elements ?? [] {
            guard let name = element.stringValue else {
                report("a name is a string, not \(element.kindPhrase)", member, at: element.position)
                continue
            }
            if seen.insert(ExactString(name)).inserted {
                names.append(name)
            } else {
                report(
                    "\"\(name)\" is listed twice in \"\(member.name)\"", member, at: element.position,
                    hint: "remove one of the two")
            }
        }
        return names
    }

    func pattern(_ source: String, _ member: SourceNode.Member, at position: SourcePosition) -> Pattern? {
        do throws(PatternError) {
            return try compiler.pattern(source)
        } catch {
            report(
                "\"\(source)\" is no regular expression: \(error.message)", member, at: position,
                hint: "see character \(error.offset + 1) of the pattern")
            return nil
        }
    }
}
