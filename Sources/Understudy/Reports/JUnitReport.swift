// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension Report {
    /// JUnit's XML as CI servers read it: a suite for each space, a test for each rule and API.
    ///
    /// Warnings are passed tests, told of in the suite's `system-out`: a CI server fails a build for failures alone. The
    /// form is that of the schema of Apache Ant's tasks, the strictest of those in use.
    var junit: String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        let checks = self.checks
        for (index, space) in spaces.enumerated() {
            text += Self.suite(space, index: index, checks.filter { $0.space == space.space })
        }
        return text + "</testsuites>\n"
    }

    private static func suite(_ space: SpaceReport, index: Int, _ checks: [Check]) -> String {
        let started = space.started ?? Instant(microseconds: 0)
        let span = ((space.ended ?? started) - started).milliseconds
        // The schema wants local time without a zone; UTC is what there is.
        let timestamp = started.text(.seconds).text.filter { $0 != "\"" && $0 != "Z" }
        var text = "  <testsuite package=\"understudy\" id=\"\(index)\" name=\"\(xml(space.space))\""
        text += " timestamp=\"\(timestamp)\" hostname=\"localhost\" tests=\"\(checks.count)\""
        text += " failures=\"\(checks.count { $0.isFailure })\" errors=\"0\""
        text += " skipped=\"\(checks.count { $0.skipped != nil })\" time=\"\(span / 1000)\">\n    <properties>\n"
        for (name, value) in [("seed", String(space.seed)), ("scenario", space.scenario)] {
            text += "      <property name=\"\(name)\" value=\"\(xml(value))\"/>\n"
        }
        text += "    </properties>\n"
        for check in checks { text += testCase(check) }
        let warnings = checks.filter { !$0.isFailure }.flatMap(\.findings)
        let lines = warnings.map { "warning \($0.rule.id): \($0.line)\n" }.joined()
        return text + "    <system-out>\(xml(lines))</system-out>\n    <system-err></system-err>\n  </testsuite>\n"
    }

    private static func testCase(_ check: Check) -> String {
        let open =
            "    <testcase classname=\"\(xml("understudy.\(check.space)"))\" name=\"\(xml(check.name))\" time=\"0\""
        if check.isFailure {
            let lines = xml(check.findings.map { "\($0.line)\n\($0.advice)" }.joined(separator: "\n"))
            let message = xml(check.rule.title)
            return "\(open)>\n      <failure message=\"\(message)\" type=\"\(check.rule.id)\">\(lines)</failure>\n"
                + "    </testcase>\n"
        }
        if let reason = check.skipped {
            return "\(open)>\n      <skipped message=\"\(xml(reason))\"/>\n    </testcase>\n"
        }
        return open + "/>\n"
    }

    private static func xml(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(character)
            // XML 1.0, section 2.2: no other control characters, not even escaped.
            case let character where character.value < 0x20 || character.value == 0xFFFE || character.value == 0xFFFF:
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}

extension Report.Check {
    var isFailure: Bool { findings.contains { $0.severity == .error } }
}
