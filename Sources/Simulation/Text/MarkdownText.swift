// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A text in the part of Markdown that generated drafts are written in, and what can be made of it.
///
/// Headings, paragraphs, bulleted and numbered lists of one level, quotations, tables, fenced code, rules; emphasis,
/// links, images, code and backslash escapes within lines. HTML in the text is text. What is cut off in the middle of a
/// mark stays as it is written.
package struct MarkdownText: Sendable {
    private let blocks: [Block]
    private let source: String

    enum Block: Sendable, Hashable {
        case heading(level: Int, String)
        case paragraph(String)
        case list(isOrdered: Bool, [String])
        case quote(String)
        /// The first row is the head.
        case table([[String]])
        case code(String)
        case rule
    }

    package init(_ text: String) {
        source = text
        var reader = MarkdownBlocks(text)
        blocks = reader.read()
    }

    package var words: Int { WordCount.words(in: Array(source.utf8)[...]) }

    /// One element for each block, one to a line.
    package var html: String {
        var html = ""
        for block in blocks {
            if !html.isEmpty { html += "\n" }
            html += Self.html(of: block)
        }
        return html
    }

    /// The beginning of the first paragraph without its marks: whole sentences where the first one fits, else whole words.
    package func excerpt(longest: Int) -> String {
        let paragraph = blocks.lazy.compactMap { if case .paragraph(let text) = $0 { text } else { nil } }.first
        let text = MarkdownLine(paragraph ?? "").plain
        guard text.count > longest else { return text }
        let start = text.prefix(longest)
        if let end = start.indices.last(where: { ".!?".contains(start[$0]) && text[text.index(after: $0)] == " " }) {
            return String(start[...end])
        }
        let room = text.prefix(longest - 1)
        let cut = room.lastIndex(of: " ").map { room[..<$0] } ?? room
        return cut + "\u{2026}"
    }

    private static func html(of block: Block) -> String {
        switch block {
        case .heading(let level, let text): "<h\(level)>\(inline(text))</h\(level)>"
        case .paragraph(let text): "<p>\(inline(text))</p>"
        case .list(let isOrdered, let items):
            element(isOrdered ? "ol" : "ul", items.map { "<li>\(inline($0))</li>" })
        case .quote(let text): "<blockquote><p>\(inline(text))</p></blockquote>"
        case .table(let rows): table(rows)
        case .code(let text): "<pre><code>\(MarkdownLine.escaped(text))</code></pre>"
        case .rule: "<hr>"
        }
    }

    private static func table(_ rows: [[String]]) -> String {
        func row(_ cells: [String], _ name: String) -> String {
            "<tr>" + cells.map { "<\(name)>\(inline($0))</\(name)>" }.joined() + "</tr>"
        }
        let head = rows.first.map { element("thead", [row($0, "th")]) } ?? ""
        return element("table", [head, element("tbody", rows.dropFirst().map { row($0, "td") })])
    }

    private static func element(_ name: String, _ content: [String]) -> String {
        "<\(name)>" + content.joined() + "</\(name)>"
    }

    private static func inline(_ text: String) -> String { MarkdownLine(text).html }
}

/// Cuts a text into blocks.
private struct MarkdownBlocks {
    private var lines: ArraySlice<Substring>

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }[...]
    }

    mutating func read() -> [MarkdownText.Block] {
        var blocks: [MarkdownText.Block] = []
        while let line = lines.first {
            if line.trimmed.isEmpty {
                lines.removeFirst()
            } else {
                blocks.append(block(line))
            }
        }
        return blocks
    }

    private mutating func block(_ line: Substring) -> MarkdownText.Block {
        if let heading = Self.heading(line) {
            lines.removeFirst()
            return heading
        }
        if line.hasPrefix("```") { return code() }
        if Self.isRule(line) {
            lines.removeFirst()
            return .rule
        }
        if line.hasPrefix(">") {
            return .quote(
                take { $0.hasPrefix(">") }.map { $0.dropFirst().trimmed }.joined(separator: " "))
        }
        if Self.bullet(line) != nil {
            return .list(isOrdered: false, take { Self.bullet($0) != nil }.compactMap(Self.bullet))
        }
        if Self.numbered(line) != nil {
            return .list(isOrdered: true, take { Self.numbered($0) != nil }.compactMap(Self.numbered))
        }
        if line.hasPrefix("|"), let second = lines.dropFirst().first, Self.isTableRule(second) {
            let rows = take { $0.hasPrefix("|") }
            return .table(rows.enumerated().filter { $0.offset != 1 }.map { Self.cells($0.element) })
        }
        var isFirst = true
        let paragraph = take { line in
            defer { isFirst = false }
            return isFirst || !line.trimmed.isEmpty && !Self.startsBlock(line)
        }
        return .paragraph(paragraph.map(\.trimmed).joined(separator: " "))
    }

    private mutating func take(while belongs: (Substring) -> Bool) -> [Substring] {
        let taken = lines.prefix(while: belongs)
        lines = lines.dropFirst(taken.count)
        return Array(taken)
    }

    private mutating func code() -> MarkdownText.Block {
        lines.removeFirst()
        let content = take { !$0.hasPrefix("```") }
        lines = lines.dropFirst()
        return .code(content.map { $0 + "\n" }.joined())
    }

    private static func startsBlock(_ line: Substring) -> Bool {
        heading(line) != nil || line.hasPrefix("```") || line.hasPrefix(">") || bullet(line) != nil || isRule(line)
    }

    private static func heading(_ line: Substring) -> MarkdownText.Block? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level), line.dropFirst(level).hasPrefix(" ") else { return nil }
        return .heading(level: level, line.dropFirst(level).trimmed)
    }

    private static func isRule(_ line: Substring) -> Bool {
        let marks = line.trimmed
        return marks.count >= 3 && ["-", "*", "_"].contains { mark in marks.allSatisfy { $0 == mark } }
    }

    private static func bullet(_ line: Substring) -> String? {
        ["- ", "* ", "+ "].contains { line.hasPrefix($0) } ? line.dropFirst(2).trimmed : nil
    }

    private static func numbered(_ line: Substring) -> String? {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, line.dropFirst(digits.count).hasPrefix(". ") else { return nil }
        return line.dropFirst(digits.count + 2).trimmed
    }

    private static func isTableRule(_ line: Substring) -> Bool {
        line.hasPrefix("|") && line.contains("-") && line.allSatisfy { "|-: ".contains($0) }
    }

    private static func cells(_ line: Substring) -> [String] {
        var row = Substring(line.trimmed).dropFirst()
        if row.hasSuffix("|") { row = row.dropLast() }
        return row.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
        return String(start[...last])
    }
}
