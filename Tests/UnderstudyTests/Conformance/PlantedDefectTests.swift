// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

/// The conformance suite must be able to fail: the server plays a copy of the document with one thing changed, and the
/// check that is there for it must say so.
struct PlantedDefectTests {
    struct Defect: Sendable, CustomTestStringConvertible {
        var check: Check
        var file = "sixth-api.yaml"
        /// What is changed is the first occurrence after this.
        var after: String
        var sound: String
        var defective: String
        /// What the suite must say.
        var finding: String

        var testDescription: String { "\(sound) -> \(defective)" }
    }

    static let defects = [
        Defect(
            check: .validRequests, after: "operationId: addVoice", sound: "'201':", defective: "'200':",
            finding: "201 was expected"),
        Defect(
            check: .validRequests, after: "Transcript:", sound: "x-sim-source: job.percent",
            defective: "x-sim-source: job.created", finding: "/done"),
        Defect(
            check: .jobs, after: "x-sim-jobs:", sound: "completed: ready", defective: "completed: broken",
            finding: "/state is \"broken\", not \"ready\""),
        Defect(
            check: .lists, after: "operationId: listVoices", sound: "after: {", defective: "more: {",
            finding: "they show 2 elements"),
        Defect(
            check: .identifiers, after: "x-sim-errors:", sound: "record-unknown.voices: { status: 404",
            defective: "record-unknown.voices: { status: 400", finding: "404 was expected"),
        Defect(
            check: .identifiers, after: "schemas:", sound: "voice: { type: integer, x-sim-refers: voices }",
            defective: "voice: { type: integer }", finding: "a reference to nothing in /voice"),
        Defect(
            check: .bodies, after: "    Order:", sound: "minLength: 1", defective: "minLength: 0",
            finding: "/episode/title is too short"),
        Defect(
            check: .bodies, after: "VoiceFields:", sound: "required: [name, languages]", defective: "required: [name]",
            finding: "/languages is missing"),
        Defect(
            check: .parameters, after: "operationId: listTranscripts", sound: "maximum: 50", defective: "maximum: 500",
            finding: "query.limit is above the maximum"),
        Defect(
            check: .credentials, after: "openapi:", sound: "security:\n  - token: []", defective: "security: []",
            finding: "no credential: 401 was expected"),
        Defect(
            check: .refusals, file: "tollgate.yaml", after: "x-sim-errors:",
            sound: "credential-refused.unpaid: { status: 402",
            defective: "credential-refused.unpaid: { status: 401", finding: "(unpaid): 402 was expected"),
        Defect(
            check: .scopes, file: "tollgate.yaml", after: "operationId: startPrint",
            sound: "- key: [posters:read, posters:print]", defective: "- key: [posters:read]",
            finding: "without the scope posters:print: 403 was expected"),
        Defect(
            check: .limits, file: "tollgate.yaml", after: "x-sim-errors:", sound: "limit-reached: { status: 429",
            defective: "limit-reached: { status: 403", finding: "past the limit minute: 429 was expected"),
        Defect(
            check: .idempotency, file: "tollgate.yaml", after: "parameters:",
            sound: "x-sim-idempotency: { keeps: 1h, by: credential }", defective: "description: ignored",
            finding: "it does its work again"),
        Defect(
            check: .webhooks, after: "x-sim-webhooks:", sound: "signs: \"{event.id}.{timestamp}.{body}\"",
            defective: "signs: \"{timestamp}.{body}\"", finding: "the signature"),
        Defect(
            check: .webhooks, after: "transcript.done:", sound: "states: [completed, failed]",
            defective: "states: [completed]", finding: "it was sent 0 times"),
    ]

    @Test("A defect of what the server plays is found by the check that is there for it", arguments: defects)
    func found(_ defect: Defect) throws {
        let text = try String(contentsOf: PlayedDocument.fixtures.appending(path: defect.file), encoding: .utf8)
        let anchor = try #require(text.range(of: defect.after), "\(defect.after) is not in the document")
        let place = try #require(
            text.range(of: defect.sound, range: anchor.upperBound..<text.endIndex),
            "\(defect.sound) is not in the document")
        let played = text.replacingCharacters(in: place, with: defect.defective)
        let document = try PlayedDocument(text: text, played: played, file: defect.file)
        let findings = try document.findings(defect.check)
        let hasFound = findings.contains { $0.description.contains(defect.finding) }
        #expect(hasFound, "found only: \(findings.map(\.description))")
    }

    @Test("Every check has a defect that it finds", arguments: Check.allCases)
    func everyCheck(_ check: Check) {
        #expect(Self.defects.contains { $0.check == check })
    }
}
