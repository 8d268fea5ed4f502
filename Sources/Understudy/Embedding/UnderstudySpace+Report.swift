// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension UnderstudySpace {
    /// Something that clients did wrong; the same mistake made often is one violation.
    public struct Violation: Sendable, Hashable, CustomStringConvertible {
        /// How bad it is.
        public enum Severity: String, Sendable, Hashable {
            /// The vendor lets it through.
            case warning
            /// The vendor refuses it, or it will break the client one day.
            case error
        }

        /// The rule's id, which stays the same from version to version: `member-unknown`, `poll-too-fast`.
        public let rule: String
        /// How bad it is.
        public let severity: Severity
        /// The API's id.
        public let api: String?
        /// The `operationId` of the API's document.
        public let operation: String?
        /// What happened, in a sentence.
        public let message: String
        /// Where in the request's body, as a JSON pointer.
        public let pointer: String?
        /// What to do about it.
        public let hint: String
        /// The ids of journal entries that show it, the first ones.
        public let requests: [Int]
        /// How often it was done.
        public let occurrences: Int

        /// The violation in a line, with what to do about it.
        public let description: String

        init(_ finding: Finding) {
            rule = finding.rule.id
            severity = finding.rule.severity == .error ? .error : .warning
            api = finding.api
            operation = finding.operation
            message = finding.message
            pointer = finding.pointer
            hint = finding.hint
            requests = finding.evidence
            occurrences = finding.occurrences
            description = "\(finding.rule.severity.rawValue) \(finding.rule.id): \(finding.line); \(finding.hint)"
        }
    }

    /// What clients did wrong so far, in the order in which it first came up, without what the server's baseline
    /// silences.
    public var violations: [Violation] { spaceReport.findings.map(Violation.init) }

    /// The report on the space's clients: what they did wrong, what they exercised, what could not be judged.
    public func report(_ format: UnderstudyServer.ReportFormat = .text) -> String {
        UnderstudyServer.Report(report: Report(spaces: [spaceReport])).text(format)
    }

    private var spaceReport: SpaceReport {
        host.report(baseline: server.control.baseline.fingerprints, at: server.clock())
    }
}
