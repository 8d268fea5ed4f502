// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import HTTPFront

struct HTTPHeaderBlockTests {
    @Test func `Lines stand in the order they were added`() throws {
        var block = HTTPHeaderBlock()
        try block.add("X-A", "one")
        block.add(line: "X-B: two\r\n")
        try block.add("X-Empty", "")
        var other = HTTPHeaderBlock()
        try other.add("X-C", "ü")
        block.add(other)
        #expect(String(decoding: block.bytes, as: UTF8.self) == "X-A: one\r\nX-B: two\r\nX-Empty: \r\nX-C: ü\r\n")
    }

    @Test(
        "A value that could forge a header is refused",
        arguments: ["a\r\nb", "a\nb", "a\rb", "a\u{0}b", "\u{7F}", "\u{1B}"])
    func badValue(_ value: String) {
        var block = HTTPHeaderBlock()
        #expect(throws: HTTPHeaderError.badValue(name: "X-A")) { try block.add("X-A", value) }
        #expect(block.bytes.isEmpty)
    }

    @Test func `A header takes the place of all that have its name, and of no others`() throws {
        var block = HTTPHeaderBlock()
        try block.add("Retry-After", "60")
        try block.add("X-A", "one")
        try block.add("retry-after", "61")
        try block.replace("Retry-After", "2")
        #expect(block.lines.map { "\($0.name)=\($0.value)" } == ["X-A=one", "Retry-After=2"])
        #expect(throws: HTTPHeaderError.badValue(name: "X-A")) { try block.replace("X-A", "a\r\nb") }
        #expect(block.lines.count == 2)
    }

    @Test("A name that is no token is refused", arguments: ["", "a b", "a:", "a\r\n", "ä", "(x)"])
    func badName(_ name: String) {
        var block = HTTPHeaderBlock()
        #expect(throws: HTTPHeaderError.badName(name)) { try block.add(name, "v") }
        #expect(block.bytes.isEmpty)
    }

    @Test(
        "What frames the message is the front's own", arguments: ["Content-Length", "transfer-encoding", "CONNECTION"])
    func owned(_ name: String) {
        var block = HTTPHeaderBlock()
        #expect(throws: HTTPHeaderError.ownedByFront(name)) { try block.add(name, "v") }
    }

    @Test(
        "Dates are written as RFC 9110 wants them",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_773_172_800, "Tue, 10 Mar 2026 20:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        ])
    func date(_ seconds: Int, _ text: String) {
        #expect(String(decoding: DateHeader.text(seconds: Int64(seconds)), as: UTF8.self) == text)
    }
}
