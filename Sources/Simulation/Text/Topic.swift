// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What a text is about, made safe: any string that a client sends becomes a title and a phrase for the prose.
struct Topic: Sendable {
    /// In title case, at most 14 words.
    var title: String
    /// As it stands inside a sentence, at most 8 words; Markdown's special characters are escaped.
    var phrase: String
    /// The phrase with a capital at its start.
    var capitalized: String
    /// The phrase in title case, escaped.
    var heading: String
    /// Lower-case ASCII letters and digits with hyphens.
    var slug: String
    /// Whether the title reads as a headline already: a question, a list, instructions.
    var isHeadline: Bool

    init(_ text: String) {
        let words = Self.words(of: text)
        let titleWords = Self.shortened(words, words: 14, scalars: 90)
        let phraseWords = Self.trimmed(Self.shortened(words, words: 8, scalars: 60), of: ".,;:?!\u{2026}")
        title = Self.titleCase(Self.trimmed(titleWords, of: ".,;:"))
        // A question reads well as a title, but not as a thing inside a sentence.
        let isQuestion = words.last?.last == "?" && words.count > 3
        let plain =
            isQuestion ? "this question" : phraseWords.isEmpty ? "the work at hand" : phraseWords.joined(separator: " ")
        if title.isEmpty { title = "The Work at Hand" }
        phrase = Self.escaped(plain)
        capitalized = Self.escaped(plain.prefix(1).uppercased() + plain.dropFirst())
        heading = Self.escaped(
            Self.titleCase(
                isQuestion || phraseWords.isEmpty ? plain.split(separator: " ").map(String.init) : phraseWords))
        slug = GeneratedText.slug(isQuestion ? phraseWords.joined(separator: " ") : plain)
        let first = titleWords.first?.lowercased() ?? ""
        isHeadline =
            titleWords.count > 6 || title.hasSuffix("?") || first.first?.isNumber == true
            || ["how", "what", "why", "when", "where", "who", "which", "best", "top", "a", "an", "the", "is", "are"]
                .contains(first)
    }

    /// The words without the marker, without control and direction characters.
    private static func words(of text: String) -> [String] {
        var clean = String.UnicodeScalarView()
        for scalar in withoutMarkers(text).unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029: clean.append(" ")
            // Marks that turn the direction of the text around them, and the byte order mark.
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
            default: clean.append(scalar)
            }
        }
        return String(clean).split(separator: " ").map(String.init)
    }

    /// The text without any `[sim:...]`.
    static func withoutMarkers(_ text: String) -> String {
        var rest = text[...]
        var result = ""
        while let bracket = rest.firstIndex(of: "[") {
            let after = rest.index(after: bracket)
            guard rest[after...].hasPrefix("sim:"), let end = rest[after...].firstIndex(of: "]") else {
                result += rest[...bracket]
                rest = rest[after...]
                continue
            }
            result += rest[..<bracket]
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func shortened(_ words: [String], words limit: Int, scalars: Int) -> [String] {
        var kept: [String] = []
        var length = 0
        for word in words.prefix(limit) {
            length += word.unicodeScalars.count + 1
            guard length <= scalars + 1 else { break }
            kept.append(word)
        }
        if kept.isEmpty, let first = words.first { kept = [cut(first, scalars: scalars)] }
        if kept.count < words.count {
            while kept.count > 1, let last = kept.last, smallWords.contains(last.lowercased()) { kept.removeLast() }
        }
        return kept
    }

    /// So much of a word that is too long, in whole characters where they are not too long themselves.
    private static func cut(_ word: String, scalars limit: Int) -> String {
        var kept = ""
        var length = 0
        for character in word {
            length += character.unicodeScalars.count
            guard length <= limit else { break }
            kept.append(character)
        }
        return kept.isEmpty ? String(String.UnicodeScalarView(word.unicodeScalars.prefix(limit))) : kept
    }

    private static func trimmed(_ words: [String], of marks: String) -> [String] {
        var words = words
        while let last = words.popLast() {
            var word = last[...]
            while let mark = word.last, marks.contains(mark) { word.removeLast() }
            guard word.isEmpty else { return words + [String(word)] }
        }
        return []
    }

    private static let smallWords: Set<String> = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "per", "the",
        "to",
        "via", "vs", "with",
    ]

    private static let acronyms = [
        "ai": "AI", "api": "API", "b2b": "B2B", "b2c": "B2C", "cms": "CMS", "crm": "CRM", "diy": "DIY", "faq": "FAQ",
        "hr": "HR", "llm": "LLM", "llms": "LLMs", "roi": "ROI", "saas": "SaaS", "seo": "SEO", "uk": "UK", "us": "US",
        "usa": "USA", "ux": "UX",
    ]

    /// Capitals at the start of all words but the small ones; a word with capitals of its own keeps them.
    private static func titleCase(_ words: [String]) -> String {
        var cased: [String] = []
        for (index, word) in words.enumerated() {
            let isAtEdge = index == 0 || index == words.count - 1
            let letters = word.utf8.prefix { $0.isWordPart }
            if letters.count <= 4, let acronym = acronyms[String(decoding: letters, as: UTF8.self)] {
                cased.append(acronym + String(word[letters.endIndex...]))
            } else if hasCapital(word) || (!isAtEdge && smallWords.contains(word)) {
                cased.append(word)
            } else {
                cased.append(word.prefix(1).uppercased() + word.dropFirst())
            }
        }
        return cased.joined(separator: " ")
    }

    /// Whether there is a capital; Unicode's tables are asked only where ASCII does not tell.
    private static func hasCapital(_ word: String) -> Bool {
        var isASCII = true
        for byte in word.utf8 {
            if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { return true }
            if byte >= 0x80 { isASCII = false }
        }
        return !isASCII && word.contains(where: \.isUppercase)
    }

    /// Whether a text has nothing but letters, digits, spaces and quotes of ASCII.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && ($0.isWordPart || $0 == 0x20 || $0 == 0x27 || $0 == 0x22) }
    }

    /// With a backslash before everything that Markdown could take for markup, in a heading, a table or a paragraph.
    static func escaped(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var result = ""
        var previous: Unicode.Scalar = " "
        // A paragraph that starts with a number and a full stop, or with a dash, would be a list.
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let listMark = digits.isEmpty ? text.unicodeScalars.startIndex : digits.endIndex
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            let isSpecial =
                switch scalar {
                case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~": true
                case "#": previous == " "
                case "&": text.contains(";")
                case ".", ")": index == listMark && !digits.isEmpty
                case "-", "+", "=": index == listMark && digits.isEmpty
                default: false
                }
            if isSpecial { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
            previous = scalar
        }
        return result
    }
}

extension GeneratedText {
    /// A title as the last part of a web address: lower-case ASCII letters and digits, the rest as single hyphens;
    /// `untitled` where nothing is left.
    package static func slug(_ title: String) -> String {
        var slug: [UInt8] = []
        for byte in title.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.append(byte + 32)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): slug.append(byte)
            case UInt8(ascii: "'"): continue
            default: if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
            }
        }
        if slug.last == UInt8(ascii: "-") { slug.removeLast() }
        return slug.isEmpty ? "untitled" : String(decoding: slug, as: UTF8.self)
    }
}
