// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import Testing

/// The vendors' own examples: the server's answers have the same members with the same types.
///
/// Each file of `Fixtures/golden` is a conversation, with the examples of the pages that the product starts from.
struct GoldenPayloadTests {
    struct Conversation: Sendable, CustomTestStringConvertible {
        var name: String
        var content: JSONValue
        var testDescription: String { name }
    }

    static let conversations: [Conversation] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/golden")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { $0.hasSuffix(".json") }.compactMap { name in
            guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
            let content = try? JSONReader.read(Array(data)).root
            return Conversation(name: name, content: content ?? ["about": "this file is not JSON"])
        }
    }()

    @Test("An answer has the members and types of the vendor's example", arguments: conversations)
    func golden(_ conversation: Conversation) throws {
        let harness = Harness()
        if let scenario = conversation.content["scenario"] {
            try harness.control("PUT", "/spaces/default/scenario", scenario.text)
        }
        var kept: [String: String] = [:]
        let steps = try #require(conversation.content["steps"]?.arrayValue)
        for step in steps {
            if let advance = step["advance"] {
                try harness.control("POST", "/spaces/default/clock/advance", advance.text)
            } else {
                try take(step, harness, &kept)
            }
        }
    }

    private func take(_ step: JSONValue, _ harness: Harness, _ kept: inout [String: String]) throws {
        var line = try #require(step["send"]?.stringValue)
        for (name, value) in kept { line = line.replacing("{\(name)}", with: value) }
        let words = line.split(separator: " ").map(String.init)
        let headers = (step["headers"]?.objectValue ?? [:]).map { ($0.name, $0.value.stringValue ?? "") }
        var body = step["body"]?.text
        for (name, value) in kept { body = body?.replacing("{\(name)}", with: value) }
        let answer = try harness.send(words[0], words[1], headers: headers, body: body)
        #expect(step["status"]?.integerValue == Int64(answer.status), "\(line): \(answer.text)")
        for (name, place) in (step["keep"]?.objectValue ?? [:]).map({ ($0.name, $0.value.stringValue ?? "") }) {
            let value = JSONPointer(parsing: place).flatMap { try? answer.json.value(at: $0) }
            let found = try #require(value, "\(line): no \(place) in \(answer.text)")
            kept[name] = found.stringValue ?? found.text
        }
        guard let example = step["answer"] else { return }
        func places(_ name: String) -> Set<String> { Set(step[name]?.arrayValue?.compactMap(\.stringValue) ?? []) }
        let comparison = PayloadComparison(
            open: places("open"), nullable: places("nullable"), literal: places("literal"))
        for difference in comparison.differences(try answer.json, from: example) {
            Issue.record("\(line): \(difference), in \(answer.text.prefix(600))")
        }
    }

    @Test(
        "A difference is seen",
        arguments: [
            (#"{"a":1}"#, "/b is missing"), (#"{"a":1,"b":"x","c":2}"#, "/c is not in the example"),
            (#"{"a":"1","b":"x"}"#, "/a is of type string, not integer"),
            (#"{"a":1,"b":null}"#, "/b is of type null, not string"),
            (#"{"a":1,"b":"2026-03-10T20:00:00.000Z"}"#, "which is no time in whole seconds"),
            (#"{"a":2,"b":"2026-03-10T20:00:00Z"}"#, "/a is 2, not 1"),
        ])
    func differences(answer: String, difference: String) throws {
        let example: JSONValue = ["a": 1, "b": "2026-03-10T20:00:01Z"]
        let found = PayloadComparison(literal: ["/a"]).differences(
            try JSONReader.read(Array(answer.utf8)).root, from: example)
        #expect(found.contains { $0.contains(difference) }, "\(found)")
    }
}
