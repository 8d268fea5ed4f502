// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension ServerOptions {
    /// For tests: on this machine, on a free port.
    public static var onFreePort: ServerOptions {
        var options = ServerOptions()
        options.port = 0
        // What a test has left unanswered at its end, nobody waits for.
        options.graceSeconds = 1
        return options
    }

    /// For tests that need no socket: requests come by `UnderstudyServer.respond(to:)` and `UnderstudySpace.send` alone.
    public static var inMemory: ServerOptions {
        var options = onFreePort
        options.isInMemory = true
        return options
    }
}

/// A server inside the process of a test.
///
/// ```swift
/// @Test func ordersOnce() async throws {
///     try await UnderstudyServer.serving { server in
///         let space = try await server.space(scenario: "slow", clock: .manual)
///         let client = Client(baseURL: try space.baseURL(of: "acme"), key: try space.credential(of: "acme"))
///         let id = try await client.order()
///         try await space.clock.run(untilJob: id)
///         #expect(try await client.state(of: id) == "completed")
///         try await space.verify("createReport", .exactly(1))
///         #expect(space.violations.isEmpty)
///     }
/// }
/// ```
///
/// Tests that run in parallel can share one server, each in a space of its own: keep it in a `static let`; the first
/// ``UnderstudyServer/space(_:scenario:seed:clock:start:test:fileID:line:)`` starts it.
extension UnderstudyServer {
    /// Runs `body` with a server, and stops the server however `body` ends.
    ///
    /// - Parameters:
    ///   - options: how it is started; on a free port of this machine unless they say otherwise.
    ///   - body: what is done with it.
    /// - Returns: what `body` returns.
    /// - Throws: `ServerFailure` where the server cannot be started, and what `body` throws.
    public static func serving<Value>(
        _ options: ServerOptions = .onFreePort, _ body: (UnderstudyServer) async throws -> Value
    ) async throws -> Value {
        let server = try UnderstudyServer(options: options)
        let result: Result<Value, any Error>
        do {
            _ = try await server.start()
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        try await server.shutdown()
        return try result.get()
    }

    /// Makes a space: one isolated world with its own jobs, records, clock and journal.
    ///
    /// Starts the server where it does not run yet. Spaces without a name are named after their test, with a number where
    /// there are several; the name has no influence on what is answered.
    ///
    /// - Parameters:
    ///   - name: 1 to 64 letters, digits, ".", "_" or "-"; `nil` makes one.
    ///   - scenario: what happens; `nil` plays what the server plays, `happy` unless its options say otherwise.
    ///   - seed: what identifiers and texts are made from; `nil` takes the server's, else the scenario's, else 1.
    ///   - clock: how time moves; `nil` leaves it to the scenario, else to the server's options, else it is real.
    ///   - start: the time at which the space starts; `nil` takes the scenario's, else the machine's time. Give it where
    ///     whole answers are compared: they hold timestamps.
    ///   - test: the calling function.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the new space, which lasts as long as the server or until it is deleted.
    /// - Throws: `UnderstudyFailure` where the name is taken or the scenario cannot be used, with line and column of
    ///   everything that is wrong in it; `ServerFailure` where the server cannot be started.
    public func space(
        _ name: String? = nil, scenario: UnderstudySpace.Scenario? = nil, seed: UInt64? = nil,
        clock: UnderstudySpace.ClockMode? = nil, start: UnderstudyInstant? = nil, test: String = #function,
        fileID: String = #fileID, line: Int = #line
    ) async throws -> UnderstudySpace {
        _ = try await self.start()
        return try failures(at: CallSite(fileID, line)) {
            let loaded = try scenario?.loaded(by: self)
            var setting = clock?.setting ?? .init()
            setting.start = start?.instant
            let host = try spaces.create(
                name ?? freeSpaceName(for: test), scenario: loaded, seed: seed, clock: setting, at: self.clock())
            return UnderstudySpace(server: self, host: host)
        }
    }

    /// A name that no space has, made from the name of a test.
    func freeSpaceName(for test: String) -> String {
        while true {
            let name = spaceNames.next(for: test)
            guard (try? spaces.existing(name)) != nil else { return name }
        }
    }

    /// The space of clients that name none.
    ///
    /// - Parameters:
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the space `default`.
    /// - Throws: `UnderstudyFailure` where there are too many spaces.
    public func standardSpace(fileID: String = #fileID, line: Int = #line) throws -> UnderstudySpace {
        try failures(at: CallSite(fileID, line)) {
            UnderstudySpace(server: self, host: try spaces.host(SpaceName.standard, at: clock()))
        }
    }
}
