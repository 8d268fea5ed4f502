// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Testing

@testable import Simulation
@testable import Understudy

/// A document that the suite runs through, and the server that plays it.
struct PlayedDocument: Sendable, CustomTestStringConvertible {
    let described: DescribedAPI
    let store: APIStore
    /// What the server plays, and its name.
    let source: (file: String, text: String)

    var testDescription: String { described.id }

    init(text: String, played: String? = nil, file: String) throws {
        described = try DescribedAPI(text: text, file: file)
        store = APIStore()
        source = (file, played ?? text)
        _ = try store.add(text: played ?? text, file: file)
    }

    /// Everything that the suite finds.
    func findings(_ check: Check) throws -> [Finding] {
        let visitor = Visitor(described, store: store)
        try check.run(visitor)
        return visitor.findings
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let fixtures = root.appending(path: "Tests/UnderstudyTests/Fixtures")

    /// Every document but the control API's, which is bound by code, and those of the tests: a new one is found without
    /// a line here.
    static let all: [Result<PlayedDocument, any Error>] = {
        let files = [root.appending(path: "openapi"), fixtures].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.sorted().filter { $0.hasSuffix(".yaml") && $0 != "control.yaml" }
                .map { folder.appending(path: $0) }
        }
        return files.map { url in
            Result {
                try PlayedDocument(text: String(contentsOf: url, encoding: .utf8), file: url.lastPathComponent)
            }
        }
    }()
}

struct ConformanceTests {
    @Test("Every document can be read, and none is missed")
    func documents() throws {
        let played = try PlayedDocument.all.map { try $0.get() }
        #expect(played.count >= 4)
        #expect(Set(APIStore.embedded().ids).isSubset(of: Set(played.map(\.described.id))))
    }

    @Test(
        "A document is played as it is written",
        arguments: PlayedDocument.all.compactMap { try? $0.get() }, Check.allCases)
    func conformance(_ document: PlayedDocument, _ check: Check) throws {
        for finding in try document.findings(check).prefix(30) { Issue.record("\(finding)") }
    }
}

extension Space {
    /// The identifiers of the records of a collection, oldest first.
    func recordIdentifiers(api: String, collection: String) -> [JSONValue] {
        guard let table = recordTables.first(where: { $0.api == api && $0.kind.name == collection }) else { return [] }
        return table.records.map { table.kind.identifier.value(of: $0.identifier) }
    }
}
