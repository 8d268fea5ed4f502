// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// URIs and their parts (RFC 3986, appendix A).
extension ByteReader {
    mutating func uri(needsScheme: Bool) -> Bool {
        let hasScheme = scheme()
        if needsScheme, !hasScheme { return false }
        if rest.starts(with: "//".utf8) {
            skip(2)
            guard authority() else { return false }
            if let byte = next, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "?"), byte != UInt8(ascii: "#") {
                return false
            }
        } else if !hasScheme {
            // The first segment of a relative path has no colon, or it would be a scheme (section 4.2).
            let segment = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
            if segment.contains(UInt8(ascii: ":")) { return false }
        }
        guard characters(alsoAllowed: ":@/") else { return false }
        if take("?"), !characters(alsoAllowed: ":@/?") { return false }
        if take("#"), !characters(alsoAllowed: ":@/?") { return false }
        return isAtEnd
    }

    private mutating func scheme() -> Bool {
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), let first = next, Self.isLetter(first) else {
            return false
        }
        let isScheme = bytes[offset..<colon].allSatisfy {
            Self.isLetter($0) || Self.isDigit($0) || "+-.".utf8.contains($0)
        }
        guard isScheme else { return false }
        skip(colon + 1 - offset)
        return true
    }

    private mutating func authority() -> Bool {
        let all = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if let at = all.lastIndex(of: UInt8(ascii: "@")) {
            guard characters(alsoAllowed: ":"), offset == at else { return false }
            skip()
        }
        if take("[") {
            guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            var address = ByteReader(UnsafeBufferPointer(rebasing: bytes[offset..<close]))
            let isFuture = address.next.map { $0 | 0x20 == UInt8(ascii: "v") } ?? false
            guard isFuture || address.ipv6() else { return false }
            skip(close + 1 - offset)
        } else if !characters(alsoAllowed: "") {
            return false
        }
        if take(":") { _ = digits() }
        return true
    }

    /// Steps over unreserved characters, sub-delimiters, percent-encoded bytes and the given ones.
    /// - Returns: `false` at a `%` without its two digits.
    private mutating func characters(alsoAllowed: StaticString) -> Bool {
        let others = UnsafeBufferPointer(start: alsoAllowed.utf8Start, count: alsoAllowed.utf8CodeUnitCount)
        while let byte = next {
            if byte == UInt8(ascii: "%") {
                guard offset + 2 < bytes.count, Self.isHex(bytes[offset + 1]), Self.isHex(bytes[offset + 2]) else {
                    return false
                }
                skip(3)
            } else if Self.isLetter(byte) || Self.isDigit(byte) || "-._~!$&'()*+,;=".utf8.contains(byte)
                || others.contains(byte)
            {
                skip()
            } else {
                break
            }
        }
        return true
    }
}
