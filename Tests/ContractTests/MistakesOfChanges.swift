// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in `sets`, `takes`, `changes`, `fixture-fields`, in texts, and where several kinds are read.
let mistakesOfChanges = Mistake.table(
    #"""
    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [report, raport] }
    41:39 there is no job kind "raport" to read | did you mean "report"?

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [report, report] }
    41:39 "report" is named twice

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [] }
    41:30 "read" names no job kind

    - x-sim-binding: { read: notes }
    + x-sim-binding: { read: notes, sets: { text: clock.now } }
    49:37 "sets" says nothing about "read"

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: [text] }
    49:44 "sets" is an object of fields and what they become, found an array

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: published } }
    49:52 "published" is no source | to set that very text, write { const: published }

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { made: clock.now, id: 3 } }
    49:46 "made" is set by the engine alone
    49:63 "id" is set by the engine alone

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: clok.now } }
    49:52 "clok.now" is no source | did you mean "clock.now"?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: job.id } }
    49:52 "job.id" has no meaning here: this answer is not about a job

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { add: one, at-mots: 3 } } }
    49:59 "add" is a whole number, found a string
    49:64 a sum has no "at-mots" | did you mean "at-most"?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { when: { input.a: 1 } } } }
    49:52 this says when, but not what the field becomes

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { const: 1, when: { a: 1 } } } }
    49:72 "a" is no input | use input.NAME

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { const: 1, when: a } } }
    49:70 "when" is an object of the body's members and their values, found a string

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { from: item.text, in: nots, take: text } } }
    49:75 there is no collection "nots" | did you mean "notes"?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { from: item.text, as: html } } }
    49:52 only an answer can work this out | put them on the property of the answer that shows the field

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, takes: text }
    49:45 "takes" is "none", or a list of members of the body

    - x-sim-binding: { read: notes }
    + x-sim-binding: { delete: notes, takes: none }
    49:39 "takes" says nothing about "delete"

    - product: { collection: notes,
    + changes: { on: completed }⏎    product: { collection: notes,
    16:14 "changes" is a list, found an object

    - product: { collection: notes,
    + changes: [{ on: done, in: notes, by: input.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    16:21 a change says "on" which state of the job it happens | known: completed, failed, pending, processing, stopped

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: query.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    16:15 a change needs "in", a collection, "by: input.NAME" and "sets"

    - product: { collection: notes,
    + changes: [{ on: failed, in: nots, by: input.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    16:33 there is no collection "nots" | did you mean "notes"?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, set: { text: 1 } }]⏎    product: { collection: notes,
    16:15 a change needs "in", a collection, "by: input.NAME" and "sets"
    16:56 a change has no "set" | did you mean "sets"?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, sets: { text: { const: 1, when: { input.a: 1 } } } }]⏎    product: { collection: notes,
    16:88 "when" has no meaning here: there is no body

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, sets: { text: query.page } }]⏎    product: { collection: notes,
    16:70 this is of a request, and there is none

    - created: made, fixtures: 2
    + created: made, fixtures: 2, fixture-fields: { made: clock.now, text: input.text }
    7:120 "made" is set by the engine alone
    7:143 this is of a request, and there is none

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{job.id", with: { b: job.id } }
    62:55 a "{" without its "}"
    62:76 the template has no "{b}"

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{b}", with: { b: job.id, c: job.id } }
    62:83 the template has no "{c}"

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{b}", with: b }
    62:70 "with" is an object of sources, found a string

    - x-sim-source: job.id
    + x-sim-source: { from: job.id, with: { b: job.id }, words: 3 }
    62:65 "with" belongs to "template"
    62:87 "words" belongs to "draft"

    - x-sim-source: job.id
    + x-sim-source: { draft: job.title }
    62:52 "draft" needs "words", a number or a source of one

    - x-sim-source: job.id
    + x-sim-source: { from: job.content, as: htm }
    62:68 "htm" is nothing to make of a value | known: slug, host, count, html, words, { excerpt: CHARACTERS }, { minutes: WORDS-PER-MINUTE }

    - x-sim-source: job.id
    + x-sim-source: { from: job.content, as: { excerpt: 0 } }
    62:68 {"excerpt":0} is nothing to make of a value | known: slug, host, count, html, words, { excerpt: CHARACTERS }, { minutes: WORDS-PER-MINUTE }

    - x-sim-source: job.id
    + x-sim-source: job.id, x-sim-kind: report
    62:63 "x-sim-kind" has no meaning here: it belongs on a branch of "oneOf"

    - text: { type: [string, 'null'], x-sim-source: job.content, x-sim-when: [completed] }
    + text: { oneOf: [{ x-sim-kind: raport, type: string, x-sim-source: job.content }, { type: 'null' }] }
    63:15 no branch says with "x-sim-kind" how a job of kind "report" is shown
    63:39 "raport" is no job kind | did you mean "report"?

    - Note: { type: object, properties: { id: { type: string }
    + Note: { type: object, properties: { id: { oneOf: [{ x-sim-kind: report, type: string }] }
    65:45 "x-sim-kind" has no meaning here: this answer is not about a job

    - job-unknown.report: { status: 404, code: NO_REPORT }
    + body-invalid./titel: { code: NO_TITLE }
    19:3 there is no member of a request body "/titel" | did you mean "/title"?
    """#)
