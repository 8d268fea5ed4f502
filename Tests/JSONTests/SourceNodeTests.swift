// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

@testable import JSON

@Suite("A value of a file knows its place")
struct SourceNodeTests {
    @Test("Lines end with LF, CR or CR LF, and columns count scalars")
    func positions() throws {
        let text = "{\r\n  \"né\u{1F600}\": [1, \"é\", 2],\r\r\"b\"\n:\t{\"c\": true}}"
        let root = try JSONReader.readSource(Array(text.utf8))
        #expect(root.position == SourcePosition(line: 1, column: 1))
        let first = try #require(root.members?.first)
        #expect(first.namePosition == SourcePosition(line: 2, column: 3))
        #expect(first.value.position == SourcePosition(line: 2, column: 10))
        #expect(first.value.elements?.map(\.position.column) == [11, 14, 19])
        let second = try #require(root.members?.last)
        #expect(second.namePosition == SourcePosition(line: 4, column: 1))
        #expect(second.value.position == SourcePosition(line: 5, column: 3))
        #expect(second.value["c"]?.position == SourcePosition(line: 5, column: 9))
    }

    @Test("The position of every byte is the one that counting from the start gives", arguments: [0, 1, 256, 512, 900])
    func everyByte(count: Int) {
        // Long enough for several blocks of the table, and every kind of line end at a block's border and elsewhere.
        let piece = "ab\ncé\r\n\u{1F600}\r\rxyz\n\r漢字 plain text of some length\n"
        let text = String(repeating: piece, count: 8) + String(repeating: "é漢", count: 150) + "\r"
        let bytes = Array(text.utf8.prefix(count))
        #expect(bytes.count == count)
        for offset in 0...bytes.count {
            #expect(SourcePosition(ofByte: offset, in: bytes) == Self.counted(offset, in: bytes))
        }
    }

    private static func counted(_ offset: Int, in bytes: [UInt8]) -> SourcePosition {
        var position = SourcePosition(line: 1, column: 1)
        for (index, byte) in bytes.prefix(offset).enumerated() {
            let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if byte == 0x0A || byte == 0x0D && !isPair {
                position = SourcePosition(line: position.line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }

    @Test("Positions are ordered and print as line:column")
    func order() {
        #expect(SourcePosition(line: 1, column: 9) < SourcePosition(line: 2, column: 1))
        #expect(SourcePosition(line: 2, column: 1) < SourcePosition(line: 2, column: 2))
        #expect("\(SourcePosition(line: 3, column: 14))" == "3:14")
    }

    @Test("A fault is reported with file, line and column")
    func fault() {
        let error = #expect(throws: DiagnosticsError.self) {
            try JSONReader.readSource(Array("{\n  \"é\": x\n}".utf8), file: "demo.json")
        }
        #expect(error?.description == "demo.json:2:8: error: found 'x' where a value is expected")
    }

    @Test("Every name that is defined twice is an error, all of them reported")
    func duplicates() {
        let error = #expect(throws: DiagnosticsError.self) {
            try JSONReader.readSource(Array("{\"a\":1,\n\"a\":2,\"b\":{\"c\":1,\n \"c\":2}}".utf8))
        }
        #expect(error?.diagnostics.map(\.position?.description) == ["2:1", "3:2"])
        #expect(error?.diagnostics.first?.message == "\"a\" is defined twice in the same object")
    }

    @Test("Without positions it is the value that the plain reader gives")
    func value() throws {
        let text = Array(#"{"b":[null,true,1,1.5,1e400,"s"],"a":{"x":{}}}"#.utf8)
        let node = try JSONReader.readSource(text)
        #expect(try node.value == JSONReader.read(text).root)
        #expect(
            node["b"]?.elements?.map(\.kindPhrase) == [
                "null", "a boolean", "an integer", "a number", "a number", "a string",
            ])
        #expect(node["b"]?.kindPhrase == "an array")
        #expect(node["a"]?["x"]?.kindPhrase == "an object")
        #expect(node["b"]?.elements?[2].integerValue == 1)
        #expect(node["b"]?.elements?[1].boolValue == true)
        #expect(node["b"]?.elements?[5].stringValue == "s")
    }

    @Test("Of hand-made members with one name the last counts")
    func lastMember() {
        let place = SourcePosition(line: 1, column: 1)
        let members = [1, 2].map {
            SourceNode.Member(
                name: "a", namePosition: place, value: SourceNode(position: place, content: .integer($0)))
        }
        let node = SourceNode(position: place, content: .object(members))
        #expect(node.value == ["a": 2])
        #expect(node["a"]?.integerValue == 2)
    }

    @Test("A diagnostic prints as editors link it")
    func diagnostic() {
        let position = SourcePosition(line: 2, column: 5)
        #expect(Diagnostic(.warning, "unused").description == "warning: unused")
        #expect(
            Diagnostic(
                .error, "unknown key \"job\"", file: "a.json", at: position, pointer: JSONPointer(["jobs", "0"]),
                hint: "did you mean \"jobs\"?"
            ).description
                == "a.json:2:5: error: unknown key \"job\" (at /jobs/0); did you mean \"jobs\"?")
    }
}
