// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Writes JSON straight to bytes, without spaces.
package struct JSONWriter: Sendable {
    package var bytes: [UInt8]

    package init(capacity: Int = 512) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Appends text that is JSON already.
    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes that are JSON already.
    ///
    /// Not generic: called from another module, a generic function is not specialized, and renderers call this most.
    package mutating func raw(_ literal: [UInt8]) {
        bytes.append(contentsOf: literal)
    }

    /// Appends bytes that are JSON already.
    package mutating func raw(_ literal: some Collection<UInt8>) {
        bytes.append(contentsOf: literal)
    }

    package mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    package mutating func null() {
        raw("null")
    }

    package mutating func bool(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    package mutating func integer(_ value: Int64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = value.magnitude
            repeat {
                start -= 1
                digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            if value < 0 {
                start -= 1
                digits.initializeElement(at: start, to: UInt8(ascii: "-"))
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Writes the shortest digits that read back as the same number; a whole number keeps its `.0`.
    package mutating func double(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinities and no NaN")
        raw(value.description.utf8)
    }

    package mutating func string(_ value: String) {
        if value.utf8.withContiguousStorageIfAvailable({ string($0) }) == nil {
            var copy = value
            copy.withUTF8 { string($0) }
        }
    }

    /// Writes UTF-8 bytes as a JSON string; only what must be escaped is.
    package mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
        byte(UInt8(ascii: "\""))
        var start = 0
        var index = 0
        while index < utf8.count {
            if index + 8 <= utf8.count, !Self.mustEscape(anyOfEightBytesAt: index, in: utf8) {
                index += 8
                continue
            }
            // Up to eight single steps, then eight at once again.
            let stop = min(index + 8, utf8.count)
            while index < stop {
                let byte = utf8[index]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
                    escape(byte)
                    start = index + 1
                }
                index += 1
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
        byte(UInt8(ascii: "\""))
    }

    /// Whether one of eight bytes is a control character, a quote or a backslash.
    ///
    /// Each byte is a lane of one word: subtracting sets the top bit of a lane that was below the subtrahend, and lanes
    /// whose top bit was set before (no ASCII) are masked out. A borrow only leaves a lane that is such a byte itself.
    private static func mustEscape(anyOfEightBytesAt index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let control = (word &- ones &* 0x20) & ~word
        let hits = control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        return hits & (ones &* 0x80) != 0
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
        default:
            raw("u00")
            bytes.append(byte < 16 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let digit = byte & 15
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .double(let value): double(value)
        case .bigNumber(let digits): raw(digits.utf8)
        case .string(let value): string(value)
        case .array(let elements):
            byte(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { byte(UInt8(ascii: ",")) }
                isFirst = false
                self.value(element)
            }
            byte(UInt8(ascii: "]"))
        case .object(let object):
            byte(UInt8(ascii: "{"))
            var isFirst = true
            for member in object.members {
                if !isFirst { byte(UInt8(ascii: ",")) }
                isFirst = false
                string(member.name)
                byte(UInt8(ascii: ":"))
                self.value(member.value)
            }
            byte(UInt8(ascii: "}"))
        }
    }
}

extension JSONValue {
    /// This value as compact JSON.
    package var serialized: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// This value as compact JSON text, for messages.
    package var text: String {
        String(decoding: serialized, as: UTF8.self)
    }
}
