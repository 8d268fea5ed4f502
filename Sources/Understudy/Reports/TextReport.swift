// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Report {
    /// For people: what is wrong first, then what was exercised.
    var plainText: String {
        spaces.map(Self.text).joined(separator: "\n")
    }

    private static func text(_ space: SpaceReport) -> String {
        var lines = [
            "space \(space.space): \(counted(space.requests, "request")), \(counted(space.errors, "error")), "
                + counted(space.warnings, "warning")
                + (space.silenced.isEmpty ? "" : ", \(space.silenced.count) silenced by the baseline")
        ]
        for finding in space.findings.filter({ $0.severity == .error }) { lines += Self.lines(finding) }
        for finding in space.findings.filter({ $0.severity == .warning }) { lines += Self.lines(finding) }
        lines += expectations(space)
        for coverage in space.coverage { lines += Self.lines(coverage) }
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

    private static func lines(_ finding: Finding) -> [String] {
        ["  \(finding.severity.rawValue) \(finding.rule.id): \(finding.line)", "    \(finding.advice)"]
    }

    private static func lines(_ coverage: Coverage) -> [String] {
        let shares = [
            (coverage.operationShare, "operations exercised"), (coverage.stateShare, "job states seen"),
            (coverage.errorShare, "documented errors answered"), (coverage.eventShare, "webhook events delivered"),
        ]
        return shares.filter { $0.0.available > 0 }.map { share, what in
            "  \(coverage.api): \(share.exercised) of \(share.available) \(what)"
        }
    }

    /// Annotations that GitHub Actions shows beside a run (workflow commands).
    var github: String {
        var text = ""
        for space in spaces {
            for finding in space.findings {
                var properties: [(String, String)] = []
                if let source = finding.source {
                    properties += [("file", SourceURI.path(of: source.file)), ("line", String(source.line))]
                    if let column = source.column { properties.append(("col", String(column))) }
                }
                properties.append(("title", "\(finding.rule.id) in space \(space.space)"))
                let list = properties.map { "\($0)=\(Self.escaped($1, isProperty: true))" }.joined(separator: ",")
                text += "::\(finding.severity.rawValue) \(list)::"
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
