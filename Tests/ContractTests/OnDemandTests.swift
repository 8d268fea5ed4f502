// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// Documents whose operations are compiled on their first use.
struct OnDemandTests {
    private static func open(_ yaml: String, file: String = "api.yaml") throws -> CompiledAPI {
        let document = try APIDocument(text: yaml, file: file)
        return try APICompiler.compile(
            document, isBoundByProgram: document.root["x-sim-api"] == nil, extent: .onDemand)
    }

    @Test("The program's documents mean the same compiled whole and on demand", arguments: RealDocumentTests.files)
    func sameAsWhole(path: String) throws {
        let text = try Repository.text(path)
        let document = try APIDocument(text: text, file: path)
        let whole = try APICompiler.compile(document, isBoundByProgram: document.root["x-sim-api"] == nil)
        let lazy = try Self.open(text, file: path)
        #expect(lazy.compiledOperationCount == 0)
        #expect(lazy.jobKinds == whole.jobKinds)
        #expect(lazy.hosts == whole.hosts)
        #expect(lazy.basePath == whole.basePath)
        #expect(lazy.allCredentials == whole.allCredentials)
        #expect(lazy.evidence.map(\.count) == whole.evidence.map(\.count))
        var texts: Set<String> = []
        // From the last to the first: the order of use must not matter.
        for index in lazy.headings.indices.reversed() {
            let mine = try lazy.operation(at: index)
            let other = try whole.operation(at: index)
            #expect(mine.id == lazy.headings[index].id)
            // Not the texts themselves in the expectation: one has thousands of lines.
            let text = Reflection.text(of: mine)
            #expect(texts.insert(text).inserted, "\(path): \(mine.id) looks like another operation")
            let isSame = text == Reflection.text(of: other)
            #expect(isSame, "\(path): \(mine.id)")
        }
        #expect(lazy.compiledOperationCount == lazy.headings.count)
        #expect(lazy.jobKinds == whole.jobKinds)
    }

    @Test("An operation is compiled once, however many ask for it at the same time")
    func once() async throws {
        let api = try Self.open(soundDocument)
        #expect(api.compiledOperationCount == 0)
        let found = try await withThrowingTaskGroup(of: [CompiledOperation].self) { group in
            for _ in 0..<16 {
                group.addTask { try api.operations }
            }
            return try await group.reduce(into: [[CompiledOperation]]()) { $0.append($1) }
        }
        #expect(found.count == 16)
        for operations in found {
            #expect(zip(operations, found[0]).allSatisfy { $0 === $1 })
        }
        #expect(api.compiledOperationCount == api.headings.count)
    }

    @Test("What is wrong with one operation is said when it is first used, and the others work")
    func mistakes() throws {
        let yaml = soundDocument.replacing("direction: asc", with: "direction: up")
        let api = try Self.open(yaml)
        let place = try #require(api.headings.firstIndex { $0.id == "listReports" })
        for _ in 0..<2 {
            let error = try #require(throws: DiagnosticsError.self) { try api.operation(at: place) }
            #expect(
                error.description
                    == complaints(yaml).map { "api.yaml:" + $0 }.first.map { first in
                        // The table's form leaves out the severity.
                        first.replacing(/^(\S+) (.*) \| (.*)$/) {
                            "\($0.output.1): error: \($0.output.2); \($0.output.3)"
                        }
                    })
        }
        let other = try #require(api.headings.firstIndex { $0.id == "readNote" })
        #expect(try api.operation(at: other).id == "readNote")
    }

    @Test("What is wrong with what all operations share is said at once")
    func sharedMistakes() throws {
        let yaml = soundDocument.replacing("timestamps: seconds", with: "timestamps: second")
        #expect(throws: DiagnosticsError.self) { try Self.open(yaml) }
    }

    @Test("A kind of job keeps what any answer about it needs, before that answer is compiled")
    func foreseenInputs() throws {
        let yaml = soundDocument.replacing(
            "id: { type: string, x-sim-source: job.id }",
            with: """
                id: { type: string, x-sim-source: job.id }
                        link: { type: string, x-sim-source: { path: '/a/{input.deep.place}' } }
                        title: { type: string, x-sim-source: { first-of: [input.name, input.title] } }
                        noted: { type: string, x-sim-source: { from: input.note, in: notes, take: text } }
                """)
        let kept = try #require(Self.open(yaml).jobKind("report"))
        #expect(Set(kept.inputs).isSuperset(of: ["deep.place", "name", "title", "note"]))
        #expect(kept.lookups.map(\.field) == ["text"])
        #expect(try kept == compile(yaml).jobKind("report"))
    }
}
