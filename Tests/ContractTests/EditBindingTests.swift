// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// `takes` and `sets` of bindings, `changes` of job kinds, `fixture-fields` of collections; `read` of several kinds.
struct EditBindingTests {
    private static let document = """
        openapi: 3.1.0
        x-sim-api: { id: acme, timestamps: seconds }
        x-sim-collections:
          sites: { identifier: { integer: 1 } }
          notes:
            identifier: { integer: 1 }
            item: '#/components/schemas/Note'
            created: made
            fixture-fields: { text: { const: by rule }, shown: item.made }
            fixtures: [{ site: 1 }]
        x-sim-jobs:
          report:
            states: { pending: QUEUED }
            stages: [{ name: read, percent: 10 }]
            changes: [{ on: completed, in: sites, by: input.site.id, sets: { reports: { add: 1, at-most: 9 }, open: false } }]
          survey: { states: { pending: WAITING } }
        paths:
          /notes/{id}:
            parameters: [{ name: id, in: path, schema: { type: integer } }, { name: who, in: query, schema: { type: string } }]
            put:
              operationId: edit
              x-sim-binding:
                BINDING
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
          /jobs/{id}:
            get:
              operationId: readJob
              parameters: [{ name: id, in: path, schema: { type: string } }]
              x-sim-binding: { read: [report, survey] }
              responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } } }
        components:
          schemas:
            Note: { type: object, properties: { id: { type: integer }, text: { type: string }, shown: { type: string } } }
            Job:
              type: object
              required: [id, job]
              properties:
                id: { type: string, x-sim-source: job.id }
                job:
                  type: object
                  required: [failure, state]
                  properties:
                    failure: { type: [string, 'null'], x-sim-source: job.reason, x-sim-when: [failed] }
                    state: { type: string, x-sim-source: job.state }
                  oneOf:
                    - { x-sim-kind: [survey], type: object, properties: { site: { type: [string, 'null'], x-sim-source: input.site.id } } }
                    - { x-sim-kind: report, type: object, properties: { stage: { type: [string, 'null'], x-sim-source: job.stage } } }
        """

    private func plan(_ binding: String) throws -> CompiledAPI {
        try compile(Self.document.replacing("BINDING", with: binding))
    }

    private func edit(_ binding: String, body: String, query: String? = nil) throws -> RecordEdit {
        let api = try plan(binding)
        let request = OperationRequest(
            method: "PUT", path: "/notes/7", query: query, pathValues: ["7"], body: Array(body.utf8), mountPrefix: "")
        let found = api.interpret(
            request, operation: try api.operation("edit"),
            headers: SentHeaders(fields: [("Content-Type", "application/json")]))
        guard case .action(.editRecord("notes", let edit)) = found.verdict else {
            Issue.record("\(found.verdict)")
            return RecordEdit(verb: .create)
        }
        return edit
    }

    @Test("What is of the request is worked out at once, what is of the record when it changes")
    func values() throws {
        let sets = """
            { patch: notes, takes: [text, gone], sets: { who: query.who, size: input.size.cm, ok: true, nothing: null,
              first: { first-of: [item.first, { from: input.kind, map: { a: 1 } }] }, at: clock.now,
              url: { template: "x/{site}/{input.kind}", with: { site: { from: item.site, in: sites, take: name } } },
              n: { add: -1, at-least: 0, when: { input.kind: a } }, m: { const: 2, when: { input.kind: b } } } }
            """
        let edit = try edit(sets, body: #"{"text": "t", "kind": "a", "size": {"cm": 3}, "other": 1}"#, query: "who=me")
        #expect(edit.verb == .patch && edit.identifier == "7")
        #expect(edit.fields == ["text": "t"])
        #expect(
            edit.sets == [
                FieldChange(field: "who", value: .constant("me")), FieldChange(field: "size", value: .constant(3)),
                FieldChange(field: "ok", value: .constant(true)),
                FieldChange(field: "nothing", value: .constant(.null)),
                FieldChange(
                    field: "first",
                    value: .firstOf([.item(["first"]), .mapped(.constant("a"), ["a": 1])])),
                FieldChange(field: "at", value: .now(.seconds)),
                FieldChange(
                    field: "url",
                    value: .joined([
                        .constant("x/"), .lookup(.item(["site"]), collection: "sites", field: "name"), .constant("/"),
                        .constant("a"),
                    ])), FieldChange(field: "n", value: .sum(-1, least: 0, most: nil)),
            ])
    }

    @Test("A body writes everything, nothing, or what is named; a creation names no record")
    func takes() throws {
        let body = #"{"text": "t", "site": 1}"#
        #expect(try edit("{ replace: notes, takes: none }", body: body).fields == [:])
        #expect(try edit("{ replace: notes, sets: { x: 1 } }", body: body).fields == ["text": "t", "site": 1])
        let made = try edit("{ create: notes, takes: [site] }", body: body)
        #expect(made == RecordEdit(verb: .create, fields: ["site": 1]))
    }

    @Test("Rules of kinds and collections reach the catalogue; what follows from a rule is not made up")
    func catalog() throws {
        let catalog = try plan("{ patch: notes }").catalog(seed: 1)
        let report = try #require(catalog.jobs.first { $0.name == "report" })
        let input = try #require(report.inputs.firstIndex(of: "site.id"))
        #expect(
            report.changes == [
                JobChange(
                    on: .completed, collection: "sites", input: input,
                    sets: [
                        FieldChange(field: "reports", value: .sum(1, least: nil, most: 9)),
                        FieldChange(field: "open", value: .constant(false)),
                    ])
            ])
        let notes = try #require(catalog.collections.first { $0.name == "notes" })
        #expect(notes.fixtures.count == 1 && notes.fixtures[0]["site"] == 1 && notes.fixtures[0]["text"] == nil)
        #expect(
            notes.fixtureFields == [
                FieldChange(field: "text", value: .constant("by rule")),
                FieldChange(field: "shown", value: .item(["made"])),
            ])
    }

    @Test(
        "A job of several kinds is shown by the branch of its own, with what all share",
        arguments: [
            ("report", #"{"id":"r 1/2","job":{"failure":null,"state":"QUEUED","stage":"read"}}"#),
            ("survey", #"{"id":"r 1/2","job":{"failure":null,"state":"WAITING","site":"blue"}}"#),
        ])
    func kinds(kind: String, expected: String) throws {
        let api = try plan("{ patch: notes }")
        let operation = try api.operation("readJob")
        guard
            case .action(let action) = api.interpret(
                OperationRequest(
                    method: "GET", path: "/jobs/j1", query: nil, pathValues: ["j1"], body: [], mountPrefix: ""),
                operation: operation, headers: SentHeaders(fields: [("Content-Type", "application/json")])
            ).verdict
        else {
            Issue.record("refused")
            return
        }
        #expect(action == .readAnyJob(kinds: ["report", "survey"], identifier: "j1"))
        var job = RenderBench.job(.pending)
        job.reference.kind = kind
        let context = RenderContext(now: .noon, seed: 7, subject: .job(job))
        let text = String(decoding: Renderer.render(try #require(operation.success.body), context), as: UTF8.self)
        #expect(text == expected)
    }

    @Test(
        "Texts are shown as something else, or written",
        arguments: [
            (#"{ template: "{item.site}/{n}/é", with: { n: { const: [1] } } }"#, #""7/[1]/é""#),
            (#"{ template: "{item.site}/{item.nothing}" }"#, "null"), (#"{ path: "/x/{item.nothing}" }"#, "null"),
            ("{ from: item.text, as: html }", ##""<h1>One</h1>\n<p>Two three. Four</p>""##),
            ("{ from: item.text, as: words }", "4"), ("{ from: item.text, as: { excerpt: 11 } }", #""Two three.""#),
            ("{ from: item.text, as: { minutes: 3 } }", "2"), ("{ from: item.nothing, as: html }", "null"),
            ("{ from: item.site, as: words, default: 5 }", "5"),
            ("{ from: { draft: item.text, words: 7 }, as: words }", "7"),
            ("{ from: { draft: item.text, words: item.site }, as: words }", "7"),
            ("{ draft: item.nothing, words: 7 }", "null"),
        ])
    func texts(source: String, expected: String) throws {
        let schema =
            "{ type: object, required: [v], properties: { v: { type: [string, integer, 'null'], x-sim-source: \(source) } } }"
        let text = try RenderBench.render(schema, at: .record) {
            $0.subject = .record(["site": 7, "text": "# One\n\nTwo three. Four"])
        }
        #expect(text == #"{"v":\#(expected)}"#)
    }

    @Test(
        "A body in which one member alone is wrong may have an error of its own",
        arguments: [
            (#"{"title": 3}"#, "BAD_TITLE"), (#"{"title": 3, "size": 3}"#, "OTHER"), (#"{"size": 3}"#, "OTHER"),
            ("[]", "OTHER"),
        ])
    func oneMember(body: String, code: String) throws {
        let yaml = soundDocument.replacing(
            "job-unknown.report: { status: 404, code: NO_REPORT }", with: "body-invalid./title: { code: BAD_TITLE }")
        let api = try compile(yaml)
        let operation = try api.operation("makeReport")
        let found = api.interpret(
            OperationRequest(
                method: "POST", path: "/reports", query: nil, pathValues: [], body: Array(body.utf8), mountPrefix: ""),
            operation: operation,
            headers: SentHeaders(fields: [("Content-Type", "application/json"), ("X-Key", "k")]))
        guard case .failure(let failure) = found.verdict else {
            Issue.record("let through")
            return
        }
        #expect(api.errors.answer(to: failure, operation: operation, request: found.values).values.code == code)
    }
}
