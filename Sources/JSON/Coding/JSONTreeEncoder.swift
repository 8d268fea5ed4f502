// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Writes `Encodable` values as JSON trees, without Foundation, which would cost the program its short start.
///
/// Objects and arrays as `JSONEncoder` has them; a ``JSONValue`` stands for itself, and integers beyond `Int64` keep
/// their digits.
package enum JSONTreeEncoder {
    /// - Throws: `EncodingError` for a number that JSON has no text for, and what the value itself throws.
    package static func encode(_ value: some Encodable) throws -> JSONValue {
        try EncodedNode.encode(value, path: [])
    }
}

/// A part of the tree while it is being built; several containers may write to the same one.
private final class EncodedNode {
    enum Content {
        case nothing
        case scalar(JSONValue)
        case object(names: [String], nodes: [EncodedNode])
        case array([EncodedNode])
    }

    var content = Content.nothing

    static func encode(_ value: some Encodable, path: [any CodingKey]) throws -> JSONValue {
        let node = EncodedNode()
        try node.encode(value, path: path)
        return node.value
    }

    func encode(_ value: some Encodable, path: [any CodingKey]) throws {
        switch value {
        case let value as JSONValue: content = .scalar(value)
        case let object as JSONObject: content = .scalar(.object(object))
        default: try value.encode(to: TreeEncoder(node: self, codingPath: path))
        }
    }

    /// What encoded nothing is an empty object, as `JSONEncoder` has it.
    var value: JSONValue {
        switch content {
        case .nothing: .object([:])
        case .scalar(let value): value
        case .object(let names, let nodes):
            .object(JSONObject(zip(names, nodes).map { .init(name: $0, value: $1.value) }))
        case .array(let nodes): .array(nodes.map(\.value))
        }
    }

    /// The node of a member; a second one of the same name takes the place of the first.
    func member(_ key: some CodingKey) -> EncodedNode {
        let node = EncodedNode()
        guard case .object(var names, var nodes) = content else {
            content = .object(names: [key.stringValue], nodes: [node])
            return node
        }
        // Taken out while it changes, so that the arrays are not copied for each member.
        content = .nothing
        if let index = names.firstIndex(of: key.stringValue) {
            nodes[index] = node
        } else {
            names.append(key.stringValue)
            nodes.append(node)
        }
        content = .object(names: names, nodes: nodes)
        return node
    }

    func element() -> EncodedNode {
        let node = EncodedNode()
        var nodes: [EncodedNode] = []
        if case .array(let known) = content { nodes = known }
        content = .nothing
        nodes.append(node)
        content = .array(nodes)
        return node
    }

    var elementCount: Int { if case .array(let nodes) = content { nodes.count } else { 0 } }
}

private struct TreeEncoder: Encoder {
    let node: EncodedNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .nothing = node.content { node.content = .object(names: [], nodes: []) }
        return KeyedEncodingContainer(KeyedTree(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .nothing = node.content { node.content = .array([]) }
        return UnkeyedTree(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleTree(node: node, codingPath: codingPath)
    }
}

private struct KeyedTree<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    mutating func encodeNil(forKey key: Key) { node.member(key).content = .scalar(.null) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        try node.member(key).encode(value, path: codingPath + [key])
    }

    mutating func nestedContainer<NestedKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        TreeEncoder(node: node.member(key), codingPath: codingPath + [key]).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        TreeEncoder(node: node.member(key), codingPath: codingPath + [key]).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        TreeEncoder(node: node.member(TreeKey.parent), codingPath: codingPath + [TreeKey.parent])
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        TreeEncoder(node: node.member(key), codingPath: codingPath + [key])
    }
}

private struct UnkeyedTree: UnkeyedEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    var count: Int { node.elementCount }

    private var path: [any CodingKey] { codingPath + [TreeKey(intValue: count)] }

    mutating func encodeNil() { node.element().content = .scalar(.null) }

    mutating func encode(_ value: some Encodable) throws {
        let path = path
        try node.element().encode(value, path: path)
    }

    mutating func nestedContainer<NestedKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        let path = path
        return TreeEncoder(node: node.element(), codingPath: path).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let path = path
        return TreeEncoder(node: node.element(), codingPath: path).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        let path = path
        return TreeEncoder(node: node.element(), codingPath: path)
    }
}

private struct SingleTree: SingleValueEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    mutating func encodeNil() { node.content = .scalar(.null) }
    mutating func encode(_ value: Bool) { node.content = .scalar(.bool(value)) }
    mutating func encode(_ value: String) { node.content = .scalar(.string(value)) }
    mutating func encode(_ value: Float) throws { try encode(Double(value)) }

    mutating func encode(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: codingPath, debugDescription: "JSON has no text for this number"))
        }
        node.content = .scalar(.double(value))
    }

    mutating func encode(_ value: Int) { integer(value) }
    mutating func encode(_ value: Int8) { integer(value) }
    mutating func encode(_ value: Int16) { integer(value) }
    mutating func encode(_ value: Int32) { integer(value) }
    mutating func encode(_ value: Int64) { integer(value) }
    mutating func encode(_ value: UInt) { integer(value) }
    mutating func encode(_ value: UInt8) { integer(value) }
    mutating func encode(_ value: UInt16) { integer(value) }
    mutating func encode(_ value: UInt32) { integer(value) }
    mutating func encode(_ value: UInt64) { integer(value) }

    mutating func encode(_ value: some Encodable) throws { try node.encode(value, path: codingPath) }

    private func integer(_ value: some BinaryInteger) {
        node.content = .scalar(Int64(exactly: value).map(JSONValue.integer) ?? .bigNumber(String(value)))
    }
}
