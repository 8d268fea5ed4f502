// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The place behind one element of a list.
///
/// It holds the element's place in the order itself and not a count, so that it stays valid when elements come and
/// go.
struct ListCursor: Hashable {
    var ordinal: Int
    /// What the list was ordered by, for that element; `null` in the order of creation.
    var key: JSONValue

    init(ordinal: Int, key: JSONValue) {
        self.ordinal = ordinal
        self.key = key
    }

    /// - Returns: `nil` where the text is not the cursor of a list in that order.
    init?(_ text: String, for order: ListQuery.Order) {
        guard let bytes = Self.bytes(text), let value = try? JSONReader.read(bytes).root,
            let parts = value.arrayValue, parts.count == 3, parts[0] == .string(order.tag),
            let ordinal = parts[1].integerValue, ordinal >= 0, ordinal < Int64(Int32.max)
        else { return nil }
        self.init(ordinal: Int(ordinal), key: parts[2])
    }

    /// Letters and digits only: it goes through a query string unharmed, and nobody takes it for something to compute with.
    func text(for order: ListQuery.Order) -> String {
        let value = JSONValue.array([.string(order.tag), .integer(Int64(ordinal)), key])
        var text = ""
        for byte in value.text.utf8 {
            text.append(Self.digits[Int(byte >> 4)])
            text.append(Self.digits[Int(byte & 0xF)])
        }
        return text
    }

    private static let digits = Array("0123456789abcdef")

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for pair in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[pair], let low = digits[pair + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}

extension ListQuery.Order {
    /// What a cursor remembers of the order.
    fileprivate var tag: String {
        let direction = descending ? "-" : "+"
        return switch key {
        case .created: direction + "created"
        case .updated: direction + "updated"
        case .field(let name): direction + "field " + name
        case .series(let key): direction + "series " + key.series.name
        }
    }
}

extension JSONValue {
    /// Negative, 0 or positive: absent and null first, then false and true, numbers, text by its code points, the rest.
    func order(comparedTo other: JSONValue) -> Int {
        switch (self, other) {
        case (.bool(let left), .bool(let right)): return left == right ? 0 : left ? 1 : -1
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.string(let left), .string(let right)):
            if left == right { return 0 }
            return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
        default:
            if let left = number, let right = other.number { return left < right ? -1 : left > right ? 1 : 0 }
            return rank - other.rank
        }
    }

    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        case .bigNumber(let digits): Double(digits)
        default: nil
        }
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .bool: 1
        case .integer, .double, .bigNumber: 2
        case .string: 3
        case .array: 4
        case .object: 5
        }
    }
}
