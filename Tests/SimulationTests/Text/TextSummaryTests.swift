// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

struct TextSummaryTests {
    private static let long = String(repeating: "word ", count: 60)

    @Test(
        "The opening of a text is its first paragraph's whole sentences, without marks",
        arguments: [
            ("# Title\n\nOne *two* **three**.\n\nNext.", "One two three."),
            ("", ""), ("# Only a title", ""), ("---\n\n> Quoted `code`.", "Quoted code."),
            ("A short sentence. Version 1.5 is out! \(long)", "A short sentence. Version 1.5 is out!"),
        ])
    func opening(markdown: String, expected: String) {
        #expect(TextSummary.text(of: Array(markdown.utf8)) == expected)
    }

    @Test func `a first sentence that is too long ends after a whole word`() {
        let text = TextSummary.text(of: Array(Self.long.utf8))
        #expect(text.count <= TextSummary.longest && text.count > 140 && text.hasSuffix("word\u{2026}"))
        let one = TextSummary.text(of: Array(String(repeating: "x", count: 400).utf8))
        #expect(one.count == TextSummary.longest)
    }
}
