// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Which members of an object, or elements of an array, some schema has looked at; for `unevaluatedProperties` and
/// `unevaluatedItems`, and for what an observer is told.
struct Evaluated {
    private(set) var isAll = false
    /// Whether one of the schemas names members, so that others can be called unknown.
    var declares = false
    private var first: UInt64 = 0
    private var more: [UInt64] = []

    mutating func insertAll() {
        isAll = true
    }

    mutating func insert(_ index: Int) {
        if index < 64 {
            first |= 1 << UInt64(index)
        } else {
            let word = index / 64 - 1
            while more.count <= word { more.append(0) }
            more[word] |= 1 << UInt64(index % 64)
        }
    }

    func contains(_ index: Int) -> Bool {
        if isAll { return true }
        if index < 64 { return first >> UInt64(index) & 1 == 1 }
        let word = index / 64 - 1
        return word < more.count && more[word] >> UInt64(index % 64) & 1 == 1
    }

    mutating func formUnion(_ other: Evaluated) {
        isAll = isAll || other.isAll
        declares = declares || other.declares
        first |= other.first
        while more.count < other.more.count { more.append(0) }
        for (word, bits) in other.more.enumerated() { more[word] |= bits }
    }
}
