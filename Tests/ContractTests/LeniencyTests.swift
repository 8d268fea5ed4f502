// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Testing

/// What a vendor lets through, what it is taken as, and what is recorded of it, with the line of the document.
struct LeniencyTests {
    static let document = """
        openapi: 3.1.0
        x-sim-api: { id: acme }
        paths:
          /things:
            post:
              operationId: make
              x-sim-binding: { act: {} }
              parameters:
                - { name: engine, in: query, schema: { type: string, enum: [fast, careful], x-sim-lenient: [enum] } }
                - { name: level, in: query, schema: { type: string, enum: [low, high] } }
                - { name: old, in: query, schema: { type: string, deprecated: true } }
                - { name: X-Tenant, in: header, required: true, schema: { type: string } }
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        count: { type: integer, maximum: 9, x-sim-lenient: [type] }
                        loud: { type: boolean, x-sim-lenient: [type] }
                        name: { type: string, maxLength: 5, x-sim-lenient: [length, type] }
                        strict: { type: integer }
                        old: { type: string, deprecated: true }
                        lines:
                          type: array
                          items: { type: object, properties: { text: { type: [string, 'null'] } } }
              responses: { '204': {} }
        """

    struct Case: Sendable, CustomTestStringConvertible {
        var query = ""
        var headers = [("X-Tenant", "t")]
        var body: String
        var failure: String?
        /// `rule at line: pointer or subject`.
        var found: [String] = []
        /// The body as it is taken.
        var taken: JSONValue?
        var testDescription: String { query + body }
    }

    static let cases = [
        Case(body: #"{"count":"5"}"#, found: ["type-coerced at 19: /count"], taken: ["count": 5]),
        Case(body: #"{"count":"1.5"}"#, failure: "body-invalid", found: ["body-invalid at 19: /count"]),
        Case(
            body: #"{"count":"50"}"#, failure: "body-invalid",
            found: ["type-coerced at 19: /count", "body-invalid at 19: /count"]),
        Case(body: #"{"count":"five"}"#, failure: "body-invalid", found: ["body-invalid at 19: /count"]),
        Case(body: #"{"count":null}"#, failure: "body-invalid", found: ["body-invalid at 19: /count"]),
        Case(body: #"{"loud":"true"}"#, found: ["type-coerced at 20: /loud"], taken: ["loud": true]),
        Case(body: #"{"loud":"yes"}"#, failure: "body-invalid", found: ["body-invalid at 20: /loud"]),
        Case(body: #"{"name":12}"#, found: ["type-coerced at 21: /name"], taken: ["name": "12"]),
        Case(body: #"{"name":"longer"}"#, found: ["value-undocumented at 21: /name"], taken: ["name": "longer"]),
        Case(body: #"{"strict":"5"}"#, failure: "body-invalid", found: ["body-invalid at 22: /strict"]),
        Case(body: #"{"old":"x"}"#, found: ["deprecated at 23: /old"], taken: ["old": "x"]),
        Case(body: #"{"lines":[{"text":"a"},{"tekst":"b"}]}"#, found: ["member-unknown at 26: /lines/1/tekst"]),
        Case(body: #"{"count":1,"loud":false,"name":"a","lines":[]}"#),
        Case(query: "?engine=odd", body: "{}", found: ["value-undocumented at 9: query engine"]),
        Case(
            query: "?level=odd", body: "{}", failure: "parameter-invalid",
            found: ["parameter-invalid at 10: query level"]),
        Case(query: "?old=1", body: "{}", found: ["deprecated at 11: query old"]),
        Case(query: "?stray=1", body: "{}", found: ["parameter-unknown at 6: query stray"]),
        Case(
            headers: [], body: "{}", failure: "parameter-invalid", found: ["parameter-missing at 12: header X-Tenant"]),
    ]

    @Test("Each violation has its rule, its place and its line of the document", arguments: cases)
    func violations(_ test: Case) throws {
        let api = try compile(Self.document)
        let operation = try api.operation("make")
        let headers = test.headers + [("Content-Type", "application/json")]
        let result = api.interpret(
            OperationRequest(
                method: "POST", path: "/things", query: test.query.isEmpty ? nil : String(test.query.dropFirst()),
                pathValues: [], body: Array(test.body.utf8), mountPrefix: ""),
            operation: operation, headers: SentHeaders(fields: headers.map { (name: $0.0, value: $0.1) }))
        #expect(result.failure?.split(separator: ";").first.map(String.init) == test.failure)
        let found = result.violations.map { violation in
            "\(violation.rule) at \(violation.source?.line ?? 0): \(violation.pointer ?? violation.subject ?? "")"
        }
        #expect(found == test.found)
        #expect(result.violations.allSatisfy { $0.source?.file == "api.yaml" })
        if let taken = test.taken { #expect(result.values.body == taken) }
    }

    @Test("Without the annotation, whatever the schema forbids is refused; on the document it is for all")
    func everywhere() throws {
        func failure(_ document: String) throws -> String? {
            let api = try compile(document)
            return api.interpret(
                OperationRequest(
                    method: "POST", path: "/things", query: nil, pathValues: [], body: Array(#"{"strict":"5"}"#.utf8),
                    mountPrefix: ""),
                operation: try api.operation("make"),
                headers: SentHeaders(fields: [("X-Tenant", "t"), ("Content-Type", "application/json")])
            ).failure
        }
        #expect(try failure(Self.document) != nil)
        let lenient = Self.document.replacing("paths:\n", with: "x-sim-lenient: [type]\npaths:\n", maxReplacements: 1)
        #expect(try failure(lenient) == nil)
    }

    @Test("A word that means nothing is a mistake")
    func mistakes() {
        let document = Self.document.replacing("x-sim-lenient: [enum]", with: "x-sim-lenient: [enums]")
            .replacing("x-sim-lenient: [length, type]", with: "x-sim-lenient: length")
        #expect(
            complaints(document) == [
                "9:101 \"x-sim-lenient\" has no \"enums\" | did you mean \"enum\"?",
                "21:68 \"x-sim-lenient\" is a list of what is let through, found a string | known: type, enum, length, range, pattern, format",
            ])
    }
}
