// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

@Suite("The words of a visible part")
struct VisibleWordTests {
    /// How many words begin in each prefix, counted in the plainest way: at their first letter or digit.
    private static func words(_ content: [UInt8]) -> [Int] {
        var counts = [0]
        var inWord = false
        for byte in content {
            var count = counts[counts.count - 1]
            if byte <= 0x20 {
                inWord = false
            } else if !inWord, byte.isWordPart {
                inWord = true
                count += 1
            }
            counts.append(count)
        }
        return counts
    }

    @Test("The words between two places are those that begin there", arguments: [0, 1, 30, 350, 1200])
    func between(_ length: Int) {
        let content = GeneratedText.article(topic: "The words of caf\u{E9}s", words: length, seed: 3).markdown
        let text = WrittenText(title: "", content: content, plan: TimelinePlan(.happy))
        let expected = Self.words(content)
        #expect(text.words == expected[content.count])
        for end in 0...content.count {
            #expect(text.wordCount(from: 0, to: end) == expected[end])
            let start = end / 3
            #expect(text.wordCount(from: start, to: end) == expected[end] - expected[start])
        }
    }
}
