// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

@main
struct UnderstudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Plays third-party APIs that make content asynchronously, so that their clients can be tested.",
        discussion: """
            Start it, point a client's base URL at http://127.0.0.1:4010/<api>, and script what happens with scenario \
            files, on a clock that the test owns.

            EXIT CODES
              0   done; a server that was stopped by SIGINT or SIGTERM and finished what was in flight
              1   a file or a setting cannot be used; what is wrong is on standard error
              2   the server could not start, because a port is taken for example; report: it could not be reached
              3   exec, report: clients did what --fail-on does not let pass
              64  the command line cannot be understood
            """,
        version: UnderstudyVersion.text,
        subcommands: [
            ServeCommand.self, ExecCommand.self, ReportCommand.self, LintCommand.self, APIsCommand.self,
            ScenarioCommand.self,
        ])
}
