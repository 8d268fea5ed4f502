// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import HTTPFront
import JSON
import Simulation

/// What a request comes to before the engine: it follows from the request and the document alone.
extension Exchange {
    func interpret() throws(DiagnosticsError) -> Parts {
        var parts = noParts()
        guard let path = pathInAPI else {
            parts.failure = pathUnknown(&parts)
            return parts
        }
        switch api.router.match(method: request.method, path: path) {
        case .route(let index, let values):
            let operation = try api.operation(at: index)
            parts.operation = operation
            let found = api.interpret(
                OperationRequest(
                    method: request.method, path: path, query: request.query, pathValues: values, body: request.body,
                    mountPrefix: mounted.prefix + api.basePath, client: request.remoteAddress ?? ""),
                operation: operation, headers: request.headers)
            parts.values = found.values
            parts.violations = found.violations
            parts.marker = found.marker
            parts.admission = found.admission
            if operation.isDeprecated {
                parts.violations.append(
                    Violation(
                        rule: "deprecated", message: "\(operation.id) is deprecated",
                        source: api.source(at: operation.position)))
            }
            switch found.verdict {
            case .action(let action): parts.action = action
            case .failure(let failure): parts.failure = failure
            }
        case .methodUnknown(let allowed):
            parts.allowed = allowed
            let detail = "\(request.method) is not allowed here; allowed: \(allowed.joined(separator: ", "))"
            parts.failure = ErrorCatalogue.Failure(.methodUnknown, details: [detail])
            // It asks which methods there are: no document lists it, and browsers send it by themselves.
            guard request.method != "OPTIONS" else { break }
            parts.violations.append(
                Violation(rule: "method-unknown", message: detail, subject: requestSubject, source: api.source))
        case .pathUnknown, .malformedPath: parts.failure = pathUnknown(&parts)
        }
        return parts
    }

    /// A request that is refused for a reason of its own before it is interpreted.
    func refusal(_ condition: ErrorCondition, _ detail: String) throws(DiagnosticsError) -> Parts {
        var parts = noParts()
        parts.violations = [Violation(rule: condition.rawValue, message: detail, source: api.source)]
        parts.failure = ErrorCatalogue.Failure(condition, details: [detail])
        if let path = pathInAPI, case .route(let index, _) = api.router.match(method: request.method, path: path) {
            parts.operation = try api.operation(at: index)
        }
        return parts
    }

    /// The operations closest to the request, closest first.
    var nearMisses: [NearMiss] {
        api.router.nearMisses(method: request.method, path: pathInAPI ?? mounted.path)
    }

    /// The path behind the one that all of the API's have; `nil` where it is not there.
    private var pathInAPI: String? {
        guard mounted.path.hasPrefix(api.basePath) else { return nil }
        return String(Substring(mounted.path.utf8.dropFirst(api.basePath.utf8.count)))
    }

    /// Method and path without what changes from run to run: a segment with a digit is taken for an identifier.
    private var requestSubject: String {
        let segments = mounted.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.contains { $0.isNumber } && segment.utf8.count > 3 ? "{}" : segment
        }
        return "\(request.method) \(segments.joined(separator: "/"))"
    }

    private func noParts() -> Parts {
        Parts(
            values: RequestValues(
                method: request.method, path: mounted.path, mountPrefix: mounted.prefix + api.basePath),
            violations: [], action: .refuse)
    }

    private func pathUnknown(_ parts: inout Parts) -> ErrorCatalogue.Failure {
        var hints = nearMisses.map { miss in
            "\(miss.method) \(api.basePath)\(miss.path)" + (miss.differences.isEmpty ? "" : " (\(miss.phrase))")
        }
        if pathInAPI == nil {
            hints.insert("paths of this API start with \(mounted.prefix)\(api.basePath)", at: 0)
        }
        parts.violations.append(
            Violation(
                rule: "path-unknown", message: "no operation at \(request.method) \(mounted.path)",
                hint: hints.isEmpty ? nil : "closest: " + hints.joined(separator: "; "), subject: requestSubject,
                source: api.source))
        return ErrorCatalogue.Failure(.pathUnknown, details: hints)
    }
}
