// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import JSONSchema
import Simulation

@testable import Understudy

/// One message of the document's `webhooks`.
struct DescribedEvent: Sendable {
    var name: String
    /// What `x-sim-webhook` says.
    var when: JSONValue
    var node: JSONValue
    var schema: Schema
}

/// What the document says about signatures, read and checked by somebody else's HMAC.
struct SignatureJudge {
    let description: JSONValue

    /// What is wrong with a message's signature; `nil`: nothing.
    func problem(_ request: WebhookRequest, secret: String, event: String) throws -> String? {
        let name = description["header"]?.stringValue ?? ""
        guard let sent = request.headers.first(where: { $0.name.lowercased() == name.lowercased() })?.value else {
            return "the header \(name) is missing"
        }
        let template = description["value"]?.stringValue ?? "{signature}"
        guard let parts = Self.parts(of: sent, template: template) else { return "\(name): \(sent) is not \(template)" }
        var signed: [UInt8] = []
        let signs = description["signs"]?.stringValue ?? "{body}"
        for piece in Self.pieces(signs) {
            switch piece {
            case "{body}": signed += request.body
            case "{timestamp}": signed += Array((parts["timestamp"] ?? "").utf8)
            case "{event.id}": signed += Array(event.utf8)
            default: signed += Array(piece.utf8)
            }
        }
        let expected = try base64HMAC(signed, secret: secret)
        let isBase64 = description["encoding"]?.stringValue == "base64"
        let digest = Data(base64Encoded: expected) ?? Data()
        let text = isBase64 ? expected : digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return parts["signature"] == text ? nil : "the signature \(parts["signature"] ?? "") is not \(text)"
    }

    /// A template's literals and placeholders in order.
    private static func pieces(_ template: String) -> [String] {
        var pieces: [String] = []
        var rest = Substring(template)
        while !rest.isEmpty {
            let end =
                rest.first == "{" ? rest.firstIndex(of: "}").map { rest.index(after: $0) } : rest.firstIndex(of: "{")
            pieces.append(String(rest[..<(end ?? rest.endIndex)]))
            rest = rest[(end ?? rest.endIndex)...]
        }
        return pieces
    }

    private static func parts(of text: String, template: String) -> [String: String]? {
        var parts: [String: String] = [:]
        var rest = Substring(text)
        let pieces = pieces(template)
        for (index, piece) in pieces.enumerated() {
            if piece.hasPrefix("{") {
                let next = index + 1 < pieces.count ? rest.firstRange(of: pieces[index + 1])?.lowerBound : rest.endIndex
                guard let next else { return nil }
                parts[String(piece.dropFirst().dropLast())] = String(rest[..<next])
                rest = rest[next...]
            } else {
                guard rest.hasPrefix(piece) else { return nil }
                rest = rest.dropFirst(piece.count)
            }
        }
        return rest.isEmpty ? parts : nil
    }
}

/// Each event of the document happens, arrives as described, is signed, and is sent again when it was not taken.
extension Visitor {
    func checkWebhooks() throws {
        for event in api.events {
            if let kind = event.when["job"]?.stringValue {
                for state in event.when["states"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                    guard let state = JobState(rawValue: state), let operation = api.operation("submit", kind) else {
                        continue
                    }
                    try check(event, operation, "a \(kind) that is \(state.rawValue)", Self.scenario(endingAs: state))
                }
            } else if let id = event.when["operation"]?.stringValue {
                guard let operation = api.operations.first(where: { $0.id == id }) else { continue }
                try check(event, operation, "a successful request", [:])
            } else {
                try startAnew()
                _ = try subscribe(event)
            }
        }
    }

    private func subscribe(_ event: DescribedEvent) throws -> String {
        let order: JSONValue = [
            "api": .string(api.id), "url": "http://127.0.0.1:9/hook", "events": [.string(event.name)],
        ]
        return try harness.control("POST", "/spaces/default/webhooks", order.text)["secret"]?.stringValue ?? ""
    }

    private func check(
        _ event: DescribedEvent, _ operation: DescribedOperation, _ about: String, _ scenario: JSONObject
    ) throws {
        let about = "\(event.name) of \(about)"
        try startAnew(scenario: scenario)
        _ = try valid(operation)
        // The first attempt is not taken.
        receiver.answer { WebhookReceipt(status: $0 == 1 ? 500 : 200, answer: "") }
        let secret = try subscribe(event)
        guard try succeed(operation, .full, about) != nil else { return }
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        let requests = receiver.requests
        guard requests.count >= 2 else {
            return find(operation, about, "it was sent \(requests.count) times, and the first was not taken")
        }
        var identifiers: Set<String> = []
        for request in requests {
            let body = (try? JSONReader.read(request.body).root) ?? .null
            if let violation = event.schema.validate(body, limit: 1).first {
                find(operation, about, "its body is not as described: \(violation) in \(body.text.prefix(300))")
            }
            let place = api.schemas.path(ofSource: "event.id", in: event.node)
            let identifier = place.flatMap { body.value(along: $0) }?.stringValue ?? ""
            identifiers.insert(identifier)
            guard let judge = api.signature.map(SignatureJudge.init) else { continue }
            if let problem = try judge.problem(request, secret: secret, event: identifier) {
                find(operation, about, problem)
            }
        }
        if identifiers.count != 1 {
            find(operation, about, "its identifier changes from attempt to attempt: \(identifiers)")
        }
    }
}
