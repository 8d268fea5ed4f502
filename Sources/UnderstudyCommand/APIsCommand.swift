// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Understudy

struct APIsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apis",
        abstract: "List the APIs that can be played, with how each operation is known.")

    @Flag(help: "One row for each operation, with the evidence of its request and its response.")
    var evidence = false
    @Option(help: ArgumentHelp("An OpenAPI document to list too.", valueName: "file"))
    var api: [String] = []

    func run() throws {
        do {
            Terminal.print(try APITable(apiFiles: EnvironmentDefaults.values("api", api)).text(byOperation: evidence))
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(1)
        }
    }
}
