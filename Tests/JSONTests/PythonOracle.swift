// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation

/// Python's `json`, made as strict as RFC 8259, as a second opinion on many texts in one subprocess.
enum PythonOracle {
    /// What Python says of one text.
    enum Verdict: Equatable {
        case rejected
        /// - Parameters:
        ///   - canonical: the value, as Python writes it.
        ///   - agrees: whether our own text of the value says the same to Python, order and kinds of number included.
        case accepted(canonical: [UInt8], agrees: Bool)
    }

    static let executable: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
        .split(separator: ":").map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile(atPath:))

    /// One line for each text: the text and what we made of it, in hexadecimal, `-` where we rejected it.
    ///
    /// Python is laxer than the RFC in three ways, which are closed here: it takes `NaN` and `Infinity`, it takes half a
    /// surrogate pair (found when the value is encoded), and `loads` of bytes guesses UTF-16 and drops a byte order mark
    /// (so it is given decoded text). Numbers beyond a double become infinite or zero there; they are kept as written.
    private static let script = #"""
        import json, sys
        if hasattr(sys, "set_int_max_str_digits"):
            sys.set_int_max_str_digits(0)

        class Literal(str):
            pass

        def number(literal):
            value = float(literal)
            mantissa = literal.lower().split("e")[0]
            if value in (float("inf"), float("-inf")) or (value == 0 and any(c in "123456789" for c in mantissa)):
                return Literal(literal)
            return value

        def constant(name):
            raise ValueError(name)

        def text(value):
            if isinstance(value, Literal):
                return str(value)
            if isinstance(value, dict):
                return "{" + ",".join(text(k) + ":" + text(v) for k, v in value.items()) + "}"
            if isinstance(value, list):
                return "[" + ",".join(map(text, value)) + "]"
            written = json.dumps(value, ensure_ascii=False)
            written.encode("utf-8")
            return written

        def members(pairs):
            # A dict forgets all but the last of one name, and half a surrogate pair with them.
            for name, value in pairs:
                text(name), text(value)
            return dict(pairs)

        def canonical(line):
            decoded = bytes.fromhex(line).decode("utf-8")
            value = json.loads(decoded, parse_float=number, parse_constant=constant, object_pairs_hook=members)
            return text(value).encode("utf-8")

        for line in sys.stdin:
            theirs, ours = line.rstrip("\n").split(" ")
            try:
                value = canonical(theirs)
            except (ValueError, RecursionError):
                print("rejected")
                continue
            print(value.hex(), ours != "-" and canonical(ours) == value)
        """#

    static func verdicts(on texts: [(text: [UInt8], ours: [UInt8]?)]) throws -> [Verdict] {
        guard let executable else { return [] }
        let input = FileManager.default.temporaryDirectory.appendingPathComponent("json-\(UUID().uuidString)")
        try Data(texts.map { "\(hex($0.text)) \($0.ours.map { hex($0) } ?? "-")\n" }.joined().utf8).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = ["-c", script]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map { line in
            let fields = line.split(separator: " ")
            guard fields.count == 2 else { return .rejected }
            return .accepted(canonical: bytes(hex: fields[0]), agrees: fields[1] == "True")
        }
    }
}
