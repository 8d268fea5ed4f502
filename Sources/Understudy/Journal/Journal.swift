// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The ordered record of a space's requests, under a budget of bytes; the oldest make room for new ones, and how many
/// did is known, so that nobody takes "not there any more" for "never was".
package struct Journal: Sendable {
    /// Bodies are kept up to this many bytes.
    package static let bodyLimit = 64 * 1024

    private var entries: [JournalEntry?] = []
    /// What each of them takes of the budget: eviction looks at the number alone.
    private var costs: [Int] = []
    /// Index of the oldest entry still held.
    private var head = 0
    private var cost = 0
    private let budget: Int
    package private(set) var nextID = 1
    package private(set) var evicted = 0

    package init(budget: Int) {
        self.budget = budget
    }

    package var count: Int { entries.count - head }

    /// Adds an entry and gives it its id, which must be `nextID`.
    package mutating func append(_ entry: JournalEntry) {
        precondition(entry.id == nextID, "entries are added in the order of their ids")
        nextID += 1
        let entryCost = entry.cost
        cost += entryCost
        costs.append(entryCost)
        entries.append(entry)
        while cost > budget, count > 1 {
            cost -= costs[head]
            entries[head] = nil
            head += 1
            evicted += 1
        }
        // Dropping the empty part in large pieces keeps appending cheap.
        if head > 1024, head * 2 > entries.count {
            entries.removeFirst(head)
            costs.removeFirst(head)
            head = 0
        }
    }

    package subscript(id: Int) -> JournalEntry? {
        let index = entries.count - (nextID - id)
        return entries.indices.contains(index) && id < nextID ? entries[index] : nil
    }

    /// The entries that are still held, oldest first, from after the given id.
    package func held(after id: Int = 0) -> some Sequence<JournalEntry> {
        let first = max(head, entries.count - (nextID - id) + 1)
        return entries[min(max(first, 0), entries.count)...].lazy.compactMap(\.self)
    }

    package mutating func clear() {
        self = Journal(budget: budget)
    }
}
