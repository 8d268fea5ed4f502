// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A Markdown draft about a topic, such as a writing service delivers.
///
/// The same topic, length and seed give the same bytes in every process; another seed gives another draft.
package struct GeneratedText: Sendable {
    /// Plain text, not Markdown.
    package var title: String
    /// UTF-8.
    package var markdown: [UInt8]

    package init(title: String, markdown: [UInt8]) {
        self.title = title
        self.markdown = markdown
    }

    /// Writes a draft.
    ///
    /// - Parameters:
    ///   - topic: Anything; a `[sim:...]` marker in it is left out, and none of it acts as Markdown.
    ///   - words: How many words, as ``WordCount`` counts them; less than 1 gives an empty draft.
    ///   - seed: What makes this draft differ from others about the topic.
    /// - Returns: The draft.
    package static func article(topic: String, words: Int, seed: UInt64) -> GeneratedText {
        let subject = Topic(topic)
        var generator = SeededGenerator(seed: seed, label: "article", ordinal: words)
        let title = Self.title(subject, &generator)
        guard words > 0 else { return GeneratedText(title: title, markdown: []) }
        var writer = ArticleWriter(topic: subject, words: words, generator: generator)
        writer.write(title: title)
        return GeneratedText(title: title, markdown: writer.bytes)
    }

    private static func title(_ topic: Topic, _ generator: inout SeededGenerator) -> String {
        guard !topic.isHeadline else { return topic.title }
        let form = ProseTemplates.titles[generator.below(ProseTemplates.titles.count)]
        return form.before + topic.title + form.after
    }
}
