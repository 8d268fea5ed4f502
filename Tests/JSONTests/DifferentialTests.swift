// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

@testable import JSON

@Suite(
    "Python's json agrees with the reader and the writer",
    .enabled(if: PythonOracle.executable != nil, "there is no python3 on this machine to compare with"))
struct DifferentialTests {
    /// Set `JSON_TEST_SEED` to try other documents.
    static let seed = ProcessInfo.processInfo.environment["JSON_TEST_SEED"].flatMap { UInt64($0) } ?? 20_260_101

    @Test("On thousands of generated documents and their mutants")
    func generatedDocuments() throws {
        print("JSON documents generated from seed \(Self.seed)")
        var generator = DocumentGenerator(seed: Self.seed)
        var texts: [[UInt8]] = []
        for _ in 0..<2500 {
            let document = generator.document()
            texts += [document, generator.mutant(of: document), generator.mutant(of: document)]
        }
        let accepted = try compare(texts)
        // Neither side of the border may go untested.
        #expect(accepted >= 2500)
        #expect(texts.count - accepted > 2500)
    }

    @Test("On the public suite")
    func publicSuite() throws {
        let deep = Set(SuiteTests.nestedCases.map(\.name))
        _ = try compare(SuiteTests.publicCases.filter { !deep.contains($0.name) }.map(\.bytes))
        _ = try compare(SuiteTable.own.cases.map(\.bytes))
    }

    @Test("On doubles of every size, written by us and read by Python")
    func doubles() throws {
        var state = Self.seed
        let texts: [[UInt8]] = (0..<2000).compactMap { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let double = Double(bitPattern: state ^ state >> 29)
            return double.isFinite ? JSONValue.double(double).serialized : nil
        }
        #expect(try compare(texts) == texts.count)
    }

    /// - Returns: how many texts both accept.
    private func compare(_ texts: [[UInt8]]) throws -> Int {
        let ours = texts.map { try? JSONReader.read($0).root }
        let verdicts = try PythonOracle.verdicts(on: zip(texts, ours).map { ($0, $1?.serialized) })
        try #require(verdicts.count == texts.count)
        for (text, (value, verdict)) in zip(texts, zip(ours, verdicts)) {
            switch (value, verdict) {
            case (nil, .rejected): break
            case (let value?, .accepted(let canonical, agrees: true)):
                // Python's text of the value is ours too, down to the order of members and the bits of doubles.
                if try JSONReader.read(canonical).root != value {
                    Issue.record("read differently: \(String(decoding: text, as: UTF8.self)) \(hex(text))")
                }
            default:
                Issue.record("\(verdict) by Python, \(value?.text ?? "rejected") by us: \(hex(text))")
            }
        }
        return ours.count { $0 != nil }
    }
}
