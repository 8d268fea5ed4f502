// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The steps that time will end, as a binary heap ordered by due instant, then by the job's ordinal.
///
/// There is one entry for each job in a step that waits for time. The queue follows from the jobs: it is rebuilt when a
/// space is decoded and takes no part in comparing spaces. Another one holds the deliveries that wait to be attempted.
struct EventQueue: Sendable {
    struct Event: Sendable, Hashable {
        var due: Instant
        /// The job's number among all jobs of the space, or the delivery's among all deliveries.
        var ordinal: Int

        static func < (left: Event, right: Event) -> Bool {
            left.due != right.due ? left.due < right.due : left.ordinal < right.ordinal
        }
    }

    private var heap: [Event] = []

    var first: Event? { heap.first }
    var count: Int { heap.count }

    mutating func insert(_ event: Event) {
        heap.append(event)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard event < heap[parent] else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = event
    }

    /// Puts `event` in the place of the first one: cheaper than taking one out and putting one in.
    mutating func replaceFirst(with event: Event) {
        guard !heap.isEmpty else { return insert(event) }
        sink(event)
    }

    mutating func removeFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        sink(last)
    }

    /// Sinks `event` from the root to its place.
    private mutating func sink(_ event: Event) {
        let count = heap.count
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < count else { break }
            if child + 1 < count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < event else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = event
    }
}
