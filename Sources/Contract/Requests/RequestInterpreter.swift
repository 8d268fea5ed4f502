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

/// Reads one request against its operation; everything that is wrong is noted, the first that is refused decides.
struct RequestInterpreter {
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
        let condition: ErrorCondition = isMalformed ? .credentialMalformed : .credentialMissing
        violations.append(
            Violation(
                rule: condition.rawValue, message: credentialDetail(isMalformed: isMalformed), source: operationSource))
        return ErrorCatalogue.Failure(condition)
    }

    private func credentialDetail(isMalformed: Bool) -> String {
        let ways = operation.credentials.map { alternative in
            alternative.map { plan in
                let place = "\(plan.location.rawValue) \"\(plan.name)\""
                guard case .scheme(let scheme) = plan.form else { return place }
                return "\(place) with \(scheme.prefix(1).uppercased() + scheme.dropFirst())"
            }.joined(separator: " and ")
        }
        let known = ways.joined(separator: ", or ")
        return isMalformed ? "the credential is not of the form \(known)" : "no credential; it is taken from \(known)"
    }

    var operationSource: SourcePlace? { api.source(at: operation.position) }

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
                    let detail = "\(parameter.phrase) is required"
                    details.append(detail)
                    note("parameter-missing", detail, parameter)
                } else if let fallback = parameter.fallback {
                    values.parameters.append(.init(location: parameter.location, name: parameter.name, value: fallback))
                }
                continue
            }
            if parameter.isDeprecated { note("deprecated", "\(parameter.phrase) is deprecated", parameter) }
            values.parameters.append(.init(location: parameter.location, name: parameter.name, value: value))
            guard let schema = parameter.schema, !schema.isValid(value) else { continue }
            let reading = LenientReading(value, schema, api.leniency)
            for violation in reading.passed {
                note("value-undocumented", "\(parameter.phrase): \(violation.message)", parameter, violation)
            }
            for violation in reading.refused {
                details.append("\(parameter.phrase): \(violation.message)")
                note("parameter-invalid", details[details.count - 1], parameter, violation)
            }
        }
        checkUnknownParameters(pairs)
        return details.isEmpty ? nil : ErrorCatalogue.Failure(.parameterInvalid, details: details)
    }

    private mutating func note(
        _ rule: String, _ message: String, _ parameter: ParameterPlan, _ violation: SchemaViolation? = nil
    ) {
        violations.append(
            Violation(
                rule: rule, message: message, hint: violation?.hint, subject: parameter.subject,
                source: api.source(at: violation?.schemaPosition ?? parameter.position)))
    }

    private mutating func rangeFailure() -> ErrorCatalogue.Failure? {
        guard let detail = operation.range?.complaint(values) else { return nil }
        violations.append(
            Violation(rule: "parameter-invalid", message: detail, subject: "query range", source: operationSource))
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
                    hint: NameSuggestion.hint(for: pair.name, among: known), subject: "query \(pair.name)",
                    source: operationSource))
        }
    }
}

extension ParameterPlan {
    /// As messages call it: `query parameter "limit"`.
    fileprivate var phrase: String { "\(location.rawValue) parameter \"\(name)\"" }

    /// What a violation is about.
    fileprivate var subject: String { "\(location.rawValue) \(name)" }
}
