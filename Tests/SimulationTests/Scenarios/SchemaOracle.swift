// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation

/// Python's `jsonschema` with `scenarios/scenario.schema.json`, as a second opinion on many texts in one subprocess.
enum SchemaOracle {
    private static let executable: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile(atPath:))

    /// Whether the oracle can be asked; where not, tests are skipped with this as the reason.
    static let isThere: Bool = (try? run(["-c", "import jsonschema"], input: Data()))?.status == 0

    /// The schema itself is checked first; anything unexpected ends the script with an error.
    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator
        with open(sys.argv[1], encoding="utf-8") as file:
            schema = json.load(file)
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in sys.stdin:
            value = json.loads(bytes.fromhex(line).decode("utf-8"))
            print("valid" if validator.is_valid(value) else "invalid")
        """

    struct Failure: Error {
        var output: String
    }

    /// For each text, whether it is valid.
    static func verdicts(on texts: [String]) throws -> [Bool] {
        let lines = texts.map { text in
            text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
        }
        let schema = ReadyMade.folder.appending(path: "scenario.schema.json").path
        let result = try run(["-c", script, schema], input: Data(lines.joined().utf8))
        let verdicts = result.output.split(separator: "\n").map { $0 == "valid" }
        guard result.status == 0, verdicts.count == texts.count else { throw Failure(output: result.output) }
        return verdicts
    }

    private static func run(_ arguments: [String], input: Data) throws -> (status: Int32, output: String) {
        guard let executable else { return (-1, "") }
        let file = FileManager.default.temporaryDirectory.appending(path: "scenarios-\(UUID().uuidString)")
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: answer, as: UTF8.self))
    }
}
