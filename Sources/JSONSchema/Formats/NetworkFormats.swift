// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Addresses, host names, mail addresses, URIs and JSON pointers.
extension ByteReader {
    /// RFC 2673, section 3.2: four numbers without leading zeros.
    mutating func ipv4() -> Bool {
        for part in 0..<4 {
            if part > 0, !take(".") { return false }
            let start = offset
            guard digits() else { return false }
            let count = offset - start
            guard count <= 3, count == 1 || bytes[start] != UInt8(ascii: "0") else { return false }
            let value = bytes[start..<offset].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard value <= 255 else { return false }
        }
        return true
    }

    /// RFC 4291, section 2.2.
    mutating func ipv6() -> Bool {
        var groups = 0
        var hasGap = false
        if next == UInt8(ascii: ":") {
            guard take(":"), take(":") else { return false }
            hasGap = true
        }
        while let byte = next, Self.isHex(byte) {
            let start = offset
            while let byte = next, Self.isHex(byte) { skip() }
            if next == UInt8(ascii: ".") {
                var tail = ByteReader(UnsafeBufferPointer(rebasing: bytes[start...]))
                guard tail.ipv4(), tail.isAtEnd else { return false }
                skip(bytes.count - offset)
                groups += 2
                break
            }
            guard offset - start <= 4 else { return false }
            groups += 1
            guard take(":") else { break }
            if take(":") {
                guard !hasGap else { return false }
                hasGap = true
            } else if isAtEnd {
                return false
            }
        }
        return isAtEnd && (hasGap ? groups <= 7 : groups == 8)
    }

    /// RFC 1123, section 2.1: labels of letters, digits and inner hyphens, 63 characters each, 253 in all.
    mutating func hostname() -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        for label in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-"),
                label.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") })
            else { return false }
            // "--" in the third and fourth place is reserved for encoded names (RFC 5891, section 4.2.3.1).
            let marks = label.dropFirst(2).prefix(2)
            if marks.count == 2, marks.allSatisfy({ $0 == UInt8(ascii: "-") }),
                !label.prefix(2).elementsEqual("xn".utf8, by: { $0 | 0x20 == $1 })
            {
                return false
            }
        }
        return true
    }

    /// RFC 5321, section 4.1.2: a dot-atom or a quoted local part, then a host name or an address in brackets.
    mutating func email() -> Bool {
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), (1...64).contains(at) else { return false }
        let local = bytes[..<at]
        let domain = UnsafeBufferPointer(rebasing: bytes[(at + 1)...])
        guard Self.isDotAtom(local) || Self.isQuoted(local) else { return false }
        guard domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]"), domain.count > 2 else {
            var reader = ByteReader(domain)
            return reader.hostname()
        }
        var inner = UnsafeBufferPointer(rebasing: domain[1..<(domain.count - 1)])
        let isVersion6 = inner.count > 5 && inner.prefix(5).elementsEqual("ipv6:".utf8, by: { $0 | 0x20 == $1 | 0x20 })
        if isVersion6 { inner = UnsafeBufferPointer(rebasing: inner[5...]) }
        var reader = ByteReader(inner)
        return (isVersion6 ? reader.ipv6() : reader.ipv4()) && reader.isAtEnd
    }

    private static func isDotAtom(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { isLetter($0) || isDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
        }
    }

    private static func isQuoted(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in text.dropFirst().dropLast() {
            guard (0x20..<0x7F).contains(byte) else { return false }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    /// RFC 6901.
    func jsonPointer() -> Bool {
        guard let first = bytes.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "~") {
            guard index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "0") || bytes[index + 1] == UInt8(ascii: "1")
            else { return false }
        }
        return true
    }

    /// A number without leading zeros, then `#` or a JSON pointer (draft-bhutton-relative-json-pointer-00).
    mutating func relativeJSONPointer() -> Bool {
        let start = offset
        guard digits(), offset - start == 1 || bytes[start] != UInt8(ascii: "0") else { return false }
        if next == UInt8(ascii: "#") { return offset + 1 == bytes.count }
        return ByteReader(UnsafeBufferPointer(rebasing: bytes[offset...])).jsonPointer()
    }
}
