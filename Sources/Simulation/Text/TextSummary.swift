// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The opening of a Markdown text, as a search engine shows it below a title.
package enum TextSummary {
    /// What search engines show of a description.
    static let longest = 160

    /// As many whole sentences of the first paragraph as fit; of a first sentence that is longer, as many words.
    package static func text(of markdown: [UInt8]) -> String {
        let paragraph =
            String(decoding: markdown, as: UTF8.self).split(separator: "\n")
            .first { line in line.contains(where: \.isLetter) && !line.hasPrefix("#") } ?? ""
        let plain = String(paragraph.filter { !"*_`>".contains($0) }).trimmed
        if plain.count <= longest { return plain }
        let room = plain.prefix(longest)
        if let end = room.indices.last(where: { isSentenceEnd(at: $0, in: plain) }) { return String(room[...end]) }
        let words = plain.prefix(longest - 1)
        return String(words[..<(words.lastIndex(of: " ") ?? words.endIndex)]) + "\u{2026}"
    }

    private static func isSentenceEnd(at index: String.Index, in text: String) -> Bool {
        guard ".!?".contains(text[index]) else { return false }
        let next = text.index(after: index)
        return next == text.endIndex || text[next] == " "
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
