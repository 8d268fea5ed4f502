// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check API documents and scenario files.",
        discussion: """
            Each problem is one line on standard output: file:line:column: error: what is wrong; what to do. Warnings \
            are about what can be used and is odd: rules that never match, steps that nobody sees, waits that no test \
            has the patience for. Exits with 1 where there is an error.
            """)

    @Option(
        help: ArgumentHelp("An API document that the scenarios speak of, beside the built-in ones.", valueName: "file"))
    var api: [String] = []
    @Flag(help: "Exit with 1 where there is a warning too.")
    var strict = false
    @Argument(help: "OpenAPI documents (.yaml, or .json with a member \"openapi\") and scenario files (.json).")
    var files: [String]

    func run() throws {
        let report = Linter(apiFiles: api).check(files)
        for line in report.lines { Terminal.print(line) }
        let failsOnWarnings = try EnvironmentDefaults.flag("strict", strict)
        if report.hasErrors || failsOnWarnings && report.warningCount > 0 { throw ExitCode(1) }
    }
}
