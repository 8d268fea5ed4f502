// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Believable small values for fields that nothing else fills.
///
/// Each call draws from one seeded stream: the same seed, label and ordinal give the same values in the same order.
package struct SyntheticValues: Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64, label: String, ordinal: Int = 0) {
        generator = SeededGenerator(seed: seed, label: label, ordinal: ordinal)
    }

    package mutating func word() -> String { pick(Vocabulary.nouns) }

    package mutating func personName() -> String { pick(Vocabulary.firstNames) + " " + pick(Vocabulary.lastNames) }

    package mutating func companyName() -> String { companyStem() + " " + pick(Vocabulary.companyForms) }

    /// A host name under a top-level domain that is reserved for examples (RFC 2606), so that it belongs to nobody.
    package mutating func domain() -> String { companyStem().lowercased() + pick([".example", ".test"]) }

    package mutating func email() -> String {
        pick(Vocabulary.firstNames).lowercased() + "." + pick(Vocabulary.lastNames).lowercased() + "@" + domain()
    }

    package mutating func slug() -> String {
        pick(Vocabulary.adjectives) + "-" + word() + "-" + word()
    }

    package mutating func url() -> String { "https://www." + domain() + "/" + pick(Vocabulary.sections) + "/" + slug() }

    /// A sentence of 8 to 15 words with a full stop.
    package mutating func sentence() -> String {
        let text = pick(Vocabulary.sentences)
        var result = ""
        for part in text.split(separator: " ") {
            if !result.isEmpty { result += " " }
            switch part.prefix(while: \.isUppercase) {
            case "ADJ": result += pick(Vocabulary.adjectives) + part.dropFirst(3)
            case "NOUN": result += word() + part.dropFirst(4)
            default: result += part
            }
        }
        return result.prefix(1).uppercased() + result.dropFirst()
    }

    /// Three to five sentences.
    package mutating func paragraph() -> String {
        var sentences = [sentence()]
        for _ in 0..<2 + generator.below(3) { sentences.append(sentence()) }
        return sentences.joined(separator: " ")
    }

    /// A whole number of the range, each equally likely.
    package mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
        let span = UInt64(bitPattern: range.upperBound &- range.lowerBound)
        guard span < .max else { return Int64(bitPattern: generator.next()) }
        return range.lowerBound &+ Int64(bitPattern: generator.next().multipliedFullWidth(by: span + 1).high)
    }

    /// A number of the range with two decimals where the range has room for them.
    package mutating func number(in range: ClosedRange<Double>) -> Double {
        let share = generator.unit()
        // In halves, because the width of the widest ranges is infinite.
        let number = range.lowerBound * (1 - share) + range.upperBound * share
        let rounded = (number * 100).rounded() / 100
        return range.contains(rounded) ? rounded : min(max(number, range.lowerBound), range.upperBound)
    }

    /// A moment of the 365 days before `now`, in whole seconds.
    package mutating func instant(before now: Instant) -> Instant {
        let seconds = now.microseconds / 1_000_000 - 1 - Int64(generator.below(365 * 86_400 - 1))
        return Instant(microseconds: .zero) + .seconds(max(seconds, Int64.min / 1_000_000))
    }

    /// An ISO 639-1 code.
    package mutating func languageCode() -> String { pick(Vocabulary.languages) }

    package mutating func boolean() -> Bool { generator.next() & 1 == 1 }

    /// One of the values, which must not be empty.
    package mutating func pick<Value>(_ values: [Value]) -> Value { values[generator.below(values.count)] }

    private mutating func companyStem() -> String { pick(Vocabulary.companyStarts) + pick(Vocabulary.companyEnds) }
}

private enum Vocabulary {
    static let firstNames = [
        "Ada", "Amara", "Bruno", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kavya", "Liam",
        "Mei", "Nora", "Oscar", "Priya", "Quentin", "Rosa", "Samuel", "Tara", "Umar", "Vera", "Yusuf", "Zoe",
    ]
    static let lastNames = [
        "Adler", "Bennett", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ito", "Jansen", "Kowalski",
        "Lindgren", "Moreau", "Nakamura", "Okafor", "Patel", "Quinn", "Rossi", "Silva", "Turner", "Varga", "Weber",
        "Young",
    ]
    static let companyStarts = [
        "North", "Bright", "Clear", "Stone", "River", "Green", "Silver", "Blue", "Maple", "Harbor", "Summit", "Cedar",
        "Amber", "Lumen", "Terra",
    ]
    static let companyEnds = [
        "wave", "field", "works", "bridge", "path", "leaf", "point", "craft", "line", "grove", "port", "forge",
    ]
    static let companyForms = ["Inc.", "Ltd.", "Group", "Labs", "Partners", "Studio", "GmbH", "Co."]
    static let sections = ["blog", "guides", "products", "news", "pricing", "docs", "articles"]
    static let languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "ro", "ja"]
    static let adjectives = [
        "practical", "modern", "simple", "reliable", "local", "seasonal", "detailed", "familiar", "popular",
        "quiet", "sustainable",
    ]
    static let nouns = [
        "budget", "calendar", "campaign", "checklist", "customer", "delivery", "design", "garden", "guide", "meeting",
        "kitchen", "market", "method", "network", "library", "pattern", "project", "question", "report", "review",
        "schedule", "season", "service", "story", "survey", "team", "travel", "workshop",
    ]
    static let sentences = [
        "the ADJ NOUN was finished before the NOUN had even been announced.",
        "most people choose a NOUN because it makes the NOUN easier to manage.",
        "after the last NOUN the whole team agreed on a ADJ NOUN instead.",
        "a ADJ NOUN often says more about a NOUN than any list of figures.",
        "this month the NOUN brought more visitors than the NOUN did all year.",
        "nobody expected the NOUN to depend so much on one ADJ NOUN.",
        "there is still time to compare the NOUN with a more ADJ NOUN.",
        "with a ADJ NOUN in place, the next NOUN needs far less attention.",
    ]
}
