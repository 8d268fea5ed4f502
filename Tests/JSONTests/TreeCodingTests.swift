// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

@testable import JSON

@Suite("Values become trees and come back")
struct TreeCodingTests {
    enum Shape: Codable, Hashable {
        case point
        case circle(Double)
        case polygon(sides: Int, names: [String?])
    }

    class Base: Codable {
        var id = 7
    }

    final class Derived: Base {
        var name = "n"

        override init() { super.init() }

        private enum Keys: String, CodingKey { case name }

        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            name = try container.decode(String.self, forKey: .name)
            try super.init(from: container.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(name, forKey: .name)
            try super.encode(to: container.superEncoder())
        }
    }

    struct Everything: Codable, Equatable {
        var flag = true
        var small: Int8 = -128
        var large = UInt64.max
        var least = Int64.min
        var ratio = 0.1
        var whole = 2.0
        var single: Float = 1.5
        var text = "e\u{301}\u{0}\"😀"
        var none: Int?
        var some: String? = ""
        var list: [[Int]] = [[], [1, 2]]
        var optionals: [Int?] = [1, nil, 3]
        var byName = ["a": 1, "b/c": 2]
        var byNumber = [3: "x"]
        var byShape: [Shape: Int] = [.circle(1): 1]
        var shapes: [Shape] = [.point, .circle(2.5), .polygon(sides: 3, names: ["a", nil])]
        var set: Set<Int> = [5]
        var empty = Empty()

        struct Empty: Codable, Equatable {}
    }

    @Test("As Foundation writes them")
    func likeFoundation() throws {
        let tree = try JSONTreeEncoder.encode(Everything())
        let reference = try JSONReader.read(Array(JSONEncoder().encode(Everything()))).root
        #expect(tree.isEqual(toJSON: reference), "\(tree.text)")
        #expect(try JSONTreeDecoder.decode(Everything.self, from: tree) == Everything())
        #expect(try JSONTreeDecoder.decode(Everything.self, from: reference) == Everything())
        #expect(try JSONDecoder().decode(Everything.self, from: Data(tree.serialized)) == Everything())
    }

    @Test("Through text, with values of JSON as they are")
    func values() throws {
        for text in CodingTests.texts {
            let value = try RoundTripTests.read(text)
            let command = CodingTests.Command(name: "n", body: value, headers: ["b": value])
            let tree = try JSONTreeEncoder.encode(command)
            #expect(tree["headers"] == ["b": value])
            let again = try JSONTreeDecoder.decode(
                CodingTests.Command.self, from: JSONReader.read(tree.serialized).root)
            #expect(again.headers == command.headers)
            // A member that is null and one that is not there are the same to a decoder.
            let expected: JSONValue? = value == .null ? .none : .some(value)
            #expect(again.body == expected)
        }
    }

    @Test("Classes with their parents")
    func classes() throws {
        let tree = try JSONTreeEncoder.encode(Derived())
        #expect(tree == ["name": "n", "super": ["id": 7]])
        let again = try JSONTreeDecoder.decode(Derived.self, from: tree)
        #expect(again.id == 7 && again.name == "n")
    }

    @Test("What is not as expected is named with its path")
    func mismatches() throws {
        var tree = try JSONTreeEncoder.encode(Everything()).objectValue ?? [:]
        tree["shapes"] = [["circle": ["_0": "wide"]]]
        let error = #expect(throws: DecodingError.self) {
            try JSONTreeDecoder.decode(Everything.self, from: .object(tree))
        }
        guard case .typeMismatch(_, let context)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["shapes", "0", "circle", "_0"])
        #expect(context.debugDescription == "expected a number, found string")
        #expect(throws: DecodingError.self) { try JSONTreeDecoder.decode([Int8].self, from: [128]) }
        #expect(throws: DecodingError.self) { try JSONTreeDecoder.decode([String: Int].self, from: []) }
        #expect(throws: DecodingError.self) { try JSONTreeDecoder.decode(Everything.self, from: [:]) }
    }

    @Test("A number that JSON has no text for is refused")
    func inexpressible() {
        #expect(throws: EncodingError.self) { try JSONTreeEncoder.encode([Double.nan]) }
    }
}
