// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// The lives of jobs.
extension Visitor {
    static func scenario(endingAs state: JobState) -> JSONObject {
        let end: JSONValue =
            state == .completed
            ? ["state": "completed"] : ["state": .string(state.rawValue), "reason": "the suite wants it so"]
        return [
            "timelines": [
                "life": [
                    ["state": "pending", "for": "1s"],
                    ["state": "processing", "for": "4s", "progress": 0.5, "content": ["to": 0.5]], end,
                ]
            ],
            "jobs": [["then": "life"]],
        ]
    }

    /// Submits a job of each kind and reads it in each state of three lives; what it leaves is read too.
    func checkJobs() throws {
        for kind in api.kinds.map(\.name) {
            guard let submit = api.operation("submit", kind) else { continue }
            for end in [JobState.completed, .failed, .stopped] {
                try startAnew(scenario: Self.scenario(endingAs: end))
                guard try succeed(submit, .full, "submitting a \(kind)") != nil else { continue }
                let life = ["pending", "processing", "processing", end.rawValue]
                for (step, state) in life.enumerated() {
                    if step > 0 { try advance(step == 2 ? #"{"by":"2s"}"# : #"{"to":"next"}"#) }
                    try readAll(kind, state)
                }
                try advance(#"{"until":"idle"}"#)
                try readAll(kind, end.rawValue)
            }
        }
    }

    private func advance(_ how: String) throws {
        try harness.control("POST", "/spaces/default/clock/advance", how)
    }

    private func readAll(_ kind: String, _ state: String) throws {
        for operation in api.operations where operation.subjects.contains(kind) {
            guard operation.verb == "read" || operation.verb == "list" else { continue }
            let request = try valid(operation)
            let about = "a \(kind) that is \(state)"
            let answer = try send(request, about, expecting: operation.success.map { [$0.status] })
            try checkWord(kind, state, operation, answer, about)
        }
        guard let product = api.kinds[kind]?["product"]?["collection"]?.stringValue, state == "completed" else {
            return
        }
        for operation in api.operations where operation.subjects.contains(product) {
            guard operation.verb == "read" || operation.verb == "list" else { continue }
            try succeed(operation, .minimal, "what a completed \(kind) leaves")
        }
    }

    /// Where an answer shows the state in the kind's own words, it shows the right one.
    private func checkWord(
        _ kind: String, _ state: String, _ operation: DescribedOperation, _ answer: TestResponse, _ about: String
    ) throws {
        let schema = operation.success?.response.node
        guard operation.verb == "read", operation.subjects == [kind], answer.status == operation.success?.status,
            let path = api.schemas.path(ofSource: "job.state", in: schema), !path.contains("[]")
        else { return }
        let words = api.kinds[kind]?["states"]?.objectValue
        let word = words?[state] ?? .string(state)
        let shown = try answer.json.value(along: path)
        // Another branch of the answer may show the state in its own way.
        guard let shown, shown != word else { return }
        find(operation, about, "\(JSONPointer(path)) is \(shown.text), not \(word.text)", answer)
    }
}
