// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON
package import Simulation
import Synchronization

/// The scenarios that a server knows: the ready-made ones, those of the files it was given, and the one that new spaces
/// play.
package final class ScenarioStore: Sendable {
    package struct Loaded: Sendable {
        package var scenario: Scenario
        /// As it was written.
        package var source: JSONValue
        package var warnings: [Diagnostic]
    }

    package enum Change: Sendable {
        case reloaded(Loaded, file: String)
        case broken([Diagnostic], file: String)
    }

    private struct WatchedFile: Sendable {
        var path: String
        var bytes: [UInt8]
    }

    private struct State: Sendable {
        var library: ScenarioLibrary
        var standard: Loaded
        /// Read from files, by name; they go before ready-made ones of the same name.
        var loaded: [String: Loaded] = [:]
        var files: [WatchedFile] = []
        var knownOperations: [String: [String]]?
    }

    private let state: Mutex<State>

    private init(library: ScenarioLibrary, standard: Loaded) {
        state = Mutex(State(library: library, standard: standard))
    }

    /// The ready-made scenarios; new spaces play `happy`.
    package static func embedded() -> ScenarioStore {
        let files = EmbeddedFiles.all.filter { $0.path.hasPrefix("scenarios/") && !$0.path.hasSuffix(".schema.json") }
        let library = ScenarioLibrary(files.map { ($0.path, $0.text.description) })
        let standard = library.scenario("happy") ?? Scenario(name: "happy")
        return ScenarioStore(
            library: library,
            standard: Loaded(scenario: standard, source: library.source("happy") ?? ["name": "happy"], warnings: []))
    }
}
