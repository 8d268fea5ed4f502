// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A path of a document, such as `/content/{id}/tags`.
package struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
    package enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    package let text: String
    package let segments: [Segment]
    /// In the order of the segments.
    package let parameterNames: [String]

    /// - Returns: `nil` where the path does not start with `/` or mixes text and braces in one segment.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var segments: [Segment] = []
        // By bytes: characters cost ten times as much, and every path of a document is read at every start.
        for bytes in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let part = Substring(bytes)
            let name = part.utf8.dropFirst().dropLast()
            if part.utf8.first == UInt8(ascii: "{"), part.utf8.last == UInt8(ascii: "}"), !name.isEmpty,
                !name.contains(where: Self.isBrace)
            {
                segments.append(.parameter(String(Substring(name))))
            } else if part.utf8.contains(where: Self.isBrace) {
                return nil
            } else {
                segments.append(.literal(String(part)))
            }
        }
        self.text = text
        self.segments = segments
        parameterNames = segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    private static func isBrace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
    }

    package var description: String { text }

    /// The template with its parameters' names left out: two paths with the same shape cannot be told apart.
    package var shape: String {
        segments.map { if case .literal(let text) = $0 { "/" + text } else { "/{}" } }.joined()
    }
}
