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
        guard text.hasPrefix("/") else { return nil }
        var segments: [Segment] = []
        for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let name = part.dropFirst().dropLast()
            if part.hasPrefix("{"), part.hasSuffix("}"), !name.isEmpty, !name.contains(where: { "{}".contains($0) }) {
                segments.append(.parameter(String(name)))
            } else if part.contains("{") || part.contains("}") {
                return nil
            } else {
                segments.append(.literal(String(part)))
            }
        }
        self.text = text
        self.segments = segments
        parameterNames = segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    package var description: String { text }

    /// The template with its parameters' names left out: two paths with the same shape cannot be told apart.
    package var shape: String {
        segments.map { if case .literal(let text) = $0 { "/" + text } else { "/{}" } }.joined()
    }
}
