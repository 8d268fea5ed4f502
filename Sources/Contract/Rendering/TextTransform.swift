// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What a Markdown text is shown as.
package enum TextTransform: Sendable, Hashable {
    case html
    /// The number of its words.
    case words
    /// The beginning of its first paragraph, without marks, at the end of a word.
    case excerpt(longest: Int)
    /// How long it takes to read, in whole minutes, at least one.
    case minutes(wordsPerMinute: Int)

    func value(of text: String) -> JSONValue {
        switch self {
        case .html: .string(MarkdownText(text).html)
        case .words: .integer(Int64(MarkdownText(text).words))
        case .excerpt(let longest): .string(MarkdownText(text).excerpt(longest: longest))
        case .minutes(let speed): .integer(Int64(max(1, (MarkdownText(text).words + speed - 1) / speed)))
        }
    }
}
