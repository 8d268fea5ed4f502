// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a test's log says of a verification that does not hold.
struct VerificationText: CustomStringConvertible {
    let matches: [UnderstudySpace.RequestMatch]
    let findings: [Verification.Finding]
    let entries: [JournalEntry]
    /// How many entries the journal has dropped.
    let evicted: Int
    /// How many requests came into the space of clients that name none.
    let elsewhere: Int

    var description: String {
        var lines: [String] = []
        for (match, finding) in zip(matches, findings) where finding.verdict != .passed {
            lines.append("\(finding.message ?? finding.verdict.rawValue): \(match)")
            for miss in finding.nearest {
                guard let entry = entries.first(where: { $0.id == miss.id }) else { continue }
                lines.append("  closest: \(UnderstudySpace.Entry(entry))")
                for difference in miss.differences {
                    let found = difference.found == .null ? "nothing" : difference.found.text
                    lines.append("    \(difference.place): expected \(difference.expected.text), found \(found)")
                }
            }
            if finding.verdict == .unknown {
                lines.append("  the journal has dropped \(evicted) requests that could tell; raise journalBytes")
            }
        }
        if entries.isEmpty {
            let hint = elsewhere > 0 ? "; \(elsewhere) came without the name of a space" : ""
            lines.append("  no request has come into this space\(hint): does the client use its base URL?")
        }
        return lines.joined(separator: "\n")
    }
}

extension UnderstudySpace.RequestMatch: CustomStringConvertible {
    /// What is matched, in words.
    public var description: String {
        var parts: [String] = []
        if let job { parts.append("job \(job)") }
        if let status { parts.append("status \(status)") }
        parts += query.sorted { $0.key < $1.key }.map { "query \($0.key) \"\($0.value)\"" }
        parts += headers.sorted { $0.key < $1.key }.map { "header \($0.key) \"\($0.value)\"" }
        parts += body.sorted { $0.key < $1.key }.map { "body \($0.key) \($0.value)" }
        if let bodyIncludes { parts.append("body with \(bodyIncludes)") }
        let what = [api, operation, method, path].compactMap(\.self).joined(separator: " ")
        let subject = what.isEmpty ? "any request" : what
        return parts.isEmpty ? subject : "\(subject) with \(parts.joined(separator: ", "))"
    }
}
