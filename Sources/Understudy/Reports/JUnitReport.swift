// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Report {
    /// JUnit's XML as CI servers read it: a suite for each space, a test for each rule and API.
    ///
    /// Warnings are passed tests with their text in `system-out`: a CI server fails a build for failures alone.
    var junit: String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"understudy\">\n"
        let checks = self.checks
        for space in spaces {
            let own = checks.filter { $0.space == space.space }
            let failures = own.count { $0.isFailure }
            let skipped = own.count { $0.skipped != nil }
            text += "  <testsuite name=\"\(Self.xml("understudy.\(space.space)"))\" tests=\"\(own.count)\" "
            text += "failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"0\">\n"
            for check in own { text += Self.testCase(check) }
            text += "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testCase(_ check: Check) -> String {
        let open = "    <testcase classname=\"\(xml("understudy.\(check.space)"))\" name=\"\(xml(check.name))\" time=\"0\""
        let lines = xml(check.findings.map { "\($0.line)\n\($0.hint)" }.joined(separator: "\n"))
        if check.isFailure {
            let message = xml("\(check.rule.title): \(check.findings.count)")
            return "\(open)>\n      <failure message=\"\(message)\" type=\"\(check.rule.id)\">\(lines)</failure>\n"
                + "    </testcase>\n"
        }
        if !check.findings.isEmpty {
            return "\(open)>\n      <system-out>warning: \(lines)</system-out>\n    </testcase>\n"
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
    var isFailure: Bool { findings.contains { $0.rule.severity == .error } }
}
