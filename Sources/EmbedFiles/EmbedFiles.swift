// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation

/// Writes a Swift file that holds the text of other files: `EmbedFiles OUTPUT ROOT FILE...`.
///
/// String literals, because they cost nothing at start and compile in linear time; SwiftPM's own `embedInCode` writes an
/// array literal of bytes, which takes the compiler minutes at this size.
@main
enum EmbedFiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else {
            FileHandle.standardError.write(Data("usage: EmbedFiles OUTPUT ROOT FILE...\n".utf8))
            exit(64)
        }
        let root = arguments[2] + "/"
        var swift = "enum EmbeddedFiles {\n    static let all: [(path: String, text: StaticString)] = [\n"
        for path in arguments[3...] {
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            swift += "        (\n\"\(name)\",\n#####\"\"\"\n\(text)\n\"\"\"#####\n),\n"
        }
        swift += "    ]\n}\n"
        try swift.write(to: URL(filePath: arguments[1]), atomically: true, encoding: .utf8)
    }
}
