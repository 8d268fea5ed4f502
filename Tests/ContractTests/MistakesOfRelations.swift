// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in what ties records together, in lists that are narrowed, and in what is done to several records.
let mistakesOfRelations = Mistake.table(
    #"""
    - created: made, fixtures: 2
    + created: made, apart: often, fixtures: 2
    7:96 "apart" is a span of time | such as 6h or 1d

    - created: made, fixtures: 2
    + created: made, derived: [name]
    7:98 "derived" is an object, found an array

    - created: made, fixtures: 2
    + created: made, derived: { parts: { count: note, by: id } }
    7:116 there is no collection "note" | did you mean "notes"?

    - created: made, fixtures: 2
    + created: made, derived: { parts: { count: notes } }
    7:107 this derived field needs "by"

    - created: made, fixtures: 2
    + created: made, derived: { parts: { average: notes, by: id } }
    7:107 this derived field needs "of"

    - created: made, fixtures: 2
    + created: made, derived: { parts: { cuont: notes } }
    7:107 a derived field has one of "from", "count" and "average", found 0
    7:109 a derived field has no "cuont" | did you mean "count"?

    - created: made, fixtures: 2
    + created: made, derived: { parts: { from: a, in: notes } }
    7:107 this derived field needs "take"

    - created: made, fixtures: 2
    + created: made, goes-with: notes
    7:100 "goes-with" is an object, found a string

    - created: made, fixtures: 2
    + created: made, goes-with: { of: nots }
    7:106 there is no collection "nots" | did you mean "notes"?

    - x-sim-binding: { list: report, order: { by: created, direction: asc } }
    + x-sim-binding: { list: report, where: { state: DONE } }
    31:45 jobs are not narrowed by "where"

    - x-sim-binding: { read: notes }
    + x-sim-binding: { read: notes, where: { text: a } }
    49:37 "where" says nothing about "read"

    - x-sim-binding: { read: notes }
    + x-sim-binding: { delete: notes, each: path.id }
    49:45 "each" names a list in the body, as input.NAME

    - x-sim-binding: { read: notes }
    + x-sim-binding: { delete: notes, each: input.ids, by: path.id }
    49:60 with "each" the elements identify the records

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, links: { tags: { in: notes } } }
    49:54 a link needs "in", "as" and "from" | the collection, the field that holds its records' names, and where the names come from

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, links: { tags: { in: nots, as: text, from: input.tags } } }
    49:60 there is no collection "nots" | did you mean "notes"?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, links: { tags: { in: notes, as: text, from: each.tags } } }
    49:83 the names of a link come from the body, not from "each.tags" | use input.NAME

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, then: { create: notes } }
    49:45 "then" is a list of bindings

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, then: [{ make: notes }] }
    49:46 a binding in "then" has one verb | one of create, patch, delete
    49:48 a binding in "then" has no "make" | known: as, create, delete, each, links, owner, patch, sets, takes, unless-exists, valid

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, then: [{ create: notes, owner: of }] }
    49:46 a binding in "then" needs "each"

    - x-sim-binding: { read: notes }
    + x-sim-binding: { create: notes, each: input.notes, then: [] }
    49:64 "then" follows one record, not each of several

    - x-sim-binding: { read: notes }
    + x-sim-binding: { patch: notes, each: input.notes, unless-exists: text }
    49:72 "unless-exists" is about creating several

    - x-sim-source: page.items, items
    + x-sim-source: { from: page.items, only: lost }, items
    56:126 "lost" is nothing that becomes of an element | known: done, skipped, failed

    - x-sim-source: job.content, x
    + x-sim-source: { from: job.content, as: slugg }, x
    63:80 "slugg" is nothing to make of a value | known: slug, host, count, html, words, { excerpt: CHARACTERS }, { minutes: WORDS-PER-MINUTE }

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: nots, values: { n: count } }
    49:32 there is no collection "nots" | did you mean "notes"?

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: notes }
    49:22 a report needs "values", what it says of its records

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: notes, values: { n: cuont } }
    49:52 "cuont" is no value of a report | use key, count or percent, or an object

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: notes, rows: { weekly: true }, values: { n: count } }
    49:45 "rows" needs "days" or "by"
    49:47 "rows" has no "weekly" | known: by, days

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: notes, rows: { days: daily }, values: { n: count } }
    49:53 "daily" is no length of time | day, week or month, or a source of one of these words

    - x-sim-binding: { read: notes }
    + x-sim-binding: { report: notes, period: { days: 7 }, values: { n: count } }
    49:47 "period" needs "of", the field that says when a record counts

    - x-sim-binding: { read: notes }
    + x-sim-binding: { read: notes, values: { n: count } }
    49:37 "values" says nothing about "read"
    """#)
