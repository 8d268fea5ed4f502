// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles what an operation asks of requests.
struct AdmissionCompiler {
    let sources: SourceCompiler
    let collector: DiagnosticCollector
    let limits: [LimitCompiler.Compiled]

    func compile(_ operation: OperationOutline, scopes: [[String]]) -> AdmissionPlan {
        let declaring = sources.declaring(operation.parameters)
        let owners = OwnerCompiler(sources: declaring, collector: collector)
        let preconditions = PreconditionCompiler(sources: declaring, collector: collector)
        var plan = AdmissionPlan(scopes: scopes)
        for limit in limits where limit.operations.contains(operation.id) {
            plan.limits.append(limit.plan)
            // Each of the operations that the document names must have what the limit counts by.
            if let by = limit.declaredBy { plan.limits[plan.limits.count - 1].values = owners.compile(by).values }
        }
        plan.idempotency = IdempotencyCompiler(owners: owners, collector: collector).compile(operation)
        plan.references = operation.references
        plan.preconditions = preconditions.compile(operation.place["x-sim-requires"])
        plan.charges = preconditions.compileCharges(operation.place["x-sim-spends"])
        return plan
    }
}
