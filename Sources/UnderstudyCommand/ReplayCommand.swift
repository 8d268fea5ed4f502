// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import JSON
import Understudy

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Do again what a saved journal says, and compare the answers byte for byte.",
        discussion: """
            The journal is a file that serve or exec wrote with --save-journal. It carries all that is needed, so a run \
            of CI can be replayed on another machine from this one file.

            EXIT CODES
              0  every answer is what it was
              1  an answer differs; the first one is shown
              2  the file cannot be used
            """)

    @Option(
        help: ArgumentHelp(
            "A document to use instead of the one that was played, to see what it changes.", valueName: "file"))
    var api: [String] = []
    @Argument(help: "The journal.")
    var journal: String

    func run() throws {
        let result: JournalReplay.Result
        do {
            result = try JournalReplay.run(journal, apiFiles: EnvironmentDefaults.values("api", api))
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(2)
        }
        for warning in result.warnings { Terminal.complain("warning: \(warning)") }
        guard let first = result.first else {
            Terminal.print(
                "\(counted(result.requests, "request")) in \(counted(result.spaces, "space")): "
                    + "every answer is the same, byte for byte")
            return
        }
        Terminal.print("\(first)\n\(result.differing) of \(result.requests) answers differ")
        throw ExitCode(1)
    }
}
