// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in the document as a whole, its job kinds and its collections.
let mistakesOfDocument = Mistake.table(
    #"""
    - openapi: 3.1.0
    + openapi: 3.0.3
    1:10 OpenAPI 3.0.3 is not supported | write the document as OpenAPI 3.1

    - openapi: 3.1.0
    + openapi: 3
    1:10 "openapi" must be a string, found an integer

    - openapi: 3.1.0
    + opnapi: 3.1.0
    1:1 the document has no field "opnapi" | did you mean "openapi"?
    1:1 this is no OpenAPI document: "openapi" is missing

    - title: Acme,
    + titel: Acme,
    2:9 "info" has no field "titel" | did you mean "title"?

    - url: "https
    + ulr: "https
    3:13 a server has no field "ulr" | did you mean "url"?

    - url: "https://api.acme.example/v1"
    + url: v1
    3:18 a server's URL is absolute, or a path that starts with "/"

    - id: acme,
    + id: Acme_1,
    4:18 "Acme_1" cannot be an API's id: it is part of a path | use lower-case letters, digits and hyphens

    - id: acme,
    + name: acme,
    4:12 "x-sim-api" needs an "id"
    4:14 "x-sim-api" has no "name" | known: id, timestamps

    - timestamps: seconds
    + timestamps: second
    4:36 "second" is no form of timestamps | did you mean "seconds"?

    - x-sim-api:
    + x-sim-apis:
    1:1 the document has no "x-sim-api" | add "x-sim-api: { id: my-api }" so that it can be mounted at /my-api
    4:1 unknown annotation "x-sim-apis" | did you mean "x-sim-api"?

    - x-sim-jobs:
    + x-sim-job:
    8:1 unknown annotation "x-sim-job" | did you mean "x-sim-jobs"?
    19:3 there is no job kind or collection "report" | known: notes
    26:32 there is no job kind or collection "report" to submit
    31:30 there is no job kind or collection "report" to list | known: notes
    41:30 there is no job kind or collection "report" to read | known: notes

    - default: old,
    + default: older,
    5:19 variant "shape" needs "values", a list of strings, and a "default" among them | quote values that look like numbers or dates

    - values: [old, new]
    + values: [1, 2]
    5:19 variant "shape" needs "values", a list of strings, and a "default" among them | quote values that look like numbers or dates

    - values: [old, new]
    + value: [old, new]
    5:19 variant "shape" needs "values", a list of strings, and a "default" among them | quote values that look like numbers or dates
    5:42 variant "shape" has no "value" | did you mean "values"?

    - key: id,
    + keys: id,
    7:12 collection "notes" has no "keys" | did you mean "key"?

    - identifier: uuid
    + identifier: guid
    7:33 "guid" is no form of an identifier | use uuid, { prefix: abc_, length: 10 } with a length from 6 to 64, or { integer: 1000 }

    - identifier: { prefix: rep_, length: 8 }
    + identifier: { prefix: rep_, length: 3 }
    10:17 {"prefix":"rep_","length":3} is no form of an identifier | use uuid, { prefix: abc_, length: 10 } with a length from 6 to 64, or { integer: 1000 }

    - identifier: { prefix: rep_, length: 8 }
    + identifier: { prefix: rep_, lenght: 8 }
    10:33 an identifier has no "lenght" | did you mean "length"?

    - schemas/Note', created
    + schemas/Notes', created
    7:45 "#/components/schemas/Notes" leads nowhere | write it as '#/components/schemas/NAME'

    - fixtures: 2
    + fixtures: -1
    7:99 "fixtures" is a list of objects, or how many to make (at most 10,000)

    - fixtures: 2
    + fixtures: [{ text: a }, b]
    7:113 a fixture is an object, found a string

    - states: { pending:
    + states: { queued:
    11:15 "states" has no "queued" | known: completed, failed, pending, processing, stopped

    - pending: QUEUED
    + pending: 1
    11:24 the word for "pending" must be a string, found an integer

    - topic: [input.title]
    + topic: [job.title]
    12:13 "job.title" has no meaning here: this answer is not about a job

    - topic: [input.title]
    + topics: [input.title]
    12:5 job kind "report" has no "topics" | did you mean "topic"?

    - from: input.size, map: { S: 100 }
    + from: input.size, map: [100]
    13:37 "map" is an object, found an array

    - from: input.size,
    + form: input.size,
    13:12 a source says once where it comes from, found 0 | one of from, first-of, const, path, template, draft, series, days-ago
    13:14 a source has no "form" | did you mean "from"?

    - stages: [{ name: read, percent: 10 }, { name: write, percent: 60 }]
    + stages: []
    14:13 a list of stages has at least one

    - stages: [{ name: read, percent: 10 }
    + stages: [{ name: read, percent: 110 }
    14:14 a stage needs a "name" and a "percent" from 0 to 100

    - stages: [{ name: read, percent: 10 }, { name: write, percent: 60 }]
    + stages: fast
    14:13 "stages" is a list, or an object with "by: input.NAME", "cases" and "default"

    - stages: [{ name: read, percent: 10 }, { name: write, percent: 60 }]
    + stages: { by: input.size, cases: { S: [{ name: a, percent: 1 }] }, default: M }
    14:81 "default" must name one of the cases | did you mean "S"?

    - any: [input.title]
    + any: input.title
    15:21 "fails-without" needs "any", a list of sources, and "reason", a string

    - reason: No title
    + reasons: No title
    15:21 "fails-without" needs "any", a list of sources, and "reason", a string
    15:43 "fails-without" has no "reasons" | did you mean "reason"?

    - reason: No title }
    + reason: No title, when: { title: x } }
    15:69 "title" is no input | use input.NAME

    - collection: notes,
    + collection: note,
    16:28 there is no collection "note" | did you mean "notes"?

    - text: job.content }
    + text: job.contents }
    16:63 "job.contents" is no source of a product's field | did you mean "job.content"?

    - job-unknown.report: { status
    + /report: { job-unknon: { status: 404 } }⏎  job-unknown.report: { status
    19:3 no path of this document is below "/report" | did you mean "/reports"?
    19:14 there is no error condition "job-unknon" | did you mean "job-unknown"?

    - job-unknown.report
    + job-unkown.report
    19:3 there is no error condition "job-unkown.report" | did you mean "job-unknown"?

    - job-unknown.report
    + job-unknown.reports
    19:3 there is no job kind or collection "reports" | did you mean "report"?

    - status: 404,
    + status: "404",
    19:33 "status" is a number from 100 to 599

    - code: NO_REPORT
    + code: 7
    19:44 "code" must be a string, found an integer

    - components/responses/Problem' }⏎  job
    + components/responses/Problems' }⏎  job
    18:50 "#/components/responses/Problems" leads nowhere | did you mean "#/components/responses/Problem"?

    - x-evidence: documented
    + x-evidence: documentd
    20:13 "documentd" is no word of evidence | did you mean "documented"?

    - x-evidence: documented
    + x-evidence: { request: seed, response: seed }
    20:13 {"request":"seed","response":"seed"} is no word of evidence | known: client, documented, inferred, seed, undocumented

    - [{ key: [] }]
    + [{ kye: [] }]
    21:14 there is no security scheme "kye" | did you mean "key"?

    -   schemas:⏎    Order
    +   schema:⏎    Order
    7:45 "#/components/schemas/Note" leads nowhere | write it as '#/components/schemas/NAME'
    27:85 "#/components/schemas/Order" leads nowhere
    28:92 "#/components/schemas/Report" leads nowhere
    34:72 jobs cannot be ordered by "since" | name a property of the answer whose source is job.created or job.updated
    43:81 "#/components/schemas/Report" leads nowhere
    50:92 "#/components/schemas/Note" leads nowhere
    56:127 "#/components/schemas/Report" leads nowhere
    57:3 "components" has no field "schema" | did you mean "schemas"?

    - info: { title
    + info: { contact: { mail: a }, license: { nam: b }, title
    2:20 a contact has no field "mail" | did you mean "email"?
    2:42 a license has no field "nam" | did you mean "name"?

    - x-evidence: documented⏎
    + x-evidence: documented⏎tags: [{ nam: a }]⏎externalDocs: { uri: b }⏎
    21:10 a tag has no field "nam" | did you mean "name"?
    22:17 an external documentation has no field "uri" | did you mean "url"?

    - url: "https
    + variables: { a: { defult: b } }, url: "https
    3:31 a server variable has no field "defult" | did you mean "default"?

    - x-sim-errors:⏎
    + x-sim-etiquette: { poll-to-fast: { every: 5s }, poll-too-fast: { evry: 5s }, key-reused: { every: 5s } }⏎x-sim-errors:⏎
    17:20 "x-sim-etiquette" has no "poll-to-fast" | did you mean "poll-too-fast"?
    17:66 "poll-too-fast" has no "evry" | did you mean "every"?
    17:99 "every" says nothing of "key-reused"

    - x-sim-errors:⏎
    + x-sim-etiquette: { poll-too-fast: { every: soon, off: 1, source: 2 } }⏎x-sim-errors:⏎
    17:44 "soon" is no duration | write it as 5s or 500ms
    17:55 "off" must be true or false
    17:66 "source" must be a string, found an integer

    - x-sim-errors:⏎
    + x-sim-etiquette: { webhook-slow: { within: 0s, every: 1s }, poll-too-fast: { within: 5s } }⏎x-sim-errors:⏎
    17:44 "0s" is no duration | write it as 5s or 500ms
    17:55 "every" says nothing of "webhook-slow"
    17:86 "within" says nothing of "poll-too-fast"
    """#)
