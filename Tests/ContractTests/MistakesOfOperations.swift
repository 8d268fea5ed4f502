// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in paths and operations.
let mistakesOfOperations = Mistake.table(
    #"""
    - operationId: listReports
    + operationId: makeReport
    25:20 the operationId "makeReport" is taken at 30:20

    -       x-sim-binding: { read: notes }⏎
    + 
    47:7 readNote has no "x-sim-binding" | say what it does, or "x-sim-binding: { act: {} }" where it has no state

    - x-sim-binding: { submit: report }
    + x-sim-bindng: { submit: report }
    25:7 makeReport has no "x-sim-binding" | say what it does, or "x-sim-binding: { act: {} }" where it has no state
    26:7 unknown annotation "x-sim-bindng" | did you mean "x-sim-binding"?

    - x-sim-binding: { submit: report }
    + x-sim-binding: { sumbit: report }
    26:22 a binding has exactly one verb, found 0 | one of submit, read, list, stop, create, patch, replace, delete, report, act
    26:24 "x-sim-binding" has no "sumbit" | did you mean "submit"?

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: report, read: report }
    26:22 a binding has exactly one verb, found 2 | one of submit, read, list, stop, create, patch, replace, delete, report, act

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: reports }
    26:32 there is no job kind or collection "reports" to submit | did you mean "report"?

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: report, identifier: guid, named: body.id }
    26:52 "guid" is no form of an identifier | use uuid, { prefix: abc_, length: 10 } with a length from 6 to 64, or { integer: 1000 }
    26:65 "body.id" is no source | a source has the form ROOT.NAME, with ROOT one of job, input, item, path, query, header, cookie, page, row, error, event, clock, request, credential, limit

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: report, named: input.id }
    41:38 "named" says nothing about "read"

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: report, by: path.id }
    26:40 "by" says nothing about "submit"

    - x-sim-binding: { submit: report }
    + x-sim-binding: { act: { days: 3 } }
    26:31 "act" has no "days"
    62:43 "job.id" has no meaning here: this answer is not about a job
    63:55 "job.content" has no meaning here: this answer is not about a job
    63:80 "x-sim-when" has no meaning here: this answer is not about a job
    64:46 "job.created" has no meaning here: this answer is not about a job

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: reports }
    41:30 there is no job kind or collection "reports" to read | did you mean "report"?

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: report, by: query.id }
    41:42 the operation declares no query parameter "id"

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: note }
    49:31 there is no job kind or collection "note" to patch | did you mean "notes"?

    - by: created,
    + by: title,
    31:51 jobs cannot be ordered by "title" | known: created, updated

    - direction: asc
    + direction: up
    31:71 "up" is no direction | known: asc, desc

    - list: report,
    + list: rapport,
    31:30 there is no job kind or collection "rapport" to list | did you mean "report"?

    - x-sim-page: number
    + x-sim-page: numbr
    33:48 "numbr" is no part of a page | did you mean "number"?

    - x-sim-page: number
    + x-sim-page: offset
    31:22 "offset" and "cursor" need a parameter with "x-sim-page: limit"

    - x-sim-page: number
    + x-sim-page: order
    33:11 the parameter that orders a list needs an "enum" of what it may be
    34:48 two parameters are the order of one list

    - in: query, x-sim-page: number
    + in: header, x-sim-page: number
    33:49 "x-sim-page" has no meaning here: it belongs on a query parameter

    - enum: [since]
    + enum: [until]
    34:72 jobs cannot be ordered by "until" | name a property of the answer whose source is job.created or job.updated

    - x-sim-page: order, schema: { enum: [since] }
    + x-sim-page: order, schema: { type: string }
    34:11 the parameter that orders a list needs an "enum" of what it may be

    - name: page, in: query,
    + name: page, in: query, x-sim-refers: reports,
    33:50 there is no job kind or collection "reports" | did you mean "report"?

    - name: page, in: query, x-sim-page: number
    + name: page, in: header, x-sim-filter: job.state
    33:51 "x-sim-filter" has no meaning here: it belongs on a query or path parameter

    - operationId: listReports
    + x-sim-refers: report
    30:7 "x-sim-refers" does not belong on an operation | it belongs on a parameter or a schema
    30:7 GET /reports has no "operationId" | scenarios, reports and the journal call operations by it

    - x-sim-filter: job.state
    + x-sim-filter: item.state
    35:51 "item.state" cannot be filtered by | use job.state or input.NAME

    - x-sim-filter: job.state
    + x-sim-filter: { field: input.size, match: like }
    35:79 "like" is no way to match | known: any-of, contains-any, from, set, text, until

    - x-sim-filter: job.state
    + x-sim-filter: { field: input.size, match: text }
    35:79 jobs are filtered by equality only | leave "match" out

    - x-sim-filter: job.state
    + x-sim-filter: { feild: input.size }
    35:51 "" cannot be filtered by | use job.state or input.NAME
    35:53 "x-sim-filter" has no "feild" | did you mean "field"?

    - parameters: [{ name: id, in: path, required: true, schema: { type: string } }]⏎    get
    + parameters: [{ name: ident, in: path, required: true, schema: { type: string } }]⏎    get
    38:18 /reports/{id} has no "{ident}" | known: id
    40:7 path parameter "id" of /reports/{id} is not declared

    - parameters: [{ name: id, in: path, required: true, schema: { type: string } }]⏎    get
    + parameters: [{ name: id, in: paht, required: true, schema: { type: string } }]⏎    get
    38:18 parameter "id" needs "in" | one of path, query, header, cookie
    40:7 path parameter "id" of /reports/{id} is not declared

    - name: page, in: query,
    + name: page, in: query, style: deepObject,
    33:43 a query parameter of style "deepObject" is not supported | known: form, pipeDelimited, spaceDelimited

    - '200': { description: d, content
    + '2000': { description: d, content
    40:7 readReport has no response with a 2xx status
    43:9 "2000" is no status | use a number such as 200, or default

    - responses: { '202': { desc
    + responses: { '302': { desc
    25:7 makeReport has no response with a 2xx status
    62:43 "job.id" has no meaning here: this answer is not about a job
    63:55 "job.content" has no meaning here: this answer is not about a job
    63:80 "x-sim-when" has no meaning here: this answer is not about a job
    64:46 "job.created" has no meaning here: this answer is not about a job

    - responses: { '200': { $ref
    + responses: { '200': { $rfe
    34:72 jobs cannot be ordered by "since" | name a property of the answer whose source is job.created or job.updated
    36:29 a response has no field "$rfe" | did you mean "$ref"?

    - responses/Reports'
    + responses/Report'
    34:72 jobs cannot be ordered by "since" | name a property of the answer whose source is job.created or job.updated
    36:35 "#/components/responses/Report" leads nowhere | did you mean "Reports"?

    - { $ref: '#/components/schemas/Order' }
    + { $ref: '#/components/schemas/Oder' }
    27:85 "#/components/schemas/Oder" leads nowhere | did you mean "Order"?

    - $ref: '#/components/schemas/Order'
    + $ref: 'other.yaml#/Order'
    27:85 "other.yaml#/Order" leads out of this document | copy what it leads to into "components"

    - default: { $ref: '#/components/responses/Problem' }
    + default: { $ref: 'other.yaml#/Problem' }
    44:26 "other.yaml#/Problem" leads out of this document | copy what it leads to into "components"

    -   /reports:⏎
    +   reports:⏎
    23:3 "reports" is no path: it starts with "/", and a parameter takes a whole segment

    -     get:⏎      operationId: listReports
    +     gett:⏎      operationId: listReports
    29:5 a path item has no field "gett" | did you mean "get"?

    -       operationId: readNote⏎
    + 
    47:7 GET /notes/{id} has no "operationId" | scenarios, reports and the journal call operations by it

    -   /notes/{id}:⏎
    +   /reports/{key}:⏎
    45:3 GET /reports/{key} cannot be told apart from GET /reports/{id} at 40:7
    47:7 path parameter "key" of /reports/{key} is not declared
    48:20 /reports/{key} has no "{id}" | known: key

    - responses/Problem' }⏎  /notes
    + responses/Problem' }⏎      deprecatd: true⏎  /notes
    45:7 an operation has no field "deprecatd" | did you mean "deprecated"?

    - requestBody: { required
    + requestBody: { requird
    27:22 a request body has no field "requird" | did you mean "required"?

    - content: { application/json: { schema: { $ref: '#/components/schemas/Order
    + content: { application/json: { shema: { $ref: '#/components/schemas/Order
    27:69 a media type has no field "shema" | did you mean "schema"?

    - { name: page, in: query,
    + { name: page, in: query, requierd: true,
    33:36 a parameter has no field "requierd" | did you mean "required"?

    - schema: { type: integer } }
    + schema: { type: integer }, examples: { a: { val: 1 } } }
    33:100 an example has no field "val" | known: $ref, description, externalValue, summary, value

    - application/json: { schema: { $ref: '#/components/schemas/Order' } }
    + application/json: { schema: { $ref: '#/components/schemas/Order' }, encoding: { a: { style: form, contenttype: b } } }
    27:147 an encoding has no field "contenttype" | did you mean "contentType"?

    -     get:⏎      operationId: readReport
    +     x-evidence: { request: seed }⏎    get:⏎      x-evidence: { request: seed }⏎      operationId: readReport
    39:17 {"request":"seed"} is no word of evidence | known: client, documented, inferred, seed, undocumented
    41:19 "x-evidence" needs both "request" and "response"
    """#)
