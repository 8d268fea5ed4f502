// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

// STAND-IN, replaced by the text branch.
package struct GeneratedText: Sendable, Hashable {
    package var title: String
    package var markdown: [UInt8]
    package static func article(topic: String, words: Int, seed: UInt64) -> GeneratedText {
        var generator = SeededGenerator(seed: seed)
        let pool = ["alpha", "beta", "gamma", "delta", "**strong**", "héllo", "x"]
        let text = (0..<words).map { $0 % 12 == 11 ? "\n\n## \(topic)" : pool[Int(generator.next() % 7)] }
        return GeneratedText(title: "About \(topic)", markdown: Array(text.joined(separator: " ").utf8))
    }
}
