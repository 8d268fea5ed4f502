// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
import Simulation

extension Explanation {
    var json: JSONObject {
        [
            "causes": .array(causes.map(JSONValue.string)),
            "space": ["name": .string(space), "by": .string(spaceBy.rawValue)],
            "mount": mountJSON, "operation": operationJSON, "closest": .array(closest.map(closestJSON)),
            "credential": credentialJSON, "validation": validationJSON, "limits": .array(limitsJSON),
            "idempotency": idempotencyJSON, "precondition": text(refusedPrecondition),
            "scenario": ["name": .string(scenario.name), "isOfThen": .bool(isScenarioOfThen)], "fault": faultJSON,
            "job": jobJSON, "resource": text(entry.resource), "clock": clockJSON,
            "answer": [
                "status": entry.status.map { .integer(Int64($0)) } ?? .null, "reason": text(entry.reason),
                "heldUntil": time(decision?.heldUntil),
            ],
        ]
    }

    private func text(_ string: String?) -> JSONValue { string.map(JSONValue.string) ?? .null }
    private func time(_ instant: Instant?) -> JSONValue { instant?.text(.milliseconds) ?? .null }

    private var mountJSON: JSONValue {
        guard let api, let mountedBy, let decision else { return .null }
        return [
            "api": .string(api.id), "by": .string(mountedBy.rawValue), "prefix": .string(decision.prefix),
            "basePath": .string(api.basePath),
        ]
    }

    private var operationJSON: JSONValue {
        guard let api, let operation else { return .null }
        return [
            "id": .string(operation.id), "method": .string(operation.method),
            "path": .string(api.basePath + operation.template.text), "subject": text(operation.binding.subject),
            "evidence": [
                "request": text(operation.evidence?.request.rawValue),
                "response": text(operation.evidence?.response.rawValue),
            ],
        ]
    }

    private func closestJSON(_ miss: NearMiss) -> JSONValue {
        [
            "operation": .string(miss.operationID), "method": .string(miss.method),
            "path": .string((api?.basePath ?? "") + miss.path),
            "differences": .array(
                miss.differences.map {
                    ["place": .string($0.place), "expected": text($0.expected), "found": .string($0.found)]
                }),
        ]
    }

    private var credentialJSON: JSONValue {
        guard let operation, !operation.credentials.isEmpty else { return .null }
        let sent = operation.credentials.joined().first {
            entry.requestHeaders.text(of: $0, query: entry.query) != nil
        }
        var refused: JSONValue = .null
        var missing: [String] = []
        switch decision?.refusal {
        case .credentialRefused(let word)?: refused = .string(word)
        case .scopeMissing(_, let scopes)?: missing = scopes
        default: break
        }
        return [
            "in": text(sent?.location.rawValue), "name": text(sent?.name), "isSent": .bool(sent != nil),
            "text": text(parts?.admission?.credential), "rule": text(decision?.admitted?.credentialRule),
            "scopes": .array((parts?.admission?.scopes ?? []).map(JSONValue.string)), "refused": refused,
            "missingScopes": .array(missing.map(JSONValue.string)),
        ]
    }

    private var validationJSON: JSONValue {
        [
            "verdict": .string(validation.rawValue), "condition": text(parts?.failure?.condition.rawValue),
            "violations": .array(entry.violations.map(ControlAPI.json)),
        ]
    }

    private var limitsJSON: [JSONValue] {
        (decision?.admitted?.limits ?? []).map { standing in
            [
                "name": .string(standing.name), "max": .integer(Int64(standing.max)),
                "remaining": .integer(Int64(standing.remaining)), "resetsAt": time(standing.reset),
                "rule": text(api?.limits.first { $0.name == standing.name }?.phrase),
                "isReached": .bool(reachedLimit?.name == standing.name),
            ]
        }
    }

    private var idempotencyJSON: JSONValue {
        guard let (key, verdict) = idempotency else { return .null }
        return [
            "key": .string(key), "verdict": .string(verdict.rawValue),
            "request": decision?.replay.map { .integer(Int64($0.entry)) } ?? .null,
        ]
    }

    private var faultJSON: JSONValue {
        guard let fault = decision?.fault else { return .null }
        return [
            "number": .integer(Int64(fault.rule + 1)), "phase": .string(fault.phase.rawValue),
            "when": text(faultRule?.when.phrase(of: "request")), "what": text(faultRule?.phrase),
        ]
    }

    private var jobJSON: JSONValue {
        guard let id = entry.job, let job = decision?.job else { return .null }
        var wait: JSONValue = .null
        switch step?.wait {
        case .time(let span)?: wait = ["until": time(job.standing.entered + span)]
        case .polls(let count)?:
            wait = ["polls": .integer(Int64(count)), "seen": .integer(Int64(job.standing.stepPolls))]
        case .signal?: wait = ["signal": "release"]
        case nil: break
        }
        return [
            "id": .string(id), "kind": .string(job.kind), "state": text(entry.observation.state?.rawValue),
            "progress": .double(job.progress), "timeline": text(step?.timeline),
            "chosenBy": .string(chooser(job.standing)),
            "step": step.map { .integer(Int64($0.number)) } ?? .null,
            "steps": step.map { .integer(Int64($0.count)) } ?? .null, "since": time(job.standing.entered),
            "waitsFor": wait, "endedByOrder": .bool(job.standing.endedByOrder),
        ]
    }

    private var clockJSON: JSONValue {
        [
            "mode": text(decision?.clock.mode.rawValue), "speed": decision.map { .double($0.clock.speed) } ?? .null,
            "now": time(entry.at),
        ]
    }
}
