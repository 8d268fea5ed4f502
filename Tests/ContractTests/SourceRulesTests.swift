// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import Foundation
import JSON
import Testing

/// Rules of the house that no compiler checks.
struct SourceRulesTests {
    /// The only file that may ask for the time and for chance.
    private static let wallClockFile = "WallClock.swift"

    private static func sources() throws -> [(path: String, text: String)] {
        let paths = try Repository.files(in: "Sources", suffix: ".swift")
        return try paths.map { ($0, try Repository.text($0)) }
    }

    @Test(
        "Time and chance come from one file of the shell",
        arguments: [
            "Date()", "UUID()", "SystemRandomNumberGenerator", "ContinuousClock", "SuspendingClock", ".random(in:",
            "clock_gettime", "gettimeofday", "DispatchTime.now",
        ])
    func wallClock(forbidden: String) throws {
        for source in try Self.sources() where !source.path.hasSuffix("/" + Self.wallClockFile) {
            #expect(!Self.code(of: source.text).contains(forbidden), "\(source.path) uses \(forbidden)")
        }
    }

    @Test("Nothing escapes the compiler's check of threads", arguments: ["@unchecked Sendable", "nonisolated(unsafe)"])
    func threads(forbidden: String) throws {
        for source in try Self.sources() {
            #expect(!Self.code(of: source.text).contains(forbidden), "\(source.path) uses \(forbidden)")
        }
    }

    @Test("No vendor is named in the sources")
    func vendors() throws {
        var names: Set<String> = []
        for path in try Repository.files(in: "openapi", suffix: ".yaml") {
            let root = try APIDocument(text: Repository.text(path), file: path).root
            guard let id = root["x-sim-api"]?["id"]?.stringValue else { continue }
            names.insert(id.lowercased())
            let title = root["info"]?["title"]?.stringValue ?? ""
            names.insert(id.replacing("-", with: "").lowercased())
            if let word = title.split(separator: " ").first, word != "The" { names.insert(word.lowercased()) }
        }
        #expect(names.count >= 2)
        for source in try Self.sources() {
            let text = source.text.lowercased()
            for name in names {
                #expect(!text.contains(name), "\(source.path) names \(name)")
            }
        }
    }

    /// The lines that are not comments.
    private static func code(of text: String) -> String {
        text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }
}
