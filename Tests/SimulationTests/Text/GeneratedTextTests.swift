// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@Suite("Generated text")
struct GeneratedTextTests {
    @Test func look() {
        for (t, w) in [("best project management software [sim:slow]", 420), ("", 12), ("# *C#* `x` | y\n\n1. <script>", 90)] {
            let g = GeneratedText.article(topic: t, words: w, seed: 1)
            print(g.title, WordCount.words(in: g.markdown), String(decoding: g.markdown, as: UTF8.self).split(whereSeparator: \.isWhitespace).count)
            print(String(decoding: g.markdown, as: UTF8.self))
        }
    }
}
