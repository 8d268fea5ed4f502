// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

@testable import Simulation

/// Two APIs that scenarios of tests speak of.
///
/// The shop has everything; the post has jobs that nobody can read, no word for a stopped one, and no webhooks.
enum LintedDocuments {
    static let all = ["shop": shop, "post": post]

    static let rules = [JudgedRule("key-reused"), JudgedRule("poll-too-fast", needsPace: true)]

    private static let shop = DocumentNames(
        operations: ["order", "getOrder", "stopOrder", "listOrders", "getItem", "restock"],
        events: ["order.done"], collections: ["items"], refusals: ["unpaid"], attributes: ["credits"],
        roles: [
            "order": OperationRole(does: .submit, kinds: ["order"]),
            "getOrder": OperationRole(does: .read, kinds: ["order"]),
            "stopOrder": OperationRole(does: .stop, kinds: ["order"]),
            "listOrders": OperationRole(does: .list, kinds: ["order"]),
            "getItem": OperationRole(does: .read), "restock": OperationRole(),
        ],
        states: ["order": Set(JobState.allCases)],
        body: { operation, condition in
            guard operation == "order" else { return operation == "restock" ? .possible : .noBody }
            switch condition.pointer {
            case ["type"]: return condition.value == "BOOK" ? .possible : .otherValue("it is no BOOK", hint: "a hint")
            case ["note"]: return .possible
            default: return .noMember(condition.pointer[0], known: ["note", "type"])
            }
        })

    private static let post = DocumentNames(
        operations: ["ship", "track"], events: ["parcel.lost"],
        roles: ["ship": OperationRole(does: .submit, kinds: ["parcel"]), "track": OperationRole(does: .list)],
        states: ["parcel": [.pending, .processing, .completed, .failed]], signsWebhooks: false)
}

/// One odd thing in a scenario; `¶` stands before what the warning is about.
struct LintCase: Sendable, CustomTestStringConvertible {
    var text: String
    var warning: String
    var testDescription: String { text }

    /// - Parameters:
    ///   - members: those of the scenario beside its name.
    ///   - warning: what the linter says, without its place.
    init(_ members: String, _ warning: String) {
        text = "{\n  \"name\": \"x\",\n  \(members)\n}"
        self.warning = warning
    }

    /// The text without the mark, and what a user reads about it.
    var expected: (text: String, line: String) {
        let parts = text.split(separator: "¶", omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        let place = "\(lines.count):\((lines.last?.unicodeScalars.count ?? 0) + 1)"
        return (parts.joined(), "test.json:\(place): warning: \(warning)")
    }
}
