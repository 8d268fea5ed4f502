// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where in an object each name stands, for objects too large to search from end to end again and again.
struct MemberIndex {
    /// A name that is equal only to the same code units; see ``Swift/String/hasSameUnits(as:)``.
    private struct Name: Hashable {
        var text: String

        static func == (left: Name, right: Name) -> Bool { left.text.hasSameUnits(as: right.text) }
    }

    private var places: [Name: Int] = [:]

    init(names: some Sequence<String>) {
        for (place, name) in names.enumerated() { places[Name(text: name)] = place }
    }

    subscript(name: String) -> Int? { places[Name(text: name)] }

    /// Notes a name at a place, unless it has one.
    /// - Returns: the place it has already.
    mutating func add(_ name: String, at place: Int) -> Int? {
        let name = Name(text: name)
        if let known = places[name] { return known }
        places[name] = place
        return nil
    }
}
