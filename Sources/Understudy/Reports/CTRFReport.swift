// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension Report {
    /// Common Test Report Format (ctrf.io): a test for each space, API and rule.
    var ctrf: JSONValue {
        let checks = self.checks
        let failed = checks.count { $0.isFailure }
        let skipped = checks.count { $0.skipped != nil }
        let tests = checks.map { check -> JSONValue in
            var test: JSONObject = [
                "name": .string(check.name),
                "status": .string(check.isFailure ? "failed" : check.skipped != nil ? "skipped" : "passed"),
                "duration": 0, "suite": [.string("understudy.\(check.space)")],
                "tags": [.string(check.rule.kind.rawValue), .string(check.severity.rawValue)],
            ]
            if !check.findings.isEmpty {
                test["message"] = .string(check.findings.map(\.line).joined(separator: "\n"))
            } else if let reason = check.skipped {
                test["message"] = .string(reason)
            }
            return .object(test)
        }
        return [
            "reportFormat": "CTRF", "specVersion": "0.0.0",
            "results": [
                "tool": ["name": "understudy", "version": .string(UnderstudyVersion.text)],
                "summary": [
                    "tests": .integer(Int64(checks.count)),
                    "passed": .integer(Int64(checks.count - failed - skipped)), "failed": .integer(Int64(failed)),
                    "pending": 0, "skipped": .integer(Int64(skipped)), "other": 0,
                    "start": .integer(spaces.compactMap(\.started).min()?.milliseconds ?? 0),
                    "stop": .integer(spaces.compactMap(\.ended).max()?.milliseconds ?? 0),
                ], "tests": .array(tests),
            ],
        ]
    }
}
