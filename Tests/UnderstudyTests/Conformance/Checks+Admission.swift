// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import JSONSchema

/// Who may do what, and how often.
extension Visitor {
    private static func credentials(_ rule: JSONObject, others: JSONObject = [:]) -> JSONObject {
        ["credentials": [Self.token: .object(rule), "*": .object(others)]]
    }

    /// A credential that the scenario refuses, with every reason that the document has an answer to.
    func checkRefusals() throws {
        let words = api.errors.compactMap { entry in
            entry.name.hasPrefix("credential-refused.") ? String(entry.name.dropFirst(19)) : nil
        }
        for word in words.isEmpty ? ["revoked"] : words {
            try startAnew(scenario: Self.credentials(["refused": .string(word)]))
            let usual = ["unpaid": 402, "forbidden": 403][word] ?? 401
            for operation in api.operations where operation.needsCredential {
                try send(
                    try unprepared(operation), "a credential that is refused (\(word))",
                    expecting: [api.status(of: "credential-refused", operation, subject: word, usual: usual)])
            }
        }
    }

    /// Each scope that an operation asks for is needed, and together they are enough.
    func checkScopes() throws {
        for operation in api.operations {
            let needed = operation.credentials.first?.flatMap(\.scopes) ?? []
            guard !needed.isEmpty else { continue }
            for missing in needed {
                let rest = needed.filter { $0 != missing }.map(JSONValue.string)
                try startAnew(scenario: Self.credentials(["scopes": .array(rest)]))
                try send(
                    try unprepared(operation), "a credential without the scope \(missing)",
                    expecting: [api.status(of: "scope-missing", operation, usual: 403)])
            }
            try startAnew(scenario: Self.credentials(["scopes": .array(needed.map(JSONValue.string))]))
            let answer = try deliver(try unprepared(operation))
            if answer.status == api.status(of: "scope-missing", operation, usual: 403), answer.text.contains("scope") {
                find(operation, "a credential with the scopes \(needed)", "it is not enough", answer)
            }
        }
    }

    /// A valid request for something that need not exist, made without asking the server for anything.
    private func unprepared(_ operation: DescribedOperation) throws -> Request {
        var request = Request(operation: operation)
        var sampler = sampler()
        for parameter in operation.parameters where parameter.isRequired {
            request.values[parameter.location, default: [:]][parameter.name] =
                parameter.example ?? sampler.value(.object(parameter.node), .minimal, named: parameter.name)
        }
        if let body = operation.body { request.body = sampler.value(body.node, .minimal) }
        return request
    }

    // MARK: Limits

    /// Each limit is used up by the operations that it counts, refuses the next, and lets go when its time has passed.
    func checkLimits() throws {
        for limit in api.limits {
            let names = limit.value["on"]?.arrayValue?.compactMap(\.stringValue) ?? []
            let excepted = limit.value["except"]?.arrayValue?.compactMap(\.stringValue) ?? []
            var counted = api.operations.filter { names.isEmpty ? !excepted.contains($0.id) : names.contains($0.id) }
            if let kind = limit.value["live"]?.stringValue {
                counted = counted.filter { $0.verb == "submit" && $0.subjects.contains(kind) }
            }
            // A limit on everything is the same for each operation: one that reads and one that writes will do.
            if names.isEmpty, limit.value["live"] == nil {
                counted = [counted.first { $0.method == "GET" }, counted.first { $0.method == "POST" }].compactMap(
                    \.self)
            }
            for operation in counted { try check(limit.name, limit.value, operation) }
        }
    }

    private func check(_ name: String, _ limit: JSONValue, _ operation: DescribedOperation) throws {
        // A thousand requests teach no more than three.
        let max = min(limit["max"]?.integerValue ?? 1, 3)
        var limits: JSONObject = [:]
        for entry in api.limits { limits["\(api.id).\(entry.name)"] = ["enabled": false] }
        try startAnew()
        // What the request needs is made before the limit holds.
        guard let (request, _) = try succeed(operation, .full, "a request that the limit \(name) counts") else {
            return
        }
        try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
        limits["\(api.id).\(name)"] = ["enabled": true, "max": .integer(max)]
        let scenario: JSONObject = ["name": "limited", "extends": "happy", "limits": .object(limits)]
        try harness.control("PUT", "/spaces/default/scenario", JSONValue.object(scenario).text)
        // The request before counted already where the limit did.
        try passTime(limit)
        for turn in 1...max {
            let answer = try send(request, "request \(turn) of \(max) within the limit \(name)")
            if answer.status == 429 {
                find(operation, "request \(turn) of \(max)", "the limit \(name) refuses it", answer)
            }
            // Where what a request does keeps the next one from being accepted, the limit is out of reach.
            if limit["counts"] == "accepted" || limit["live"] != nil, answer.status != operation.success?.status {
                return
            }
        }
        let refused = try send(
            request, "a request past the limit \(name)",
            expecting: [api.status(of: "limit-reached", operation, subject: name, usual: 429)])
        guard refused.status >= 400 else { return }
        try passTime(limit)
        let after = try send(request, "a request when the limit \(name) is open again")
        if after.status == refused.status { find(operation, "the limit \(name)", "it does not open again", after) }
    }

    private func passTime(_ limit: JSONValue) throws {
        let spans = ["second": "1s", "minute": "1m", "hour": "1h", "day": "24h"]
        let per = limit["per"]?.stringValue.map { spans[$0] ?? $0 }
        let how: JSONValue = per.map { ["by": .string($0)] } ?? ["until": "idle"]
        try harness.control("POST", "/spaces/default/clock/advance", how.text)
    }

    // MARK: Idempotency

    /// The same key and body bring the same answer and no second work; another body or a key in use is refused.
    func checkIdempotency() throws {
        for operation in api.operations {
            guard let parameter = operation.parameters.first(where: \.isIdempotencyKey) else { continue }
            try startAnew()
            guard let (good, _) = try succeed(operation, .full, "a request without a key") else { continue }
            try startAnew()
            try prepare(operation)
            var request = good
            request.headers.append((parameter.name, "key-1"))
            let first = try send(
                request, "the first request with its key", expecting: operation.success.map { [$0.status] })
            let work = try amountOfWork()
            let second = try send(request, "the same request again", expecting: [first.status])
            if second.http.body != first.http.body {
                find(operation, "the same request again", "the answer is another than \(first.text)", second)
            }
            if try amountOfWork() != work {
                find(operation, "the same request again", "it does its work again", second)
            }
            if let body = operation.body, let other = anotherBody(than: good.body ?? .null, body) {
                request.body = other
                try send(
                    request, "the key with another body",
                    expecting: [api.status(of: "idempotency-key-reused", operation, usual: 409)])
            }
            try checkKeyInUse(operation, good, parameter.name)
        }
    }

    private func prepare(_ operation: DescribedOperation) throws {
        guard operation.identifier != nil else { return }
        _ = try valid(operation)
    }

    /// An answer that is held back leaves its key in use.
    private func checkKeyInUse(_ operation: DescribedOperation, _ good: Request, _ header: String) throws {
        let slow: JSONObject = ["faults": [["when": ["nth": [1]], "delay": "1m"]]]
        try startAnew(scenario: slow)
        var request = good
        request.headers.append((header, "key-2"))
        let held = try begin(request)
        guard held.isHeld else { return find(operation, "a slow answer", "it is not held back") }
        try send(
            request, "a key whose request is not answered yet",
            expecting: [api.status(of: "idempotency-in-progress", operation, usual: 409)])
        try harness.control("POST", "/spaces/default/clock/advance", #"{"by":"2m"}"#)
        if held.isHeld { find(operation, "a slow answer", "it never comes") }
    }

    /// Another valid body, if there is one.
    private func anotherBody(than body: JSONValue, _ description: DescribedOperation.Body) -> JSONValue? {
        for (name, value) in (body.objectValue ?? [:]).map({ ($0.name, $0.value) }) {
            var others: [JSONValue?] = [nil]
            if let text = value.stringValue { others.insert(.string(text + " too"), at: 0) }
            for other in others {
                let changed = body.replacing([name], with: other)
                if description.schema.isValid(changed) { return changed }
            }
        }
        return nil
    }

    private func amountOfWork() throws -> Int64 {
        let jobs = try harness.control("GET", "/spaces/default/jobs?limit=1")["total"]?.integerValue ?? 0
        return jobs + Int64(api.collections.map { records(of: $0.name).count }.reduce(0, +))
    }
}

extension DescribedOperation {
    var needsCredential: Bool { !credentials.isEmpty && !credentials.contains(where: \.isEmpty) }
}
