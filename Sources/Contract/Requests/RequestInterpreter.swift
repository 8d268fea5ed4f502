// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import JSONSchema
package import Simulation

/// A request that reached an operation.
package struct OperationRequest: Sendable {
    package var method: String
    /// The raw path within the API.
    package var path: String
    /// The raw query, without its `?`.
    package var query: String?
    package var pathValues: [String]
    package var body: [UInt8]
    package var mountPrefix: String
    /// The client's address.
    package var client: String

    package init(
        method: String, path: String, query: String?, pathValues: [String], body: [UInt8], mountPrefix: String,
        client: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.pathValues = pathValues
        self.body = body
        self.mountPrefix = mountPrefix
        self.client = client
    }
}

/// Something a request did against the contract that the vendor would have let through, or was answered for.
package struct Violation: Sendable, Hashable {
    package var rule: String
    package var message: String
    package var pointer: String?
    package var hint: String?

    package init(rule: String, message: String, pointer: String? = nil, hint: String? = nil) {
        self.rule = rule
        self.message = message
        self.pointer = pointer
        self.hint = hint
    }
}

/// What a request comes to before the engine sees it.
package struct Interpretation: Sendable {
    package enum Verdict: Sendable {
        case action(Action)
        case failure(ErrorCatalogue.Failure)
    }

    package var verdict: Verdict
    package var values: RequestValues
    package var violations: [Violation]
    /// The timeline that a `[sim:NAME]` in the body asks for.
    package var marker: String?
    /// What the engine must be satisfied of first.
    package var admission: Admission?
}

extension CompiledAPI {
    /// Authenticates and validates a request, and says what it does.
    package func interpret(
        _ request: OperationRequest, operation: CompiledOperation, headers: some HeaderSource
    ) -> Interpretation {
        var interpreter = RequestInterpreter(api: self, operation: operation, request: request)
        return interpreter.run(headers)
    }
}

private struct RequestInterpreter {
    let api: CompiledAPI
    let operation: CompiledOperation
    let request: OperationRequest
    var values: RequestValues
    var violations: [Violation] = []
    var credential: PresentedCredential?

    init(api: CompiledAPI, operation: CompiledOperation, request: OperationRequest) {
        self.api = api
        self.operation = operation
        self.request = request
        values = RequestValues(method: request.method, path: request.path, mountPrefix: request.mountPrefix)
    }

    mutating func run(_ headers: some HeaderSource) -> Interpretation {
        if let failure = credentialFailure(headers) { return finish(.failure(failure), .credentialWrong) }
        if let failure = parameterFailure(headers) ?? rangeFailure() {
            return finish(.failure(failure), .requestWrong)
        }
        if let failure = bodyFailure(headers) {
            return finish(.failure(failure), failure.condition == .mediaTypeUnknown ? .requestWrong : .bodyWrong)
        }
        do throws(ErrorCatalogue.Failure) {
            return finish(.action(try operation.action(values)), .valid)
        } catch {
            return finish(.failure(error), .bodyWrong)
        }
    }

    private func finish(
        _ verdict: Interpretation.Verdict, _ progress: AdmissionPlan.Progress
    ) -> Interpretation {
        Interpretation(
            verdict: verdict, values: values, violations: violations,
            marker: request.body.isEmpty ? nil : TimelineMarker.find(in: request.body),
            admission: operation.admission.admission(
                of: request, values, credential: credential, operation: operation.id, progress: progress))
    }

    // MARK: Credentials

    private mutating func credentialFailure(_ headers: some HeaderSource) -> ErrorCatalogue.Failure? {
        guard !operation.credentials.isEmpty else { return nil }
        var isMalformed = false
        var isSatisfied = false
        for (index, alternative) in operation.credentials.enumerated() {
            var complete = true
            var identity: String?
            var hasScheme = false
            for credential in alternative {
                guard let text = headers.text(of: credential, query: request.query), !text.isEmpty else {
                    complete = false
                    break
                }
                guard case .scheme(let scheme) = credential.form else {
                    identity = identity ?? CredentialPlan.identity(of: text[...])
                    continue
                }
                guard let token = CredentialPlan.token(in: text, scheme: scheme) else {
                    isMalformed = true
                    complete = false
                    break
                }
                identity = identity ?? CredentialPlan.identity(of: token)
                hasScheme = true
            }
            guard complete else { continue }
            // Where one header may hold a bare key or a scheme and a token, the scheme word is no part of the key.
            if let identity, self.credential == nil || hasScheme {
                self.credential = PresentedCredential(text: identity, alternative: index)
            }
            isSatisfied = true
            if hasScheme || operation.credentials.count == 1 { break }
        }
        if isSatisfied { return nil }
        return ErrorCatalogue.Failure(isMalformed ? .credentialMalformed : .credentialMissing)
    }

    // MARK: Parameters

    private mutating func parameterFailure(_ headers: some HeaderSource) -> ErrorCatalogue.Failure? {
        var details: [String] = []
        let pairs = request.query.map(QueryString.parse) ?? []
        for parameter in operation.parameters {
            let texts: [String]
            switch parameter.location {
            case .path:
                texts =
                    operation.template.parameterNames.firstIndex(of: parameter.name).map { [request.pathValues[$0]] }
                    ?? []
            case .query: texts = pairs.filter { $0.name == parameter.name }.map(\.value)
            case .header: texts = headers.first(named: parameter.name).map { [$0] } ?? []
            case .cookie: texts = headers.cookie(parameter.name).map { [$0] } ?? []
            }
            guard let value = parameter.value(of: texts) else {
                if parameter.isRequired {
                    let detail = "\(parameter.location.rawValue) parameter \"\(parameter.name)\" is required"
                    details.append(detail)
                    violations.append(Violation(rule: "parameter-missing", message: detail))
                } else if let fallback = parameter.fallback {
                    values.parameters.append(.init(location: parameter.location, name: parameter.name, value: fallback))
                }
                continue
            }
            if parameter.isDeprecated {
                violations.append(
                    Violation(rule: "deprecated", message: "parameter \"\(parameter.name)\" is deprecated"))
            }
            values.parameters.append(.init(location: parameter.location, name: parameter.name, value: value))
            guard let schema = parameter.schema, !schema.isValid(value) else { continue }
            for violation in schema.validate(value) {
                details.append("\(parameter.location.rawValue) parameter \"\(parameter.name)\": \(violation.message)")
                violations.append(
                    Violation(
                        rule: "parameter-invalid", message: details[details.count - 1], hint: violation.hint))
            }
        }
        checkUnknownParameters(pairs)
        return details.isEmpty ? nil : ErrorCatalogue.Failure(.parameterInvalid, details: details)
    }

    private mutating func rangeFailure() -> ErrorCatalogue.Failure? {
        guard let detail = operation.range?.complaint(values) else { return nil }
        violations.append(Violation(rule: "parameter-invalid", message: detail))
        return ErrorCatalogue.Failure(.parameterInvalid, details: [detail])
    }

    private mutating func checkUnknownParameters(_ pairs: [(name: String, value: String)]) {
        guard !pairs.isEmpty else { return }
        let known = operation.parameters.filter { $0.location == .query }.map(\.name)
        let carried = operation.credentials.joined().filter { $0.location == .query }.map(\.name)
        for pair in pairs where !known.contains(pair.name) && !carried.contains(pair.name) {
            violations.append(
                Violation(
                    rule: "parameter-unknown", message: "query parameter \"\(pair.name)\" is not documented",
                    hint: NameSuggestion.hint(for: pair.name, among: known)))
        }
    }

    // MARK: Body

    private mutating func bodyFailure(_ headers: some HeaderSource) -> ErrorCatalogue.Failure? {
        guard let plan = operation.body else {
            guard request.body.isEmpty else {
                violations.append(Violation(rule: "body-unexpected", message: "this operation takes no body"))
                return nil
            }
            // The header first: a read has none, and polls are reads.
            if let type = headers.first(named: "content-type"), MediaType.isJSON(type),
                api.errors.lists(.bodyEmpty, operation: operation)
            {
                let detail = "Content-Type is application/json, but there is no body"
                violations.append(Violation(rule: "body-empty", message: detail))
                return ErrorCatalogue.Failure(.bodyEmpty, details: [detail])
            }
            return nil
        }
        guard !request.body.isEmpty else {
            guard plan.isRequired else { return nil }
            violations.append(Violation(rule: "body-missing", message: "a body is required"))
            return ErrorCatalogue.Failure(.bodyMissing, details: ["a body is required"])
        }
        guard let type = headers.first(named: "content-type"), plan.accepts(type) else {
            let sent = headers.first(named: "content-type").map { "\"\($0)\"" } ?? "no Content-Type"
            let detail = "the body must be \(plan.mediaTypes.joined(separator: " or ")), not \(sent)"
            violations.append(Violation(rule: "media-type-unknown", message: detail))
            return ErrorCatalogue.Failure(.mediaTypeUnknown, details: [detail])
        }
        return MediaType.isJSON(type) ? jsonFailure(plan) : nil
    }

    private mutating func jsonFailure(_ plan: BodyPlan) -> ErrorCatalogue.Failure? {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONReader.read(request.body)
        } catch {
            let position = SourcePosition(ofByte: error.offset, in: request.body)
            let detail = "line \(position.line), column \(position.column): \(error.message)"
            violations.append(Violation(rule: "body-malformed", message: detail))
            return ErrorCatalogue.Failure(.bodyMalformed, details: [detail])
        }
        for duplicate in document.duplicates {
            violations.append(
                Violation(rule: "duplicate-member", message: "\"\(duplicate.name)\" occurs twice in one object"))
        }
        // A patch leaves alone what it does not name.
        if operation.binding.isPatch {
            values.body = document.root
        } else {
            values.body = plan.fillingDefaults(of: document.root)
        }
        guard let schema = plan.schema else { return nil }
        if case .object(let object) = document.root, !plan.takesOthers {
            let known = schema.declaredProperties
            for member in object
            where !known.isEmpty && !known.contains(member.name) && !schema.declaresByPattern(property: member.name) {
                violations.append(
                    Violation(
                        rule: "member-unknown", message: "\"\(member.name)\" is not documented",
                        pointer: JSONPointer([member.name]).description,
                        hint: NameSuggestion.closest(to: member.name, among: known).map { "did you mean \"\($0)\"?" }))
            }
        }
        guard !schema.isValid(document.root) else { return nil }
        let found = schema.validate(document.root)
        violations += found.map {
            Violation(rule: "body-invalid", message: $0.message, pointer: $0.instance.description, hint: $0.hint)
        }
        // Where one member alone is wrong, the document may have an error of its own for that.
        let wrong = Set(found.map { $0.instance.tokens.first ?? "" })
        let only = wrong.count == 1 ? wrong.first.map { "/" + $0 } : nil
        let subject = only.flatMap { api.errors.listsInvalid(at: $0, operation: operation) ? $0 : nil }
        return ErrorCatalogue.Failure(
            .bodyInvalid, subject: subject,
            details: found.map {
                $0.instance.tokens.isEmpty ? "body: \($0.message)" : "body\($0.instance): \($0.message)"
            })
    }
}
