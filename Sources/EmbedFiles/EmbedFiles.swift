// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import JSON
import YAML

/// Writes a Swift file that holds other files: `EmbedFiles OUTPUT ROOT FILE...`.
///
/// YAML is read here, once for all starts of the program, and held as the packed tree. String literals, because they cost
/// nothing at start and compile in linear time; SwiftPM's own `embedInCode` writes an array literal of bytes, which takes
/// the compiler minutes at this size.
@main
enum EmbedFiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { fail("usage: EmbedFiles OUTPUT ROOT FILE...", status: 64) }
        let root = arguments[2] + "/"
        var swift = "enum EmbeddedFiles {\n    static let all: [(path: String, text: StaticString)] = [\n"
        for path in arguments[3...] {
            var text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            if path.hasSuffix(".yaml") {
                do {
                    text = PackedSource.pack(try YAMLReader.readSource(text, file: path))
                } catch {
                    fail("\(error)", status: 1)
                }
            }
            swift += "        (\n\"\(name)\",\n\(literal(text))\n),\n"
        }
        swift += "    ]\n}\n"
        try swift.write(to: URL(filePath: arguments[1]), atomically: true, encoding: .utf8)
    }

    /// A string literal over several lines, in which only five number signs in a row would have a meaning.
    private static func literal(_ text: String) -> String {
        var literal = "#####\"\"\"\n"
        var signs = 0
        for scalar in text.unicodeScalars {
            signs = scalar == "#" ? signs + 1 : 0
            // A literal keeps no carriage return as it is, and other control characters are errors.
            let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
            if isControl || signs == 5 {
                signs = 0
                literal += "\\#####u{\(String(scalar.value, radix: 16))}"
            } else {
                literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\n\"\"\"#####"
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data((message + "\n").utf8))
        exit(status)
    }
}
