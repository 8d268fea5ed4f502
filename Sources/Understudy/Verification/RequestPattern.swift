// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
package import JSON
import JSONSchema

/// Which requests of a journal an expectation is about; what it leaves out matches everything.
package struct RequestPattern: Sendable {
    var api: String?
    var operation: String?
    var method: String?
    /// The path within the API, as the client wrote it.
    var path: String?
    var status: Int?
    var job: String?
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    /// Values that the JSON body must have at these pointers.
    var body: [(pointer: JSONPointer, value: JSONValue)] = []
    /// Members that the JSON body must have, others besides being welcome, at every depth.
    var bodyIncludes: JSONValue?
    /// What the JSON body must satisfy.
    var bodySchema: Schema?

    /// Where a request is not as expected.
    package struct Difference: Sendable, Hashable {
        /// `operation`, `header Accept`, `query limit`, `body /keyword`.
        package var place: String
        package var expected: JSONValue
        /// `null` where there is nothing.
        package var found: JSONValue
    }

    /// Everything in which an entry differs; nothing where it matches.
    func differences(from entry: JournalEntry) -> [Difference] {
        var differences: [Difference] = []
        func compare(_ place: String, _ expected: String?, _ found: String?) {
            guard let expected, expected != found else { return }
            differences.append(
                Difference(place: place, expected: .string(expected), found: found.map(JSONValue.string) ?? .null))
        }
        compare("api", api, entry.api)
        compare("operation", operation, entry.operation)
        compare("method", method, entry.method)
        compare("path", path, entry.path)
        compare("job", job, entry.job)
        if let status, status != entry.status {
            differences.append(
                Difference(
                    place: "status", expected: .integer(Int64(status)),
                    found: entry.status.map { .integer(Int64($0)) } ?? .null))
        }
        let sent = entry.query.map(QueryString.parse) ?? []
        for (name, value) in query {
            let values = sent.filter { $0.name == name }.map(\.value)
            if !values.contains(value) { compare("query \(name)", value, values.first) }
        }
        for (name, value) in headers {
            let values = entry.requestHeaders.values(named: name)
            if !values.contains(value) { compare("header \(name)", value, values.first) }
        }
        return differences + bodyDifferences(from: entry)
    }

    private func bodyDifferences(from entry: JournalEntry) -> [Difference] {
        guard !body.isEmpty || bodyIncludes != nil || bodySchema != nil else { return [] }
        guard !entry.requestBody.isTruncated else {
            return [
                Difference(
                    place: "body", expected: "a body that the journal kept whole",
                    found: .string("\(entry.requestBody.fullCount) bytes, of which the journal kept the start"))
            ]
        }
        guard let document = try? JSONReader.read(entry.requestBody.bytes) else {
            let found: JSONValue = entry.requestBody.bytes.isEmpty ? .null : .string(entry.requestBody.text)
            return [Difference(place: "body", expected: "JSON", found: found)]
        }
        var differences: [Difference] = []
        for (pointer, value) in body {
            let found = document.root.value(at: pointer)
            if found?.isEqual(toJSON: value) != true {
                differences.append(Difference(place: Self.place(pointer), expected: value, found: found ?? .null))
            }
        }
        if let bodyIncludes {
            Self.missing(bodyIncludes, in: document.root, at: JSONPointer(), into: &differences)
        }
        if let bodySchema {
            for violation in bodySchema.validate(document.root) {
                differences.append(
                    Difference(
                        place: Self.place(violation.instance), expected: .string(violation.message),
                        found: document.root.value(at: violation.instance) ?? .null))
            }
        }
        return differences
    }

    /// `body /keyword`, and `body` for the whole.
    private static func place(_ pointer: JSONPointer) -> String {
        pointer.tokens.isEmpty ? "body" : "body \(pointer)"
    }

    private static func missing(
        _ expected: JSONValue, in found: JSONValue?, at pointer: JSONPointer, into differences: inout [Difference]
    ) {
        switch (expected, found) {
        case (.object(let expected), .object(let found)?):
            for member in expected {
                missing(member.value, in: found[member.name], at: pointer.appending(member.name), into: &differences)
            }
        case (.array(let expected), .array(let found)?) where expected.count == found.count:
            for (index, (expected, found)) in zip(expected, found).enumerated() {
                missing(expected, in: found, at: pointer.appending(index), into: &differences)
            }
        default:
            guard found?.isEqual(toJSON: expected) != true else { return }
            differences.append(Difference(place: Self.place(pointer), expected: expected, found: found ?? .null))
        }
    }
}

extension StoredBody {
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
