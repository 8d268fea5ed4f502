// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Bounds on what the reader accepts.
package struct JSONLimits: Sendable, Hashable {
    /// How many arrays and objects may be open at once.
    package var depth: Int
    /// How many values one text may hold in all.
    package var values: Int

    package init(depth: Int = 128, values: Int = 1_000_000) {
        self.depth = depth
        self.values = values
    }
}

/// A member whose name an earlier member of the same object has; the later one counts.
package struct DuplicateMember: Sendable, Hashable {
    package var name: String
    /// Offset of the later name's opening quote.
    package var offset: Int
}

/// A parsed text.
package struct JSONDocument: Sendable, Hashable {
    package var root: JSONValue
    package var duplicates: [DuplicateMember]
}

/// Reads JSON texts as RFC 8259 defines them, strictly: UTF-8 only, no byte order mark, no lone surrogates, no comments.
package enum JSONReader {
    /// Reads one text.
    package static func read(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) -> JSONDocument {
        let result: Result<JSONDocument, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, builder: ValueBuilder(), limits: limits)
            return Result { () throws(JSONError) in
                let root = try parser.parseText()
                return JSONDocument(root: root, duplicates: parser.duplicates)
            }
        }
        return try result.get()
    }

    /// Reads one text and keeps the position of every value and name.
    ///
    /// Throws where a name occurs twice in an object: files are written by people, and the first of the two is lost.
    package static func readSource(
        _ bytes: [UInt8], file: String? = nil, limits: JSONLimits = JSONLimits()
    ) throws(DiagnosticsError) -> SourceNode {
        let positions = PositionTable(bytes)
        let result: Result<SourceNode, DiagnosticsError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, builder: SourceBuilder(positions: positions), limits: limits)
            do throws(JSONError) {
                let root = try parser.parseText()
                guard parser.duplicates.isEmpty else {
                    return .failure(
                        DiagnosticsError(
                            parser.duplicates.map {
                                Diagnostic(
                                    .error, "\"\($0.name)\" is defined twice in the same object", file: file,
                                    at: positions.position(ofByte: $0.offset), hint: "remove one of the two")
                            }))
                }
                return .success(root)
            } catch {
                return .failure(
                    DiagnosticsError([
                        Diagnostic(.error, error.message, file: file, at: positions.position(ofByte: error.offset))
                    ]))
            }
        }
        return try result.get()
    }
}

/// Makes values of what the parser finds.
protocol JSONBuilder {
    associatedtype Value
    associatedtype Member
    func scalar(_ value: JSONValue, at offset: Int) -> Value
    func array(_ elements: [Value], at offset: Int) -> Value
    func member(_ name: String, at offset: Int, _ value: Value) -> Member
    func name(of member: Member) -> String
    func object(_ members: [Member], at offset: Int) -> Value
}

struct ValueBuilder: JSONBuilder {
    func scalar(_ value: JSONValue, at offset: Int) -> JSONValue { value }
    func array(_ elements: [JSONValue], at offset: Int) -> JSONValue { .array(elements) }
    func member(_ name: String, at offset: Int, _ value: JSONValue) -> JSONObject.Member {
        JSONObject.Member(name: name, value: value)
    }
    func name(of member: JSONObject.Member) -> String { member.name }
    func object(_ members: [JSONObject.Member], at offset: Int) -> JSONValue { .object(JSONObject(members)) }
}

struct SourceBuilder: JSONBuilder {
    let positions: PositionTable

    func scalar(_ value: JSONValue, at offset: Int) -> SourceNode {
        let content: SourceNode.Content =
            switch value {
            case .null: .null
            case .bool(let value): .bool(value)
            case .integer(let value): .integer(value)
            case .double(let value): .double(value)
            case .bigNumber(let value): .bigNumber(value)
            case .string(let value): .string(value)
            case .array, .object: preconditionFailure("a scalar is neither an array nor an object")
            }
        return SourceNode(position: positions.position(ofByte: offset), content: content)
    }
    func array(_ elements: [SourceNode], at offset: Int) -> SourceNode {
        SourceNode(position: positions.position(ofByte: offset), content: .array(elements))
    }
    func member(_ name: String, at offset: Int, _ value: SourceNode) -> SourceNode.Member {
        SourceNode.Member(name: name, namePosition: positions.position(ofByte: offset), value: value)
    }
    func name(of member: SourceNode.Member) -> String { member.name }
    func object(_ members: [SourceNode.Member], at offset: Int) -> SourceNode {
        SourceNode(position: positions.position(ofByte: offset), content: .object(members))
    }
}
