// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

/// The errors of a part of an API, by path.
struct ErrorSectionTests {
    private static let document = """
        openapi: 3.1.0
        servers: [{ url: /base }]
        x-sim-api: { id: acme }
        x-sim-collections: { notes: {} }
        x-sim-errors:
          record-unknown: { code: NO_NOTE, message: "No note {identifier}" }
          default: { code: OTHER, response: '#/components/responses/Own' }
          /two: { record-unknown: { status: 410, message: Gone }, default: { response: '#/components/responses/Two' } }
          /two/deep: { path-unknown: { message: Too deep, response: '#/components/responses/Two' } }
        paths:
          /one/{id}: { get: { operationId: one, x-sim-binding: { read: notes }, parameters: [{ $ref: '#/components/parameters/Id' }], responses: { '204': {} } } }
          /two/{id}: { get: { operationId: two, x-sim-binding: { read: notes }, parameters: [{ $ref: '#/components/parameters/Id' }], responses: { '204': {} } } }
          /two/deep/{id}: { get: { operationId: deep, x-sim-binding: { read: notes }, parameters: [{ $ref: '#/components/parameters/Id' }], responses: { '204': {} } } }
        components:
          parameters: { Id: { name: id, in: path, required: true, schema: { type: string } } }
          responses:
            Own: { content: { application/json: { schema: { type: object, properties: { code: { x-sim-source: error.code } } } } } }
            Two: { content: { application/json: { schema: { type: object, properties: { detail: { x-sim-source: error.message } } } } } }
        """

    private func answer(_ failure: ErrorCatalogue.Failure, _ operation: String?, path: String = "") throws -> String {
        let api = try compile(Self.document)
        let request = RequestValues(path: path)
        let (plan, values) = api.errors.answer(
            to: failure, operation: try operation.map { try api.operation($0) }, request: request)
        let body = try #require(plan?.body)
        let context = RenderContext(now: .init(microseconds: 0), seed: 1, error: values, request: request)
        return "\(values.status) " + String(decoding: Renderer.render(body, context), as: UTF8.self)
    }

    @Test("An operation has the errors of the section that its path is in, and of no other")
    func operations() throws {
        let unknown = ErrorCatalogue.Failure(.recordUnknown, subject: "notes", identifier: "n")
        #expect(try answer(unknown, "one") == #"404 {"code":"NO_NOTE"}"#)
        #expect(try answer(unknown, "two") == #"410 {"detail":"Gone"}"#)
        #expect(try answer(.init(.bodyMissing, details: ["d"]), "two") == #"400 {"detail":"d"}"#)
    }

    @Test(
        "A request that matches no operation has the errors of what it is below",
        arguments: [
            ("/base/one/x/y", #"404 {"code":"OTHER"}"#),
            ("/base/two/x/y", #"404 {"detail":"Nothing at GET /base/two/x/y"}"#),
            ("/base/two", #"404 {"detail":"Nothing at GET /base/two"}"#), ("/base/twofold", #"404 {"code":"OTHER"}"#),
            ("/base/two/deep/x/y", #"404 {"detail":"Too deep"}"#), ("/two/x", #"404 {"code":"OTHER"}"#),
        ])
    func paths(path: String, expected: String) throws {
        #expect(try answer(.init(.pathUnknown), nil, path: path) == expected)
    }

    @Test("What a scenario answers is in the section's words too")
    func scripted() throws {
        let api = try compile(Self.document)
        let (plan, _) = api.errors.answer(toStatus: 503, operation: try api.operation("two"), path: "")
        let context = RenderContext(
            now: .init(microseconds: 0), seed: 1, error: ErrorValues(status: 503, code: nil, message: "m"))
        #expect(
            String(decoding: Renderer.render(try #require(plan?.body), context), as: UTF8.self) == #"{"detail":"m"}"#)
    }
}
