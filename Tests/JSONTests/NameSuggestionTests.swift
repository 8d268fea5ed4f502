// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("A misspelt name gets the name that was meant")
struct NameSuggestionTests {
    static let names = ["jobs", "faults", "limits", "credentials", "timeline"]

    @Test(
        "The closest name within a third of the letters",
        arguments: [
            ("job", "jobs"), ("Jobs", "jobs"), ("jbos", "jobs"), ("fautls", "faults"), ("limit", "limits"),
            ("credentails", "credentials"), ("time_line", "timeline"), ("x", nil), ("jo", nil), ("settings", nil),
            ("", nil),
        ] as [(String, String?)])
    func closest(name: String, expected: String?) {
        #expect(NameSuggestion.closest(to: name, among: Self.names) == expected)
    }

    @Test("Of equally close names the first")
    func tie() {
        #expect(NameSuggestion.closest(to: "cat", among: ["bat", "rat"]) == "bat")
    }

    @Test("Without a close name the few known ones are listed in order, many are not")
    func hint() {
        #expect(NameSuggestion.hint(for: "fault", among: Self.names) == "did you mean \"faults\"?")
        #expect(NameSuggestion.hint(for: "zzz", among: ["b", "a"]) == "known: a, b")
        #expect(NameSuggestion.hint(for: "zzz", among: (0..<13).map { "name\($0)" }) == nil)
        #expect(NameSuggestion.hint(for: "zzz", among: []) == nil)
    }

    @Test(
        "Insertions, removals, replacements and swaps of neighbours count one",
        arguments: [
            ("", "", 0), ("abc", "", 3), ("", "ab", 2), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
            ("abc", "abcd", 1), ("abc", "bc", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func editDistance(left: String, right: String, expected: Int) {
        #expect(NameSuggestion.editDistance(Array(left), Array(right)) == expected)
        #expect(NameSuggestion.editDistance(Array(right), Array(left)) == expected)
    }
}
