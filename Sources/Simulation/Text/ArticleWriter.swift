// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Puts a draft together: introduction, sections, conclusion, to an exact number of words.
struct ArticleWriter {
    private(set) var bytes: [UInt8] = []
    private let topic: Topic
    private let target: Int
    private var generator: SeededGenerator
    private var count = 0
    /// What may be written before the conclusion.
    private var limit = 0
    private var sentences: Shuffle
    private var headings: Shuffle
    private var bullets: Shuffle

    init(topic: Topic, words: Int, generator: SeededGenerator) {
        self.topic = topic
        target = words
        self.generator = generator
        sentences = Shuffle(count: ProseTemplates.sentences.count, &self.generator)
        headings = Shuffle(count: ProseTemplates.headings.count, &self.generator)
        bullets = Shuffle(count: ProseTemplates.bullets.count, &self.generator)
        bytes.reserveCapacity(words * 8 + 256)
    }

    mutating func write(title: String) {
        if target < 60 {
            writeShort()
        } else {
            limit = target - min(max(target / 10, 24), 110)
            attempt {
                $0.append("# "); $0.bytes.append(contentsOf: Topic.escaped(title).utf8); $0.append("\n\n")
            }
            writeParagraph(
                first: pick(ProseTemplates.introductions), upTo: min(limit, count + max(20, min(target / 8, 120))))
            writeSections()
            limit = target
            attempt {
                $0.append("## "); $0.append($0.pick(ProseTemplates.conclusionHeadings)); $0.append("\n\n")
            }
            attempt { $0.append($0.pick(ProseTemplates.conclusions)) }
            fill()
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func writeShort() {
        limit = target
        // Leave room for a whole last sentence.
        attempt(leaving: 4) { $0.append($0.pick(ProseTemplates.introductions)) }
        fill()
    }

    private mutating func writeSections() {
        var remaining = max(1, min(headings.count, (limit - count) / 170))
        let kinds = ProseTemplates.blocks
        var kind = generator.below(kinds.count)
        var isFirst = true
        while remaining > 0, limit - count > 25 {
            let end = count + (limit - count) / remaining
            attempt {
                $0.append("## "); $0.append(ProseTemplates.headings[$0.headings.next()]); $0.append("\n\n")
            }
            var paragraphs = 0
            while end - count > 12 {
                let before = count
                writeParagraph(first: nil, upTo: end)
                guard count > before else { break }
                paragraphs += 1
                guard end - count > 45, paragraphs % 3 == 1 else { continue }
                // A table's many marks would be too much of a short draft.
                let isTooShort = kinds[kind] == .table && target < 900
                write(isFirst ? .bullets : isTooShort ? .link : kinds[kind])
                if !isFirst { kind = (kind + 1) % kinds.count }
                isFirst = false
            }
            remaining -= 1
        }
    }

    private mutating func writeParagraph(first: String?, upTo end: Int) {
        let start = bytes.count
        var wanted = 3 + generator.below(3)
        if let first {
            attempt(leaving: limit - min(limit, end)) { $0.append(first) }
            wanted -= 1
        }
        for _ in 0..<wanted {
            let written = attempt(leaving: limit - min(limit, end)) {
                if $0.bytes.count > start { $0.append(" ") }
                $0.append(ProseTemplates.sentences[$0.sentences.next()])
            }
            guard written else { break }
        }
        if bytes.count > start { append("\n\n") }
    }

    private mutating func write(_ block: ProseTemplates.Block) {
        switch block {
        case .bullets:
            attempt {
                $0.append($0.pick(ProseTemplates.listLeads))
                $0.append("\n\n")
                for _ in 0..<3 + $0.generator.below(3) {
                    $0.append("- ")
                    $0.append(ProseTemplates.bullets[$0.bullets.next()])
                    $0.append("\n")
                }
                $0.append("\n")
            }
        case .quote:
            attempt {
                $0.append("> "); $0.append($0.pick(ProseTemplates.quotes)); $0.append("\n\n")
            }
        case .link:
            attempt {
                $0.append($0.pick(ProseTemplates.links)); $0.append("\n\n")
            }
        case .table:
            attempt {
                $0.append("| Approach | Effort | First results |\n| --- | --- | --- |\n")
                var rows = Shuffle(count: ProseTemplates.approaches.count, &$0.generator)
                for _ in 0..<3 {
                    $0.append("| ")
                    $0.append(ProseTemplates.approaches[rows.next()])
                    $0.append(" | {e} | {w} |\n")
                }
                $0.append("\n")
            }
        }
    }

    /// Ends the draft with sentences of known length, so that the number of words comes out exactly.
    private mutating func fill() {
        while count < target {
            let remaining = target - count
            let longest = ProseTemplates.closingsByLength.count - 1
            // Never leave a rest of less than four words.
            let length =
                remaining <= longest && (remaining < 10 || generator.below(3) == 0)
                ? remaining : min(5 + generator.below(6), remaining - 4)
            if let last = bytes.last, !last.isSpace { append(" ") }
            append(pick(ProseTemplates.closingsByLength[length]))
            count += length
        }
    }

    private mutating func pick(_ templates: [String]) -> String {
        templates[generator.below(templates.count)]
    }

    /// Writes something and takes it back where it does not fit.
    @discardableResult
    private mutating func attempt(leaving room: Int = 0, _ write: (inout ArticleWriter) -> Void) -> Bool {
        let start = bytes.count
        write(&self)
        let added = WordCount.words(in: bytes[start...])
        guard count + added <= limit - room else {
            bytes.removeSubrange(start...)
            return false
        }
        count += added
        return true
    }

    /// Appends a template with its slots filled.
    private mutating func append(_ template: String) {
        var template = template
        template.withUTF8 { text in
            var start = 0
            var index = 0
            while index < text.count {
                guard text[index] == UInt8(ascii: "{"), index + 2 < text.count else {
                    index += 1
                    continue
                }
                bytes.append(contentsOf: text[start..<index])
                bytes.append(contentsOf: value(of: text[index + 1]).utf8)
                index += 3
                start = index
            }
            bytes.append(contentsOf: text[start...])
        }
    }

    private mutating func value(of slot: UInt8) -> String {
        switch slot {
        case UInt8(ascii: "t"): topic.phrase
        case UInt8(ascii: "T"): topic.capitalized
        case UInt8(ascii: "H"): topic.heading
        case UInt8(ascii: "s"): topic.slug
        case UInt8(ascii: "a"): pick(ProseTemplates.adjectives)
        case UInt8(ascii: "r"): pick(ProseTemplates.readers)
        case UInt8(ascii: "n"): pick(ProseTemplates.things)
        case UInt8(ascii: "v"): pick(ProseTemplates.verbs)
        case UInt8(ascii: "w"): pick(ProseTemplates.spans)
        case UInt8(ascii: "c"): pick(ProseTemplates.counts)
        case UInt8(ascii: "e"): pick(ProseTemplates.efforts)
        case UInt8(ascii: "p"): String(11 + generator.below(68))
        default: ""
        }
    }
}

/// Goes through the numbers below a count in an order of its own, again and again.
struct Shuffle {
    let count: Int
    private var order: [Int]
    private var position = 0

    init(count: Int, _ generator: inout SeededGenerator) {
        self.count = count
        order = Array(0..<count)
        for index in stride(from: count - 1, to: 0, by: -1) { order.swapAt(index, generator.below(index + 1)) }
    }

    mutating func next() -> Int {
        defer { position = (position + 1) % count }
        return order[position]
    }
}
