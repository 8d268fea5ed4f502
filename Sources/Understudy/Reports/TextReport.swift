// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension Report {
    /// For people: what is wrong first, then what was exercised.
    var plainText: String {
        spaces.map(Self.text).joined(separator: "\n")
    }

    private static func text(_ space: SpaceReport) -> String {
        var lines = [
            "space \(space.space): \(space.requests) requests, \(space.errors) errors, \(space.warnings) warnings"
                + (space.silenced > 0 ? ", \(space.silenced) silenced by the baseline" : "")
        ]
        for finding in space.findings.sorted(by: { $0.rule.severity > $1.rule.severity }) {
            lines.append("  \(finding.rule.severity.rawValue) \(finding.rule.id): \(finding.line)")
            lines.append("    \(finding.hint)" + (finding.source.map { " (\($0))" } ?? ""))
        }
        lines += expectations(space)
        for coverage in space.coverage {
            lines.append(
                "  \(coverage.api): \(coverage.exercisedOperations) of \(coverage.operations.count) operations exercised"
            )
        }
        for rule in space.unusedRules { lines.append("  never used: \(rule)") }
        for (rule, reason) in space.notJudged { lines.append("  not judged: \(rule): \(reason)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many expectations hold, and which of them cannot be judged; those that do not hold are findings.
    private static func expectations(_ space: SpaceReport) -> [String] {
        guard !space.expectations.isEmpty else { return [] }
        let unknown = space.expectations.filter { $0.verdict == .unknown }
        let met = space.expectations.count { $0.verdict == .met }
        let lines = unknown.map { "  not judged: \($0.title): \($0.message ?? "") (\($0.origin.text))" }
        return ["  \(met) of \(space.expectations.count) expectations met"] + lines
    }

    /// Annotations that GitHub Actions shows beside a run (workflow commands).
    var github: String {
        var text = ""
        for space in spaces {
            for finding in space.findings {
                let title = Self.escaped("\(finding.rule.id) in space \(space.space)", isProperty: true)
                var file = ""
                if let place = finding.expectation?.place {
                    file = "file=\(Self.escaped(place.file, isProperty: true)),line=\(place.line),col=\(place.column),"
                }
                text += "::\(finding.rule.severity.rawValue) \(file)title=\(title)::"
                text += Self.escaped("\(finding.line). \(finding.hint)", isProperty: false) + "\n"
            }
        }
        return text
    }

    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "%": escaped += "%25"
            case "\r": escaped += "%0D"
            case "\n": escaped += "%0A"
            case ":" where isProperty: escaped += "%3A"
            case "," where isProperty: escaped += "%2C"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
