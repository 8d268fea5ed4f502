// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A schema that references lead to, or that was asked for: compiled once and shared.
struct SchemaEntry {
    struct Key: Hashable {
        var document: Int
        var pointer: JSONPointer
    }

    /// A reference that looks at the same value as the schema it is in.
    struct SameValueReference {
        var target: Int
        /// The document that the reference stands in.
        var place: Int
        var position: SourcePosition
    }

    /// `nil` while it is being compiled.
    var node: SchemaNode?
    /// Set where somebody referred to it before it was done.
    var loop: SchemaLoop?
    var diagnostics: [Diagnostic] = []
    var references: [Int] = []
    var sameValue: [SameValueReference] = []
}
