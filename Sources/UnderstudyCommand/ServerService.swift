// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Logging
import ServiceLifecycle
import Understudy

/// The server as a service: started, announced, stopped when the process is told to.
struct ServerService: Service, CustomStringConvertible {
    let server: UnderstudyServer
    let logger: Logger
    let printsJSON: Bool
    let readyFile: String?
    let watches: Bool

    /// What the service group calls it; without a text of its own it would print every property, at every start.
    var description: String { "server" }

    func run() async throws {
        let addresses = try await server.start()
        try announce(addresses)
        if watches {
            try await watchScenarios()
        } else {
            try await gracefulShutdown()
        }
        logger.info("stopping")
        try await server.shutdown()
    }

    private func announce(_ addresses: [UnderstudyServer.Address]) throws {
        let line = ReadyLine(addresses: addresses, seed: server.seed)
        if let readyFile { try Terminal.writeFile(line.json + "\n", to: readyFile) }
        Terminal.print(printsJSON ? line.json : line.text)
    }

    /// Looks at the files' content a few times a second, which also sees changes on mounted folders that report none.
    private func watchScenarios() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for line in server.reloadChangedScenarios() { logger.notice("\(line)") }
                do {
                    try await Task.sleep(for: .milliseconds(300))
                } catch is CancellationError {
                    return
                }
            }
        }
    }
}
