// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// Header fields of a request, as a test writes them.
struct SentHeaders: HeaderSource {
    var fields: [(name: String, value: String)]

    func first(named name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// An API for requests of all kinds.
struct RequestBench {
    static let document = """
        openapi: 3.1.0
        x-sim-api: { id: acme }
        x-sim-collections: { notes: { key: number, identifier: { integer: 1 } }, tags: {} }
        x-sim-jobs:
          report:
            states: { pending: BUSY, processing: BUSY, completed: DONE }
            topic: [{ from: input.note, in: notes, take: text }, input.title, { const: something }]
            words: { from: input.size, map: { S: 100, L: 2000 }, default: 800 }
            fails-without:
              - { any: [input.audience, input.reader], when: { input.size: L }, reason: No audience }
              - { any: [input.title, input.note], reason: No title }
        security: [{ bearer: [] }]
        paths:
          /reports:
            post:
              operationId: make
              x-sim-binding: { submit: report }
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        title: { type: string, maxLength: 20 }
                        size: { type: string, enum: [S, M, L], default: M }
                        note: { type: integer, x-sim-refers: notes }
                        tags: { type: array, items: { type: string, x-sim-refers: tags } }
                        parts: { type: array, items: { type: object, properties: { tag: { type: string, x-sim-refers: tags } } } }
                        audience: { type: string }
                        reader: { type: string }
              responses: { '202': { content: { application/json: { schema: { type: object, properties: { a: { x-sim-source: input.title }, b: { x-sim-source: input.size } } } } } } }
            get:
              operationId: list
              security: []
              x-sim-binding: { list: report, order: { by: updated, direction: asc } }
              parameters:
                - { name: page, in: query, x-sim-page: number, schema: { type: integer, minimum: 1, default: 1 } }
                - { name: size, in: query, x-sim-page: size, schema: { type: integer, maximum: 50, default: 10 } }
                - { name: sort, in: query, x-sim-page: order, schema: { enum: [made, changed] } }
                - { name: dir, in: query, x-sim-page: direction, schema: { enum: [asc, desc] } }
                - { name: state, in: query, x-sim-filter: job.state, explode: false, schema: { type: array, items: { type: string } } }
                - { name: title, in: query, x-sim-filter: input.title, schema: { type: string } }
              responses: { '200': { content: { application/json: { schema: { type: array, x-sim-source: page.items, items: { type: object, properties: { made: { x-sim-source: job.created }, changed: { x-sim-source: { from: job.updated } } } } } } } } }
          /reports/{id}:
            delete:
              operationId: stop
              security: [{ bearer: [], org: [] }, { token: [] }, { session: [] }]
              x-sim-binding: { stop: report }
              parameters: [{ name: id, in: path, schema: { type: string } }]
              responses: { '204': {} }
          /notes:
            get:
              operationId: notes
              security: [{ bearer: [] }, {}]
              x-sim-binding: { list: notes }
              parameters:
                - { name: offset, in: query, x-sim-page: offset, schema: { type: integer } }
                - { name: limit, in: query, x-sim-page: limit, schema: { type: integer, default: 5 } }
                - { name: kind, in: query, x-sim-filter: item.kind, schema: { type: array, items: { type: string } } }
                - { name: q, in: query, x-sim-filter: { field: item.text, match: text }, schema: { type: string } }
                - { name: since, in: query, x-sim-filter: { field: item.made, match: from }, schema: { type: string } }
                - { name: till, in: query, x-sim-filter: { field: item.made, match: until }, schema: { type: string } }
                - { name: tag, in: query, style: pipeDelimited, explode: false, x-sim-filter: { field: item.tags, match: contains-any }, schema: { type: array, items: { type: integer } } }
              responses: { '200': { content: { application/json: { schema: { type: array, x-sim-source: page.items, items: { type: object } } } } } }
            put:
              operationId: replace
              security: []
              x-sim-binding: { replace: notes, by: query.number }
              parameters: [{ name: number, in: query, required: true, schema: { type: integer } }]
              requestBody: { content: { application/merge+json: {}, text/*: {} } }
              responses: { '204': {} }
          /tags:
            get:
              operationId: tags
              security: []
              x-sim-binding: { list: tags }
              parameters:
                - { name: after, in: query, x-sim-page: cursor, schema: { type: string } }
                - { name: limit, in: query, x-sim-page: limit, schema: { type: integer } }
              responses: { '200': { content: { application/json: { schema: { type: array, x-sim-source: page.items, items: { type: object } } } } } }
          /echo/{n}/{list}:
            get:
              operationId: echo
              security: []
              x-sim-binding: { act: {} }
              parameters:
                - { name: n, in: path, schema: { type: number } }
                - { name: list, in: path, schema: { type: array, items: { type: integer } } }
                - { name: flag, in: query, schema: { type: boolean } }
                - { name: any, in: query, schema: {} }
                - { name: maybe, in: query, schema: { type: [integer, string] } }
                - { name: many, in: query, schema: { type: array, items: { type: integer } } }
                - { name: few, in: query, style: spaceDelimited, explode: false, schema: { type: array, items: { type: string } } }
                - { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }
                - { name: theme, in: cookie, schema: { type: string, default: dark } }
                - { name: old, in: query, deprecated: true, schema: { type: string } }
              responses: { '204': {} }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }
            org: { type: apiKey, in: header, name: X-Org }
            token: { type: apiKey, in: query, name: token }
            session: { type: apiKey, in: cookie, name: sid }
        """

    let api: CompiledAPI

    init() throws {
        api = try compile(Self.document)
    }

    /// Interprets a request; the target reads `METHOD /path?query`.
    func interpret(
        _ target: String, _ headers: [(String, String)] = [], body: String? = nil, type: String? = "application/json"
    ) throws -> Interpretation {
        let parts = target.split(separator: " ", maxSplits: 1).map(String.init)
        let pieces = parts[1].split(separator: "?", maxSplits: 1).map(String.init)
        guard case .route(let index, let values) = api.router.match(method: parts[0], path: pieces[0]) else {
            throw DiagnosticsError([Diagnostic(.error, "no route for \(target)")])
        }
        var fields = headers.map { (name: $0.0, value: $0.1) }
        if body != nil, let type { fields.append((name: "Content-Type", value: type)) }
        return api.interpret(
            OperationRequest(
                method: parts[0], path: pieces[0], query: pieces.count > 1 ? pieces[1] : nil, pathValues: values,
                body: Array((body ?? "").utf8), mountPrefix: ""),
            operation: try api.operation(at: index), headers: SentHeaders(fields: fields))
    }
}

extension Interpretation {
    /// `condition: detail; detail`, or `nil` where the request is accepted.
    var failure: String? {
        guard case .failure(let failure) = verdict else { return nil }
        return ([failure.condition.rawValue] + failure.details).joined(separator: "; ")
    }

    var action: Action? {
        if case .action(let action) = verdict { action } else { nil }
    }

    /// Each violation as `rule: message | hint`.
    var complaints: [String] {
        violations.map { "\($0.rule): \($0.message)" + ($0.hint.map { " | " + $0 } ?? "") }
    }
}
