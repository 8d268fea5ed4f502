// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// Batches: how a body becomes parts, and how an answer shows them.
struct BatchRenderingTests {
    private static let document = """
        openapi: 3.1.0
        info: { title: Acme, version: "1" }
        x-sim-api: { id: acme, timestamps: seconds }
        x-sim-jobs:
          letter: { topic: input.about, identifier: { integer: 100 } }
          mailing:
            parts: { of: letter, each: input.letters, with: { sender: input.from, about: { const: nothing } } }
          list:
            parts: { of: letter, each: input.words.text, split: [",", ";"], as: about }
        paths:
          /mailings:
            post:
              operationId: send
              x-sim-binding: { submit: mailing }
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Mailing' } } } } }
          /lists:
            post:
              operationId: sendList
              x-sim-binding: { submit: list }
              requestBody: { content: { application/json: { schema: { type: object } } } }
              responses: { '200': { description: d } }
          /letters/{id}:
            get:
              operationId: readLetter
              parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
              x-sim-binding: { read: letter }
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { outline: { type: string, x-sim-source: job.outline } } } } } } }
        components:
          schemas:
            Mailing:
              type: object
              properties:
                state: { type: string, x-sim-source: job.state }
                done: { type: integer, x-sim-source: { from: job.parts, count: completed } }
                live: { type: integer, x-sim-source: { from: job.parts, count: [pending, processing] } }
                letters:
                  type: array
                  x-sim-source: job.parts
                  items:
                    type: object
                    properties:
                      id: { type: integer, x-sim-source: job.id }
                      about: { type: string, x-sim-source: input.about }
                      sender: { type: string, x-sim-source: input.sender }
                      why: { type: string, x-sim-source: job.reason }
        """

    private static func submission(_ operation: String, _ body: JSONValue) throws -> Submission {
        let api = try compile(document)
        let interpretation = api.interpret(
            OperationRequest(
                method: "POST", path: "/mailings", query: nil, pathValues: [], body: body.serialized, mountPrefix: ""),
            operation: try api.operation(operation),
            headers: SentHeaders(fields: [("Content-Type", "application/json")]))
        guard case .action(.submit(let submission)) = interpretation.verdict else {
            throw Refused(description: "\(interpretation.verdict)")
        }
        return submission
    }

    struct Refused: Error, CustomStringConvertible {
        var description: String
    }

    @Test("Each element of the list is a part, with its own members before those it has from the batch")
    func parts() throws {
        let submission = try Self.submission(
            "send",
            [
                "from": "me",
                "letters": [
                    ["about": "tea"], ["sender": "you", "deep": ["x": "[sim:slow]"]], ["about": "a [sim:b] c"],
                ],
            ])
        let kind = try #require(try compile(Self.document).jobKind("letter"))
        let parts = try #require(submission.parts)
        #expect(kind.inputs.sorted() == ["about", "sender"])
        func input(_ name: String, _ index: Int) -> JSONValue {
            parts[index].inputs[kind.inputs.firstIndex(of: name) ?? 0]
        }
        #expect((0..<3).map { input("about", $0) } == ["tea", "nothing", "a [sim:b] c"])
        #expect((0..<3).map { input("sender", $0) } == ["me", "you", "me"])
        #expect(parts.map(\.topic) == ["tea", "nothing", "a [sim:b] c"])
        #expect(parts.map(\.marker) == [nil, "slow", "b"])
    }

    @Test(
        "A list in one text is cut where it says",
        arguments: [
            ("red shoes, blue shoes;green", ["red shoes", "blue shoes", "green"]), ("one", ["one"]), (" , ,", []),
            ("", []),
        ])
    func texts(text: String, expected: [String]) throws {
        let submission = try Self.submission("sendList", ["words": ["text": .string(text)]])
        #expect(submission.parts?.map(\.topic) == expected)
    }

    @Test("A batch without its list has no parts, and is still a batch")
    func none() throws {
        #expect(try Self.submission("send", [:]).parts == [])
    }

    @Test("An answer shows the parts in their order and counts them by state")
    func rendering() throws {
        let api = try compile(Self.document)
        let names = try #require(api.jobKind("letter")).inputs
        func letter(_ number: Int, _ state: JobState) -> JobView {
            var view = RenderBench.job(state)
            view.reference = JobReference(api: "acme", kind: "letter", identifier: String(number))
            view.inputs = names.map { name -> JSONValue in name == "about" ? .string("tea \(number)") : .null }
            return view
        }
        var batch = RenderBench.job(.processing)
        batch.parts = [letter(101, .completed), letter(102, .failed), letter(103, .pending), letter(104, .processing)]
        let body = try #require(try api.operation("send").success.body)
        let text = Renderer.render(body, RenderContext(now: .noon, seed: 7, subject: .job(batch)))
        #expect(
            try JSONReader.read(text).root == [
                "state": "processing", "done": 1, "live": 2,
                "letters": [
                    ["id": 101, "about": "tea 101"], ["id": 102, "about": "tea 102", "why": "Broken"],
                    ["id": 103, "about": "tea 103"], ["id": 104, "about": "tea 104"],
                ],
            ])
    }

    @Test("The outline is the headings of what is visible")
    func outline() throws {
        let body = try #require(try compile(Self.document).operation("readLetter").success.body)
        var job = RenderBench.job(.completed)
        job.content = Array("# One\n\nText\n\n## Two #\n- x\n".utf8)
        job.visibleBytes = job.content.count
        func rendered() throws -> JSONValue {
            try JSONReader.read(Renderer.render(body, RenderContext(now: .noon, seed: 7, subject: .job(job)))).root
        }
        #expect(try rendered() == ["outline": "# One\n## Two #"])
        job.visibleBytes = 7
        #expect(try rendered() == ["outline": "# One"])
    }

    @Test(
        "A mistake in the parts of a batch is reported where it stands",
        arguments: [
            ("of: letter, each: input.letters", "of: leter, each: input.letters", "there is no job kind \"leter\""),
            ("of: letter, each: input.letters", "of: list, each: input.letters", "the parts of a batch are no batches"),
            (
                "of: letter, each: input.letters", "of: mailing, each: input.letters",
                "the parts of a batch are no batches"
            ),
            ("of: letter, each: input.letters", "of: letter", "\"parts\" needs \"of\", a kind of job, and \"each\""),
            ("each: input.letters", "each: letters", "\"letters\" is no input"),
            ("split: [\",\", \";\"]", "split: \", \"", "\"split\" is a character, or a list of characters"),
            ("each: input.letters", "each: input.letters, spilt: x", "\"parts\" has no \"spilt\""),
            ("count: completed", "count: done", "\"done\" is no state of a job"),
            (
                "x-sim-source: input.sender", "x-sim-source: job.title",
                "\"job.title\" has no meaning here: a batch does not show the texts of its parts"
            ),
            (
                "{ type: string, x-sim-source: job.outline }", "{ type: array, x-sim-source: job.parts, items: {} }",
                "job kind \"letter\" declares no \"parts\""
            ),
            (
                "{ type: string, x-sim-source: job.outline }", "{ x-sim-source: { from: job.parts, count: failed } }",
                "job kind \"letter\" declares no \"parts\""
            ),
        ])
    func mistakes(old: String, new: String, complaint: String) throws {
        try #require(Self.document.contains(old))
        let found = complaints(Self.document.replacing(old, with: new, maxReplacements: 1))
        #expect(found.contains { $0.contains(complaint) }, "\(found)")
    }
}
