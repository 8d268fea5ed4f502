// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in `sets`, `takes`, `changes`, `fixture-fields`, in texts, and where several kinds are read.
let mistakesOfChanges = Mistake.table(
    #"""
    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [report, raport] }
    ?

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [report, report] }
    ?

    - x-sim-binding: { read: report }
    + x-sim-binding: { read: [] }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { read: notes, sets: { text: clock.now } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: [text] }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: published } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { made: clock.now, id: 3 } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: clok.now } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: job.id } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { add: one, at-mots: 3 } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { when: { input.a: 1 } } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { const: 1, when: { a: 1 } } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { const: 1, when: a } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { from: item.text, in: nots, take: text } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, sets: { text: { from: item.text, as: html } } }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, takes: text }
    ?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { delete: notes, takes: none }
    ?

    - product: { collection: notes,
    + changes: { on: completed }⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: done, in: notes, by: input.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: query.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: failed, in: nots, by: input.note, sets: { text: 1 } }]⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, set: { text: 1 } }]⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, sets: { text: { const: 1, when: { input.a: 1 } } } }]⏎    product: { collection: notes,
    ?

    - product: { collection: notes,
    + changes: [{ on: failed, in: notes, by: input.note, sets: { text: query.page } }]⏎    product: { collection: notes,
    ?

    - created: made, fixtures: 2
    + created: made, fixtures: 2, fixture-fields: { made: clock.now, text: input.text }
    ?

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{job.id", with: { b: job.id } }
    ?

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{b}", with: { b: job.id, c: job.id } }
    ?

    - x-sim-source: job.id
    + x-sim-source: { template: "a/{b}", with: b }
    62:70 "with" is an object of sources, found a string

    - x-sim-source: job.id
    + x-sim-source: { from: job.id, with: { b: job.id }, words: 3 }
    ?

    - x-sim-source: job.id
    + x-sim-source: { draft: job.title }
    ?

    - x-sim-source: job.id
    + x-sim-source: { from: job.content, as: htm }
    ?

    - x-sim-source: job.id
    + x-sim-source: { from: job.content, as: { excerpt: 0 } }
    ?

    - x-sim-source: job.id
    + x-sim-source: job.id, x-sim-kind: report
    ?

    - text: { type: [string, 'null'], x-sim-source: job.content, x-sim-when: [completed] }
    + text: { oneOf: [{ x-sim-kind: raport, type: string, x-sim-source: job.content }, { type: 'null' }] }
    ?

    - Note: { type: object, properties: { id: { type: string }
    + Note: { type: object, properties: { id: { oneOf: [{ x-sim-kind: report, type: string }] }
    65:45 "x-sim-kind" has no meaning here: this answer is not about a job
    """#)
