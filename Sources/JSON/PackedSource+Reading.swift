// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension PackedSource {
    /// What a packed text holds.
    package struct Contents: Sendable {
        package var root: SourceNode
        /// Every name and every text of the tree, each once.
        package var strings: [String]
    }

    /// Reads what ``pack(_:)`` wrote.
    package static func unpack(_ text: StaticString) throws(Damage) -> Contents {
        let result: Result<Contents, Damage> = text.withUTF8Buffer { bytes in read(bytes) }
        return try result.get()
    }

    /// Reads what ``pack(_:)`` wrote.
    package static func unpack(_ text: [UInt8]) throws(Damage) -> Contents {
        let result: Result<Contents, Damage> = text.withUnsafeBufferPointer { bytes in read(bytes) }
        return try result.get()
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Contents, Damage> {
        var reader = Reader(bytes: bytes)
        do throws(Damage) {
            try reader.readStrings()
            let root = try reader.node(depth: 0)
            guard reader.offset == bytes.count else { throw Damage(offset: reader.offset) }
            return .success(Contents(root: root, strings: reader.strings))
        } catch {
            return .failure(error)
        }
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        private(set) var offset = 0
        private(set) var strings: [String] = []
        private var line = 1

        init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        mutating func readStrings() throws(Damage) {
            let count = try self.count()
            strings.reserveCapacity(count)
            for _ in 0..<count {
                let length = try self.count()
                strings.append(String(decoding: bytes[offset..<(offset + length)], as: UTF8.self))
                offset += length
            }
        }

        mutating func node(depth: Int) throws(Damage) -> SourceNode {
            guard offset < bytes.count, depth < 512 else { throw Damage(offset: offset) }
            let kind = bytes[offset]
            offset += 1
            let position = try position()
            let content: SourceNode.Content
            switch kind {
            case Kind.string: content = .string(try string())
            case Kind.object:
                let count = try count()
                var members: [SourceNode.Member] = []
                members.reserveCapacity(count)
                for _ in 0..<count {
                    let name = try string()
                    let namePosition = try self.position()
                    let value = try node(depth: depth + 1)
                    members.append(SourceNode.Member(name: name, namePosition: namePosition, value: value))
                }
                content = .object(members)
            case Kind.array:
                let count = try count()
                var elements: [SourceNode] = []
                elements.reserveCapacity(count)
                for _ in 0..<count { elements.append(try node(depth: depth + 1)) }
                content = .array(elements)
            case Kind.integer: content = .integer(PackedSource.unfolded(try number()))
            case Kind.yes: content = .bool(true)
            case Kind.no: content = .bool(false)
            case Kind.null: content = .null
            case Kind.double: content = .double(Double(bitPattern: try number()))
            case Kind.bigNumber: content = .bigNumber(try string())
            default: throw Damage(offset: offset - 1)
            }
            return SourceNode(position: position, content: content)
        }

        private mutating func position() throws(Damage) -> SourcePosition {
            line &+= Int(truncatingIfNeeded: PackedSource.unfolded(try number()))
            return SourcePosition(line: line, column: Int(truncatingIfNeeded: try number()))
        }

        private mutating func string() throws(Damage) -> String {
            let index = try number()
            guard index < UInt64(strings.count) else { throw Damage(offset: offset) }
            return strings[Int(index)]
        }

        /// A number of things that take at least a byte each, so that a damaged one cannot ask for endless memory.
        private mutating func count() throws(Damage) -> Int {
            let number = try number()
            guard number <= UInt64(bytes.count - offset) else { throw Damage(offset: offset) }
            return Int(number)
        }

        private mutating func number() throws(Damage) -> UInt64 {
            var number: UInt64 = 0
            while offset < bytes.count {
                let digit = bytes[offset] &- lastDigit
                guard digit < 64 else { break }
                offset += 1
                number = number << 5 | UInt64(digit & 31)
                if digit < 32 { return number }
            }
            throw Damage(offset: offset)
        }
    }
}
