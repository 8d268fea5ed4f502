// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// A scenario as text for people: when each rule applies, and the life of each job step by step.
package enum ScenarioPreview {
    package static func text(_ scenario: Scenario) -> String {
        var lines = ["scenario \(scenario.name)"]
        if let description = scenario.description { lines.append("  " + description) }
        if let seed = scenario.seed { lines.append("  seed \(seed)") }
        if let clock = scenario.clock?.phrase { lines.append("  clock " + clock) }
        for (variant, value) in scenario.variants.sorted(by: { $0.key < $1.key }) {
            lines.append("  variant \(variant) = \(value)")
        }
        lines += ["", "jobs (the first rule that matches decides)"]
        lines += TextTable.lines(jobRows(scenario))
        if !scenario.faults.isEmpty {
            lines += ["", "faults (the first rule that matches decides)"]
            lines += TextTable.lines(
                scenario.faults.enumerated().map { index, rule in
                    ["\(index + 1)", rule.when.phrase(of: "request"), rule.phrase]
                })
        }
        if !scenario.expect.isEmpty {
            lines += ["", "expectations (judged in reports)"]
            lines += TextTable.lines(
                scenario.expect.enumerated().map { index, expectation in
                    ["\(index + 1)", (expectation.name.map { "\"\($0)\": " } ?? "") + expectation.phrase]
                })
        }
        if let trouble = scenario.deliveries {
            lines += [
                "", "webhooks",
                "  the first \(trouble.down) attempts of a delivery fail; each event is delivered \(trouble.copies) times",
            ]
        }
        if !scenario.records.isEmpty {
            lines += ["", "records of a new space"]
            lines += TextTable.lines(
                scenario.records.sorted(by: { $0.key < $1.key }).map { name, records in
                    [name, records.isEmpty ? "none" : "\(records.count)"]
                })
        }
        if !scenario.credentials.isEmpty {
            lines += ["", "credentials"]
            lines += TextTable.lines(
                scenario.credentials.sorted(by: { $0.key < $1.key }).map { name, rule in
                    [name == CredentialRule.others ? "every other one" : name, rule.phrase]
                })
        }
        if !scenario.limits.isEmpty {
            lines += ["", "limits"]
            lines += TextTable.lines(scenario.limits.sorted(by: { $0.key < $1.key }).map { [$0.key, $0.value.phrase] })
        }
        var shown: Set<String> = []
        for name in scenario.jobs.flatMap(\.then) + (takesEverything(scenario) ? [] : [Timeline.happy.name])
        where shown.insert(name).inserted {
            guard let timeline = scenario.timelines[name] ?? (name == Timeline.happy.name ? .happy : nil) else {
                continue
            }
            lines += ["", "timeline \(name)"] + TextTable.lines(TimelineRows.rows(timeline))
        }
        let others = Set(scenario.timelines.keys).subtracting(shown).sorted()
        if !others.isEmpty {
            lines += ["", "by a marker such as [sim:\(others[0])] also: " + others.joined(separator: ", ")]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func takesEverything(_ scenario: Scenario) -> Bool {
        scenario.jobs.contains { $0.when == RequestMatch() }
    }

    private static func jobRows(_ scenario: Scenario) -> [[String]] {
        var rows = scenario.jobs.enumerated().map { index, rule in
            [
                "\(index + 1)", rule.when.phrase(of: "job"), rule.then.joined(separator: ", then "),
                rule.content?.phrase ?? "",
            ]
        }
        if !takesEverything(scenario) {
            rows.append(["-", scenario.jobs.isEmpty ? "every job" : "every other job", Timeline.happy.name, ""])
        }
        return rows
    }
}

/// Rows of text under each other, each column as wide as its widest cell.
enum TextTable {
    static func lines(_ rows: [[String]]) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += "  " + cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
