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

    // Only these three call each other. What needs no recursion stands apart, because every local of theirs is paid for
    // once a level, and debug builds do not share their places.

    private mutating func parseValue() throws(JSONError) -> Builder.Value {
        switch try startValue() {
        case UInt8(ascii: "{"): try parseObject()
        case UInt8(ascii: "["): try parseArray()
        default: try parseScalar()
        }
    }

    private mutating func parseArray() throws(JSONError) -> Builder.Value {
        let start = offset
        var elements: [Builder.Value] = []
        var hasNext = try enter(closing: UInt8(ascii: "]"))
        while hasNext {
            elements.append(try parseValue())
            hasNext = try separator(closing: UInt8(ascii: "]"), expected: "',' or ']'")
        }
        return builder.array(elements, at: start)
    }

    private mutating func parseObject() throws(JSONError) -> Builder.Value {
        let start = offset
        var members = MemberList(builder: builder)
        var hasNext = try enter(closing: UInt8(ascii: "}"))
        while hasNext {
            let nameStart = offset
            let name = try parseName()
            let value = try parseValue()
            add(name, at: nameStart, value, to: &members)
            hasNext = try separator(closing: UInt8(ascii: "}"), expected: "',' or '}'")
        }
        return builder.object(members.members, at: start)
    }

    /// Counts the value that starts here.
    ///
    /// - Returns: its first byte.
    /// - Throws: where that is one too many, or the text ends.
    private mutating func startValue() throws(JSONError) -> UInt8 {
        values += 1
        guard values <= limits.values else { throw JSONError(.tooManyMembers(limit: limits.values), at: offset) }
        return try peek()
    }

    private mutating func parseScalar() throws(JSONError) -> Builder.Value {
        let start = offset
        let value: JSONValue
        switch bytes[offset] {
        case UInt8(ascii: "\""): value = .string(try parseString())
        case UInt8(ascii: "t"): value = try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): value = try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): value = try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): value = try parseNumber()
        case let byte: throw JSONError(.unexpectedByte(byte, expected: "a value"), at: offset)
        }
        return builder.scalar(value, at: start)
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

    /// Steps over an opening bracket and, where nothing is inside, over the closing one.
    ///
    /// - Returns: whether something is inside.
    /// - Throws: where this is one level too deep, or the text ends.
    private mutating func enter(closing: UInt8) throws(JSONError) -> Bool {
        guard depth < limits.depth else { throw JSONError(.tooDeep(limit: limits.depth), at: offset) }
        offset += 1
        skipWhitespace()
        guard try peek() == closing else {
            depth += 1
            return true
        }
        offset += 1
        return false
    }

    /// Reads a member's name and steps to its value.
    private mutating func parseName() throws(JSONError) -> String {
        let byte = try peek()
        guard byte == UInt8(ascii: "\"") else {
            throw JSONError(.unexpectedByte(byte, expected: "a member name in double quotes"), at: offset)
        }
        let name = try parseString()
        skipWhitespace()
        let colon = try peek()
        guard colon == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte(colon, expected: "':'"), at: offset) }
        offset += 1
        skipWhitespace()
        return name
    }

    private mutating func add(
        _ name: String, at start: Int, _ value: Builder.Value, to members: inout MemberList<Builder>
    ) {
        if members.add(name, builder.member(name, at: start, value)) {
            duplicates.append(DuplicateMember(name: name, offset: start))
        }
    }

    /// Steps over a comma to what follows it, or over the closing bracket.
    ///
    /// - Returns: whether it was a comma.
    /// - Throws: where it was neither.
    private mutating func separator(closing: UInt8, expected: StaticString) throws(JSONError) -> Bool {
        skipWhitespace()
        let byte = try peek()
        guard byte == closing || byte == UInt8(ascii: ",") else {
            throw JSONError(.unexpectedByte(byte, expected: "\(expected)"), at: offset)
        }
        offset += 1
        if byte == closing {
            depth -= 1
        } else {
            skipWhitespace()
        }
        return byte != closing
    }
}
