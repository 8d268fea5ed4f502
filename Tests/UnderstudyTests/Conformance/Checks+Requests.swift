// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import JSONSchema

/// What an operation takes and what it refuses.
extension Visitor {
    /// With as little as the document requires, with all that it allows, and with its own examples.
    func checkValidRequests() throws {
        for operation in api.operations {
            for extent in Sampler.Extent.allCases {
                try startAnew()
                try succeed(operation, extent)
            }
            guard let body = operation.body else { continue }
            for (index, example) in body.examples.enumerated() {
                let violations = body.schema.validate(example, limit: 3)
                guard !violations.isEmpty else { continue }
                let problem = violations.map(\.description).joined(separator: "; ")
                find(operation, "the document's example \(index + 1)", problem)
            }
        }
    }

    func checkBodies() throws {
        for operation in api.operations {
            guard let body = operation.body else { continue }
            try startAnew()
            guard let (request, _) = try succeed(operation, .full, "a valid body to break") else { continue }
            let refused: Set<Int> = [api.status(of: .bodyInvalid, operation)]
            let mistakes = Mistakes(schemas: api.schemas, schema: body.schema)
            for mistake in mistakes.all(in: request.body ?? .null, of: body.node) {
                var request = request
                request.body = mistake.value
                try send(request, mistake.what, expecting: refused)
            }
            try checkNoJSON(request, body)
        }
    }

    private func checkNoJSON(_ request: Request, _ body: DescribedOperation.Body) throws {
        var request = request
        let good = request.body
        if body.isRequired {
            request.body = nil
            let missing: Set<Int> = [api.status(of: .bodyMissing, request.operation)]
            try send(request, "no body", expecting: missing)
        }
        request.body = good
        request.headers = [("Content-Type", "text/plain")]
        let unknown: Set<Int> = [api.status(of: .mediaTypeUnknown, request.operation)]
        try send(request, "a body of type text/plain", expecting: unknown)
    }

    func checkParameters() throws {
        for operation in api.operations where !operation.parameters.isEmpty {
            try startAnew()
            guard let (request, _) = try succeed(operation, .full, "valid parameters to break") else { continue }
            let refused: Set<Int> = [api.status(of: .parameterInvalid, operation)]
            for parameter in operation.parameters {
                let key = "\(parameter.location).\(parameter.name)"
                if parameter.isRequired, parameter.location != "path" {
                    var request = request
                    request.values[parameter.location]?[parameter.name] = nil
                    try send(request, "\(key) is missing", expecting: refused)
                }
                for (what, text) in wrongTexts(parameter) {
                    var request = request
                    request.raw[key] = text
                    try send(request, "\(key) \(what)", expecting: refused)
                }
            }
        }
    }

    /// Texts that a parameter cannot have; never an empty one, which no path can hold.
    private func wrongTexts(_ parameter: DescribedOperation.Parameter) -> [(what: String, text: String)] {
        var keywords = parameter.node
        let isArray = SchemaTree.types(keywords).contains("array")
        if isArray { keywords = api.schemas.flat(keywords["items"] ?? [:]) }
        let types = SchemaTree.types(keywords)
        return Mistakes.wrongs(for: .null, keywords).compactMap { wrong in
            switch wrong.value {
            case .null, .object, .array, .bool: return nil
            default: break
            }
            let text = Self.text(of: wrong.value)
            if text.isEmpty { return nil }
            // The text is read as the declared type before it is judged.
            var value = wrong.value
            if types.contains("string"), value.stringValue == nil { value = .string(text) }
            let judged: JSONValue = isArray ? .array([value]) : value
            return parameter.schema.isValid(judged) ? nil : (wrong.what, text)
        }
    }

    /// An identifier of the right form that nothing has, in each place that names something.
    func checkIdentifiers() throws {
        for operation in api.operations {
            if let (location, path) = operation.identifier, let name = path.first {
                try startAnew()
                guard let (good, _) = try succeed(operation, .minimal, "a known identifier") else { continue }
                var request = good
                let known = location == "body" ? good.body?.value(along: path) : good.values[location]?[name]
                let unknown = Self.unknown(like: known ?? .null)
                if location == "body" {
                    request.body = request.body?.replacing(path, with: unknown)
                } else {
                    request.values[location]?[name] = unknown
                }
                var statuses: Set<Int> = []
                for subject in operation.subjects {
                    let condition: ErrorCondition = api.kinds[subject] == nil ? .recordUnknown : .jobUnknown
                    statuses.insert(api.status(of: condition, operation, subject: subject))
                }
                try send(
                    request, "an unknown identifier in \(location).\(path.joined(separator: "."))", expecting: statuses)
            }
            try checkParameterReferences(operation)
            try checkReferences(operation)
        }
    }

    private func checkParameterReferences(_ operation: DescribedOperation) throws {
        for parameter in operation.parameters {
            guard let subject = parameter.refers else { continue }
            try startAnew()
            guard let (good, _) = try succeed(operation, .full, "a known \(subject)") else { continue }
            var request = good
            let known = good.values[parameter.location]?[parameter.name] ?? .null
            request.values[parameter.location, default: [:]][parameter.name] = Self.unknown(like: known)
            let condition: ErrorCondition = api.kinds[subject] == nil ? .recordUnknown : .jobUnknown
            try send(
                request, "an unknown \(subject) in \(parameter.location).\(parameter.name)",
                expecting: [api.status(of: condition, operation, subject: subject)])
        }
    }

    private func checkReferences(_ operation: DescribedOperation) throws {
        guard let body = operation.body else { return }
        let references = api.schemas.places(in: body.node).filter {
            $0.keywords["x-sim-refers"] != nil && !$0.path.contains("[]")
        }
        guard !references.isEmpty else { return }
        try startAnew()
        guard let (good, _) = try succeed(operation, .full, "known references") else { return }
        for (path, keywords) in references {
            guard let known = good.body?.value(along: path), known != .null else { continue }
            var request = good
            request.body = good.body?.replacing(path, with: Self.unknown(like: known))
            let collection = keywords["x-sim-refers"]?.stringValue
            try send(
                request, "a reference to nothing in \(JSONPointer(path))",
                expecting: [api.status(of: .referenceUnknown, operation, subject: collection)])
        }
    }

    /// An identifier of the same form, which nothing has.
    private static func unknown(like known: JSONValue) -> JSONValue {
        if case .integer = known { return 999_999_999 }
        let text = known.stringValue ?? ""
        if text.count == 36, text.count(where: { $0 == "-" }) == 4 { return "00000000-0000-4000-8000-000000000000" }
        let prefix = text.prefix { $0 != "_" && $0 != "-" }
        if prefix.count < text.count {
            let rest = text.count - prefix.count - 1
            return .string(prefix + text.dropFirst(prefix.count).prefix(1) + String(repeating: "0", count: rest))
        }
        return .string("nothing-has-this-name")
    }

    func checkCredentials() throws {
        for operation in api.operations where !operation.credentials.isEmpty {
            guard !operation.credentials.contains(where: \.isEmpty) else { continue }
            try startAnew()
            let missing: Set<Int> = [api.status(of: .credentialMissing, operation)]
            let malformed: Set<Int> = [api.status(of: .credentialMalformed, operation)]
            var request = try valid(operation)
            request.alternative = nil
            try send(request, "no credential", expecting: missing)
            for credential in operation.credentials.joined() {
                guard let scheme = credential.scheme else { continue }
                for value in ["Other \(Self.token)", scheme, Self.token] where !takesPlainKeys(operation, credential) {
                    request.headers = [(credential.name, value)]
                    try send(request, "\(credential.name): \(value)", expecting: missing.union(malformed))
                }
            }
            for index in operation.credentials.indices {
                var request = try valid(operation)
                request.alternative = index
                let answer = try deliver(request)
                judge(answer, operation, "the credential number \(index + 1)", nil)
                if answer.status == 401 {
                    find(operation, "the credential number \(index + 1)", "it was refused", answer)
                }
            }
        }
    }

    /// Whether the same header may also hold a key without a scheme, so that any text is one.
    private func takesPlainKeys(
        _ operation: DescribedOperation, _ credential: DescribedOperation.Credential
    ) -> Bool {
        operation.credentials.joined().contains { $0.scheme == nil && $0.name == credential.name }
    }
}
