// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import Simulation

/// Markdown shown as HTML, as an excerpt, as a number of words.
struct MarkdownTextTests {
    @Test(
        "Each block and each mark within a line becomes its element",
        arguments: [
            ("", ""),
            ("One\ntwo", "<p>One two</p>"),
            ("One\n\n\ntwo", "<p>One</p>\n<p>two</p>"),
            ("# One *two*\n###### Six", "<h1>One <em>two</em></h1>\n<h6>Six</h6>"),
            ("####### Seven\n#tag", "<p>####### Seven #tag</p>"),
            ("Text\n## Next\nmore", "<p>Text</p>\n<h2>Next</h2>\n<p>more</p>"),
            ("- a\n- **b**\n\n* c", "<ul><li>a</li><li><strong>b</strong></li></ul>\n<ul><li>c</li></ul>"),
            ("Text\n- a", "<p>Text</p>\n<ul><li>a</li></ul>"),
            ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
            ("> one\n> two", "<blockquote><p>one two</p></blockquote>"),
            ("```swift\na < b\n\nc\n```\nd", "<pre><code>a &lt; b\n\nc\n</code></pre>\n<p>d</p>"),
            ("```\nnever closed", "<pre><code>never closed\n</code></pre>"),
            ("---\ntext", "<hr>\n<p>text</p>"),
            (
                "| A | B |\n| --- | :-: |\n| 1 | *2* |",
                "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
                    + "<tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table>"
            ),
            ("| no | table |\ntext", "<p>| no | table | text</p>"),
            (
                "a [b *c*](https://x.example/?a=1&b=2) d",
                "<p>a <a href=\"https://x.example/?a=1&amp;b=2\">b <em>c</em></a> d</p>"
            ),
            ("![a \"b\"](i.png)", "<p><img src=\"i.png\" alt=\"a &quot;b&quot;\"></p>"),
            ("`a*b*<c>` and ``a`b``", "<p><code>a*b*&lt;c&gt;</code> and <code>a`b</code></p>"),
            ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
            ("2 * 3 * 4 and **open", "<p>2 * 3 * 4 and **open</p>"),
            ("[no link] (x) [a](b c) [d](e", "<p>[no link] (x) [a](b c) [d](e</p>"),
            (#"\*a\* \<b\> \[c\] \a \\"#, #"<p>*a* &lt;b&gt; [c] \a \</p>"#),
            (
                "<script>alert(\"1\")</script> & more",
                "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more</p>"
            ),
            ("\r\nLine\r\n", "<p>Line</p>"),
        ])
    func html(markdown: String, expected: String) {
        #expect(MarkdownText(markdown).html == expected)
    }

    @Test("A generated draft leaves no mark behind in its HTML, and every element is closed", arguments: 0..<40)
    func generated(seed: UInt64) {
        let draft = GeneratedText.article(topic: "*Stars* & <b>tags</b> #\(seed)", words: 900, seed: seed)
        let html = MarkdownText(String(decoding: draft.markdown, as: UTF8.self)).html
        #expect(html.hasPrefix("<h1>") && !html.contains("<b>") && !html.contains("**") && !html.contains("]("))
        var open: [Substring] = []
        for tag in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
            if tag.1.isEmpty { open.append(tag.2) } else { #expect(open.popLast() == tag.2) }
        }
        #expect(open.isEmpty)
    }

    @Test(
        "An excerpt ends with a sentence where one fits, else with a word",
        arguments: [
            ("# Title\n\nOne *two*. Three four five.\n\nNext.", 100, "One two. Three four five."),
            ("One two. Three four five.", 20, "One two."), ("One two three four", 12, "One two\u{2026}"),
            ("Donaudampfschiff", 6, "Donau\u{2026}"), ("# Only a title", 50, ""),
        ])
    func excerpts(markdown: String, longest: Int, expected: String) {
        let excerpt = MarkdownText(markdown).excerpt(longest: longest)
        #expect(excerpt == expected)
        #expect(excerpt.count <= longest)
    }

    @Test("Any cut of a draft is read without a trap")
    func cuts() {
        let draft = GeneratedText.article(topic: "Crème [brûlée](x)", words: 300, seed: 3).markdown
        for end in draft.indices {
            let text = MarkdownText(String(decoding: draft[..<end], as: UTF8.self))
            _ = text.html
            _ = text.excerpt(longest: 1 + end % 200)
        }
    }
}
