// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@Suite("Generated text")
struct GeneratedTextTests {
    static let topics = [
        "best project management software", "How do I choose running shoes?", "seo for local businesses [sim:slow]", "",
        "   \n\t ", "[sim:stuck]", "# *C#* `x` | y\n\n1. <script>alert(1)</script> [a](b) ![c](d) ~~~ &copy;",
        "\"quotes\" and 'apostrophes' \\ back", "1. numbered", "- dash", "emoji 👩‍👩‍👧‍👦 🇩🇪 party", "شراء أحذية الجري",
        "日本の旅行の計画", "a\u{0}b\u{202E}c\u{FEFF}", "{t} {H} {", String(repeating: "long words ", count: 91),
        String(repeating: "x", count: 1000), String(repeating: "👩‍👩‍👧‍👦", count: 143),
        "e" + String(repeating: "\u{301}", count: 999),
        "...", "[sim:", "]] [[", "R&D at Müller GmbH",
    ]
    static let lengths = Array(1...80) + [90, 99, 120, 150, 200, 300, 421, 600, 1000, 1999, 3000, 20_000]

    @Test("The same in every process, on every machine")
    func golden() {
        let draft = GeneratedText.article(topic: "best project management software [sim:slow]", words: 420, seed: 1)
        #expect(draft.title == "Best Project Management Software")
        let text = String(decoding: draft.markdown, as: UTF8.self)
        let lines = text.split(separator: "\n").prefix(3).map(String.init)
        #expect(
            lines == [
                "# Best Project Management Software",
                "Most people come to best project management software with a question that sounds simple and turns out not "
                    + "to be. When two goals conflict, let small teams decide which one comes first. After a few days, "
                    + "compare the result with the notes from the beginning.",
                "## Costs, Time and Trade-Offs",
            ])
        var hash = StableHash()
        hash.combine(text)
        #expect(hash.value == 10_343_362_611_913_461_632)
    }

    @Test("It has as many words as were asked for, and about as many by any other count", arguments: topics)
    func wordCount(topic: String) {
        for words in Self.lengths where words < 3000 || topic.count < 40 {
            let draft = GeneratedText.article(topic: topic, words: words, seed: UInt64(words))
            #expect(WordCount.words(in: draft.markdown) == words, "\(words)")
            let tokens = String(decoding: draft.markdown, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            // Marks of lists, headings and tables are tokens but no words.
            let isPlain = topic.split(separator: " ").allSatisfy { $0.contains { $0.isLetter || $0.isNumber } }
            if words >= 400, isPlain {
                #expect(Double(tokens.count) < Double(words) * 1.05, "\(words): \(tokens.count)")
            }
        }
    }

    @Test("Another seed gives another draft", arguments: [20, 60, 400, 1500])
    func seeds(words: Int) {
        let drafts = Set((0..<20).map { GeneratedText.article(topic: "garden sheds", words: words, seed: $0).markdown })
        #expect(drafts.count >= 18)
        let again = GeneratedText.article(topic: "garden sheds", words: words, seed: 3)
        #expect(drafts.contains(again.markdown))
    }

    @Test("No topic gets out of its place", arguments: topics)
    func safe(topic: String) {
        for seed in UInt64(0)..<8 {
            let draft = GeneratedText.article(topic: topic, words: 700, seed: seed)
            let text = String(decoding: draft.markdown, as: UTF8.self)
            #expect(Array(text.utf8) == draft.markdown)
            #expect(!draft.title.isEmpty && draft.title.unicodeScalars.count <= 140)
            for scalar in draft.title.unicodeScalars {
                #expect(scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0x202E)
            }
            #expect(!text.contains("[sim:slow]") && !draft.title.contains("sim:slow"))
            #expect(!text.contains("\u{0}") && !text.contains("\u{202E}"))
            // What starts with a letter in angle brackets would be an HTML tag.
            for (before, bracket) in zip(" " + text, text) where bracket == "<" { #expect(before == "\\") }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count { $0.hasPrefix("# ") } == 1)
            // All that starts a block is the writer's own.
            for line in lines where line.hasPrefix("- ") { #expect(Self.isOwnBullet(line, topic: topic), "\(line)") }
            for line in lines where line.hasPrefix("|") { #expect(Self.cells(line) == 3, "\(line)") }
            #expect(!lines.contains { $0.hasPrefix("~~~") || $0.hasPrefix("```") || $0.hasPrefix("    ") })
        }
    }

    private static func isOwnBullet(_ line: Substring, topic: String) -> Bool {
        line.dropFirst(2).first.map { $0.isUppercase || $0 == "*" } ?? false
    }

    private static func cells(_ line: Substring) -> Int {
        line.replacing("\\|", with: "").count { $0 == "|" } - 1
    }

    @Test func aLongDraftReadsLikeOne() {
        let draft = GeneratedText.article(topic: "heat pumps for old houses", words: 3000, seed: 11)
        let text = String(decoding: draft.markdown, as: UTF8.self)
        #expect(draft.title.contains("Heat Pumps for Old Houses"))
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
        #expect(headings.count >= 8)
        #expect(Set(headings).count == headings.count)
        for part in ["**", "\n- ", "](https://www.example.", "\n> ", "| --- |", "heat pumps for old houses"] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("{") && !text.contains("  ") && !text.contains("\n\n\n"))
        #expect(text.hasSuffix(".\n"))
        #expect(!text.lowercased().contains("lorem"))
    }

    @Test("A title is in title case and keeps what has capitals of its own")
    func titles() {
        func title(_ topic: String) -> String { GeneratedText.article(topic: topic, words: 1, seed: 7).title }
        #expect(title("how to sell a house in the USA") == "How to Sell a House in the USA")
        #expect(title("best seo tools for iPhone") == "Best SEO Tools for iPhone")
        #expect(title("what is an api?") == "What Is an API?")
        #expect(title("[sim:slow] the art of war [sim:x]") == "The Art of War")
    }

    @Test("An address is made of letters, digits and single hyphens")
    func slugs() {
        #expect(GeneratedText.slug("Heat Pumps: What's New?") == "heat-pumps-whats-new")
        #expect(GeneratedText.slug("  --A  1--") == "a-1")
        #expect(GeneratedText.slug("旅行") == "untitled")
    }

    @Test func everyLengthOfClosingSentenceIsThere() {
        for words in 1...14 {
            let draft = GeneratedText.article(topic: "x", words: words, seed: 0)
            #expect(WordCount.words(in: draft.markdown) == words)
        }
    }

    @Test("Words are what has a letter or digit in it")
    func counting() {
        #expect(WordCount.words(in: "".utf8) == 0)
        #expect(WordCount.words(in: "# One **two**\n\n- three\n| --- | four | ".utf8) == 4)
        #expect(WordCount.words(in: "trade-off don't 3.5 été".utf8) == 4)
    }
}
