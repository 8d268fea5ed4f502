// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Takes the fingerprint of a request: two hashes of the kind of FNV-1a, 128 bits together, which no accident makes alike.
struct Fingerprinter {
    // The offset basis of the 64-bit form, and the same with its halves exchanged.
    private var high: UInt64 = 0xCBF2_9CE4_8422_2325
    private var low: UInt64 = 0x8422_2325_CBF2_9CE4

    var fingerprint: Fingerprint { Fingerprint(high: high, low: low) }

    private mutating func add(_ byte: UInt8) {
        high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        low = (low ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
    }

    /// With its length, so that two texts cannot run into each other.
    mutating func add(_ text: some Sequence<UInt8>, count: Int) {
        withUnsafeBytes(of: UInt64(count).littleEndian) { for byte in $0 { add(byte) } }
        for byte in text { add(byte) }
    }

    mutating func add(_ text: String) { add(text.utf8, count: text.utf8.count) }

    /// As JSON Schema compares values: the order of members does not matter, and `1.0` is `1`.
    mutating func add(_ value: JSONValue) {
        switch value {
        case .null: add(UInt8(ascii: "z"))
        case .bool(let value): add(UInt8(ascii: value ? "t" : "f"))
        case .integer(let number): addNumber(String(number))
        case .double(let number): addNumber(Int64(exactly: number).map(String.init) ?? value.text)
        case .bigNumber(let literal): addNumber(literal)
        case .string(let text):
            add(UInt8(ascii: "s"))
            add(text)
        case .array(let elements):
            add(UInt8(ascii: "a"))
            add(EmptyCollection(), count: elements.count)
            for element in elements { add(element) }
        case .object(let object):
            add(UInt8(ascii: "o"))
            add(EmptyCollection(), count: object.count)
            for member in object.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                add(member.name)
                add(member.value)
            }
        }
    }

    private mutating func addNumber(_ text: String) {
        add(UInt8(ascii: "n"))
        add(text)
    }

    /// Of a request: its operation, its path and query as they were sent, and its body, as JSON where it is JSON.
    static func fingerprint(of request: OperationRequest, operation: String) -> Fingerprint {
        var printer = Fingerprinter()
        printer.add(operation)
        printer.add(request.path)
        printer.add(request.query ?? "")
        if let document = try? JSONReader.read(request.body) {
            printer.add(UInt8(ascii: "j"))
            printer.add(document.root)
        } else {
            printer.add(UInt8(ascii: "b"))
            printer.add(request.body, count: request.body.count)
        }
        return printer.fingerprint
    }
}
