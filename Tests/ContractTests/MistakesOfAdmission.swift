// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in what a document asks of requests.
let mistakesOfAdmission = Mistake.table(
    #"""
    - x-evidence: documented
    + x-sim-credentials: { atributes: {}, attributes: 7, scopes: read }⏎x-evidence: documented
    20:22 "x-sim-credentials" has no "atributes" | did you mean "attributes"?
    20:49 "attributes" must be an object, found an integer
    20:60 "scopes" is a list of strings

    - security: [{ key: [] }]
    + x-sim-credentials: { scopes: [notes:read] }⏎security: [{ key: [notes:raed, 7] }]
    22:20 "x-sim-credentials" lists no scope "notes:raed" | did you mean "notes:read"?
    22:32 a scope is a string, found an integer

    - id: { type: string, x-sim-source: job.id }
    + id: { type: string, x-sim-source: request.ids }
    62:43 "request.ids" is no source | did you mean "request.id"?

    - job-unknown.report: { status: 404, code: NO_REPORT }
    + credential-refused.unpaid: {}⏎  scope-missing: {}⏎  scope-mising: {}
    21:3 there is no error condition "scope-mising" | did you mean "scope-missing"?

    - x-evidence: documented
    + x-sim-limits: { a: { max: 1, per: day }, b.c: { max: 1, per: day }, d: { max: -1, per: day }, e: { per: day } }⏎x-evidence: documented
    20:42 the name of a limit has letters, digits and hyphens only
    20:79 limit "d" needs "max", a whole number
    20:95 limit "e" needs "max", a whole number

    - x-evidence: documented
    + x-sim-limits: { a: { max: 1 }, b: { max: 1, per: day, live: report }, c: { max: 1, per: dya }, d: { max: 1, live: raport } }⏎x-evidence: documented
    20:17 limit "a" needs either "per", a span of time, or "live", a job kind
    20:32 limit "b" needs either "per", a span of time, or "live", a job kind
    20:89 "dya" is no span of time | write second, minute, hour, day, or a duration such as 90s or 12h
    20:115 there is no job kind "raport" | did you mean "report"?

    - x-evidence: documented
    + x-sim-limits: { a: { max: 1, per: day, by: credentials, on: [makeRepotr], counts: accepte, window: roling, enabled: 1 } }⏎x-evidence: documented
    20:44 requests cannot be told apart by "credentials" | did you mean "credential"?
    20:62 there is no operation "makeRepotr" | did you mean "makeReport"?
    20:83 "accepte" is no value of "counts" | did you mean "accepted"?
    20:100 "roling" is no value of "window" | did you mean "rolling"?
    20:117 "enabled" is true or false

    - x-evidence: documented
    + x-sim-limits: { a: { max: 1, per: day, by: query.pag, on: [listReports] }, b: { max: 1, live: report, on: [readReport], window: fixed } }⏎x-evidence: documented
    20:44 the operation declares no query parameter "pag" | did you mean "query.page"?
    20:108 readReport submits no report
    20:129 "window" says nothing about live jobs

    - id: { type: string, x-sim-source: job.id }
    + id: { type: string, x-sim-source: limit.day.left }
    62:43 there is no limit "day"

    - x-sim-source: error.code
    + x-sim-source: limit.mx
    55:123 "limit.mx" is no source | did you mean "limit.max"?

    - job-unknown.report: { status: 404, code: NO_REPORT }
    + limit-reached.day: {}⏎  refused.later: {}
    19:3 there is no limit "day"
    20:3 there is no error of a precondition "later"

    - name: page, in: query,
    + name: page, in: query, x-sim-idempotency: { keeps: long },
    33:55 an idempotency key is a header parameter

    - { name: page, in: query, x-sim-page: number, schema: { type: integer } }
    + { name: Key, in: header, x-sim-idempotency: { keeps: long, by: me, for: 1 } }
    33:64 "long" is no span of time | write a duration such as 24h or 30m
    33:74 requests cannot be told apart by "me" | known: credential, credential.NAME, client, and input, path, query, header or cookie with a name
    33:78 "x-sim-idempotency" has no "for" | known: by, keeps

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: report }⏎      x-sim-requires: [{ of: input.note, in: note, error: a }, { of: input.note, in: notes, below: 3, error: b }, { value: input.size, is: sett, error: c }, { value: input.size }, { error: d }, { value: input.size, below: 1, above: 2, error: e, filed: x }]
    27:46 there is no collection "note" | did you mean "notes"?
    27:93 "below" needs the "field" that it is about
    27:140 a value cannot be "sett" | did you mean "set"?
    27:158 a precondition needs "error", the name of its error
    27:181 a precondition is about a "value", or about a record: "of" and "in"
    27:226 a precondition has one test, found 2
    27:246 a precondition has no "filed" | known: above, at-least, at-most, below, error, is, none-of, one-of, value

    - x-sim-binding: { submit: report }
    + x-sim-binding: { submit: report }⏎      x-sim-spends: { credits: 1, credential.credits: { from: input.size, map: { S: much } }, returns: [done], error: money }
    27:23 "x-sim-spends" has no "credits" | known: credential.credits, error, returns
    27:85 what is spent is a whole number
    27:105 "done" is no end of a job | known: completed, failed, stopped
    """#)
