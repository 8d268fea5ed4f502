// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Synchronization

/// Makes names of spaces from the names of tests: `ordersOnce`, `ordersOnce-2`, `ordersOnce-3`.
final class SpaceNameMaker: Sendable {
    private let made = Mutex<[String: Int]>([:])

    /// The next name for a function, as `#function` gives it.
    func next(for function: String) -> String {
        let base = Self.base(function)
        let number = made.withLock { made in
            made[base, default: 0] += 1
            return made[base, default: 1]
        }
        return number == 1 ? base : "\(base)-\(number)"
    }

    /// The function's own name, of what a name of a space may hold, with room for a number behind it.
    private static func base(_ function: String) -> String {
        var base = ""
        for character in function.prefix(while: { $0 != "(" }) {
            base.append(SpaceName.isValid(String(character)) ? character : "-")
        }
        base = String(base.prefix(48))
        return base.allSatisfy { $0 == "-" } ? "space" : base
    }
}
