// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import JSON
import Logging
import Understudy

struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Start the server, run a command against it, report, and stop.",
        discussion: """
            The server listens on a free port unless --port says otherwise. The command finds it by its environment: \
            UNDERSTUDY_URL, and for each API its base URL, a credential, and the secret of its webhooks where it has \
            them (understudy exec --print-env).

            The command has a process group of its own, and the terminal. SIGINT, SIGTERM, SIGHUP and SIGQUIT are \
            passed on to the group; when the command ends, what it left running in that group is ended too.

            EXIT CODES
              that of the command, where it is not 0 (128 and the number of the signal that ended it)
              1    a file or a setting cannot be used, and the command was not run; or the report could not be written
              2    the server could not start, because a port is taken for example
              3    the command succeeded, and its clients did what --fail-on does not let pass
              124  the command ran into --timeout
              126, 127  the command could not be run; was not found
            """)

    @OptionGroup var server: ServerFlags
    @Option(
        help: ArgumentHelp(
            "Write the report to this folder, in every format.", valueName: "folder"))
    var reportDir: String?
    @Option(
        help: ArgumentHelp(
            "Which violations make the exit code 3: error, warning or never (default: error).", valueName: "severity"))
    var failOn: String?
    @Option(
        help: ArgumentHelp(
            "End the command, with all its processes, after so many seconds (default: no limit).", valueName: "seconds")
    )
    var timeout: Double?
    @Option(
        help: ArgumentHelp(
            "Write a baseline that silences every violation of the run; they then make no exit code 3.",
            valueName: "file"))
    var writeBaseline: String?
    @Option(
        help: ArgumentHelp(
            "Set a variable of another name too: NAME=api.url, NAME=api.key or NAME=api.secret.",
            valueName: "name=value"))
    var env: [String] = []
    @Flag(help: "Print the variables that the command would get, and stop.")
    var printEnv = false
    @Argument(parsing: .postTerminator, help: "The command, after \"--\".")
    var command: [String] = []

    func run() async throws {
        let failOn = try FailOn(flag: failOn)
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout must be greater than 0") }
        guard printEnv || !command.isEmpty else {
            throw ValidationError("which command? Give it after \"--\": understudy exec -- pytest")
        }
        let folder = printEnv ? nil : try reportFolder()
        let running = try await start()
        let child: ChildEnvironment
        do {
            child = try ChildEnvironment(
                url: running.url, settings: try running.server.clientSettings(at: running.url), assignments: env)
        } catch {
            try await running.server.shutdown()
            throw error
        }
        if printEnv {
            Terminal.print(child.variables.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))
            try await running.server.shutdown()
            return
        }
        let end = await ChildProcess(command: command, variables: child.variables, timeout: timeout).run()
        // Before the server stops: deliveries that it cuts off, or that find the command gone, are no fault of a receiver.
        let report = running.server.report()
        try await running.server.shutdown()
        let isJournalWhole = running.server.journalFailure == nil
        if let failure = running.server.journalFailure { Terminal.complain(failure) }
        let isWritten = write(report, to: folder) && isJournalWhole
        Terminal.complain(summary(report, end))
        let isFailure =
            writeBaseline == nil && failOn.isFailure(errors: report.errors, warnings: report.warnings)
        let code = end.exitCode != 0 ? end.exitCode : isFailure ? FailOn.exitCode : isWritten ? 0 : 1
        if code != 0 { throw ExitCode(code) }
    }

    private func start() async throws -> (server: UnderstudyServer, url: String) {
        var options = try server.options(defaultPort: 0)
        // A receiver that reads its secret from the environment then verifies what any webhook sends it.
        options.makesWebhookSecrets = true
        let running: UnderstudyServer
        do {
            running = try UnderstudyServer(options: options)
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(1)
        }
        do {
            let addresses = try await running.start()
            return (running, addresses[0].url)
        } catch {
            Terminal.complain("error: \(error)")
            throw ExitCode(2)
        }
    }

    /// The folder for reports, made before the command is run: its work would be for nothing otherwise.
    private func reportFolder() throws -> String? {
        guard let folder = EnvironmentDefaults.value("report-dir", reportDir) else { return nil }
        do {
            try Terminal.makeFolder(folder)
            return folder
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(1)
        }
    }

    /// Writes the report in every format, and the baseline, as far as they are wanted.
    ///
    /// - Returns: whether it could be written; if not, why not is on standard error.
    private func write(_ report: UnderstudyServer.Report, to folder: String?) -> Bool {
        do {
            if let writeBaseline { try Terminal.writeFile(report.baseline, to: writeBaseline) }
            guard let folder else { return true }
            for format in UnderstudyServer.ReportFormat.allCases {
                try Terminal.writeFile(report.text(format), to: folder + "/" + report.fileName(format))
            }
            return true
        } catch {
            Terminal.complain("\(error)")
            return false
        }
    }

    private func summary(_ report: UnderstudyServer.Report, _ end: ChildProcess.End) -> String {
        var text = report.text(.text)
        if text.hasSuffix("\n") { text.removeLast() }
        let command = "the command \(end.phrase)"
        return (text.isEmpty ? "" : text + "\n")
            + "understudy: \(command); \(counted(report.errors, "error")), "
            + counted(report.warnings, "warning")
    }
}
