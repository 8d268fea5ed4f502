// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// The parser and the JSON Schema that editors check with accept and refuse the same files.
struct SchemaAgreementTests {
    @Test func `the parser judges every file as the table says`() {
        #expect(ScenarioCases.all.count > 80)
        for file in ScenarioCases.all {
            let complaints = complaints(file.text)
            #expect(complaints.isEmpty == file.isScenario, "\(file.text): \(complaints)")
        }
    }

    @Test(.enabled(if: SchemaOracle.isThere, "python3 with its package jsonschema is not there"))
    func `the schema judges every file as the table says`() throws {
        let verdicts = try SchemaOracle.verdicts(on: ScenarioCases.all.map(\.text))
        for (file, isValid) in zip(ScenarioCases.all, verdicts) {
            #expect(isValid == file.isScenario, "\(file.text)")
        }
    }

    @Test(.enabled(if: SchemaOracle.isThere, "python3 with its package jsonschema is not there"))
    func `the schema accepts the ready-made files and what only the parser knows to be wrong`() throws {
        let texts = ReadyMade.files.map(\.text) + ParserOnlyCases.all.filter(\.isForTheOracle).map(\.text)
        for (text, isValid) in zip(texts, try SchemaOracle.verdicts(on: texts)) {
            #expect(isValid, "\(text)")
        }
    }

    /// Files with one random change each: whatever the parser accepts, the schema accepts, and what the parser alone
    /// refuses it refuses for one of the reasons that a schema cannot know.
    @Test(.enabled(if: SchemaOracle.isThere, "python3 with its package jsonschema is not there"))
    func `the two agree about damaged files`() throws {
        var mutator = ScenarioMutator(seed: 20_260_310)
        let texts = (0..<3_000).map { _ in mutator.next() }
        let verdicts = try SchemaOracle.verdicts(on: texts)
        var accepted = 0
        for (text, isValid) in zip(texts, verdicts) {
            let complaints = complaints(text)
            if complaints.isEmpty {
                accepted += 1
                #expect(isValid, "only the parser accepts \(text)")
            } else if isValid {
                let known = complaints.allSatisfy { complaint in
                    ParserOnlyCases.all.contains { complaint.contains($0.sign) }
                }
                #expect(known, "only the parser refuses \(text): \(complaints)")
            }
        }
        // Both sides must have been tried.
        #expect((300..<2_700).contains(accepted), "\(accepted) of \(texts.count) accepted")
    }
}
