// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Timeline.ContentMark {
    /// The length in bytes of the prefix of `content` (UTF-8) that this mark shows.
    ///
    /// It always ends between two Unicode scalars and never shrinks as the amount grows. An amount of nothing gives
    /// nothing and an amount of everything gives everything, whatever the cut; between them the prefix ends at the last
    /// place of the cut's kind at or before the amount, and is empty where there is none.
    package func cut(in content: [UInt8]) -> Int {
        let limit = Self.limit(amount, in: content)
        guard limit > 0, limit < content.count else { return limit }
        return switch cut {
        case .character: limit
        case .word: Self.lastPlace(in: content, upTo: limit) { !$0.isSpace && $1.isSpace }
        case .line: Self.lastPlace(in: content, upTo: limit) { before, _ in before == UInt8(ascii: "\n") }
        case .midWord: Self.lastPlace(in: content, upTo: limit) { $0.isWordPart && $1.isWordPart && !$1.isContinuation }
        case .midMarkdown: Self.lastOpenPlace(in: content, upTo: limit)
        }
    }

    /// Where the amount itself ends: the last scalar boundary at or before it.
    private static func limit(_ amount: Amount, in content: [UInt8]) -> Int {
        switch amount {
        case .fraction(let share):
            guard share > 0 else { return 0 }  // nor is there a share that is not a number
            guard share < 1 else { return content.count }
            var limit = min(Int(Double(content.count) * share), content.count)
            while limit > 0, limit < content.count, content[limit].isContinuation { limit -= 1 }
            return limit
        case .characters(let number):
            var remaining = number
            guard remaining > 0 else { return 0 }
            guard remaining < content.count else { return content.count }
            for (index, byte) in content.enumerated() where !byte.isContinuation {
                if remaining == 0 { return index }
                remaining -= 1
            }
            return content.count
        }
    }

    /// The last place whose neighbours, the byte before and the byte after, satisfy the condition; else 0.
    private static func lastPlace(
        in content: [UInt8], upTo limit: Int, where isPlace: (UInt8, UInt8) -> Bool
    ) -> Int {
        var place = limit
        while place > 0, !isPlace(content[place - 1], content[place]) { place -= 1 }
        return place
    }

    /// The last place inside a Markdown construct.
    ///
    /// Constructs are looked for line by line, from the limit's line back.
    private static func lastOpenPlace(in content: [UInt8], upTo limit: Int) -> Int {
        var end = limit
        while true {
            var start = end
            while start > 0, content[start - 1] != UInt8(ascii: "\n") { start -= 1 }
            let lineEnd = content[start...].firstIndex(of: UInt8(ascii: "\n")) ?? content.count
            let constructs = MarkdownConstructs(line: content[start..<lineEnd])
            if let open = constructs.spans.last(where: { $0.lowerBound < end }) {
                var place = min(end, open.upperBound - 1)
                while content[place].isContinuation { place -= 1 }
                return place
            }
            guard start > 0 else { return 0 }
            end = start - 1
        }
    }
}

/// The Markdown constructs of one line that a cut can leave open, in order.
private struct MarkdownConstructs {
    /// From a construct's first byte up to its last; a prefix that ends inside leaves the construct open.
    private(set) var spans: [Range<Int>] = []

    init(line: ArraySlice<UInt8>) {
        var index = line.startIndex
        let marks = line.prefix { $0 == UInt8(ascii: "#") }.count
        if (1...6).contains(marks), line.dropFirst(marks).first == UInt8(ascii: " ") {
            // The mark and its space: what follows is the heading's text.
            spans.append(index..<index + marks + 2)
            index += marks + 1
        }
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["):
                if let end = Self.end(of: line, from: index) {
                    spans.append(index..<end)
                    index = end
                } else {
                    index += line[index...].prefix { $0 == line[index] }.count
                }
            default: index += 1
            }
        }
    }

    /// Where the construct that starts here ends, or `nil` where the line does not close it.
    private static func end(of line: ArraySlice<UInt8>, from start: Int) -> Int? {
        if line[start] == UInt8(ascii: "[") {
            guard let bracket = line[start...].firstIndex(of: UInt8(ascii: "]")),
                line.dropFirst(bracket + 1 - line.startIndex).first == UInt8(ascii: "("),
                let close = line[bracket...].firstIndex(of: UInt8(ascii: ")"))
            else { return nil }
            return close + 1
        }
        let mark = line[start...].prefix { $0 == line[start] }
        let inside = start + mark.count
        // A bullet or a lone mark between spaces opens nothing.
        guard inside < line.endIndex, !line[inside].isSpace else { return nil }
        var index = inside + 1
        while index + mark.count <= line.endIndex {
            if line[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if line[index..<index + mark.count].elementsEqual(mark), !line[index - 1].isSpace {
                return index + mark.count
            }
            index += 1
        }
        return nil
    }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    /// Whether this is a byte of a UTF-8 sequence other than its first.
    var isContinuation: Bool { self & 0xC0 == 0x80 }
    /// A letter or digit, or any byte of a character outside ASCII.
    var isWordPart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        default: false
        }
    }
}
