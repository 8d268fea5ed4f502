// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension PackedSource {
    /// Writes a tree.
    package static func pack(_ root: SourceNode) -> String {
        var writer = Writer()
        writer.count(root)
        return writer.write(root)
    }

    private struct Writer {
        /// By code units: texts that look the same may differ in them.
        private var uses: [[UInt8]: Int] = [:]
        private var strings: [[UInt8]] = []
        private var indices: [[UInt8]: Int] = [:]
        private var text = ""
        private var line = 1

        mutating func count(_ node: SourceNode) {
            switch node.content {
            case .string(let text), .bigNumber(let text): note(text)
            case .array(let elements): for element in elements { count(element) }
            case .object(let members):
                for member in members {
                    note(member.name)
                    count(member.value)
                }
            default: break
            }
        }

        private mutating func note(_ text: String) {
            let string = Array(text.utf8)
            if uses[string, default: 0] == 0 { strings.append(string) }
            uses[string, default: 0] += 1
        }

        mutating func write(_ root: SourceNode) -> String {
            // Frequent strings get small numbers.
            let order = strings.enumerated().sorted {
                (-uses[$0.element, default: 0], $0.offset) < (-uses[$1.element, default: 0], $1.offset)
            }
            add(number: UInt64(order.count))
            for (index, string) in order.map(\.element).enumerated() {
                indices[string] = index
                add(number: UInt64(string.count))
                text += String(decoding: string, as: UTF8.self)
            }
            add(root)
            return text
        }

        private mutating func add(_ node: SourceNode) {
            switch node.content {
            case .null: start(Kind.null, node)
            case .bool(let value): start(value ? Kind.yes : Kind.no, node)
            case .integer(let value):
                start(Kind.integer, node)
                add(number: PackedSource.folded(value))
            case .double(let value):
                start(Kind.double, node)
                add(number: value.bitPattern)
            case .bigNumber(let literal):
                start(Kind.bigNumber, node)
                add(string: literal)
            case .string(let value):
                start(Kind.string, node)
                add(string: value)
            case .array(let elements):
                start(Kind.array, node)
                add(number: UInt64(elements.count))
                for element in elements { add(element) }
            case .object(let members):
                start(Kind.object, node)
                add(number: UInt64(members.count))
                for member in members {
                    add(string: member.name)
                    add(position: member.namePosition)
                    add(member.value)
                }
            }
        }

        private mutating func start(_ kind: UInt8, _ node: SourceNode) {
            text.unicodeScalars.append(Unicode.Scalar(kind))
            add(position: node.position)
        }

        private mutating func add(position: SourcePosition) {
            add(number: PackedSource.folded(Int64(position.line - line)))
            add(number: UInt64(position.column))
            line = position.line
        }

        private mutating func add(string: String) {
            add(number: UInt64(indices[Array(string.utf8)] ?? 0))
        }

        private mutating func add(number: UInt64) {
            var shift = number == 0 ? 0 : (63 - number.leadingZeroBitCount) / 5 * 5
            while shift > 0 {
                text.unicodeScalars.append(Unicode.Scalar(moreDigits + UInt8(number >> UInt64(shift) & 31)))
                shift -= 5
            }
            text.unicodeScalars.append(Unicode.Scalar(lastDigit + UInt8(number & 31)))
        }
    }
}
