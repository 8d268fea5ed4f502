// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Why a header was not added to an answer.
package enum HTTPHeaderError: Error, Sendable, Hashable {
    /// The name is empty or holds a character that no field name may (RFC 9110 5.1).
    case badName(String)
    /// The value holds CR, LF, NUL or another control character; sent as it is, it could forge headers.
    case badValue(name: String)
    /// The front writes this one itself: `Content-Length`, `Transfer-Encoding` or `Connection`.
    case ownedByFront(String)
}

/// The header lines of an answer, ready to be written.
package struct HTTPHeaderBlock: Sendable, Hashable {
    /// Complete lines, each with its CR LF.
    package private(set) var bytes: [UInt8] = []
    /// Whether a `Date` is among them, so that the front adds none.
    private(set) var hasDate = false

    package init() {}

    /// Adds a header.
    ///
    /// - Throws: `HTTPHeaderError`, and then nothing has been added.
    package mutating func add(_ name: String, _ value: String) throws(HTTPHeaderError) {
        guard !name.isEmpty, name.utf8.allSatisfy(ByteClass.token.contains) else { throw .badName(name) }
        guard value.utf8.allSatisfy(Octet.isFieldValue) else { throw .badValue(name: name) }
        switch name.utf8.count {
        case 4 where Self.matches(name, "date"): hasDate = true
        case 10 where Self.matches(name, "connection"), 14 where Self.matches(name, "content-length"),
            17 where Self.matches(name, "transfer-encoding"):
            throw .ownedByFront(name)
        default: break
        }
        bytes.reserveCapacity(bytes.count + name.utf8.count + value.utf8.count + 4)
        bytes.append(contentsOf: name.utf8)
        bytes.append(Octet.colon)
        bytes.append(Octet.space)
        bytes.append(contentsOf: value.utf8)
        bytes.append(Octet.carriageReturn)
        bytes.append(Octet.lineFeed)
    }

    /// Adds lines known at compile time without looking at them.
    ///
    /// - Parameter line: one or more complete lines with their CR LF; no `Date` and none that the front owns.
    package mutating func add(line: StaticString) {
        // Room for the few headers that an answer usually has, so that they grow it once.
        if bytes.isEmpty { bytes.reserveCapacity(160) }
        bytes.append(contentsOf: UnsafeBufferPointer(start: line.utf8Start, count: line.utf8CodeUnitCount))
    }

    /// Adds a header whose value is a number, without making a string.
    ///
    /// - Parameters:
    ///   - name: followed by a colon and a space.
    ///   - value: not negative.
    package mutating func add(number name: StaticString, _ value: Int) {
        add(line: name)
        appendDigits(value)
        bytes.append(Octet.carriageReturn)
        bytes.append(Octet.lineFeed)
    }

    private mutating func appendDigits(_ value: Int) {
        if value >= 10 { appendDigits(value / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
    }

    /// The headers as names and values.
    package var lines: [(name: String, value: String)] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), String(parts[1].drop { $0 == " " })) : nil
        }
    }

    /// Adds a header in the place of those with its name.
    ///
    /// - Throws: `HTTPHeaderError`, and then nothing has changed.
    package mutating func replace(_ name: String, _ value: String) throws(HTTPHeaderError) {
        var kept = HTTPHeaderBlock()
        for line in lines where line.name.lowercased() != name.lowercased() { try kept.add(line.name, line.value) }
        try kept.add(name, value)
        self = kept
    }

    /// Adds all lines of another block.
    package mutating func add(_ other: HTTPHeaderBlock) {
        bytes.append(contentsOf: other.bytes)
        hasDate = hasDate || other.hasDate
    }

    private static func matches(_ name: String, _ lowercase: StaticString) -> Bool {
        var name = name
        return name.withUTF8 { ASCIIText.equals($0, lowercase: lowercase) }
    }
}
