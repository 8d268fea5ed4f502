// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
import Simulation
import Synchronization

@testable import Understudy

/// Valid requests, and what must be there for them.
extension Visitor {
    /// How many combinations of records and words are tried until a request is taken.
    static let attempts = 12

    func sampler(attempt: Int = 0) -> Sampler {
        var sampler = Sampler(schemas: api.schemas, seed: 11 + UInt64(attempt))
        sampler.attempt = attempt
        for collection in api.collections { sampler.records[collection.name] = records(of: collection.name) }
        for kind in api.kinds { sampler.records[kind.name] = (try? jobs(kind.name)) ?? [] }
        return sampler
    }

    /// A request that the document allows, for something that exists.
    func valid(
        _ operation: DescribedOperation, _ extent: Sampler.Extent = .minimal, attempt: Int = 0
    ) throws -> Request {
        var request = Request(operation: operation)
        try makeReferences(operation)
        var sampler = sampler(attempt: attempt)
        for parameter in operation.parameters {
            // A cursor comes from a page, and what else turns pages is looked at with lists.
            let isWanted = parameter.isRequired || extent == .full && parameter.page == nil
            guard isWanted, !parameter.isIdempotencyKey else { continue }
            let example = attempt == 0 ? parameter.example : nil
            let known = try parameter.refers.map { try identifiers(of: $0) } ?? []
            let named = known.isEmpty ? example : known[attempt % known.count]
            let value = named ?? sampler.value(.object(parameter.node), extent, named: parameter.name)
            request.values[parameter.location, default: [:]][parameter.name] = value
        }
        if let body = operation.body {
            let isExample = attempt < body.examples.count && extent == .full
            request.body = isExample ? body.examples[attempt] : sampler.value(body.node, extent)
            request.body = try withReferences(request.body ?? .null, body, sampler)
        }
        if let path = operation.batch {
            // A batch is about several at once: its elements are known.
            let known = try existing(operation)
            request.body = (request.body ?? [:]).replacing(path, with: .array(Array(known.prefix(1))))
        } else if let (location, path) = operation.identifier, let name = path.first {
            let known = try existing(operation)
            let identifier = known.isEmpty ? JSONValue.null : known[attempt % known.count]
            if location == "body" {
                request.body = (request.body ?? [:]).replacing(path, with: identifier)
            } else {
                request.values[location, default: [:]][name] = identifier
            }
        }
        return request
    }

    /// What a body has to refer to must be there.
    private func makeReferences(_ operation: DescribedOperation) throws {
        guard let body = operation.body, !isMaking else { return }
        isMaking = true
        defer { isMaking = false }
        for (_, keywords) in api.schemas.places(in: body.node) {
            guard let subject = keywords["x-sim-refers"]?.stringValue else { continue }
            _ = try identifiers(of: subject)
        }
    }

    /// An example of the document may name records that are not there: puts others in their place.
    private func withReferences(
        _ value: JSONValue, _ body: DescribedOperation.Body, _ sampler: Sampler
    ) throws -> JSONValue {
        var value = value
        for (path, keywords) in api.schemas.places(in: body.node) where !path.contains("[]") {
            guard let collection = keywords["x-sim-refers"]?.stringValue, value.value(along: path) != nil,
                let known = sampler.records[collection], !known.isEmpty
            else { continue }
            value = value.replacing(path, with: known[sampler.attempt % known.count])
        }
        return value
    }

    /// Sends valid requests until one is taken; the answer to the last is judged.
    @discardableResult
    func succeed(
        _ operation: DescribedOperation, _ extent: Sampler.Extent = .full, _ about: String? = nil
    ) throws -> (request: Request, answer: TestResponse)? {
        guard let success = operation.success else { return nil }
        let about = about ?? "a valid request (\(extent.rawValue))"
        var last: (request: Request, answer: TestResponse)?
        for attempt in 0..<Self.attempts {
            let request = try valid(operation, extent, attempt: attempt)
            guard isSound(request, about, isLast: attempt == Self.attempts - 1) else { continue }
            let answer = try deliver(request)
            last = (request, answer)
            if (200..<300).contains(answer.status) { break }
        }
        guard let (request, answer) = last else { return nil }
        judge(answer, operation, about, [success.status])
        return (200..<300).contains(answer.status) ? (request, answer) : nil
    }

    /// Whether the suite's own request is as the document asks; a document that no request fits needs an example.
    private func isSound(_ request: Request, _ about: String, isLast: Bool) -> Bool {
        var problem: String?
        if let body = request.operation.body, let value = request.body {
            problem = body.schema.validate(value, limit: 1).first.map { "the body \(value.text): \($0)" }
        }
        for parameter in request.operation.parameters {
            guard let value = request.values[parameter.location]?[parameter.name] else { continue }
            if let violation = parameter.schema.validate(value, limit: 1).first {
                problem = "\(parameter.location) parameter \"\(parameter.name)\" \(value.text): \(violation)"
            }
        }
        if let problem, isLast {
            find(request.operation, about, "no valid request could be made, give an example: \(problem)")
        }
        return problem == nil
    }

    // MARK: What exists

    /// The identifiers of the records of a collection, oldest first.
    func records(of collection: String) -> [JSONValue] {
        let now = harness.wall.withLock { $0 }
        guard let host = try? harness.spaces.host(SpaceName.standard, at: now) else { return [] }
        // Made known to the space by the first request; fixtures are there from then on.
        _ = try? host.api(api.id, at: now)
        return host.withLock(at: now) { $0.space.recordIdentifiers(api: self.api.id, collection: collection) }
    }

    func jobs(_ kind: String) throws -> [JSONValue] {
        let found = try harness.control("GET", "/spaces/default/jobs?api=\(api.id)&kind=\(kind)&limit=1000")
        let isInteger = api.kinds[kind]?["identifier"]?["integer"] != nil
        return (found["jobs"]?.arrayValue ?? []).compactMap { job in
            guard let id = job["id"]?.stringValue else { return nil }
            return isInteger ? Int64(id).map { .integer($0) } : .string(id)
        }
    }

    /// Identifiers of what an operation can be about; made where there is none.
    private func existing(_ operation: DescribedOperation) throws -> [JSONValue] {
        for subject in operation.subjects {
            // What has ended cannot be stopped: each gets a job of its own.
            if operation.verb == "stop" { try submit(subject) }
            let known = try identifiers(of: subject)
            if !known.isEmpty { return operation.verb == "stop" ? known.reversed() : known }
        }
        return []
    }

    /// The identifiers of a kind's jobs or a collection's records; one is made where there is none.
    private func identifiers(of subject: String) throws -> [JSONValue] {
        if api.kinds[subject] == nil {
            try fill(subject, upTo: 1)
            return records(of: subject)
        }
        if try jobs(subject).isEmpty { try submit(subject) }
        return try jobs(subject)
    }

    /// Starts a job of that kind.
    func submit(_ kind: String) throws {
        // A part comes with the batch that it is of.
        let batch = api.kinds.first { $0.value["parts"]?["of"]?.stringValue == kind }?.name
        guard let operation = api.operation("submit", kind) ?? batch.flatMap({ api.operation("submit", $0) }) else {
            return
        }
        try succeed(operation, .full, "submitting a \(kind)")
    }

    /// Makes records until there are so many, if there is a way: by creating them, or by jobs that leave them.
    func fill(_ collection: String, upTo count: Int) throws {
        var missing = count - records(of: collection).count
        while missing > 0 {
            let before = records(of: collection).count
            if let create = api.operation("create", collection) {
                try succeed(create, .full, "creating one of \(collection)")
            } else if let kind = api.kinds.first(where: {
                $0.value["product"]?["collection"]?.stringValue == collection
            }) {
                try submit(kind.name)
                try harness.control("POST", "/spaces/default/clock/advance", #"{"until":"idle"}"#)
            }
            if records(of: collection).count == before { return }
            missing = count - records(of: collection).count
        }
    }
}
