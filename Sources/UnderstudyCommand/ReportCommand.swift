// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import ArgumentParser
import JSON
import Understudy

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Ask a running server what its clients did wrong.",
        discussion: """
            Prints the report, and exits as exec does. The server is the one of UNDERSTUDY_URL where --url does not say, \
            else http://127.0.0.1:4010.

            EXIT CODES
              0    nothing was found that --fail-on does not let pass
              2    the server could not be reached, or did not answer with a report
              3    its clients did what --fail-on does not let pass
            """)

    @Option(help: ArgumentHelp("Where the server listens (default: http://127.0.0.1:4010).", valueName: "url"))
    var url: String?
    @Option(help: ArgumentHelp("Report on this space alone (default: every space).", valueName: "name"))
    var space: String?
    @Option(
        help: ArgumentHelp(
            "What to print: text, json, junit, sarif, ctrf or github (default: text).", valueName: "format"))
    var format: String?
    @Option(help: ArgumentHelp("Write it to this file instead of printing it.", valueName: "file"))
    var output: String?
    @Option(help: ArgumentHelp("Write the report to this folder too, in every format.", valueName: "folder"))
    var reportDir: String?
    @Option(
        help: ArgumentHelp(
            "Which violations make the exit code 3: error, warning or never (default: error).", valueName: "severity"))
    var failOn: String?
    @Option(
        help: ArgumentHelp(
            "Write a baseline that silences every violation of the report; they then make no exit code 3.",
            valueName: "file"))
    var writeBaseline: String?
    @Option(help: ArgumentHelp("The token that the server was started with.", valueName: "token"))
    var token: String?

    func run() async throws {
        let failOn = try FailOn(flag: failOn)
        let format = try chosenFormat()
        let client: ControlClient
        let facts: JSONValue
        let shown: String
        do {
            client = try ControlClient(
                url: EnvironmentDefaults.value("url", url) ?? "http://127.0.0.1:4010",
                token: EnvironmentDefaults.value("control-token", token))
            facts = try await report(client)
            shown = try await text(format, client)
            if let reportDir = EnvironmentDefaults.value("report-dir", reportDir) {
                try Terminal.makeFolder(reportDir)
                for format in Report.Format.allCases {
                    try Terminal.writeFile(try await text(format, client), to: reportDir + "/" + format.fileName)
                }
            }
        } catch let failure as ControlClient.Failure {
            Terminal.complain("error: \(failure)")
            throw ExitCode(2)
        } catch let failure as FileWriteFailure {
            Terminal.complain("\(failure)")
            throw ExitCode(1)
        }
        try show(shown)
        if let writeBaseline {
            try write(Baseline.text(fingerprints(facts)), to: writeBaseline)
            return
        }
        let errors = Int(facts["errors"]?.integerValue ?? 0)
        let warnings = Int(facts["warnings"]?.integerValue ?? 0)
        if failOn.isFailure(errors: errors, warnings: warnings) { throw ExitCode(FailOn.exitCode) }
    }

    private func chosenFormat() throws -> Report.Format {
        let text = EnvironmentDefaults.value("format", format) ?? "text"
        guard let format = Report.Format(rawValue: text) else {
            let known = Report.Format.allCases.map(\.rawValue)
            throw ValidationError(
                "there is no format \"\(text)\"; " + (NameSuggestion.hint(for: text, among: known) ?? ""))
        }
        return format
    }

    private func report(_ client: ControlClient) async throws -> JSONValue {
        let body = Array(try await text(.json, client).utf8)
        guard let value = try? JSONReader.read(body).root, value["spaces"]?.arrayValue != nil else {
            throw ControlClient.Failure("what answers there is no understudy server: its report is not one")
        }
        return value
    }

    private func text(_ format: Report.Format, _ client: ControlClient) async throws -> String {
        let place = space.map { "/spaces/\(Self.segment($0))/report" } ?? "/report"
        let answer = try await client.get("\(place)?format=\(format.rawValue)")
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200 else {
            let error = (try? JSONReader.read(answer.body).root)?["error"]
            let message = error?["message"]?.stringValue ?? "answered with \(answer.status)"
            throw ControlClient.Failure("the server refuses: \(message)")
        }
        return text
    }

    /// A name as one segment of a path; names of spaces need no more than this, and others are refused by the server.
    private static func segment(_ name: String) -> String {
        name.utf8.map { byte in
            let isPlain = SpaceName.isValid(String(UnicodeScalar(byte)))
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private func show(_ text: String) throws {
        if let output {
            try write(text, to: output)
        } else {
            Terminal.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
        }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try Terminal.writeFile(text, to: path)
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(1)
        }
    }

    private func fingerprints(_ report: JSONValue) -> [String] {
        (report["spaces"]?.arrayValue ?? []).flatMap { space in
            let found = (space["violations"]?.arrayValue ?? []).compactMap { $0["fingerprint"]?.stringValue }
            return found + (space["silencedFingerprints"]?.arrayValue ?? []).compactMap(\.stringValue)
        }
    }
}
