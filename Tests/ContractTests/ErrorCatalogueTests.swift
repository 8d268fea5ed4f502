// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation
import Testing

struct ErrorCatalogueTests {
    private static let document = """
        openapi: 3.1.0
        x-sim-api: { id: acme }
        x-sim-collections: { notes: {}, tags: {} }
        x-sim-errors:
          record-unknown: { code: NO_RECORD, message: "No {name} {identifier}" }
          record-unknown.tags: { status: 410, code: NO_TAG, message: Gone }
          body-invalid.tags: { status: 422, code: BAD_TAG }
          parameter-invalid: { code: PARAMETER, message: "{method} {path}: {detail} {other}" }
          method-unknown: { code: METHOD, response: '#/components/responses/Second' }
          body-empty.tags: { code: EMPTY }
          status-415: { code: TYPE, message: Send JSON }
          status-503: { code: BUSY, message: Later }
          default: { status: 418, code: OTHER, message: "Sorry: {detail}", response: '#/components/responses/First' }
        paths:
          /notes/{id}:
            get: { operationId: note, x-sim-binding: { read: notes }, parameters: [{ name: id, in: path, schema: {} }], responses: { '200': {}, '404': { $ref: '#/components/responses/Own' } } }
          /tags/{id}:
            get: { operationId: tag, x-sim-binding: { read: tags }, parameters: [{ name: id, in: path, schema: {} }], responses: { '200': {}, default: { $ref: '#/components/responses/Own' } } }
        components:
          responses:
            First: { content: { application/json: { schema: { properties: { first: { type: string, x-sim-source: error.code } } } } } }
            Second: { content: { application/json: { schema: { properties: { second: { type: string, x-sim-source: error.code } } } } } }
            Own: { content: { application/json: { schema: { properties: { own: { type: string, x-sim-source: error.code } } } } } }
        """

    private func answer(_ failure: ErrorCatalogue.Failure, _ operation: String?) throws -> (String, ErrorValues) {
        let api = try compile(Self.document)
        let request = RequestValues(method: "GET", path: "/p")
        let (plan, values) = api.errors.answer(
            to: failure, operation: try operation.map(api.operation), request: request)
        return (try body(plan, values), values)
    }

    private func body(_ plan: ResponsePlan?, _ values: ErrorValues) throws -> String {
        let context = RenderContext(now: .noon, seed: 1, error: values)
        return String(decoding: Renderer.render(try #require(plan?.body), context), as: UTF8.self)
    }

    @Test(
        "A failure finds its entry, its status, its words and its response",
        arguments: [
            (
                .init(.recordUnknown, subject: "notes", identifier: "7"), "note", 404, "No notes 7",
                #"{"own":"NO_RECORD"}"#
            ),
            (.init(.recordUnknown, subject: "tags", identifier: "7"), "tag", 410, "Gone", #"{"own":"NO_TAG"}"#),
            // A request that breaks the contract is about what its operation is bound to.
            (.init(.bodyInvalid, details: ["x"]), "tag", 422, "x", #"{"own":"BAD_TAG"}"#),
            (.init(.bodyInvalid, details: ["x", "y"]), "note", 400, "Sorry: x; y", #"{"first":"OTHER"}"#),
            (.init(.parameterInvalid, details: ["d"]), "note", 400, "GET /p: d {other}", #"{"first":"PARAMETER"}"#),
            (.init(.methodUnknown), nil, 405, "GET is not allowed here", #"{"second":"METHOD"}"#),
            (.init(.pathUnknown), nil, 404, "Sorry: Nothing at GET /p", #"{"first":"OTHER"}"#),
            (.init(.mediaTypeUnknown, details: ["x"]), "note", 415, "Send JSON", #"{"first":"TYPE"}"#),
            (.init(.jobEnded, identifier: "j"), "tag", 409, "Sorry: j has ended", #"{"own":"OTHER"}"#),
        ] as [(ErrorCatalogue.Failure, String?, Int, String, String)])
    func failures(failure: ErrorCatalogue.Failure, operation: String?, status: Int, message: String, json: String)
        throws
    {
        let (body, values) = try answer(failure, operation)
        #expect(values.status == status)
        #expect(values.message == message)
        #expect(body == json)
        #expect(values.details == failure.details)
    }

    @Test(
        "A scripted status answers with its entry, else with the words of HTTP",
        arguments: [
            (503, "note", "Later", #"{"first":"BUSY"}"#), (500, "note", "Internal Server Error", #"{"first":"OTHER"}"#),
            (404, "note", "Not Found", #"{"own":"NO_RECORD"}"#), (429, "tag", "Too Many Requests", #"{"own":"OTHER"}"#),
        ])
    func scripted(status: Int, operation: String, message: String, json: String) throws {
        let api = try compile(Self.document)
        let (plan, values) = api.errors.answer(
            toStatus: status, operation: try api.operation(operation), path: "")
        #expect(values.status == status)
        #expect(values.message == message)
        #expect(try body(plan, values) == json)
    }

    @Test("An empty JSON body is refused where the document says so, and only there", arguments: ["tag", "note"])
    func emptyBody(id: String) throws {
        let api = try compile(Self.document)
        let request = OperationRequest(
            method: "GET", path: "/x", query: nil, pathValues: ["1"], body: [], mountPrefix: "")
        let headers = SentHeaders(fields: [(name: "Content-Type", value: "application/json")])
        let found = api.interpret(request, operation: try api.operation(id), headers: headers)
        #expect(found.failure?.hasPrefix("body-empty") == (id == "tag" ? true : nil))
    }
}
