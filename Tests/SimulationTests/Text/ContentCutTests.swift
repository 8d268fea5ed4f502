// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@Suite("Cuts of partial content")
struct ContentCutTests {
    typealias Mark = Timeline.ContentMark

    private func prefix(_ text: String, _ amount: Mark.Amount, _ cut: Mark.Cut) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[..<Mark(amount: amount, cut: cut).cut(in: bytes)], as: UTF8.self)
    }

    @Test("A cut ends where its kind says")
    func kinds() {
        let text = "# A title\n\nSome **bold words** and [a link](u) here.\nEnd\n"
        #expect(prefix(text, .characters(13), .character) == "# A title\n\nSo")
        #expect(prefix(text, .characters(13), .word) == "# A title")
        #expect(prefix(text, .characters(13), .line) == "# A title\n\n")
        #expect(prefix(text, .characters(16), .midWord) == "# A title\n\nSom")
        #expect(prefix(text, .characters(13), .midMarkdown) == "# ")
        #expect(prefix(text, .characters(25), .midMarkdown) == "# A title\n\nSome **bold wo")
        #expect(prefix(text, .characters(33), .midMarkdown) == "# A title\n\nSome **bold words*")
        #expect(prefix(text, .characters(43), .midMarkdown) == "# A title\n\nSome **bold words** and [a link]")
        #expect(prefix(text, .characters(50), .midMarkdown) == "# A title\n\nSome **bold words** and [a link](u")
    }

    @Test("What only looks like Markdown is not taken for it")
    func noMarkdown() {
        #expect(prefix("* a bullet\n2 * 3 * 4 \\*x\\* #tag [no] link", .characters(40), .midMarkdown) == "")
        #expect(prefix("a `code *x` b", .characters(13), .midMarkdown) == "a `code *x` b")
        #expect(prefix("a `code *x` b ", .characters(13), .midMarkdown) == "a `code *x")
    }

    @Test("A cut never parts a character")
    func scalars() {
        #expect(prefix("aé😀b", .fraction(0.4), .character) == "aé")
        #expect(prefix("aé😀b", .characters(3), .character) == "aé😀")
        #expect(prefix("éé éé", .fraction(0.35), .midWord) == "é")
    }

    @Test("Nothing, everything and more than everything", arguments: Mark.Cut.allCases)
    func ends(cut: Mark.Cut) {
        let bytes = Array("# One\n\ntwo **three** four".utf8)
        for nothing in [Mark.Amount.fraction(0), .fraction(-1), .fraction(.nan), .characters(0), .characters(-5)] {
            #expect(Mark(amount: nothing, cut: cut).cut(in: bytes) == 0)
        }
        for all in [Mark.Amount.fraction(1), .fraction(7), .characters(bytes.count), .characters(.max)] {
            #expect(Mark(amount: all, cut: cut).cut(in: bytes) == bytes.count)
        }
        #expect(Mark(amount: .fraction(0.5), cut: cut).cut(in: []) == 0)
    }

    @Test("Every cut is at a character's boundary, within its amount, at a place of its kind, and never shrinks")
    func properties() {
        let seed: UInt64 = 20_260_310
        print("cuts: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "word ", "é", "😀", "**bold**", "*it*", "[link](https://x.example)", "\n", "\n\n", "## ", "# ", "- ",
            "`code`",
            "\\*", "*", "_", "日本語", " ", "|", "[", "](", "under_score_s",
        ]
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<generator.below(40) { text += pieces[generator.below(pieces.count)] }
            let bytes = Array(text.utf8)
            for cut in Mark.Cut.allCases {
                var previous = 0
                for step in 0...20 {
                    let amount = Double(step) / 20
                    let place = Mark(amount: .fraction(amount), cut: cut).cut(in: bytes)
                    #expect(place >= previous, "\(cut) \(text)")
                    previous = place
                    #expect(Double(place) <= Double(bytes.count) * amount + 1e-9)
                    check(bytes, place, cut)
                }
                previous = 0
                for number in stride(from: 0, through: text.unicodeScalars.count + 1, by: 3) {
                    let place = Mark(amount: .characters(number), cut: cut).cut(in: bytes)
                    #expect(place >= previous)
                    previous = place
                    #expect(String(decoding: bytes[..<place], as: UTF8.self).unicodeScalars.count <= number)
                    check(bytes, place, cut)
                }
            }
        }
    }

    private func check(_ bytes: [UInt8], _ place: Int, _ cut: Mark.Cut) {
        #expect(place == bytes.count || bytes[place] & 0xC0 != 0x80)
        guard place > 0, place < bytes.count else { return }
        let spaces: Set<UInt8> = [0x20, 0x0A]
        switch cut {
        case .character, .midMarkdown: break
        case .word: #expect(!spaces.contains(bytes[place - 1]) && spaces.contains(bytes[place]))
        case .line: #expect(bytes[place - 1] == 0x0A)
        case .midWord: #expect(!spaces.contains(bytes[place - 1]) && !spaces.contains(bytes[place]))
        }
    }

    @Test("A cut inside Markdown leaves an odd mark, an open bracket or a bare heading mark")
    func openMarkdown() {
        for seed in UInt64(0)..<10 {
            let draft = GeneratedText.article(topic: "garden sheds", words: 700, seed: seed)
            for step in 1..<100 {
                let place = Mark(amount: .fraction(Double(step) / 100), cut: .midMarkdown).cut(in: draft.markdown)
                let text = String(decoding: draft.markdown[..<place], as: UTF8.self)
                guard let line = text.split(separator: "\n", omittingEmptySubsequences: false).last else { continue }
                let isHeading = line.drop { $0 == "#" }.drop { $0 == " " }.isEmpty
                let isLink = line.count { $0 == "[" } > line.count { $0 == ")" }
                let isEmphasis = line.count { $0 == "*" } % 4 != 0
                #expect(isHeading || isLink || isEmphasis, "\(line)")
            }
        }
    }
}
