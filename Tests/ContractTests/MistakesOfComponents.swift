// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in components.
let mistakesOfComponents = Mistake.table(
    #"""
    - in: header, name: X-Key
    + in: header
    53:10 security scheme "key" is incomplete | an apiKey has "in" and "name", an http scheme has "scheme"

    - x-sim-source: error.code
    + x-sim-source: error.kode
    55:123 "error.kode" is no source | did you mean "error.code"?

    - x-sim-source: error.code
    + x-sim-source: job.id
    55:123 "job.id" has no meaning here: this answer is not about a job

    - x-sim-source: page.items, items
    + x-sim-source: page.item, items
    56:100 "page.item" is no source | did you mean "page.items"?

    - x-sim-source: page.items, items
    + x-sim-source: { from: page.items, frist: 5 }, items
    56:120 "page.items" has no "frist" | did you mean "first"?

    - x-sim-source: page.items, items
    + x-sim-source: { from: page.items, first: 0 }, items
    56:127 "first" is a number from 1 to 10,000

    - x-sim-refers: notes
    + x-sim-refers: note
    58:127 there is no collection "note" | did you mean "notes"?

    - x-sim-refers: notes
    + x-sim-page: notes
    58:113 "x-sim-page" does not belong on a schema | it belongs on a parameter

    - x-sim-source: job.id
    + x-sim-source: jobs.id
    62:43 "jobs.id" is no source | did you mean "job.id"?

    - x-sim-source: job.id
    + x-sim-source: job.idd
    62:43 "job.idd" is no source | did you mean "job.id"?

    - x-sim-source: job.id
    + x-sim-source: job
    62:43 "job" is no source | a source has the form ROOT.NAME, with ROOT one of job, input, item, path, query, header, cookie, page, row, error, event, clock, request, credential, limit

    - x-sim-source: job.id
    + x-sim-source: item.id
    62:43 "item.id" has no meaning here: this answer is not about a record

    - x-sim-source: job.id
    + x-sim-source: page.total
    62:43 "page.total" has no meaning here: this answer is not about a list

    - x-sim-source: job.id
    + x-sim-source: error.code
    62:43 "error.code" has no meaning here: this answer is not about an error

    - x-sim-source: job.id
    + x-sim-source: query.id
    62:43 the operation declares no query parameter "id" | known: query.page, query.sort, query.state

    - x-sim-source: job.id
    + x-sim-source: { from: input.note, in: nots, take: text }
    62:67 there is no collection "nots" | did you mean "notes"?

    - x-sim-source: job.id
    + x-sim-source: { from: input.note, in: notes }
    62:43 a look-up needs both "in" and "take"

    - x-sim-source: job.id
    + x-sim-source: { from: job.id, const: 1 }
    62:43 a source says once where it comes from, found 2 | one of from, first-of, const, path, template, draft, series, days-ago

    - x-sim-source: job.id
    + x-sim-source: { from: job.percent, divided-by: 0 }
    62:76 "divided-by" is a whole number above 0

    - x-sim-source: job.created
    + x-sim-source: { from: job.created, timestamps: second }
    64:79 "second" is no form of timestamps | did you mean "seconds"?

    - x-sim-source: job.id
    + x-sim-source: { first-of: job.id }
    62:55 "first-of" is a list of sources

    - x-sim-source: job.id
    + x-sim-source: { path: "reports/{job.id}" }
    62:51 "path" starts with "/"

    - x-sim-source: job.id
    + x-sim-source: { path: "/reports/{job.id" }
    62:51 a "{" without its "}"

    - x-sim-source: job.id
    + x-sim-source: { from: page.items, count: { a: 1 } }
    62:51 only "page.items" of a list can be counted

    - x-sim-source: job.id
    + x-sim-source: 5
    62:43 a source is a name such as job.id, or an object with "from", found an integer

    - x-sim-source: job.id
    + x-sim-sorce: job.id
    62:29 unknown annotation "x-sim-sorce" | did you mean "x-sim-source"?

    - x-sim-source: job.id
    + x-evidence: seen
    62:41 "seen" is no word of evidence | did you mean "seed"?

    - x-sim-source: job.id
    + x-sim-variant: { shape: newer }
    62:53 variant "shape" has no value "newer" | known: new, old

    - x-sim-source: job.id
    + x-sim-variant: { shap: new }
    62:46 there is no variant "shap" | did you mean "shape"?

    - x-sim-source: job.id
    + x-sim-variant: new
    62:44 "x-sim-variant" is an object such as { variant: value }, found a string

    - x-sim-when: [completed]
    + x-sim-when: [complete]
    63:81 "complete" is no state of a job | did you mean "completed"?

    - x-sim-when: [completed]
    + x-sim-when: []
    63:80 "x-sim-when" names no state

    - made: { type: string }
    + made: { type: string, x-sim-when: [completed] }
    65:121 "x-sim-when" has no meaning here: this answer is not about a job

    - made: { type: string }
    + made: { typ: string }
    65:95 unknown schema keyword "typ" | did you mean "type"?

    - made: { type: string }
    + made: { type: text }
    65:101 unknown type "text" | known: array, boolean, integer, null, number, object, string

    - size: { type: string }
    + size: { type: string, minLenght: 3 }
    58:89 unknown schema keyword "minLenght" | did you mean "minLength"?

    - made: { type: string }
    + made: { type: array, items: { x-sim-source: item.text } }
    65:93 sources inside an array need "x-sim-source: page.items" or "x-sim-rows" on it

    - in: header, name: X-Key
    + in: header, name: X-Key, bearerformat: x
    53:51 a security scheme has no field "bearerformat" | did you mean "bearerFormat"?

    - Problem: { description: d,
    + Problem: { descripton: d,
    55:16 a response has no field "descripton" | did you mean "description"?

    - key: { type: apiKey,
    + oauth: { type: oauth2, flows: { implict: {}, password: { scope: {} } } }⏎    key: { type: apiKey,
    53:37 "flows" has no field "implict" | did you mean "implicit"?
    53:62 a flow has no field "scope" | did you mean "scopes"?

    - Problem: { description: d,
    + Problem: { headers: { X-A: { shema: {} } }, links: { a: { operationid: b } }, description: d,
    55:34 a header has no field "shema" | did you mean "schema"?
    55:63 a link has no field "operationid" | did you mean "operationId"?

    - text: { type: string }
    + text: { type: string, x-evidnce: seed }
    65:85 unknown annotation "x-evidnce" | did you mean "x-evidence"?
    """#)
