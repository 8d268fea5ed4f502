// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import JSONSchema
import Simulation

extension ControlAPI {
    /// Says whether clients sent what a test expects, and what came closest where they did not.
    func verifyRequests(_ request: Request, _ reply: HTTPReply) throws {
        let host = try host(request)
        let verification = try Self.verification(request.body, source: request.http.body)
        let wait = try request.body["wait"]?.stringValue.map { try Self.wait($0, in: "\"wait\"") } ?? .zero
        let send = { @Sendable in
            reply.send(
                host.withLock(at: self.clock()) { state in
                    OwnAnswer.json(200, Self.json(verification, on: state.journal))
                })
        }
        self.wait(
            wait, in: host, at: request.wall, reply,
            until: { verification.verdict(on: $0).verdict == .passed }, thenSend: send)
    }

    private static func verification(_ body: JSONValue, source: [UInt8]) throws -> Verification {
        var expectations: [Verification.Expectation] = []
        for (index, value) in (body["expect"]?.arrayValue ?? []).enumerated() {
            let place = "/expect/\(index)"
            func number(_ name: String) -> Int? { value[name]?.integerValue.map { Int(clamping: $0) } }
            let pattern = try pattern(value["request"] ?? [:], at: place + "/request", source: source)
            let exactly = number("exactly")
            guard exactly == nil || (value["atLeast"] == nil && value["atMost"] == nil) else {
                throw ControlFailure(
                    400, "body-invalid", "\"exactly\" says it all",
                    details: [.init("leave \"atLeast\" and \"atMost\" out beside \"exactly\"", pointer: place)])
            }
            let atMost = exactly ?? number("atMost")
            let atLeast = exactly ?? number("atLeast") ?? (atMost == nil ? 1 : 0)
            if let atMost, atMost < atLeast {
                throw ControlFailure(
                    400, "body-invalid", "at least \(atLeast) and at most \(atMost) cannot both hold",
                    details: [.init("\"atMost\" must not be less than \"atLeast\"", pointer: place + "/atMost")])
            }
            expectations.append(.init(pattern: pattern, atLeast: atLeast, atMost: atMost))
        }
        return Verification(expectations: expectations, inOrder: body["inOrder"]?.boolValue ?? false)
    }

    private static func pattern(_ value: JSONValue, at place: String, source: [UInt8]) throws -> RequestPattern {
        var pattern = RequestPattern()
        pattern.api = value["api"]?.stringValue
        pattern.operation = value["operation"]?.stringValue
        pattern.method = value["method"]?.stringValue
        pattern.path = value["path"]?.stringValue
        pattern.job = value["job"]?.stringValue
        pattern.status = value["status"]?.integerValue.map { Int(clamping: $0) }
        pattern.query = (value["query"]?.objectValue ?? [:]).map { ($0.name, $0.value.stringValue ?? $0.value.text) }
        pattern.headers = (value["headers"]?.objectValue ?? [:]).map { ($0.name, $0.value.stringValue ?? "") }
        for member in value["body"]?.objectValue ?? [:] {
            guard let pointer = JSONPointer(parsing: member.name) else {
                throw ControlFailure(
                    400, "body-invalid", "\"\(member.name)\" is no JSON pointer",
                    details: [.init("write it as \"/keyword\" (RFC 6901)", pointer: place + "/body")])
            }
            pattern.body.append((pointer, member.value))
        }
        pattern.bodyIncludes = value["bodyIncludes"]
        if value["bodySchema"] != nil {
            pattern.bodySchema = try schema(at: place + "/bodySchema", source: source)
        }
        return pattern
    }

    private static func schema(at place: String, source: [UInt8]) throws -> Schema {
        // The request was valid a moment ago; it is read again for the places of its parts.
        let root = try JSONReader.readSource(source)
        let compiler = SchemaCompiler(
            options: SchemaOptions(unknownKeywords: .reject(allowed: { _ in false }), assertFormats: true))
        compiler.addDocument(root, uri: "request:/")
        do {
            return try compiler.compile(uri: "request:/", pointer: JSONPointer(parsing: place) ?? JSONPointer())
        } catch {
            throw ControlFailure(
                400, "body-invalid", "\"bodySchema\" cannot be used",
                details: error.diagnostics.map {
                    .init($0.message, pointer: $0.pointer?.description ?? place, hint: $0.hint)
                })
        }
    }

    private static func json(_ verification: Verification, on journal: borrowing Journal) -> JSONValue {
        let (verdict, findings) = verification.verdict(on: journal)
        return [
            "verdict": .string(verdict.rawValue), "expectations": .array(findings.map(json)),
            "evicted": .integer(Int64(journal.evicted)),
        ]
    }

    private static func json(_ finding: Verification.Finding) -> JSONValue {
        let nearest = finding.nearest.map { miss -> JSONValue in
            let differences = miss.differences.map { difference -> JSONValue in
                [
                    "place": .string(difference.place), "expected": difference.expected, "found": difference.found,
                ]
            }
            return ["id": .integer(Int64(miss.id)), "differences": .array(differences)]
        }
        return [
            "verdict": .string(finding.verdict.rawValue), "count": .integer(Int64(finding.matching.count)),
            "requests": .array(finding.matching.prefix(100).map { .integer(Int64($0)) }),
            "message": finding.message.map(JSONValue.string) ?? .null, "nearest": .array(nearest),
        ]
    }
}
