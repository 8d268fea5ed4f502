// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("The reader accepts JSON and nothing else")
struct SuiteTests {
    static let publicCases =
        SuiteTable.structure.cases + SuiteTable.arrays.cases + SuiteTable.objects.cases + SuiteTable.numbers.cases
        + SuiteTable.strings.cases + SuiteTable.hugeNumbers.cases + SuiteTable.loneSurrogates.cases
        + SuiteTable.otherEncodings.cases + SuiteTable.illFormed.cases

    /// Too long for a table.
    static let nestedCases = [
        SuiteCase(
            name: "n_structure_100000_opening_arrays", outcome: "tooDeep@128",
            bytes: Array(repeating: UInt8(ascii: "["), count: 100_000)),
        SuiteCase(
            name: "n_structure_open_array_object", outcome: "tooDeep@320",
            bytes: Array(repeatElement("[{\"\":", count: 50_000).joined().utf8)),
        // Rejected by default: no request nests so deep, and the limit keeps small stacks safe.
        SuiteCase(
            name: "i_structure_500_nested_arrays", outcome: "tooDeep@128",
            bytes: Array((String(repeating: "[", count: 500) + String(repeating: "]", count: 500)).utf8)),
    ]

    @Test(
        "A text is accepted, or rejected for the right reason at the right byte", arguments: publicCases + nestedCases)
    func publicCase(_ suiteCase: SuiteCase) {
        #expect(suiteCase.readOutcome() == suiteCase.outcome)
        switch suiteCase.name.prefix(2) {
        case "y_": #expect(suiteCase.outcome == "accept")
        case "n_": #expect(suiteCase.outcome != "accept")
        default: #expect(suiteCase.name.hasPrefix("i_"))
        }
    }

    @Test("The first fault of a text is the one reported", arguments: SuiteTable.own.cases)
    func ownCase(_ suiteCase: SuiteCase) {
        #expect(suiteCase.readOutcome() == suiteCase.outcome)
    }

    @Test("The tables hold the whole public suite, each case once")
    func completeness() {
        let names = (Self.publicCases + Self.nestedCases).map(\.name)
        #expect(names.count == 318)
        #expect(Set(names).count == 318)
        #expect(names.count { $0.hasPrefix("y_") } == 95)
        #expect(names.count { $0.hasPrefix("n_") } == 188)
        #expect(names.count { $0.hasPrefix("i_") } == 35)
    }

    @Test("Numbers beyond Int64 and Double keep their digits", arguments: SuiteTable.hugeNumbers.cases)
    func hugeNumber(_ suiteCase: SuiteCase) throws {
        let root = try JSONReader.read(suiteCase.bytes).root
        let literal = String(decoding: suiteCase.bytes.dropFirst().dropLast(), as: UTF8.self)
        #expect(root == .array([.bigNumber(literal)]))
        #expect(root.serialized == suiteCase.bytes)
    }

    @Test("500 nested arrays are read where the limit allows it")
    func raisedLimit() {
        #expect(Self.nestedCases[2].readOutcome(limits: JSONLimits(depth: 500)) == "accept")
        #expect(Self.nestedCases[2].readOutcome(limits: JSONLimits(depth: 499)) == "tooDeep@499")
    }
}
