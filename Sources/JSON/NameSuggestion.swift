// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Finds the name that somebody probably meant.
package enum NameSuggestion {
    /// The closest of `candidates` to `name`, or `nil` where none is close: at most a third of the letters differ.
    package static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// `did you mean "x"?`, or the list of candidates where none is close and there are few, or `nil`.
    package static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        if let closest = closest(to: name, among: candidates) { return "did you mean \"\(closest)\"?" }
        let all = candidates.sorted()
        guard !all.isEmpty, all.count <= 12 else { return nil }
        return "known: " + all.joined(separator: ", ")
    }

    /// The least number of inserted, removed, replaced or swapped neighbouring letters (optimal string alignment).
    package static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
