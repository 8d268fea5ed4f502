// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Mistakes in made-up figures, rows, ranges and made fixtures.
let mistakesOfSeries = Mistake.table(
    #"""
    - x-sim-source: job.id
    + x-sim-series: rank
    62:43 there is no series "rank" | say its "low" and "high", here or in "x-sim-series" at the top of the document

    - x-sim-source: job.id
    + x-sim-series: { name: rank }
    62:51 there is no series "rank" | say its "low" and "high", here or in "x-sim-series" at the top of the document

    - x-sim-source: job.id
    + x-sim-series: { low: 1, high: 2 }
    62:43 a series is the name of one, or an object with a "name"

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 9 }
    62:43 series "rank" shows numbers, and this is string

    - id: { type: string, x-sim-source: job.id }
    + id: { type: integer, x-sim-series: { name: rank, low: 0.5, high: 9 } }
    62:44 series "rank" shows decimals, and this is integer | add "decimals: 0" to the series

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 3, high: 1 }
    62:43 series "rank" needs a "low" and a "high" that is not below it

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 3 }
    62:43 series "rank" needs a "low" and a "high" that is not below it

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: one, high: 2 }
    62:62 "low" must be a number, found a string

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 2, step: -1 }
    62:80 "step" is not negative

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 2, scale: lin }
    62:81 "lin" is no scale | known: linear, log

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 0, high: 2, scale: log }
    62:81 on the scale "log" the low end is greater than 0

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 2, decimals: 7 }
    62:84 "decimals" is a number from 0 to 6

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, hihg: 2 }
    62:43 series "rank" needs a "low" and a "high" that is not below it
    62:65 a series has no "hihg" | did you mean "high"?

    - x-sim-source: job.id
    + x-sim-series: { name: rank, pick: [a] }
    62:63 "pick" is a list of two values or more

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 9, pick: [a, b, c], above: [5, 4] }
    62:98 "above" is a list of growing numbers, one less than "pick" has values

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 9, above: [5] }
    62:43 series "rank" shows numbers, and this is string
    62:81 "above" needs "pick", the values to choose from

    - x-sim-source: job.id
    + x-sim-series: { name: rank, pick: [a, b], change: clock.now }
    62:79 "change" is a difference of numbers, and this series shows words

    - x-sim-source: job.id
    + x-sim-series: { name: rank, pick: [a, b], of: item.id }
    62:75 "item.id" has no meaning here: this answer is not about a record

    - x-sim-source: job.id
    + x-sim-series: { name: rank, pick: [a, b], of: [] }
    62:75 "of" names nothing

    - id: { type: string, x-sim-source: job.id }
    + id: { x-sim-series: { name: rank, low: 1, high: 9 } }⏎        n: { x-sim-series: { name: rank, low: 1, high: 8 } }
    63:28 series "rank" is another one at 62:29 | declare it once, in "x-sim-series" at the top of the document

    - x-evidence: documented
    + x-sim-series: { rank: { low: 1, hgh: 2 } }
    20:23 series "rank" needs a "low" and a "high" that is not below it
    20:33 series "rank" has no "hgh" | did you mean "high"?

    - x-evidence: documented
    + x-sim-series: [rank]
    20:15 "x-sim-series" is an object of figures by name

    - x-sim-source: job.id
    + x-sim-source: row.date
    62:43 "row.date" has no meaning here: this is not inside an array with "x-sim-rows"

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { count: 2 }, items: { type: string, x-sim-source: row.date } }
    62:91 "row.date" has no meaning here: these rows are no days

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { count: 2 }, items: { type: string, x-sim-source: row.dat } }
    62:91 "row.dat" is no source | did you mean "row.date"?

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { count: 2, days: {} }, items: {} }
    62:40 "x-sim-rows" has one of "days", "count" and "each", found 2

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { count: 2 } }
    62:40 "x-sim-rows" needs an array with "items"

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { count: many }, items: {} }
    62:49 "count" is a number from 0 to 3660

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { dayz: {} }, items: {} }
    62:40 "x-sim-rows" has one of "days", "count" and "each", found 0
    62:42 "x-sim-rows" has no "dayz" | did you mean "days"?

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { days: 5 }, items: {} }
    62:48 "days" is an object with "from" and "until", found an integer

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { days: { every: hour } }, items: {} }
    62:57 "hour" is no period | known: day, month, week

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { days: { default: 36h } }, items: {} }
    62:59 "default" is a number of days such as 30d

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { days: { default: 3d, count: 3 } }, items: {} }
    62:59 "default" and "count" both say how long the range is

    - id: { type: string, x-sim-source: job.id }
    + id: { type: array, x-sim-rows: { days: {} }, items: { type: string, x-sim-source: row.value } }
    62:91 "row.value" has no meaning here: these rows are no elements

    - x-sim-source: job.id
    + x-sim-series: { name: rank, low: 1, high: 9, every: hour }
    62:81 "hour" is no period | known: day, month, week

    - id: { type: string, x-sim-source: job.id }
    + id: { x-sim-series: { name: rank, low: 1, high: 9, change: clock.now, lowest: clock.now } }
    62:87 a series shows one of "change", "lowest" and "lowest-day"

    - id: { type: string, x-sim-source: job.id }
    + id: { type: integer, x-sim-series: { name: rank, low: 1, high: 9, lowest-day: clock.now } }
    62:44 "lowest-day" is a date, and this is integer

    - x-sim-source: job.id
    + x-sim-source: { days-ago: yesterday }
    62:55 "days-ago" is a whole number of days

    - fixtures: 2
    + fixtures: [{ set: { a: { collect: nots, take: [id] } } }]
    7:123 there is no collection "nots" before this one

    - x-sim-source: job.id
    + x-sim-source: { from: job.id, when: yes }
    62:65 "when" is an object of sources and what they must be

    - x-sim-source: job.id
    + x-sim-source: { from: job.id, when: { job.idd: 1 } }
    62:67 "job.idd" is no source | did you mean "job.id"?

    - x-sim-binding: { read: notes }
    + x-sim-range: { from: path.id }
    47:7 readNote has no "x-sim-binding" | say what it does, or "x-sim-binding: { act: {} }" where it has no state
    49:20 "x-sim-range" needs "from" and "until"

    - x-sim-binding: { list: report, order: { by: created, direction: asc } }
    + x-sim-binding: { list: report }⏎      x-sim-range: { from: query.pag, until: query.sort, longest: 9 }
    32:28 the operation declares no query parameter "pag" | did you mean "query.page"?

    - x-sim-binding: { list: report, order: { by: created, direction: asc } }
    + x-sim-binding: { list: report }⏎      x-sim-range: { from: query.page, until: query.sort, longest: 9 }
    32:68 "longest" is a number of days such as 90d

    - x-sim-page: order, schema
    + x-sim-page: { order: { since: { series: x } } }, schema
    34:57 jobs are not ordered by a table

    - fixtures: 2
    + fixtures: [{ for-each: nots, count: 2 }]
    7:112 there is no collection "nots" before this one

    - fixtures: 2
    + fixtures: [{ count: 2, set: { a: item.id } }]
    7:122 "item.id" is no value of a fixture | use row.index, row.number, or { const: ... }; item.NAME needs "for-each"

    - fixtures: 2
    + fixtures: [{ count: 0, set: {} }]
    7:109 "count" is a number from 1 to 10,000

    - fixtures: 2
    + fixtures: [{ set: { a: { cycle: [] } } }]
    7:121 "cycle" is a list with at least one value

    - fixtures: 2
    + fixtures: [{ set: { a: { cyle: [1] } } }]
    7:114 a fixture's value has no "cyle" | did you mean "cycle"?

    - fixtures: 2
    + fixtures: [{ set: { a: 1 }, wher: {} }]
    7:117 a made fixture has no "wher" | did you mean "where"?
    """#)
