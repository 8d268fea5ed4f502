// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension UnderstudySpace {
    /// What happens in a space: a ready-made scenario, a file, or the text of one.
    public struct Scenario: Sendable, Hashable, ExpressibleByStringLiteral {
        private enum Source: Sendable, Hashable {
            case name(String)
            case file(String)
            case text(String)
        }

        private var source: Source

        /// A ready-made scenario, or one that the server has read from `ServerOptions.scenario`.
        public static func named(_ name: String) -> Scenario { Scenario(source: .name(name)) }

        /// A scenario file; a relative path is so to the working directory, which `swift test` makes the package's root.
        public static func file(_ path: String) -> Scenario { Scenario(source: .file(path)) }

        /// The JSON of a scenario; files that it `extends` are looked for in the working directory.
        public static func json(_ text: String) -> Scenario { Scenario(source: .text(text)) }

        /// The name of a ready-made scenario.
        public init(stringLiteral name: String) {
            self = .named(name)
        }

        private init(source: Source) {
            self.source = source
        }

        func loaded(by server: UnderstudyServer) throws -> ScenarioStore.Loaded {
            switch source {
            case .name(let name): try server.control.scenario(.string(name))
            case .file(let path):
                try server.scenarios.parse(
                    try FileText.bytes(path), file: path, store: server.store, mayReadFiles: true)
            case .text(let text):
                try server.scenarios.parse(
                    Array(text.utf8), file: "scenario", store: server.store, mayReadFiles: true)
            }
        }
    }

    /// Plays another scenario from now on; jobs that were submitted before keep their timeline.
    ///
    /// - Parameters:
    ///   - scenario: what happens.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Throws: `UnderstudyFailure` with line and column of everything that is wrong in it.
    public func play(_ scenario: Scenario, fileID: String = #fileID, line: Int = #line) throws {
        let loaded = try failures(at: CallSite(fileID, line)) { try scenario.loaded(by: server) }
        let wall = server.clock()
        host.withLock(at: wall) { state in
            state.use(loaded, secrets: server.spaces.webhookSecrets, at: wall)
        }
    }
}
