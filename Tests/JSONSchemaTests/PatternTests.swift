// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Testing

@Suite("Patterns")
struct PatternTests {
    static let cases: [(pattern: String, matches: [String], others: [String])] = [
        ("b", ["b", "abc"], ["", "a"]),
        ("^[a-z0-9-]+$", ["a-1"], ["", "A", "a_b", "a\n"]),
        ("^\\d{4}-\\d{2}$", ["2026-03"], ["2026-3", "2026-033", "٢٠٢٦-٠٣"]),
        ("^\\w+$", ["a_1"], ["é", "a b"]),
        ("^\\s$", [" ", "\t", "\u{A0}", "\u{FEFF}", "\u{2029}", "\u{2003}"], ["", "a", "\u{180E}"]),
        ("^\\S+$", ["é"], ["\u{A0}"]),
        ("a$", ["a", "ba"], ["a\n", "ab"]),
        ("^.$", ["a", "é", "𝒳"], ["\n", "\u{2028}", "e\u{301}", "\r"]),
        ("^\\cA\\u0041\\u{1F600}\\x41\\/$", ["\u{1}A😀A/"], []),
        ("^\\uD83D\\uDE00$", ["😀"], []),
        ("^(a|ab)(c|bcd)$", ["abcd", "abc", "ac"], ["abbcdd"]),
        ("^(?:ab?){2,3}$", ["aa", "abab", "abaab"], ["a", "aaaa"]),
        ("^(?!x)[a-z]+$", ["ax"], ["xa"]),
        ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abc1"], ["abcd", "a1"]),
        ("(?<=a)b", ["ab"], ["cb", "b"]),
        ("(?<!a+)b", ["b", "cb"], ["ab", "aab"]),
        ("(?<=^ab*)c", ["abbc", "ac"], ["bc", "xabc"]),
        ("\\bcat\\b", ["a cat!", "cat"], ["concat", "cats"]),
        ("\\Bcat", ["concat"], ["cat"]),
        ("^[^\\W\\d]+$", ["ab_"], ["a1", "a-"]),
        ("^\\p{Lu}\\p{L}*$", ["Éa", "A"], ["éa"]),
        ("^\\P{L}$", ["1"], ["a"]),
        ("^[\\p{Letter}\\-_]+$", ["é-_"], ["1"]),
        ("^a{0}b$", ["b"], ["ab"]),
        ("^(a*)*$", ["", "aaa"], ["b"]),
        ("^(a?){3}$", ["", "aaa"], ["aaaa"]),
        ("", ["", "x"], []),
        ("^(|a)$", ["", "a"], ["b"]),
        ("[]", [], ["", "a"]),
        ("^[^]$", ["\n", "a"], [""]),
        ("^[a-c]+[b-d]$", ["abcd", "ab", "bb"], ["a", "da"]),
        ("^[a-z]*[0-9]?x$", ["x", "abx", "a1x"], ["1", "a1"]),
        ("\\.\\-\\@\\/", [".-@/"], ["a-@/"]),
        ("^{a}$", ["{a}"], ["a"]),
        ("^\\0$", ["\u{0}"], ["0"]),
        ("a|^b", ["xa", "b"], ["xb"]),
        ("$^", [""], ["a"]),
        ("(?<year>\\d{4})", ["2026"], ["202"]),
        ("a.*?b", ["a--b"], ["ba"]),
    ]

    @Test("Pattern is searched as ECMA-262 says", arguments: cases)
    func search(pattern: String, matches: [String], others: [String]) throws {
        let text = JSONValue.object(["pattern": .string(pattern)]).text
        let schema = try compiled(text)
        for text in matches {
            #expect(schema.isValid(string: text), "\(pattern) should match \(text.debugDescription)")
        }
        for text in others {
            #expect(!schema.isValid(string: text), "\(pattern) should not match \(text.debugDescription)")
        }
    }

    @Test(
        "A pattern that stalls others ends in time",
        arguments: ["^(a+)+$", "^(a|a)*$", "(a*)*b", "^(([a-z])+.)+[A-Z]$"])
    func catastrophic(pattern: String) throws {
        // Exponential engines need longer than the universe has had for this.
        let schema = try compiled(JSONValue.object(["pattern": .string(pattern)]).text)
        #expect(!schema.isValid(string: String(repeating: "a", count: 2_000) + "!"))
    }

    @Test(
        "A pattern that cannot be used is a mistake with its place",
        arguments: [
            ("(a", "this \"(\" has no \")\""), ("(a)\\1", "back-references are not supported"),
            ("[b-a]", "this range ends before it begins"), ("\\p{Klingon}", "\"Klingon\" is not known"),
            ("(a{1000}){1000}", "too large"), ("x*+", "nothing that \"+\" could repeat"),
        ])
    func broken(pattern: String, reason: String) throws {
        let found = try mistakes(JSONValue.object(["pattern": .string(pattern)]).text, SchemaOptions(file: "f.json"))
        #expect(found.count == 1)
        #expect(found.first?.contains(reason) == true, "\(found)")
        #expect(found.first?.hasPrefix("f.json:1:12: error: ") == true, "\(found)")
    }
}
