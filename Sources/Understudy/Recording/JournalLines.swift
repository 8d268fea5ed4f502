// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The lines of a saved journal, one after the other.
struct JournalLines {
    struct Line {
        var value: JSONValue
        /// From 1.
        var number: Int
        var file: String

        func failure(_ reason: String) -> ServerFailure {
            ServerFailure("\(file):\(number):1: error: this is no line that a server wrote: \(reason)")
        }

        func text(_ name: String) throws -> String {
            guard let text = value[name]?.stringValue else { throw failure("no \"\(name)\"") }
            return text
        }

        func decode<Value: Decodable>(_ name: String) throws -> Value {
            guard let tree = value[name] else { throw failure("no \"\(name)\"") }
            do {
                return try JSONTreeDecoder.decode(Value.self, from: tree)
            } catch DecodingError.dataCorrupted(let context) {
                throw failure(context.debugDescription)
            } catch {
                throw failure("\(error)")
            }
        }
    }

    private let bytes: [UInt8]
    private let file: String
    private var start = 0
    private var number = 0
    /// The number of a last line that a process that died did not write to its end.
    private(set) var cutOff: Int?

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// - Throws: `ServerFailure` for a line that is not JSON.
    mutating func next() throws -> Line? {
        guard start < bytes.count else { return nil }
        number += 1
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            start = bytes.count
            cutOff = number
            return nil
        }
        let text = Array(bytes[start..<end])
        start = end + 1
        do throws(JSONError) {
            // Whole worlds may be in a line, and they are our own.
            let limits = JSONLimits(depth: 512, values: .max)
            return Line(value: try JSONReader.read(text, limits: limits).root, number: number, file: file)
        } catch {
            let column = error.offset + 1
            throw ServerFailure(
                "\(file):\(number):\(column): error: \(error.message); a saved journal is a JSON object a line")
        }
    }
}
