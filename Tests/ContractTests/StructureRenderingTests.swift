// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// Objects, lists and branches, byte for byte where order matters.
struct StructureRenderingTests {
    @Test(
        "A record is shown as its schema says, in the schema's order",
        arguments: [
            (
                "{ type: object, properties: { text: { type: string }, number: { type: integer } } }",
                #"{"text":"four","number":4}"#
            ),
            (
                "{ type: object, properties: { tags: { type: array, items: { type: string } }, deep: { type: object } } }",
                #"{"tags":["a"],"deep":{"in":{"x":1}}}"#
            ),
            (
                "{ type: object, properties: { id: { type: integer, x-sim-source: item.number }, gone: { type: string } } }",
                #"{"id":4}"#
            ),
            (
                "{ type: object, required: [gone], properties: { gone: { type: [string, 'null'] } } }",
                #"{"gone":null}"#
            ),
            // A source inside makes the object around it be written member by member.
            (
                "{ type: object, properties: { deep: { type: object, properties: { in: { type: object }, now: { type: string, x-sim-source: clock.now } } } } }",
                #"{"deep":{"in":{"x":1},"now":"2026-03-10T20:00:00Z"}}"#
            ),
            ("{ type: object, properties: { x: { type: integer, x-sim-source: item.deep.in.x } } }", #"{"x":1}"#),
            // What is only ever sent is not shown.
            (
                "{ type: object, properties: { text: { type: string, writeOnly: true }, number: { type: integer } } }",
                #"{"number":4}"#
            ),
        ])
    func records(schema: String, expected: String) throws {
        #expect(try RenderBench.render(schema, at: .record) == expected)
    }

    @Test("Sources are found through references, beside them, and in allOf")
    func composition() throws {
        let components = """
            { Base: { type: object, required: [id], properties: { id: { $ref: '#/components/schemas/Id' }, when: { type: string } } }, \
            Id: { type: string, x-sim-source: job.id }, \
            Whole: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { when: { type: string, x-sim-source: clock.now }, \
            state: { $ref: '#/components/schemas/Word', x-sim-source: job.state }, title: { allOf: [{ $ref: '#/components/schemas/Title' }] } } }, \
            Word: { type: string }, Title: { type: string, x-sim-source: job.title } }
            """
        let text = try RenderBench.render("{ $ref: '#/components/schemas/Whole' }", at: .job, components: components)
        #expect(text.hasPrefix(#"{"id":"r 1/2","#), "\(text)")
        #expect(text.hasSuffix(#""state":"RUNNING","title":"A \"Title\""}"#), "\(text)")
    }

    @Test(
        "A branch is shown in its states",
        arguments: [
            (JobState.pending, #"{"a":"QUEUED"}"#), (.processing, #"{"a":"RUNNING"}"#),
            (.completed, #"{"done":"DONE","at":"2026-03-10T20:00:02Z"}"#), (.failed, "null"), (.stopped, "null"),
        ])
    func branches(state: JobState, expected: String) throws {
        let schema = """
            { oneOf: [{ x-sim-when: [pending, processing], type: object, properties: { a: { type: string, x-sim-source: job.state } } }, \
            { $ref: '#/components/schemas/Done', x-sim-when: completed }, { type: 'null' }] }
            """
        let done =
            "{ Done: { type: object, properties: { done: { type: string, x-sim-source: job.state }, at: { type: string, x-sim-source: job.ended } } } }"
        let text = try RenderBench.render(schema, at: .job, components: done) { context in
            context.subject = .job(RenderBench.job(state))
        }
        #expect(text == expected)
    }

    @Test("What stands beside branches is part of each")
    func besideBranches() throws {
        let schema = """
            { type: object, required: [id], properties: { id: { type: string, x-sim-source: job.id } }, oneOf: [\
            { x-sim-when: [processing], properties: { n: { const: 1 } } }, { x-sim-when: [pending], properties: { n: { const: 2 } } }] }
            """
        #expect(try RenderBench.render(schema, at: .job) == #"{"id":"r 1/2","n":1}"#)
        let constraints =
            "{ type: object, properties: { id: { x-sim-source: job.id } }, anyOf: [{ required: [id] }, { required: [x] }] }"
        #expect(try RenderBench.render(constraints, at: .job) == #"{"id":"r 1/2"}"#)
    }

    @Test("Without states the first branch that is not null stands for all")
    func firstBranch() throws {
        let schema =
            "{ anyOf: [{ type: 'null' }, { type: object, properties: { id: { type: string, x-sim-source: job.id } } }, { type: string }] }"
        #expect(try RenderBench.render(schema, at: .job) == #"{"id":"r 1/2"}"#)
    }

    @Test("A list shows its elements, at the top or inside")
    func lists() throws {
        let item =
            "{ type: object, properties: { s: { type: string, x-sim-source: job.state }, e: { type: string, x-sim-source: job.ended } } }"
        let bare = try RenderBench.render("{ type: array, x-sim-source: page.items, items: \(item) }", at: .jobs)
        #expect(bare == #"[{"s":"DONE","e":"2026-03-10T20:00:02Z"},{"s":"QUEUED"}]"#)
        let inside = try RenderBench.render(
            "{ type: object, properties: { n: { type: integer, x-sim-source: page.total }, items: { type: array, x-sim-source: page.items, items: \(item) } } }",
            at: .jobs
        ) { $0.items = .jobs([]) }
        #expect(inside == #"{"n":5,"items":[]}"#)
    }

    @Test("Elements are counted and cut")
    func countsAndCuts() throws {
        let schema = """
            { type: object, properties: { a: { type: integer, x-sim-source: { from: page.items, count: { kind: a } } }, \
            none: { type: integer, x-sim-source: { from: page.items, count: { kind: z } } }, \
            two: { type: array, x-sim-source: { from: page.items, first: 2 }, items: { type: object, properties: { number: { type: integer } } } } } }
            """
        #expect(try RenderBench.render(schema, at: .records) == #"{"a":2,"none":0,"two":[{"number":1},{"number":2}]}"#)
    }

    @Test("A field of the record that an input names is looked up with the job")
    func lookups() throws {
        let schema =
            "{ type: object, required: [v], properties: { v: { type: [string, 'null'], x-sim-source: { from: input.note, in: notes, take: text } } } }"
        let api = try compile(RenderBench.document(schema, at: .job, timestamps: "unix", components: "{}"))
        let kind = try #require(api.jobKind("report"))
        #expect(kind.inputs == ["note"])
        #expect(kind.lookups == [.init(input: 0, collection: "notes", field: "text")])
        for (value, expected) in [(JSONValue.string("found"), #""found""#), (.null, "null")] {
            let text = try RenderBench.render(schema, at: .job) { context in
                var job = RenderBench.job(.pending)
                job.lookups = [value]
                context.subject = .job(job)
            }
            #expect(text == #"{"v":\#(expected)}"#)
        }
    }

    @Test("A schema that contains itself ends")
    func recursion() throws {
        let components = """
            { Node: { type: object, required: [parent], properties: { id: { x-sim-source: job.id }, next: { $ref: '#/components/schemas/Node' }, \
            parent: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Node' }] }, \
            children: { type: array, items: { type: object, properties: { leaf: { const: 1 } } }, maxItems: 1 } } } }
            """
        let text = try RenderBench.render("{ $ref: '#/components/schemas/Node' }", at: .job, components: components)
        #expect(text == #"{"id":"r 1/2","parent":null,"children":[{"leaf":1}]}"#)
    }
}
