// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Markdown within a block: emphasis, links, images, code, escapes.
struct MarkdownLine {
    private enum Span {
        case text(String)
        case code(String)
        case emphasis(level: Int, [Span])
        case link([Span], target: String)
        case image(String, target: String)
    }

    private let spans: [Span]

    init(_ text: String) {
        spans = Self.spans(in: Array(text)[...])
    }

    var html: String { Self.html(of: spans) }
    var plain: String { Self.plain(spans) }

    /// Text as HTML writes it, in content and in attributes between double quotation marks.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    // MARK: Reading

    private static func spans(in text: ArraySlice<Character>) -> [Span] {
        var spans: [Span] = []
        var plain = ""
        var rest = text
        func flush() {
            if !plain.isEmpty { spans.append(.text(plain)) }
            plain = ""
        }
        while let character = rest.first {
            if character == "\\", let next = rest.dropFirst().first, next.isASCII, next.isPunctuation || next.isSymbol {
                plain.append(next)
                rest = rest.dropFirst(2)
            } else if let (span, after) = span(at: rest) {
                flush()
                spans.append(span)
                rest = after
            } else {
                // A run of marks that opens nothing is text as a whole.
                let run = "*`".contains(character) ? rest.prefix { $0 == character } : rest.prefix(1)
                plain += run
                rest = rest.dropFirst(run.count)
            }
        }
        flush()
        return spans
    }

    private static func span(at text: ArraySlice<Character>) -> (Span, after: ArraySlice<Character>)? {
        switch text.first {
        case "`": code(at: text)
        case "*": emphasis(at: text)
        case "[": link(at: text)
        case "!":
            link(at: text.dropFirst()).flatMap { found in
                guard case .link(let label, let target) = found.0 else { return nil }
                return (.image(plain(label), target: target), found.after)
            }
        default: nil
        }
    }

    private static func code(at text: ArraySlice<Character>) -> (Span, after: ArraySlice<Character>)? {
        let marks = text.prefix { $0 == "`" }.count
        var rest = text.dropFirst(marks)
        while let start = rest.firstIndex(of: "`") {
            let run = rest[start...].prefix { $0 == "`" }.count
            if run == marks { return (.code(String(text[text.startIndex + marks..<start])), text[(start + run)...]) }
            rest = rest[(start + run)...]
        }
        return nil
    }

    private static func emphasis(at text: ArraySlice<Character>) -> (Span, after: ArraySlice<Character>)? {
        let marks = min(2, text.prefix { $0 == "*" }.count)
        let inside = text.dropFirst(marks)
        guard let first = inside.first, !first.isWhitespace, first != "*" else { return nil }
        var index = inside.startIndex
        while index < inside.endIndex {
            if inside[index] == "\\" {
                index += 2
            } else if inside[index] == "*" {
                let run = inside[index...].prefix { $0 == "*" }.count
                if run == marks, index > inside.startIndex, !inside[index - 1].isWhitespace {
                    return (.emphasis(level: marks, spans(in: inside[..<index])), inside[(index + run)...])
                }
                index += run
            } else {
                index += 1
            }
        }
        return nil
    }

    private static func link(at text: ArraySlice<Character>) -> (Span, after: ArraySlice<Character>)? {
        guard text.first == "[", let close = closing("]", in: text.dropFirst()),
            text[(close + 1)...].first == "(", let end = closing(")", in: text[(close + 2)...])
        else { return nil }
        let target = text[(close + 2)..<end]
        guard !target.contains(where: \.isWhitespace) else { return nil }
        return (.link(spans(in: text[(text.startIndex + 1)..<close]), target: String(target)), text[(end + 1)...])
    }

    private static func closing(_ mark: Character, in text: ArraySlice<Character>) -> Int? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == mark { return index }
            index += text[index] == "\\" ? 2 : 1
        }
        return nil
    }

    // MARK: Writing

    private static func html(of spans: [Span]) -> String {
        spans.map { span in
            switch span {
            case .text(let text): escaped(text)
            case .code(let text): "<code>\(escaped(text))</code>"
            case .emphasis(let level, let inner):
                level == 1 ? "<em>\(html(of: inner))</em>" : "<strong>\(html(of: inner))</strong>"
            case .link(let label, let target): "<a href=\"\(escaped(target))\">\(html(of: label))</a>"
            case .image(let label, let target): "<img src=\"\(escaped(target))\" alt=\"\(escaped(label))\">"
            }
        }.joined()
    }

    private static func plain(_ spans: [Span]) -> String {
        spans.map { span in
            switch span {
            case .text(let text), .code(let text), .image(let text, _): text
            case .emphasis(_, let inner), .link(let inner, _): plain(inner)
            }
        }.joined()
    }
}
