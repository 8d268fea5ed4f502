// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Testing

/// One mistake put into the sound document.
struct Mistake: Sendable, CustomTestStringConvertible {
    /// What stands in the sound document, and what stands there instead.
    var old: String
    var new: String
    /// `line:column message | hint`, in reading order.
    var complaints: [String]

    var testDescription: String { "\(old) => \(new)" }

    /// Reads a table: `- old`, `+ new`, then the complaints; a blank line ends a row, and an arrow stands for a line break.
    static func table(_ text: String) -> [Mistake] {
        text.split(separator: "\n\n").map { row in
            let lines = row.split(separator: "\n").map(String.init)
            func unwrapped(_ line: String) -> String {
                String(line.dropFirst(2)).replacing("\u{23CE}", with: "\n").description
            }
            return Mistake(old: unwrapped(lines[0]), new: unwrapped(lines[1]), complaints: Array(lines.dropFirst(2)))
        }
    }
}

struct LoadErrorTests {
    @Test("The sound document has no mistake")
    func sound() {
        #expect(complaints(soundDocument).isEmpty)
    }

    @Test(
        "A mistake is reported where it stands, with what to do about it",
        arguments: mistakesOfDocument + mistakesOfOperations + mistakesOfComponents + mistakesOfRelations
            + mistakesOfSeries + mistakesOfChanges + mistakesOfAdmission)
    func mistake(_ mistake: Mistake) throws {
        try #require(soundDocument.contains(mistake.old))
        let yaml = soundDocument.replacing(mistake.old, with: mistake.new, maxReplacements: 1)
        #expect(complaints(yaml) == mistake.complaints)
    }

    @Test("All mistakes of one document are reported in one run, in reading order")
    func allAtOnce() {
        var yaml = soundDocument
        let chosen = [
            (mistakesOfDocument, "title: Acme,"), (mistakesOfDocument, "identifier: uuid"),
            (mistakesOfOperations, "direction: asc"), (mistakesOfComponents, "x-sim-refers: notes"),
        ]
        var expected: [String] = []
        for (table, old) in chosen {
            guard let mistake = table.first(where: { $0.old == old }) else { continue }
            yaml = yaml.replacing(mistake.old, with: mistake.new, maxReplacements: 1)
            expected += mistake.complaints
        }
        #expect(expected.count == 4)
        #expect(complaints(yaml) == expected)
    }

    @Test("A diagnostic reads as editors and CI systems link it")
    func description() throws {
        let yaml = soundDocument.replacing("x-sim-refers: notes", with: "x-sim-refers: note")
        let error = try #require(throws: DiagnosticsError.self) { try compile(yaml) }
        #expect(error.description == "api.yaml:58:127: error: there is no collection \"note\"; did you mean \"notes\"?")
    }

    @Test("A variant or a value that the document does not declare cannot be chosen")
    func variants() {
        #expect(
            complaints(soundDocument, variants: ["shap": "new"]) == [
                "there is no variant \"shap\" | did you mean \"shape\"?"
            ])
        #expect(
            complaints(soundDocument, variants: ["shape": "newer"])
                == ["variant \"shape\" has no value \"newer\" | known: new, old"])
        #expect(complaints(soundDocument, variants: ["shape": "new"]).isEmpty)
    }

    @Test("A document in JSON is read as JSON")
    func json() throws {
        let text = #"{"openapi": "3.1.0", "x-sim-api": {"id": "a"}, "paths": {}, "infos": {}}"#
        let error = try #require(throws: DiagnosticsError.self) {
            try APICompiler.compile(APIDocument(text: text, file: "a.json"))
        }
        #expect(error.description == "a.json:1:61: error: the document has no field \"infos\"; did you mean \"info\"?")
    }
}
