// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

/// The same for people: a line for each thing that had a part in the answer, in the order in which they were decided.
extension Explanation {
    enum Validation: String {
        case accepted, refused, unknown
    }

    enum IdempotencyVerdict: String {
        /// The first request with its key.
        case first
        case replayed
        case reused
        case inProgress = "in-progress"
    }

    var validation: Validation {
        guard let parts else { return entry.violations.isEmpty && entry.requestBody.isTruncated ? .unknown : .refused }
        return parts.failure == nil ? .accepted : .refused
    }

    var reachedLimit: LimitStanding? {
        if case .limitReached(let standing, _)? = decision?.refusal { standing } else { nil }
    }

    var refusedPrecondition: String? {
        if case .preconditionFailed(let name)? = decision?.refusal { name } else { nil }
    }

    var idempotency: (key: String, verdict: IdempotencyVerdict)? {
        switch decision?.refusal {
        case .idempotencyKeyReused(let key)?: return (key, .reused)
        case .idempotencyInProgress(let key)?: return (key, .inProgress)
        default: break
        }
        guard let key = parts?.admission?.idempotency?.key else { return nil }
        return (key, decision?.replay == nil ? .first : .replayed)
    }

    /// The rule as it is in the scenario, where that is still the one of then.
    var faultRule: FaultRule? {
        guard let fault = decision?.fault, isScenarioOfThen, scenario.faults.indices.contains(fault.rule) else {
            return nil
        }
        return scenario.faults[fault.rule]
    }

    func chooser(_ standing: JobStanding) -> String {
        switch standing.origin {
        case .standard: "nobody: it is what jobs take where nothing is said"
        case .marker: "a marker in the request"
        case .rule(let index): "job rule \(index + 1)"
        case .batch: "its parts"
        }
    }

    var causes: [String] {
        let by =
            switch spaceBy {
            case .standard: ", because nothing else is said"
            case .question: ""
            case .path, .header, .credential: ", by the \(spaceBy.rawValue)"
            }
        var lines = ["space \(space)\(by)"]
        if let api, let mountedBy {
            lines.append("API \(api.id), by the \(mountedBy.rawValue)")
        } else {
            lines.append("no API: " + (entry.violations.first?.hint ?? "nothing is mounted there"))
        }
        if let operation, let api {
            let evidence = operation.evidence.map { ", known by \($0.weaker.rawValue)" } ?? ""
            lines.append(
                "operation \(operation.id), \(operation.method) \(api.basePath)\(operation.template.text)\(evidence)")
        }
        for (rank, miss) in closest.enumerated() {
            let differences = miss.differences.isEmpty ? "" : ": \(miss.phrase)"
            lines.append("\(rank == 0 ? "no operation; closest" : "then"): \(miss.operationID)\(differences)")
        }
        return lines + admissionCauses + workCauses
    }

    private var admissionCauses: [String] {
        var lines: [String] = []
        switch decision?.refusal {
        case .credentialRefused(let word)?: lines.append("credential refused by the scenario: \(word)")
        case .scopeMissing(_, let missing)?: lines.append("credential without \(missing.joined(separator: ", "))")
        default: break
        }
        if validation == .unknown {
            lines.append("the journal kept only the start of the body, so it cannot be validated again")
        }
        for violation in entry.violations { lines.append("violation \(violation.rule): \(violation.message)") }
        for standing in decision?.admitted?.limits ?? [] {
            let rule = api?.limits.first { $0.name == standing.name }?.phrase ?? "at most \(standing.max)"
            let isReached = reachedLimit?.name == standing.name
            let reset = standing.reset.map { " until \($0.text(.milliseconds).stringValue ?? "")" } ?? ""
            lines.append(
                "limit \(standing.name), \(rule): " + (isReached ? "reached" : "\(standing.remaining) left") + reset)
        }
        if let (key, verdict) = idempotency {
            let what =
                switch verdict {
                case .first: "the first request with it"
                case .replayed: "the answer of request \(decision?.replay?.entry ?? 0) again"
                case .reused: "used for another request before"
                case .inProgress: "its first request is not answered yet"
                }
            lines.append("idempotency key \(key): \(what)")
        }
        if let name = refusedPrecondition { lines.append("precondition \(name) does not hold") }
        return lines
    }

    private var workCauses: [String] {
        var lines: [String] = []
        if let fault = decision?.fault {
            let rule = faultRule.map { " (\($0.when.phrase(of: "request"))): \($0.phrase)" } ?? ""
            lines.append("fault \(fault.rule + 1) of the scenario\(rule)")
        }
        if let id = entry.job, let job = decision?.job {
            var line = "job \(id)"
            if let step {
                line +=
                    ": timeline \(step.timeline), chosen by \(chooser(job.standing)); step \(step.number) of \(step.count)"
            }
            if let state = entry.observation.state { line += ", \(state.rawValue)" }
            line += " since \(job.standing.entered.text(.milliseconds).stringValue ?? "")"
            if job.standing.endedByOrder { line += ", ended by an order" }
            switch step?.wait {
            case .time(let span)?:
                line += ", until \((job.standing.entered + span).text(.milliseconds).stringValue ?? "")"
            case .polls(let count)?: line += ", until it was read \(count) times (\(job.standing.stepPolls) so far)"
            case .signal?: line += ", until the signal \"release\""
            case nil: break
            }
            lines.append(line)
        }
        if let until = decision?.heldUntil {
            lines.append("answer held back until the clock is at \(until.text(.milliseconds).stringValue ?? "")")
        }
        lines.append("answer \(entry.status.map(String.init) ?? "none: the connection was reset")")
        return lines
    }
}
