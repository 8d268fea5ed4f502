// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// The reports of one or more spaces, in any of the formats that other tools read.
package struct Report: Sendable {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
        case junit
        case sarif
        case ctrf
        case github

        package var contentType: String {
            switch self {
            case .text, .github: "text/plain; charset=utf-8"
            case .junit: "application/xml"
            case .json, .ctrf: "application/json"
            case .sarif: "application/sarif+json"
            }
        }

        /// The name of the file that holds it.
        package var fileName: String {
            switch self {
            case .text: "understudy.txt"
            case .json: "understudy.json"
            case .junit: "understudy.junit.xml"
            case .sarif: "understudy.sarif"
            case .ctrf: "understudy.ctrf.json"
            case .github: "understudy.github.txt"
            }
        }
    }

    package var spaces: [SpaceReport]

    package init(spaces: [SpaceReport]) {
        self.spaces = spaces
    }

    package var errors: Int { spaces.reduce(0) { $0 + $1.errors } }
    package var warnings: Int { spaces.reduce(0) { $0 + $1.warnings } }
    package var silenced: Int { spaces.reduce(0) { $0 + $1.silenced.count } }

    package func text(_ format: Format) -> String {
        switch format {
        case .text: plainText
        case .json: json.text + "\n"
        case .junit: junit
        case .sarif: sarif.text + "\n"
        case .ctrf: ctrf.text + "\n"
        case .github: github
        }
    }

    package var json: JSONValue {
        [
            "version": .string(UnderstudyVersion.text), "errors": .integer(Int64(errors)),
            "warnings": .integer(Int64(warnings)), "silenced": .integer(Int64(silenced)),
            "spaces": .array(spaces.map(\.json)),
        ]
    }

    /// One line of a rule's verdict in a space, for the formats that know tests.
    struct Check {
        var space: String
        var name: String
        var rule: ViolationRule
        var findings: [Finding]
        /// Why it could not be judged, where nothing was found.
        var skipped: String?

        /// The worst of what was found; the rule's own where nothing was.
        var severity: ViolationRule.Severity { findings.map(\.severity).max() ?? rule.severity }
    }

    /// Every rule as a test of every API that was used, so that a run without findings shows what it passed.
    var checks: [Check] {
        spaces.flatMap { space -> [Check] in
            // A request that came to no API breaks a rule of none.
            let found = space.findings.filter { $0.rule.kind != .expectation }.map { $0.api ?? "" }
            let apis = Set(space.coverage.map(\.api) + found).sorted()
            return (apis.isEmpty ? [""] : apis).flatMap { api -> [Check] in
                ViolationRule.all.filter { $0.kind != .expectation }.map { rule in
                    let findings = space.findings.filter { $0.rule.id == rule.id && ($0.api ?? "") == api }
                    let reason = space.notJudged.first { $0.rule == rule.id }?.reason
                    return Check(
                        space: space.space, name: api.isEmpty ? rule.id : "\(api): \(rule.id)", rule: rule,
                        findings: findings, skipped: findings.isEmpty ? reason : nil)
                }
            } + space.expectationChecks
        }
    }
}

extension SpaceReport {
    /// Each expectation as a test of its own.
    fileprivate var expectationChecks: [Report.Check] {
        expectations.map { judged in
            Report.Check(
                space: space, name: judged.title, rule: ViolationRule.named("expectation-unmet"),
                findings: findings.filter { $0.expectation == judged.origin },
                skipped: judged.verdict == .unknown ? judged.message ?? "" : nil)
        }
    }
}

extension Finding {
    /// API, operation and place in the body, as far as it has them.
    var place: String {
        let place = [api, operation].compactMap(\.self).joined(separator: " ")
        guard let pointer, !pointer.isEmpty else { return place }
        return "\(place) \(pointer)"
    }

    /// The finding in one line: place, message, evidence.
    var line: String {
        let place = place
        let count = occurrences > 1 ? " (\(occurrences) times)" : ""
        let shown = [("requests", evidence), ("deliveries", deliveries)].filter { !$0.1.isEmpty }.map { name, numbers in
            "\(name) \(numbers.prefix(5).map(String.init).joined(separator: ", "))"
        }
        let proof = shown.isEmpty ? "" : " [\(shown.joined(separator: "; "))]"
        return "\(place.isEmpty ? "" : place + ": ")\(message)\(count)\(proof)"
    }

    /// What to do, and why: the line of the document, and the vendor's words where it quotes them.
    var advice: String {
        let reason = [source?.description, guidance].compactMap(\.self).joined(separator: ": ")
        return reason.isEmpty ? hint : "\(hint) (\(reason))"
    }
}
