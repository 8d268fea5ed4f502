// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Expectation {
    /// What is expected, in words: `exactly 1 request (api acme; to submit)`.
    package var phrase: String {
        switch subject {
        case .requests(let requests): requests.phrase
        case .jobs(let jobs): jobs.phrase
        case .deliveries(let deliveries): deliveries.phrase
        case .receiver(let receiver): receiver.phrase
        case .never(let rules): "never " + rules.joined(separator: ", ")
        }
    }
}

extension ExpectedCount {
    package func phrase(_ one: String, _ several: String) -> String {
        switch (least, most) {
        case (let least, let most?) where least == most: "exactly \(least) \(least == 1 ? one : several)"
        case (0, let most?): "at most \(most) \(most == 1 ? one : several)"
        case (let least, let most?): "\(least) to \(most) \(several)"
        case (let least, nil): "at least \(least) \(least == 1 ? one : several)"
        }
    }
}

/// `one two` with what narrows it down in parentheses.
private func narrowed(_ what: String, _ conditions: [String?]) -> String {
    let conditions = conditions.compactMap(\.self)
    return conditions.isEmpty ? what : "\(what) (\(conditions.joined(separator: "; ")))"
}

extension ExpectedRequests {
    fileprivate var phrase: String {
        var text = narrowed(
            count.phrase("request", "requests"),
            when.conditions + [status.map { "answered \($0.text)" }])
        if let pace { text += ", at least \(pace.text) apart" }
        if let after { text += ", after \"\(after)\"" }
        return text
    }
}

extension ExpectedJobs {
    fileprivate var phrase: String {
        let text = narrowed(count.phrase("job", "jobs"), when.conditions)
        return switch end {
        case .read: text + ", each read to its end"
        case .known: text + ", the end of each known"
        case nil: text
        }
    }
}

extension ExpectedDeliveries {
    fileprivate var phrase: String {
        narrowed(
            count.phrase("accepted delivery", "accepted deliveries"),
            [api.map { "api \($0)" }, events.isEmpty ? nil : events.joined(separator: ", ")])
    }
}

extension ExpectedReceiver {
    fileprivate var phrase: String {
        narrowed("a receiver that verifies signatures", [api.map { "api \($0)" }])
    }
}
