// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Synchronization
import Testing

@testable import JSON

@Suite("Limits give errors, never a crash")
struct LimitTests {
    /// Arrays and objects in turn, `depth` of them inside each other.
    static func nested(_ depth: Int) -> [UInt8] {
        let opening = (0..<depth).map { $0 % 2 == 0 ? "[" : "{\"a\":" }.joined()
        let closing = (0..<depth).reversed().map { $0 % 2 == 0 ? "]" : "}" }.joined()
        return Array((opening + (depth % 2 == 0 ? "1" : "") + closing).utf8)
    }

    /// Runs work on a thread with a stack of half a megabyte, as the threads of an event loop may have, to its end.
    static func onSmallStack(_ work: @escaping @Sendable () throws -> Void) throws {
        let outcome = Mutex<Result<Void, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        try withExtendedLifetime(outcome) {
            let thread = Thread {
                let result = Result { try work() }
                outcome.withLock { $0 = result }
                done.signal()
            }
            thread.stackSize = 512 * 1024
            thread.start()
            done.wait()
            try #require(outcome.withLock { $0 }).get()
        }
    }

    @Test("Nesting up to the limit is read, one level more is an error at its bracket", arguments: [1, 2, 64, 128])
    func depth(limit: Int) throws {
        let limits = JSONLimits(depth: limit)
        #expect(try JSONReader.read(Self.nested(limit), limits: limits).root.serialized == Self.nested(limit))
        let tooDeep = Self.nested(limit + 1)
        let error = #expect(throws: JSONError.self) { try JSONReader.read(tooDeep, limits: limits) }
        #expect(error?.reason == .tooDeep(limit: limit))
        #expect(error.map { tooDeep[$0.offset] } == UInt8(ascii: limit % 2 == 0 ? "[" : "{"))
    }

    @Test("Width is no depth")
    func width() throws {
        let wide = "[" + Array(repeating: "[{}]", count: 1000).joined(separator: ",") + "]"
        #expect(try JSONReader.read(Array(wide.utf8), limits: JSONLimits(depth: 3)).root.arrayValue?.count == 1000)
    }

    @Test("The deepest text that is read by default fits a stack of 512 kB in everything done with it")
    func smallStack() throws {
        try Self.onSmallStack {
            let text = Self.nested(128)
            let value = try JSONReader.read(text).root
            let source = try JSONReader.readSource(text)
            #expect(value.serialized == text)
            #expect(source.value == value)
            #expect(value.isEqual(toJSON: source.value))
            #expect(value.hashValue == source.value.hashValue)
            #expect(throws: JSONError.self) { try JSONReader.read(Array(repeating: 0x5B, count: 1_000_000)) }
        }
    }

    @Test("The deepest value that is coded fits a stack of 512 kB, and a deeper one is refused when it is written")
    func smallStackCoding() throws {
        try Self.onSmallStack {
            let limits = JSONLimits(depth: 200)
            let value = try JSONReader.read(Self.nested(160), limits: limits).root
            #expect(try JSONDecoder().decode([JSONValue].self, from: JSONEncoder().encode([value])) == [value])
            let deeper = try JSONReader.read(Self.nested(161), limits: limits).root
            #expect(throws: EncodingError.self) { try JSONEncoder().encode([deeper]) }
        }
    }

    @Test("Values are counted, each element, member and container")
    func values() throws {
        let text = Array(#"[1,{"a":2,"b":[3]},"x"]"#.utf8)
        #expect(try JSONReader.read(text, limits: JSONLimits(values: 7)).root.arrayValue?.count == 3)
        let error = #expect(throws: JSONError.self) { try JSONReader.read(text, limits: JSONLimits(values: 6)) }
        #expect(error == JSONError(.tooManyMembers(limit: 6), at: 19))
    }

    @Test("The default limits are those that the documentation states")
    func defaults() {
        #expect(JSONLimits() == JSONLimits(depth: 128, values: 1_000_000))
    }

    @Test(
        "A fault is explained in words",
        arguments: [
            ("[1 2]", "found '2' where ',' or ']' is expected (byte 3)"),
            ("{\"a\" 2}", "found '2' where ':' is expected (byte 5)"),
            ("{,}", "found ',' where a member name in double quotes is expected (byte 1)"),
            ("nul ", "found a space where \"null\" is expected (byte 3)"),
            ("[", "the text ends in the middle of a value (byte 1)"),
            ("\"\u{1}\"", "control character byte 0x01 must be escaped inside a string (byte 1)"),
            ("\u{FEFF}1", "a byte order mark is not allowed (RFC 8259, section 8.1) (byte 0)"),
            ("1 1", "there is more text after the value (byte 2)"),
            ("\"\\x\"", "this is not a JSON escape sequence (byte 1)"),
            ("\"\\ud800\"", "a surrogate escape must come in a pair (byte 1)"),
            ("01", "this is not a JSON number (byte 1)"),
        ])
    func message(text: String, expected: String) {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
        #expect(error?.description == expected)
    }
}
