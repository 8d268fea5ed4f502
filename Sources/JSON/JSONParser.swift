// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A recursive-descent parser over the bytes of one text.
struct JSONParser<Builder: JSONBuilder> {
    let bytes: UnsafeBufferPointer<UInt8>
    let builder: Builder
    let limits: JSONLimits
    private(set) var duplicates: [DuplicateMember] = []
    private var offset = 0
    private var depth = 0
    private var values = 0

    init(bytes: UnsafeBufferPointer<UInt8>, builder: Builder, limits: JSONLimits) {
        self.bytes = bytes
        self.builder = builder
        self.limits = limits
    }

    mutating func parseText() throws(JSONError) -> Builder.Value {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONError(.byteOrderMark, at: 0)
        }
        skipWhitespace()
        let value = try parseValue()
        skipWhitespace()
        guard offset == bytes.count else { throw JSONError(.trailingContent, at: offset) }
        return value
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw JSONError(.unexpectedEnd, at: offset) }
        return bytes[offset]
    }

    private mutating func parseValue() throws(JSONError) -> Builder.Value {
        values += 1
        guard values <= limits.values else { throw JSONError(.tooManyMembers(limit: limits.values), at: offset) }
        let start = offset
        switch try peek() {
        case UInt8(ascii: "{"): return try parseObject()
        case UInt8(ascii: "["): return try parseArray()
        case UInt8(ascii: "\""): return builder.scalar(.string(try parseString()), at: start)
        case UInt8(ascii: "t"): return builder.scalar(try parseWord("true", .bool(true)), at: start)
        case UInt8(ascii: "f"): return builder.scalar(try parseWord("false", .bool(false)), at: start)
        case UInt8(ascii: "n"): return builder.scalar(try parseWord("null", .null), at: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return builder.scalar(try parseNumber(), at: start)
        case let byte: throw JSONError(.unexpectedByte(byte, expected: "a value"), at: offset)
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            let byte = try peek()
            guard byte == word.utf8Start[index] else {
                throw JSONError(.unexpectedByte(byte, expected: "\"\(word)\""), at: offset)
            }
            offset += 1
        }
        return value
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= limits.depth else { throw JSONError(.tooDeep(limit: limits.depth), at: offset) }
        offset += 1
        skipWhitespace()
    }

    private mutating func parseArray() throws(JSONError) -> Builder.Value {
        let start = offset
        try enter()
        var elements: [Builder.Value] = []
        if try peek() != UInt8(ascii: "]") {
            repeat {
                skipWhitespace()
                elements.append(try parseValue())
                skipWhitespace()
            } while try separator(closing: UInt8(ascii: "]"), expected: "',' or ']'")
        } else {
            offset += 1
        }
        depth -= 1
        return builder.array(elements, at: start)
    }

    private mutating func parseObject() throws(JSONError) -> Builder.Value {
        let start = offset
        try enter()
        var members = MemberList(builder: builder)
        if try peek() != UInt8(ascii: "}") {
            repeat {
                skipWhitespace()
                let nameStart = offset
                let byte = try peek()
                guard byte == UInt8(ascii: "\"") else {
                    throw JSONError(.unexpectedByte(byte, expected: "a member name in double quotes"), at: offset)
                }
                let name = try parseString()
                skipWhitespace()
                let colon = try peek()
                guard colon == UInt8(ascii: ":") else {
                    throw JSONError(.unexpectedByte(colon, expected: "':'"), at: offset)
                }
                offset += 1
                skipWhitespace()
                let value = try parseValue()
                if members.add(name, builder.member(name, at: nameStart, value)) {
                    duplicates.append(DuplicateMember(name: name, offset: nameStart))
                }
                skipWhitespace()
            } while try separator(closing: UInt8(ascii: "}"), expected: "',' or '}'")
        } else {
            offset += 1
        }
        depth -= 1
        return builder.object(members.members, at: start)
    }

    /// Steps over a comma or a closing bracket.
    /// - Returns: whether it was a comma.
    private mutating func separator(closing: UInt8, expected: String) throws(JSONError) -> Bool {
        let byte = try peek()
        guard byte == closing || byte == UInt8(ascii: ",") else {
            throw JSONError(.unexpectedByte(byte, expected: expected), at: offset)
        }
        offset += 1
        return byte != closing
    }
}

/// The members of the object being read; a hash set finds duplicates once a list would be slow.
private struct MemberList<Builder: JSONBuilder> {
    let builder: Builder
    private(set) var members: [Builder.Member] = []
    private var names: Set<String> = []

    init(builder: Builder) {
        self.builder = builder
    }

    /// - Returns: whether the name was there already; its member is then replaced.
    mutating func add(_ name: String, _ member: Builder.Member) -> Bool {
        let known: Bool
        if members.count < 16 {
            known = members.contains { builder.name(of: $0) == name }
        } else {
            if names.isEmpty { names = Set(members.map(builder.name(of:))) }
            known = !names.insert(name).inserted
        }
        if known, let index = members.firstIndex(where: { builder.name(of: $0) == name }) {
            members[index] = member
        } else {
            members.append(member)
        }
        return known
    }
}

extension JSONParser {
    // MARK: Numbers

    private mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = offset
        var isInteger = true
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        guard let first = digit else { throw JSONError(.invalidNumber, at: offset) }
        offset += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        if digit != nil { throw JSONError(.invalidNumber, at: offset) }  // a leading zero
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            guard digit != nil else { throw JSONError(.invalidNumber, at: offset) }
            skipDigits()
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
                offset += 1
            }
            guard digit != nil else { throw JSONError(.invalidNumber, at: offset) }
            skipDigits()
        }
        let literal = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isInteger {
            return Int64(literal).map(JSONValue.integer) ?? .bigNumber(literal)
        }
        guard let double = Double(literal), double.isFinite, double != 0 || !Self.hasNonZeroDigit(literal) else {
            return .bigNumber(literal)  // overflows, or underflows to zero
        }
        return .double(double)
    }

    private static func hasNonZeroDigit(_ literal: String) -> Bool {
        literal.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    }

    private var digit: UInt8? {
        guard offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 else { return nil }
        return bytes[offset]
    }

    private mutating func skipDigits() {
        while digit != nil { offset += 1 }
    }

    // MARK: Strings

    private mutating func parseString() throws(JSONError) -> String {
        offset += 1
        let start = offset
        // Most strings have no escape: find the end, then copy once.
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                let text = try decode(start..<offset)
                offset += 1
                return text
            case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
            case let byte where byte < 0x20: throw JSONError(.controlCharacter(byte), at: offset)
            default: offset += 1
            }
        }
    }

    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var text = try decode(start..<offset)
        while true {
            let runStart = offset
            while try peek() >= 0x20, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") {
                offset += 1
            }
            if offset > runStart { text += try decode(runStart..<offset) }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try parseEscape())
            case let byte: throw JSONError(.controlCharacter(byte), at: offset)
            }
        }
    }

    private func decode(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw JSONError(.invalidUTF8, at: range.lowerBound + Self.validPrefix(of: bytes[range]))
        }
        return text
    }

    /// How many bytes come before the first ill-formed sequence.
    private static func validPrefix(of slice: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var decoder = UTF8()
        var iterator = slice.makeIterator()
        var length = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            length += UTF8.width(scalar)
        }
        return length
    }

    private mutating func parseEscape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        let byte = try peek()
        offset += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw JSONError(.invalidEscape, at: start)
        }
        let unit = try parseHex(escapeStart: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        offset += 2
        let low = try parseHex(escapeStart: start)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
        else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func parseHex(escapeStart: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.invalidEscape, at: escapeStart)
            }
            unit = unit << 4 | UInt16(digit)
            offset += 1
        }
        return unit
    }
}
