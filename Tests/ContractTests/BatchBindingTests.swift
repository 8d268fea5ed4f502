// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// From a request about several records to the engine's action, and from what came of it to the answer.
struct BatchBindingTests {
    private static func document(binding: String, body: String, answer: String = "{ type: object }") -> String {
        """
        openapi: 3.1.0
        x-sim-api: { id: acme }
        x-sim-collections: { pages: {}, tags: {} }
        paths:
          /pages/{id}:
            post:
              operationId: act
              parameters: [{ name: id, in: path, schema: { type: string } }]
              x-sim-binding: \(binding)
              requestBody: { content: { application/json: { schema: \(body) } } }
              responses: { '200': { content: { application/json: { schema: \(answer) } } } }
        """
    }

    private func batch(_ binding: String, body schema: String, sent: String) throws -> RecordBatch {
        let api = try compile(Self.document(binding: binding, body: schema))
        let interpretation = api.interpret(
            OperationRequest(
                method: "POST", path: "/pages/p1", query: nil, pathValues: ["p1"], body: Array(sent.utf8),
                mountPrefix: ""
            ), operation: try api.operation("act"), headers: SentHeaders(fields: [("Content-Type", "application/json")])
        )
        guard case .batch(let batch) = interpretation.action else {
            throw DiagnosticsError([Diagnostic(.error, "\(interpretation.verdict)")])
        }
        return batch
    }

    @Test("Each element of a list becomes a record, with what its schema says of members left out")
    func objects() throws {
        let batch = try batch(
            "{ create: pages, each: input.pages }",
            body: "{ properties: { pages: { items: { properties: { url: {}, on: { default: true } } } } } }",
            sent: #"{"pages": [{"url": "a"}, {"url": "b", "on": false}]}"#)
        #expect(batch.verb == .create && batch.collection == "pages" && !batch.isSingle)
        #expect(batch.elements.map(\.fields) == [["url": "a", "on": true], ["url": "b", "on": false]])
    }

    @Test("Plain elements become a field, and one that is not valid is refused alone")
    func names() throws {
        let batch = try batch(
            "{ create: pages, each: input.urls, as: url, unless-exists: url, valid: { format: uri } }",
            body: "{ properties: { urls: { items: { type: string } } } }",
            sent: #"{"urls": ["https://a.example/", "no"]}"#)
        #expect(batch.elements.map(\.fields) == [["url": "https://a.example/"], ["url": "no"]])
        #expect(batch.elements.map(\.isRefused) == [false, true])
        #expect(batch.unlessExists == "url")
    }

    @Test("Elements that identify records do so once each", arguments: ["patch", "delete"])
    func identifiers(verb: String) throws {
        let batch = try batch(
            "{ \(verb): pages, each: input.ids }", body: "{ properties: { ids: {} } }",
            sent: #"{"ids": ["x", 7, "x"]}"#)
        #expect(batch.elements.map(\.identifier) == ["x", "7"])
    }

    @Test("Links take names from the body or from the element")
    func links() throws {
        let single = try batch(
            "{ patch: pages, links: { tagIds: { in: tags, as: name, from: input.tags } } }",
            body: "{ properties: { tags: {} } }", sent: #"{"tags": ["a", "b"]}"#)
        #expect(single.isSingle && single.elements.map(\.identifier) == ["p1"])
        let link = RecordBatch.Link(field: "tagIds", collection: "tags", nameField: "name", names: ["a", "b"])
        #expect(single.elements.map(\.links) == [[link]])
        let several = try batch(
            "{ create: pages, each: input.pages, links: { tagIds: { in: tags, as: name, from: each.tags } } }",
            body: "{ properties: { pages: {} } }", sent: #"{"pages": [{"tags": ["c"]}, {}]}"#)
        #expect(several.elements.map { $0.links.map(\.names) } == [[["c"]], [[]]])
    }

    @Test("What follows is a batch of its own, with the field for its owner")
    func following() throws {
        let batch = try batch(
            "{ create: pages, then: [{ create: tags, each: input.tags, as: name, owner: page }] }",
            body: "{ properties: { tags: {} } }", sent: #"{"title": "t", "tags": ["a"]}"#)
        #expect(batch.isSingle && batch.elements.map(\.identifier) == [""])
        #expect(batch.then.map(\.ownerField) == ["page"])
        #expect(batch.then.map { $0.elements.map(\.fields) } == [[["name": "a"]]])
    }

    @Test("An answer shows what became of the elements, together or apart")
    func answers() throws {
        func list(_ source: String) -> String {
            "{ type: array, x-sim-source: \(source), items: { type: object, properties: { url: { x-sim-source: item.url } } } }"
        }
        let answer = """
            { type: object, properties: { count: { x-sim-source: page.total }, all: \(list("page.items")), \
            added: \(list("{ from: page.items, only: done }")), there: \(list("{ from: page.items, only: skipped }")), \
            failed: \(list("{ from: page.items, only: failed }")) } }
            """
        let yaml = Self.document(
            binding: "{ create: pages, each: input.urls, as: url }", body: "{ properties: { urls: {} } }",
            answer: answer)
        let report = BatchReport(items: [
            .init(.done, ["url": "a"]), .init(.skipped, ["url": "b"]), .init(.failed, ["url": "c"]),
        ])
        var context = RenderContext(now: .noon, seed: 1)
        context.items = .records(report.records([.done, .skipped]))
        context.page = PageInfo(total: 1, number: 1, size: 1, offset: 0)
        context.batch = report
        let body = try #require(try compile(yaml).operation("act").success.body)
        #expect(
            String(decoding: Renderer.render(body, context), as: UTF8.self)
                == #"{"count":1,"all":[{"url":"a"},{"url":"b"}],"added":[{"url":"a"}],"there":[{"url":"b"}],"failed":[{"url":"c"}]}"#
        )
    }

    @Test(
        "A list is narrowed by values, by what the request says, and not at all by a condition of another variant",
        arguments: [
            ("{ on: true }", [ListQuery.Filter.field("on", .anyOf([true]))]),
            ("{ kind: [a, b] }", [.field("kind", .anyOf(["a", "b"]))]),
            ("{ kind: { not: a } }", [.field("kind", .noneOf(["a"]))]),
            ("{ size: { above: 1.5 } }", [.field("size", .above(1.5))]),
            ("{ page: { from: path.id } }", [.field("page", .anyOf(["p1"]))]),
            ("{ pages: { holds: path.id } }", [.field("pages", .containsAny(["p1"]))]),
            ("{ on: { not: x, x-sim-variant: { v: a } } }", [.field("on", .noneOf(["x"]))]),
            ("{ on: { not: x, x-sim-variant: { v: b } } }", []),
        ])
    func conditions(place: String, filters: [ListQuery.Filter]) throws {
        let yaml = Self.document(binding: "{ list: tags, where: \(place) }", body: "{}")
            .replacing("openapi: 3.1.0", with: "openapi: 3.1.0\nx-sim-variants: { v: { default: a, values: [a, b] } }")
        let api = try compile(yaml)
        let interpretation = api.interpret(
            OperationRequest(
                method: "POST", path: "/pages/p1", query: nil, pathValues: ["p1"], body: [], mountPrefix: ""),
            operation: try api.operation("act"), headers: SentHeaders(fields: []))
        guard case .listRecords("tags", let query)? = interpretation.action else {
            Issue.record("\(interpretation.verdict)")
            return
        }
        #expect(query.filters == filters)
    }

    @Test("Fixtures take one of several examples, and identifiers of the records that a field refers to")
    func fixtures() throws {
        let api = try compile(
            """
            openapi: 3.1.0
            x-sim-api: { id: acme }
            x-sim-collections:
              pages: { fixtures: [{ id: a }, { id: b }] }
              visits: { item: '#/components/schemas/Visit', apart: 6h, fixtures: 40, derived: { title: { from: page, in: pages, take: title } } }
            paths: {}
            components: { schemas: { Visit: { properties: { page: { x-sim-refers: pages }, from: { type: string, examples: [x, y] }, title: { type: string } } } } }
            """)
        let kind = try #require(api.catalog(seed: 3).collections.first { $0.name == "visits" })
        #expect(kind.spacing == TimeSpan(parsing: "6h"))
        #expect(Set(kind.fixtures.compactMap { $0["page"]?.stringValue }) == ["a", "b"])
        #expect(Set(kind.fixtures.compactMap { $0["from"]?.stringValue }) == ["x", "y"])
        #expect(kind.fixtures.allSatisfy { $0["title"] == nil }, "what is derived is not stored")
    }

    @Test(
        "Something is made of a value",
        arguments: [
            ("{ from: item.text, as: slug }", #""four-score""#), ("{ from: item.url, as: host }", #""a.example""#),
            ("{ from: item.text, as: host }", #""four score""#), ("{ from: item.tags, as: count }", "2"),
            ("{ from: item.text, as: count }", "null"), ("{ from: item.text, as: count, default: 0 }", "0"),
        ])
    func forms(source: String, expected: String) throws {
        let schema =
            "{ required: [v], properties: { v: { type: [string, integer, 'null'], x-sim-source: \(source) } } }"
        let text = try RenderBench.render(schema, at: .record) {
            $0.subject = .record(["text": "Four Score", "url": "https://A.example:80/x", "tags": ["a", "b"]])
        }
        #expect(text == #"{"v":\#(expected)}"#)
    }
}
