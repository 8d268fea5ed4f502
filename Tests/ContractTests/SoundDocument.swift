// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A small document without mistakes, in which each line holds one thing, for tests that put a mistake into it.
let soundDocument = """
    openapi: 3.1.0
    info: { title: Acme, version: "1" }
    servers: [{ url: "https://api.acme.example/v1" }]
    x-sim-api: { id: acme, timestamps: seconds }
    x-sim-variants: { shape: { default: old, values: [old, new] } }
    x-sim-collections:
      notes: { key: id, identifier: uuid, item: '#/components/schemas/Note', created: made, fixtures: 2 }
    x-sim-jobs:
      report:
        identifier: { prefix: rep_, length: 8 }
        states: { pending: QUEUED, completed: DONE }
        topic: [input.title]
        words: { from: input.size, map: { S: 100 }, default: 300 }
        stages: [{ name: read, percent: 10 }, { name: write, percent: 60 }]
        fails-without: [{ any: [input.title], reason: No title }]
        product: { collection: notes, fields: { id: job.id, text: job.content } }
    x-sim-errors:
      default: { status: 500, code: OTHER, response: '#/components/responses/Problem' }
      job-unknown.report: { status: 404, code: NO_REPORT }
    x-evidence: documented
    security: [{ key: [] }]
    paths:
      /reports:
        post:
          operationId: makeReport
          x-sim-binding: { submit: report }
          requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
          responses: { '202': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Report' } } } } }
        get:
          operationId: listReports
          x-sim-binding: { list: report, order: { by: created, direction: asc } }
          parameters:
            - { name: page, in: query, x-sim-page: number, schema: { type: integer } }
            - { name: sort, in: query, x-sim-page: order, schema: { enum: [since] } }
            - { name: state, in: query, x-sim-filter: job.state, schema: { type: string } }
          responses: { '200': { $ref: '#/components/responses/Reports' } }
      /reports/{id}:
        parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
        get:
          operationId: readReport
          x-sim-binding: { read: report }
          responses:
            '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Report' } } } }
            default: { $ref: '#/components/responses/Problem' }
      /notes/{id}:
        get:
          operationId: readNote
          parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
          x-sim-binding: { read: notes }
          responses: { '200': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } } }
    components:
      securitySchemes:
        key: { type: apiKey, in: header, name: X-Key }
      responses:
        Problem: { description: d, content: { application/json: { schema: { properties: { code: { type: string, x-sim-source: error.code } } } } } }
        Reports: { description: d, content: { application/json: { schema: { type: array, x-sim-source: page.items, items: { $ref: '#/components/schemas/Report' } } } } }
      schemas:
        Order: { type: object, properties: { title: { type: string }, size: { type: string }, note: { type: string, x-sim-refers: notes } } }
        Report:
          type: object
          properties:
            id: { type: string, x-sim-source: job.id }
            text: { type: [string, 'null'], x-sim-source: job.content, x-sim-when: [completed] }
            since: { type: string, x-sim-source: job.created }
        Note: { type: object, properties: { id: { type: string }, text: { type: string }, made: { type: string } } }
    """
