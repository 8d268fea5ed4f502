// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How a request says that it may be one that came before.
package struct IdempotencyPlan: Sendable {
    /// The header's name as the operation declares it.
    var header: String
    var keeps: TimeSpan
    var by: [LimitRule.Part]
    var values: [LimitPlan.Value]

    /// `nil` where the request brings no key, or has no value for something that keys are kept apart by.
    func use(
        _ request: RequestValues, client: String, fingerprint: () -> Fingerprint
    ) -> IdempotencyUse? {
        guard let value = request.value(.header, header), let key = value.stringValue ?? value.identifierText,
            let values = LimitPlan.texts(values, request, client: client)
        else { return nil }
        return IdempotencyUse(key: key, by: by, values: values, fingerprint: fingerprint(), keeps: keeps)
    }
}

/// Compiles `x-sim-idempotency`.
struct IdempotencyCompiler {
    let owners: OwnerCompiler
    let collector: DiagnosticCollector

    func compile(_ operation: OperationOutline) -> IdempotencyPlan? {
        var found: IdempotencyPlan?
        for parameter in operation.parameters {
            guard let place = parameter.place["x-sim-idempotency"] else { continue }
            guard parameter.location == .header else {
                collector.error("an idempotency key is a header parameter", at: place.node.position)
                continue
            }
            if found != nil {
                collector.error("two parameters are the idempotency key of \(operation.id)", at: place.node.position)
            }
            found = compile(place, parameter)
        }
        return found
    }

    private func compile(
        _ place: APIDocument.Place, _ parameter: OperationOutline.Parameter
    ) -> IdempotencyPlan {
        collector.checkMembers(of: place, known: ["keeps", "by"], in: "\"x-sim-idempotency\"")
        var plan = IdempotencyPlan(header: parameter.name, keeps: .seconds(86_400), by: [.credential], values: [])
        if let keeps = place["keeps"], let text = collector.string(keeps, "\"keeps\"") {
            if let span = TimeSpan(parsing: text), span > .zero {
                plan.keeps = span
            } else {
                collector.error(
                    "\"\(text)\" is no span of time", at: keeps.node.position,
                    hint: "write a duration such as 24h or 30m")
            }
        }
        if let by = place["by"] {
            (plan.by, plan.values) = owners.compile(by)
        }
        return plan
    }
}
