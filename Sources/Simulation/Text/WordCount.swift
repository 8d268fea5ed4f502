// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What counts as a word of Markdown.
package enum WordCount {
    /// The number of runs between white space that have a letter or digit in them: list marks, heading marks and the
    /// lines of tables are no words.
    package static func words(in markdown: some Sequence<UInt8>) -> Int {
        // Once, for all kinds of sequences that lie in memory as bytes: a generic loop is a hundred times slower where
        // the compiler cannot specialise it.
        markdown.withContiguousStorageIfAvailable { count($0) } ?? Array(markdown).withUnsafeBufferPointer { count($0) }
    }

    private static func count(_ markdown: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var isInWord = false
        for byte in markdown {
            if byte.isSpace {
                isInWord = false
            } else if !isInWord, byte.isWordPart {
                isInWord = true
                count += 1
            }
        }
        return count
    }
}
