// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// An API whose operations all answer with one schema, and contexts to render it in.
struct RenderBench {
    enum Place: String, CaseIterable {
        case job = "readReport"
        case jobs = "listReports"
        case record = "readNote"
        case records = "listNotes"
        case error = "act"
    }

    /// Compiles the document with a schema in YAML's flow style, and renders it.
    static func render(
        _ schema: String, at place: Place, timestamps: String = "seconds", components: String = "{}",
        _ change: (inout RenderContext) -> Void = { _ in }
    ) throws -> String {
        let api = try compile(document(schema, at: place, timestamps: timestamps, components: components))
        let operation = try api.operation(place.rawValue)
        let response = place == .error ? try #require(operation.failures[500]) : operation.success
        var context = context(for: place)
        change(&context)
        let text = String(decoding: Renderer.render(try #require(response.body), context), as: UTF8.self)
        // Whatever is rendered is JSON without duplicate members.
        let parsed = try JSONReader.read(Array(text.utf8))
        #expect(parsed.duplicates.isEmpty)
        #expect(parsed.root.text == text)
        return text
    }

    static func document(_ schema: String, at place: Place, timestamps: String, components: String) -> String {
        func content(_ other: Place) -> String {
            "content: { application/json: { schema: \(other == place ? schema : "{ type: object }") } }"
        }
        return """
            openapi: 3.1.0
            x-sim-api: { id: acme, timestamps: \(timestamps) }
            x-sim-collections: { notes: { key: number, identifier: { integer: 1 } } }
            x-sim-jobs:
              report:
                states: { pending: QUEUED, processing: RUNNING, completed: DONE, failed: ERROR, stopped: CANCELLED }
                stages: [{ name: read, percent: 10 }, { name: write, percent: 60 }]
            paths:
              /reports/{id}:
                parameters:
                  - { name: id, in: path, schema: { type: string } }
                  - { name: size, in: query, schema: { type: integer } }
                  - { name: X-Trace, in: header, schema: { type: string } }
                get:
                  operationId: readReport
                  x-sim-binding: { read: report }
                  responses: { '200': { \(content(.job)) } }
              /reports:
                get:
                  operationId: listReports
                  x-sim-binding: { list: report }
                  responses: { '200': { \(content(.jobs)) } }
              /notes/{id}:
                get:
                  operationId: readNote
                  parameters: [{ name: id, in: path, schema: { type: string } }]
                  x-sim-binding: { read: notes }
                  responses: { '200': { \(content(.record)) } }
              /notes:
                get:
                  operationId: listNotes
                  x-sim-binding: { list: notes }
                  responses: { '200': { \(content(.records)) } }
              /act:
                post:
                  operationId: act
                  x-sim-binding: { act: {} }
                  responses: { '204': {}, '500': { \(content(.error)) } }
            components: { schemas: \(components) }
            """
    }

    static func context(for place: Place) -> RenderContext {
        var context = RenderContext(now: .noon, seed: 7)
        context.request.mountPrefix = "/acme/v1"
        context.request.parameters = [
            .init(location: .path, name: "id", value: "r1"), .init(location: .query, name: "size", value: 3),
            .init(location: .header, name: "X-Trace", value: "t\"1"),
        ]
        switch place {
        case .job: context.subject = .job(job(.processing))
        case .record: context.subject = .record(["number": 4, "text": "four", "tags": ["a"], "deep": ["in": ["x": 1]]])
        case .jobs:
            context.items = .jobs([job(.completed), job(.pending)])
            context.page = PageInfo(total: 5, number: 2, size: 2, offset: 2, nextCursor: "c3")
        case .records:
            context.items = .records([
                ["number": 1, "kind": "a"], ["number": 2, "kind": "b"], ["number": 3, "kind": "a"],
            ])
            context.page = PageInfo(total: 3, number: 1, size: 3, offset: 0)
        case .error:
            context.error = ErrorValues(status: 404, code: "NO", message: "Nothing", details: ["a", "b"])
        }
        return context
    }

    static func job(_ state: JobState) -> JobView {
        var job = JobView(
            reference: JobReference(api: "acme", kind: "report", identifier: "r 1/2"), resultIdentifier: "result-1",
            state: state, progress: 0.5, timeline: "happy", createdAt: .noon, updatedAt: .noon + .seconds(2), polls: 3)
        job.inputs = ["blue", .null, ["x": 5]]
        guard state != .pending else {
            job.progress = 0
            return job
        }
        job.startedAt = .noon + .seconds(1)
        job.title = "A \"Title\""
        job.content = Array("# One\n\nTwo three".utf8)
        job.visibleBytes = 5
        job.wordCount = 1
        if state == .failed || state == .stopped { job.failure = "Broken" }
        if state != .processing { job.endedAt = .noon + .seconds(2) }
        if state == .completed {
            job.progress = 1
            job.visibleBytes = job.content.count
        }
        return job
    }
}
