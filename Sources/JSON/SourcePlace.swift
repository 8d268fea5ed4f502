// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A line of a file, or a place in it, as people and tools are told of it.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
    /// As the user named it; a built-in document by its place in the project.
    package var file: String
    package var line: Int
    /// `nil`: the whole line.
    package var column: Int?

    package init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line` or `file:line:column`, the form that editors and CI systems link.
    package var description: String { "\(file):\(line)" + (column.map { ":\($0)" } ?? "") }
}
