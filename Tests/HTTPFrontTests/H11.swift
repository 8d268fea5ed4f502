// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation

/// The Python HTTP/1.1 library h11, as an outside opinion on what a stream means.
enum H11 {
    enum Verdict: Equatable {
        case accepted(method: [UInt8], target: [UInt8], headers: [[[UInt8]]], body: [UInt8])
        case incomplete
        case refused(String)
    }

    /// Whether `python3` can import h11 here.
    static let isAvailable = (try? run("import h11", input: [])) != nil

    /// What h11, as a server, makes of the first request of each stream.
    static func verdicts(on streams: [[UInt8]]) throws -> [Verdict] {
        let input = streams.map { hex($0) + "\n" }.joined()
        let output = try run(script, input: Array(input.utf8))
        return output.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch parts[0] {
            case "ok":
                return .accepted(
                    method: bytes(parts[1]), target: bytes(parts[2]),
                    headers: parts[3].split(separator: ",").map { header in
                        header.split(separator: ":", omittingEmptySubsequences: false).map(bytes)
                    },
                    body: bytes(parts[4]))
            case "need": return .incomplete
            default: return .refused(String(parts[1]))
            }
        }
    }

    private static let script = """
        import h11, sys
        for line in sys.stdin:
            connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
            connection.receive_data(bytes.fromhex(line.strip()))
            request, body, verdict = None, b"", None
            try:
                while verdict is None:
                    event = connection.next_event()
                    if isinstance(event, h11.Request):
                        request = event
                    elif isinstance(event, h11.Data):
                        body += bytes(event.data)
                    elif isinstance(event, h11.EndOfMessage):
                        headers = ",".join(n.hex() + ":" + v.hex() for n, v in request.headers.raw_items())
                        verdict = "\\t".join(["ok", request.method.hex(), request.target.hex(), headers, body.hex()])
                    else:
                        verdict = "need"
            except h11.RemoteProtocolError as error:
                verdict = "refused\\t" + str(error).replace("\\n", " ").replace("\\t", " ")
            print(verdict)
        """

    private struct Failed: Error {}

    private static func run(_ script: String, input: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        // Files rather than pipes: nobody has to read and write at the same time.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let inputFile = folder.appendingPathComponent("in")
        let outputFile = folder.appendingPathComponent("out")
        try Data(input).write(to: inputFile)
        try Data().write(to: outputFile)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(_ hex: Substring) -> [UInt8] {
        let digits = Array(hex.utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16)! }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
