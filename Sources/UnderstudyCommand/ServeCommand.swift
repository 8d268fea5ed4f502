// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import Logging
import ServiceLifecycle
import Understudy
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Start the server.",
        discussion: """
            Each option can also be given in the environment, as UNDERSTUDY_ and its name in capitals: --ready-file as \
            UNDERSTUDY_READY_FILE. Options on the command line win. Lists in the environment are separated by commas.

            The server stops on SIGINT and SIGTERM: it accepts no more connections, finishes what is in flight, and \
            exits with 0.
            """)

    @OptionGroup var server: ServerFlags
    @Option(
        help: ArgumentHelp("Write the ready line, as JSON, to this file once the server answers.", valueName: "file"))
    var readyFile: String?
    @Flag(help: "Print the ready line as one JSON object.")
    var json = false

    func run() async throws {
        var options = try server.options(defaultPort: 4010)
        var logger = Logger(label: "understudy") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = try server.level()
        options.report = { [logger] line in logger.notice("\(line)") }
        let running: UnderstudyServer
        do {
            running = try UnderstudyServer(options: options)
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(1)
        }
        let service = ServerService(
            server: running, logger: logger, printsJSON: try EnvironmentDefaults.flag("json", json),
            readyFile: EnvironmentDefaults.value("ready-file", readyFile), watches: options.watch)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: service)], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        do {
            try await group.run()
        } catch let failure as ServerFailure {
            Terminal.complain("error: \(failure)")
            throw ExitCode(2)
        }
    }
}
