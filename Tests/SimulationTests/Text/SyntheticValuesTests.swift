// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@Suite("Synthetic values")
struct SyntheticValuesTests {
    @Test("The same seed, label and ordinal give the same values; any other gives others")
    func seeded() {
        func values(_ seed: UInt64, _ label: String, _ ordinal: Int) -> [String] {
            var values = SyntheticValues(seed: seed, label: label, ordinal: ordinal)
            return [
                values.personName(), values.companyName(), values.domain(), values.url(), values.slug(),
                values.sentence(),
                values.paragraph(), values.word(), values.languageCode(), values.email(),
            ]
        }
        #expect(values(7, "a", 0) == values(7, "a", 0))
        #expect(Set([values(7, "a", 0), values(8, "a", 0), values(7, "b", 0), values(7, "a", 1)]).count == 4)
        #expect(
            values(7, "persons", 0).prefix(5) == [
                "Liam Varga", "Stoneport GmbH", "brightgrove.example",
                "https://www.brightport.test/docs/detailed-story-library", "detailed-pattern-pattern",
            ])
    }

    @Test func valuesHaveTheirForms() {
        var values = SyntheticValues(seed: 1, label: "forms")
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        for _ in 0..<500 {
            let domain = values.domain()
            #expect(domain.allSatisfy(letters.contains) && (domain.hasSuffix(".example") || domain.hasSuffix(".test")))
            let email = values.email().split(separator: "@")
            #expect(email.count == 2 && email[0].allSatisfy(letters.contains))
            #expect(values.url().hasPrefix("https://www."))
            #expect(values.slug().allSatisfy(letters.contains))
            let sentence = values.sentence()
            #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true)
            #expect((8...16).contains(WordCount.words(in: sentence.utf8)), "\(sentence)")
            #expect(!sentence.contains("NOUN") && !sentence.contains("ADJ"))
            for vowel in "aeio" { #expect(!sentence.lowercased().contains(" a \(vowel)"), "\(sentence)") }
            #expect(values.languageCode().count == 2)
            #expect(values.personName().split(separator: " ").count == 2)
        }
    }

    @Test("Numbers keep within their range and reach all of it")
    func ranges() {
        var values = SyntheticValues(seed: 2, label: "ranges")
        var seen: Set<Int64> = []
        for _ in 0..<500 { seen.insert(values.integer(in: -2...3)) }
        #expect(seen == [-2, -1, 0, 1, 2, 3])
        #expect(values.integer(in: 5...5) == 5)
        for _ in 0..<500 {
            _ = values.integer(in: .min ... .max)
            #expect((0.001...0.002).contains(values.number(in: 0.001...0.002)))
            #expect((-1e308...1e308).contains(values.number(in: -1e308...1e308)))
            #expect((0...1).contains(values.number(in: 0...1)))
        }
        #expect(values.number(in: 4...4) == 4)
    }

    @Test(
        "Moments lie in the year before, on whole seconds",
        arguments: [0, 1_773_172_800_123_456, -1, Int64.min, Int64.max])
    func moments(now: Int64) {
        var values = SyntheticValues(seed: 3, label: "moments")
        let now = Instant(microseconds: now)
        for _ in 0..<200 {
            let moment = values.instant(before: now)
            #expect(moment.microseconds % 1_000_000 == 0)
            guard now.microseconds != .min else { continue }
            #expect(moment < now)
            #expect(now - moment <= .seconds(365 * 86_400))
        }
    }
}
