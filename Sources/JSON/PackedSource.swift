// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A tree of source nodes with their positions, written so that it is read much faster than the file it came from.
///
/// For files that a program carries: the program's build writes it, the program reads it. It is text without control
/// characters of its own, so that a string literal can hold it. First the number of different strings, then each with
/// its length in UTF-8 before it, then the root. A node is a letter for its kind, its position and its content:
/// numbers, or the indices of strings. A line is written as the distance to the line of the node before.
///
/// Numbers have five bits to a character, the highest first: `P` to `o` where more follow, `0` to `O` for the last.
package enum PackedSource {
    /// The text is not what ``pack(_:)`` writes.
    package struct Damage: Error, Hashable {
        /// Where reading stopped, in bytes.
        package var offset: Int

        package init(offset: Int) {
            self.offset = offset
        }
    }

    enum Kind {
        static let null = UInt8(ascii: "n")
        static let yes = UInt8(ascii: "t")
        static let no = UInt8(ascii: "f")
        static let integer = UInt8(ascii: "i")
        static let double = UInt8(ascii: "d")
        static let bigNumber = UInt8(ascii: "g")
        static let string = UInt8(ascii: "s")
        static let array = UInt8(ascii: "a")
        static let object = UInt8(ascii: "o")
    }

    static let lastDigit = UInt8(ascii: "0")
    static let moreDigits = UInt8(ascii: "P")

    /// Small for small numbers of either sign.
    static func folded(_ number: Int64) -> UInt64 {
        UInt64(bitPattern: (number << 1) ^ (number >> 63))
    }

    static func unfolded(_ number: UInt64) -> Int64 {
        Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
