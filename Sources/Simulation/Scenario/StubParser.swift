// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package struct ScenarioLibrary: Sendable {
    package init(_ files: [(path: String, text: String)]) {}
    package func scenario(_ name: String) -> Scenario? { nil }
    package func source(_ name: String) -> JSONValue? { nil }
    package var names: [String] { [] }
}
package enum ScenarioParser {
    package struct Parsed { package var scenario: Scenario; package var source: JSONValue; package var warnings: [Diagnostic] }
    package static func parse(_ bytes: [UInt8], file: String, library: ScenarioLibrary, resolve: (String) -> [UInt8]?, knownOperations: [String: [String]]?) throws(DiagnosticsError) -> Parsed { Parsed(scenario: Scenario(name: "x"), source: .null, warnings: []) }
}
package enum ScenarioPreview { package static func text(_ s: Scenario) -> String { s.name } }
