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
    """#)
