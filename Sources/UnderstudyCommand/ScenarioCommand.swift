// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Look at scenarios.",
        subcommands: [Preview.self])

    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the timeline that each job will take.")

        @Argument(help: ArgumentHelp("A scenario file, or the name of a ready-made one.", valueName: "file|name"))
        var scenario: String

        func run() throws {
            do {
                Terminal.print(try ScenarioReport.preview(scenario))
            } catch {
                Terminal.complain("\(error)")
                throw ExitCode(1)
            }
        }
    }
}
