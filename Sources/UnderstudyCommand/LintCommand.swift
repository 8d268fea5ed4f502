// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check API documents and scenario files.",
        discussion: """
            Each problem is one line on standard output: file:line:column: error: what is wrong; what to do. Exits with \
            1 where there is an error.
            """)

    @Option(
        help: ArgumentHelp("An API document that the scenarios speak of, beside the built-in ones.", valueName: "file"))
    var api: [String] = []
    @Argument(help: "OpenAPI documents (.yaml, or .json with a member \"openapi\") and scenario files (.json).")
    var files: [String]

    func run() throws {
        let report = Linter(apiFiles: api).check(files)
        for line in report.lines { Terminal.print(line) }
        if report.hasErrors { throw ExitCode(1) }
    }
}
