// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// Each source of the table in `openapi/README.md`, and what stands where it has no value.
struct SourceRenderingTests {
    private static func object(_ property: String) -> String {
        "{ type: object, required: [v], properties: { v: { \(property) } } }"
    }

    @Test(
        "A source of a job gives its value",
        arguments: [
            ("job.id", JobState.processing, #""r 1/2""#), ("job.result", .processing, #""result-1""#),
            ("job.state", .pending, #""QUEUED""#), ("job.state", .processing, #""RUNNING""#),
            ("job.state", .completed, #""DONE""#), ("job.state", .failed, #""ERROR""#),
            ("job.state", .stopped, #""CANCELLED""#),
            ("job.stage", .pending, #""read""#), ("job.stage", .processing, #""write""#),
            ("job.percent", .processing, "60"), ("job.percent", .completed, "100"),
            ("job.progress", .processing, "0.5"), ("job.progress", .completed, "1.0"),
            ("job.title", .pending, "null"), ("job.title", .processing, #""A \"Title\"""#),
            ("job.content", .pending, "null"), ("job.content", .processing, ##""# One""##),
            ("job.content", .completed, ##""# One\n\nTwo three""##), ("job.words", .processing, "1"),
            ("job.polls", .processing, "3"), ("job.reason", .processing, "null"), ("job.reason", .failed, #""Broken""#),
            ("job.reason", .stopped, #""Broken""#),
            ("job.created", .pending, #""2026-03-10T20:00:00Z""#),
            ("job.updated", .pending, #""2026-03-10T20:00:02Z""#),
            ("job.started", .pending, "null"), ("job.started", .processing, #""2026-03-10T20:00:01Z""#),
            ("job.completed", .failed, "null"), ("job.completed", .completed, #""2026-03-10T20:00:02Z""#),
            ("job.failed", .completed, "null"), ("job.failed", .failed, #""2026-03-10T20:00:02Z""#),
            ("job.stopped", .failed, "null"), ("job.stopped", .stopped, #""2026-03-10T20:00:02Z""#),
            ("job.ended", .processing, "null"), ("job.ended", .stopped, #""2026-03-10T20:00:02Z""#),
            ("input.colour", .pending, #""blue""#), ("input.missing", .pending, #""blue""#),
            ("path.id", .pending, #""r1""#), ("query.size", .pending, "3"), ("header.x-trace", .pending, #""t\"1""#),
            ("clock.now", .pending, #""2026-03-10T20:00:00Z""#),
            ("{ const: [1, {a: 2.0}] }", .pending, #"[1,{"a":2.0}]"#),
            ("{ from: job.state, map: { QUEUED: 1, RUNNING: two } }", .pending, "1"),
            ("{ from: job.state, map: { QUEUED: 1, RUNNING: two } }", .processing, #""two""#),
            ("{ from: job.state, map: { QUEUED: 1, RUNNING: two } }", .failed, "null"),
            ("{ from: job.state, map: { QUEUED: 1 }, default: 9 }", .failed, "9"),
            ("{ from: query.size, map: { 3: three } }", .failed, #""three""#),
            ("{ from: job.reason, default: fine }", .processing, #""fine""#),
            ("{ from: job.reason, default: fine }", .failed, #""Broken""#),
            ("{ first-of: [job.reason, job.ended, job.id] }", .pending, #""r 1/2""#),
            ("{ first-of: [job.reason, job.ended, job.id] }", .failed, #""Broken""#),
            ("{ first-of: [job.reason, { const: x }] }", .pending, #""x""#),
            ("{ path: \"/reports/{job.id}/of/{query.size}\" }", .pending, #""/acme/v1/reports/r%201%2F2/of/3""#),
        ])
    func jobs(source: String, state: JobState, expected: String) throws {
        let schema = Self.object("type: [string, number, array, 'null'], x-sim-source: \(source)")
        let text = try RenderBench.render(schema, at: .job) { $0.subject = .job(RenderBench.job(state)) }
        #expect(text == #"{"v":\#(expected)}"#)
    }

    @Test(
        "An input keeps its place, and one inside another is found",
        arguments: [(0, #""blue""#), (1, "null"), (2, #"{"x":5}"#), (3, "null")])
    func inputs(count: Int, expected: String) throws {
        // Each source registers one more input of the kind, in order.
        let others = (0..<count).map { "o\($0): { x-sim-source: input.other\($0) }, " }.joined()
        let schema =
            "{ type: object, required: [v], properties: { \(others)v: { type: [object, string, 'null'], x-sim-source: input.v } } }"
        let text = try RenderBench.render(schema, at: .job)
        #expect(text.hasSuffix(#""v":\#(expected)}"#), "\(text)")
    }

    @Test(
        "Instants are written in the API's form",
        arguments: [
            ("seconds", #""2026-03-10T20:00:00Z""#), ("milliseconds", #""2026-03-10T20:00:00.250Z""#),
            ("unix", "1773172800"),
        ])
    func timestamps(form: String, expected: String) throws {
        for source in ["clock.now", "job.created", "{ first-of: [job.ended, job.created] }"] {
            let text = try RenderBench.render(
                Self.object("type: [string, integer], x-sim-source: \(source)"), at: .job, timestamps: form)
            #expect(text == #"{"v":\#(expected)}"#)
        }
    }

    @Test("What the schema calls an integer is written as a number")
    func numericIdentifiers() throws {
        let text = try RenderBench.render(Self.object("type: integer, x-sim-source: job.id"), at: .job) { context in
            var job = RenderBench.job(.pending)
            job.reference.identifier = "70001"
            context.subject = .job(job)
        }
        #expect(text == #"{"v":70001}"#)
    }

    @Test(
        "A source without a value gives null, else no member, else a value from the schema",
        arguments: [
            ("type: [string, 'null'], x-sim-source: job.reason", true, #"{"v":null}"#),
            ("type: [string, 'null'], x-sim-source: job.reason", false, #"{"v":null}"#),
            ("type: string, x-sim-source: job.reason", false, "{}"),
            ("type: string, example: none, x-sim-source: job.reason", false, "{}"),
            ("type: string, example: none, x-sim-source: job.reason", true, #"{"v":"none"}"#),
            ("type: string, enum: [only], x-sim-source: job.reason", true, #"{"v":"only"}"#),
            ("type: [string, 'null'], enum: [only], x-sim-source: job.reason", true, #"{"v":"only"}"#),
            ("enum: [only, null], x-sim-source: job.reason", true, #"{"v":null}"#),
            ("oneOf: [{ type: 'null' }, { type: string }], x-sim-source: job.reason", true, #"{"v":null}"#),
            ("type: string, x-sim-source: job.title, x-sim-when: [completed]", false, "{}"),
            ("type: [string, 'null'], x-sim-source: job.title, x-sim-when: [completed]", false, #"{"v":null}"#),
            ("type: string, const: x, x-sim-when: [completed]", true, #"{"v":"x"}"#),
            ("type: string, const: x, x-sim-when: [completed]", false, "{}"),
            ("type: string, x-sim-source: job.title, x-sim-when: [processing, failed]", false, #"{"v":"A \"Title\""}"#),
        ])
    func absence(property: String, isRequired: Bool, expected: String) throws {
        let required = isRequired ? "required: [v], " : ""
        let text = try RenderBench.render("{ type: object, \(required)properties: { v: { \(property) } } }", at: .job)
        #expect(text == expected)
    }

    @Test(
        "A property without a source takes its const, else its example, else its default",
        arguments: [
            ("const: a, example: b, default: c", #""a""#), ("example: b, default: c", #""b""#),
            ("examples: [b, x], default: c", #""b""#), ("default: c", #""c""#), ("default: null, type: 'null'", "null"),
            ("type: object", "{}"), ("type: 'null'", "null"),
            ("allOf: [{ $ref: '#/components/schemas/Named' }]", #""named""#),
            ("$ref: '#/components/schemas/Named', example: beside", #""beside""#),
            ("type: object, example: { a: 1 }, properties: { a: { type: integer } }", #"{"a":1}"#),
            (
                "type: object, example: { a: 1 }, properties: { a: { type: string, x-sim-source: job.id } }",
                #"{"a":"r 1/2"}"#
            ),
        ])
    func fixedValues(property: String, expected: String) throws {
        let text = try RenderBench.render(
            Self.object(property), at: .job, components: "{ Named: { type: string, example: named } }")
        #expect(text == #"{"v":\#(expected)}"#)
    }

    @Test(
        "A source of an error gives its value",
        arguments: [
            ("error.code", #""NO""#), ("error.message", #""Nothing""#), ("error.status", "404"),
            ("error.phrase", #""Not Found""#), ("error.details", #"["a","b"]"#),
        ])
    func errors(source: String, expected: String) throws {
        let text = try RenderBench.render(
            Self.object("type: [string, integer, array], x-sim-source: \(source)"), at: .error)
        #expect(text == #"{"v":\#(expected)}"#)
    }

    @Test(
        "A source of a page gives its value",
        arguments: [
            ("page.total", "5"), ("page.number", "2"), ("page.size", "2"), ("page.pages", "3"), ("page.offset", "2"),
            ("page.next", #""c3""#),
        ])
    func pages(source: String, expected: String) throws {
        let text = try RenderBench.render(Self.object("type: [string, integer], x-sim-source: \(source)"), at: .jobs)
        #expect(text == #"{"v":\#(expected)}"#)
    }
}
