// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A recursive-descent parser over the bytes of one text.
struct JSONParser<Builder: JSONBuilder> {
    let bytes: UnsafeBufferPointer<UInt8>
    let builder: Builder
    let limits: JSONLimits
    private(set) var duplicates: [DuplicateMember] = []
    var offset = 0
    /// The bytes of the string with escapes that is being read; kept, so that its storage is.
    var scratch: [UInt8] = []
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

    func peek() throws(JSONError) -> UInt8 {
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
