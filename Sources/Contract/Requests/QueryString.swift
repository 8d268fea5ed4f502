// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The query component as `application/x-www-form-urlencoded` has it.
package enum QueryString {
    /// Names and values in order, decoded; what cannot be decoded stays as it was sent.
    package static func parse(_ query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decode(parts[0]), parts.count > 1 ? decode(parts[1]) : "")
        }
    }

    private static func decode(_ text: Substring) -> String {
        PercentCoding.decode(text, plusIsSpace: true) ?? String(text)
    }
}
