// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Foundation
import Testing

/// An API's particulars live in its document: no Swift may know whose API it plays.
struct VendorNameTests {
    private static let names = [
        "seomonitor", "writerzroom", "topify", "seo-agent", "seoagent", "seobot", "promptwatch",
    ]

    private static func named(in text: String) -> [String] {
        let text = text.lowercased()
        return names.filter(text.contains)
    }

    @Test("No source file names a vendor")
    func sources() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var looked = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            looked += 1
            let found = Self.named(in: try String(contentsOf: file, encoding: .utf8))
            #expect(found.isEmpty, "\(file.path) names \(found)")
        }
        #expect(looked > 100, "the sources are where this test looks")
    }

    @Test("A name is seen in whatever case", arguments: ["let x = \"SEOmonitor\"", "// as Topify does", "SEO-Agent"])
    func seen(text: String) {
        #expect(!Self.named(in: text).isEmpty)
    }
}
