// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import JSONSchema
import Simulation
import Testing

@testable import Understudy

/// Something that the server does and the document does not say, or the other way round.
struct Finding: CustomStringConvertible {
    var api: String
    var operation: String
    /// What the request had to do with it: "/name is too long".
    var about: String
    var problem: String
    var answer: String

    var description: String {
        "\(api): \(operation): \(about): \(problem)\(answer.isEmpty ? "" : ", answered \(answer)")"
    }
}

/// A client that knows an API from its document alone, and judges every answer by that document.
final class Visitor {
    let api: DescribedAPI
    private(set) var harness: Harness
    /// Where webhooks go.
    private(set) var receiver = ReceiverInMemory()
    private let store: APIStore
    /// Called for each server, for the file to write its journal to; with the document, so that it can be replayed.
    private let journal: (() -> (path: String, document: (file: String, text: String)))?
    private(set) var findings: [Finding] = []
    private(set) var judged = 0
    /// Whether a request is being made ready, so that what it refers to does not ask for references in turn.
    var isMaking = false

    /// - Parameters:
    ///   - api: what the visitor has read.
    ///   - store: what the server plays.
    ///   - journal: where each server writes what happens, if anywhere.
    init(
        _ api: DescribedAPI, store: APIStore,
        journal: (() -> (path: String, document: (file: String, text: String)))? = nil
    ) {
        self.api = api
        self.store = store
        self.journal = journal
        harness = Self.harness(store, receiver, journal)
    }

    private static func harness(
        _ store: APIStore, _ receiver: ReceiverInMemory,
        _ journal: (() -> (path: String, document: (file: String, text: String)))?
    ) -> Harness {
        guard let (path, document) = journal?() else { return Harness(store: store, receiver: receiver) }
        return Harness(store: store, receiver: receiver, journal: path, documents: [document])
    }

    /// Leaves for a server where nothing has happened yet; its clock stands, and its scenario has these members besides
    /// those of `happy`.
    ///
    /// No limit of the API holds, because nearly every check asks more than a client may.
    func startAnew(scenario: JSONObject = [:]) throws {
        receiver = ReceiverInMemory()
        harness = Self.harness(store, receiver, journal)
        var scenario = scenario
        scenario["name"] = "conformance"
        scenario["extends"] = "happy"
        var limits: JSONObject = [:]
        for entry in api.limits {
            limits["\(api.id).\(entry.name)"] = ["enabled": false]
        }
        if !limits.isEmpty, scenario["limits"] == nil { scenario["limits"] = .object(limits) }
        try harness.control("PUT", "/spaces/default/scenario", JSONValue.object(scenario).text)
        try harness.control("POST", "/spaces/default/reset")
    }

    /// A request on its way to become a target, headers and a body.
    struct Request {
        var operation: DescribedOperation
        /// By location, then name.
        var values: [String: JSONObject] = [:]
        var body: JSONValue?
        var headers: [(name: String, value: String)] = []
        /// Which of the operation's alternatives to use; `nil`: none.
        var alternative: Int? = 0
        /// In the place of the parameter's value.
        var raw: [String: String] = [:]
    }

    static let token = "sk_live_conformance"

    // MARK: Sending

    @discardableResult
    func send(_ request: Request, _ about: String, expecting expected: Set<Int>? = nil) throws -> TestResponse {
        let answer = try deliver(request)
        judge(answer, request.operation, about, expected)
        return answer
    }

    /// Sends without judging: what comes of it is part of a preparation.
    func deliver(_ request: Request) throws -> TestResponse {
        try begin(request).response()
    }

    /// Sends; the answer may be held back.
    func begin(_ request: Request) throws -> PendingAnswer {
        var headers = request.headers
        var query: [String] = []
        var path = request.operation.path
        for parameter in request.operation.parameters {
            let name = parameter.name
            let key = "\(parameter.location).\(name)"
            var texts = request.values[parameter.location]?[name].map { Self.texts(of: $0, parameter) } ?? []
            if let raw = request.raw[key] { texts = [raw] }
            for text in texts {
                switch parameter.location {
                case "path": path = path.replacing("{\(name)}", with: Self.encoded(text))
                case "query": query.append(Self.encoded(name) + "=" + Self.encoded(text))
                case "header": headers.append((name, text))
                default: headers.append(("Cookie", "\(name)=\(text)"))
                }
            }
        }
        let alternatives = request.operation.credentials
        if let index = request.alternative, alternatives.indices.contains(index) {
            for credential in alternatives[index] {
                let value = credential.scheme.map { "\($0.prefix(1).uppercased() + $0.dropFirst()) \(Self.token)" }
                if credential.location == "query" {
                    query.append("\(credential.name)=\(Self.token)")
                } else {
                    headers.append((credential.name, value ?? Self.token))
                }
            }
        }
        let target = "/\(api.id)\(api.basePath)\(path)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        return try harness.begin(request.operation.method, target, headers: headers, body: request.body?.text)
    }

    private static func texts(of value: JSONValue, _ parameter: DescribedOperation.Parameter) -> [String] {
        guard case .array(let elements) = value else { return [text(of: value)] }
        let texts = elements.map { text(of: $0) }
        return parameter.isExploded && parameter.location == "query" ? texts : [texts.joined(separator: ",")]
    }

    static func text(of value: JSONValue) -> String { value.stringValue ?? value.text }

    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let isPlain =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            encoded += isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" + digits : digits)
        }
        return encoded
    }

    // MARK: Judging

    func find(_ operation: DescribedOperation, _ about: String, _ problem: String, _ answer: TestResponse? = nil) {
        let shown = answer.map { "\($0.status) \($0.text.prefix(400))" } ?? ""
        findings.append(
            Finding(api: api.id, operation: operation.description, about: about, problem: problem, answer: shown))
    }

    func judge(
        _ answer: TestResponse, _ operation: DescribedOperation, _ about: String, _ expected: Set<Int>?
    ) {
        judged += 1
        if let expected, !expected.contains(answer.status) {
            let words = expected.sorted().map(String.init).joined(separator: " or ")
            find(operation, about, "\(words) was expected", answer)
        }
        let candidates = responses(operation, answer.status)
        guard !candidates.isEmpty else {
            return find(operation, about, "the operation documents no \(answer.status)", answer)
        }
        let problems = candidates.map { Self.problem(answer, $0) }
        if let problem = problems[0], problems.allSatisfy({ $0 != nil }) { find(operation, about, problem, answer) }
    }

    private func responses(_ operation: DescribedOperation, _ status: Int) -> [DescribedOperation.Response] {
        if let own = operation.responses[status] ?? operation.responses[0] { return [own] }
        return api.catalogueResponses(operation, status: status).compactMap { api.sharedResponses[$0] }
    }

    /// In what an answer differs from its description.
    private static func problem(_ answer: TestResponse, _ response: DescribedOperation.Response) -> String? {
        for header in response.requiredHeaders where answer.header(header) == nil {
            return "the header \(header) is missing"
        }
        guard let type = response.contentType else {
            return answer.http.body.isEmpty ? nil : "a body where the document has none"
        }
        let sent = answer.header("Content-Type")?.prefix { $0 != ";" } ?? ""
        guard sent == type else { return "Content-Type is \"\(sent)\", not \"\(type)\"" }
        guard let schema = response.schema else { return nil }
        guard let body = try? answer.json else { return "the body is not JSON" }
        let violations = schema.validate(body, limit: 3)
        return violations.isEmpty ? nil : violations.map(\.description).joined(separator: "; ")
    }
}
