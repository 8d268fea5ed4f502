// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Steps over the bytes of a text; what does not fit leaves it where it was or anywhere behind, because nobody asks then.
struct ByteReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }
    var rest: Slice<UnsafeBufferPointer<UInt8>> { bytes[offset...] }

    mutating func skip(_ count: Int = 1) {
        offset = min(offset + count, bytes.count)
    }

    /// Steps over this character, in either case where it is a letter.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next else { return false }
        let wanted = UInt8(ascii: character)
        guard byte == wanted || (Self.isLetter(wanted) && byte | 0x20 == wanted | 0x20) else { return false }
        offset += 1
        return true
    }

    /// Steps over exactly so many digits.
    /// - Returns: the number, where it is within the range.
    mutating func digits(_ count: Int, in range: ClosedRange<Int>) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let byte = next, Self.isDigit(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
            offset += 1
        }
        return range.contains(number) ? number : nil
    }

    /// Steps over digits, one at least.
    mutating func digits() -> Bool {
        let start = offset
        while let byte = next, Self.isDigit(byte) { offset += 1 }
        return offset > start
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }
}
