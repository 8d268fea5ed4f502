// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Simulation
import Testing

@Suite("Identifiers from a seed")
struct IdentifierTests {
    @Test("They are the same in every process, on every machine")
    func golden() {
        func identifier(_ form: IdentifierForm, _ ordinal: Int, seed: UInt64 = 7) -> String {
            form.identifier(seed: seed, label: "jobs", ordinal: ordinal)
        }
        #expect(identifier(.uuid, 0) == "4aafa155-446c-48b2-97dc-06d2b58e908c")
        #expect(identifier(.uuid, 1) == "05067993-f0ff-466a-85af-a49f3a575c67")
        #expect(identifier(.uuid, 0, seed: 8) == "7acff8da-ce6b-41ca-93de-f98f92c844c4")
        #expect(identifier(.prefixed("art_", length: 10), 0) == "art_67qw5iolfn")
        #expect(identifier(.prefixed("art_", length: 10), 1) == "art_e92zm6291p")
        #expect(identifier(.prefixed("run-", length: 20), 1) == "run-vlxvqz657clc0ofhjb3s")
        #expect(identifier(.integer(from: 1000), 5) == "1005")
    }

    @Test(
        "A million of one kind are distinct",
        arguments: [(IdentifierForm.uuid, 1_000_000), (.prefixed("c", length: 9), 200_000)])
    func distinct(form: IdentifierForm, count: Int) {
        var seen = Set<String>(minimumCapacity: count)
        for ordinal in 0..<count { seen.insert(form.identifier(seed: 42, label: "jobs", ordinal: ordinal)) }
        #expect(seen.count == count)
    }

    @Test("Where a length has too few identifiers, they grow instead of repeating", arguments: [1, 2, 3])
    func growing(length: Int) {
        let form = IdentifierForm.prefixed("", length: length)
        let all = (0..<60_000).map { form.identifier(seed: 1, label: "x", ordinal: $0) }
        #expect(Set(all).count == all.count)
        #expect(all[0].count == length)
        #expect(all[..<36].allSatisfy { $0.count == length })
    }

    @Test("UUIDs are of version 4 and in lower case")
    func version() throws {
        let digits = Set("0123456789abcdef")
        for ordinal in 0..<1000 {
            let text = IdentifierForm.uuid.identifier(seed: 3, label: "x", ordinal: ordinal)
            #expect(UUID(uuidString: text) != nil)
            let characters = Array(text)
            try #require(characters.count == 36)
            #expect(characters[14] == "4")
            #expect("89ab".contains(characters[19]))
            #expect([8, 13, 18, 23].allSatisfy { characters[$0] == "-" })
            #expect(characters.filter { digits.contains($0) }.count == 32)
        }
    }

    @Test("Neighbours do not look alike, so that nobody counts on their order")
    func scattered() {
        let form = IdentifierForm.prefixed("", length: 12)
        let all = (0..<500).map { form.identifier(seed: 5, label: "jobs", ordinal: $0) }
        #expect(all != all.sorted())
        for (left, right) in zip(all, all.dropFirst()) {
            #expect(zip(left, right).count { $0 == $1 } < 8, "\(left) \(right)")
        }
    }

    @Test("Labels and seeds have identifiers of their own")
    func separate() {
        var seen: Set<String> = []
        for seed in UInt64(0)..<50 {
            for label in ["jobs", "articles", "a", "ab"] {
                for ordinal in 0..<20 {
                    seen.insert(IdentifierForm.uuid.identifier(seed: seed, label: label, ordinal: ordinal))
                }
            }
        }
        #expect(seen.count == 50 * 4 * 20)
    }

    @Test("The generator gives SplitMix64's published numbers")
    func reference() {
        // The reference implementation's first outputs for the seed 1234567.
        var generator = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }
}
