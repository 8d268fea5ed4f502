// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

extension UnderstudySpace {
    /// How the time of a space moves.
    public struct ClockMode: Sendable, Hashable {
        let setting: ClockSetting

        /// Only when it is told.
        public static let manual = ClockMode(setting: ClockSetting(mode: .manual))

        /// When it is told, and by itself to a job's next change after each poll of that job: a client that polls without
        /// waiting sees every change.
        public static let auto = ClockMode(setting: ClockSetting(mode: .auto))

        /// With the machine's clock.
        public static let real = ClockMode(setting: ClockSetting(mode: .real, speed: 1))

        /// With the machine's clock, so many simulated seconds per second; greater than 0.
        public static func real(speed: Double) -> ClockMode {
            precondition(speed > 0 && speed.isFinite, "a clock's speed is a number greater than 0")
            return ClockMode(setting: ClockSetting(mode: .real, speed: speed))
        }
    }

    /// The space's clock, under everything that happens in it.
    public var clock: Clock { Clock(space: self) }

    /// The clock of a space.
    ///
    /// Whatever is due on the way happens, in order and each at its own time; webhooks that fall due are sent, and the clock
    /// goes on when their receivers have answered.
    public struct Clock: Sendable {
        let space: UnderstudySpace

        /// The time of the space.
        public var now: UnderstudyInstant {
            let wall = space.server.clock()
            return UnderstudyInstant(space.host.withLock(at: wall) { $0.space.now(at: wall) })
        }

        /// When something happens next by itself; `nil` where nothing is due.
        public var next: UnderstudyInstant? {
            let wall = space.server.clock()
            return space.host.withLock(at: wall) { $0.space.nextDue }.map(UnderstudyInstant.init)
        }

        /// Moves by its own rules from now on.
        public func set(_ mode: ClockMode) {
            let wall = space.server.clock()
            space.host.withLock(at: wall) { state in
                _ = state.apply(.setClock(mode.setting, now: nil), at: wall)
            }
        }

        /// Moves the clock on by so much.
        @discardableResult
        public func advance(
            by time: Duration, fileID: String = #fileID, line: Int = #line
        ) async throws -> Movement {
            try await move(.by(TimeSpan(time)), CallSite(fileID, line))
        }

        /// Moves the clock on to a time, which must not be past: `UnderstudyFailure` with the code
        /// `clock-cannot-go-back` otherwise.
        @discardableResult
        public func advance(
            to time: UnderstudyInstant, fileID: String = #fileID, line: Int = #line
        ) async throws -> Movement {
            try await move(.to(time.instant), CallSite(fileID, line))
        }

        /// Moves the clock on to the next thing that happens.
        @discardableResult
        public func advanceToNext(fileID: String = #fileID, line: Int = #line) async throws -> Movement {
            try await move(.next, CallSite(fileID, line))
        }

        /// Moves the clock on until nothing is due any more: jobs have ended or wait for polls or signals, webhooks are
        /// delivered or given up.
        @discardableResult
        public func runUntilIdle(fileID: String = #fileID, line: Int = #line) async throws -> Movement {
            try await move(.untilIdle, CallSite(fileID, line))
        }

        /// Moves the clock on until a job has ended, or nothing moves it any more.
        ///
        /// - Parameters:
        ///   - id: the job's id, as its API writes it.
        ///   - api: the API, where several have a job of that id.
        ///   - fileID: the calling file, for errors.
        ///   - line: the calling line, for errors.
        /// - Returns: what happened on the way.
        /// - Throws: `UnderstudyFailure` where there is no such job or several; `CancellationError`.
        @discardableResult
        public func run(
            untilJob id: String, of api: String? = nil, fileID: String = #fileID, line: Int = #line
        ) async throws -> Movement {
            let place = CallSite(fileID, line)
            let reference = try space.withJob(id, api, place) { reference, _ in reference }
            return try await move(.untilJob(reference), place)
        }

        private func move(_ advance: Advance, _ place: CallSite) async throws -> Movement {
            let answer = FirstAnswer<ClockMovement.Result>()
            space.host.move(advance, at: space.server.clock()) { answer.give($0) }
            let result = try await answer.value()
            if case .refused(let refusal) = result.outcome.result {
                throw failure(ControlFailure(refusal), at: place)
            }
            return Movement(result)
        }
    }

    /// What came of moving a clock.
    public struct Movement: Sendable, Hashable {
        /// One change of a job's state.
        public struct Change: Sendable, Hashable, CustomStringConvertible {
            /// When.
            public let at: UnderstudyInstant
            /// The API's id.
            public let api: String
            /// The job's id.
            public let job: String
            /// The state before; `nil` where the job was only now made.
            public let from: JobState?
            /// The state after.
            public let to: JobState

            /// The change in a line.
            public var description: String { "\(at) \(job): \(from.map(\.rawValue) ?? "new") to \(to.rawValue)" }
        }

        /// The time of the space at the end.
        public let now: UnderstudyInstant
        /// The changes of jobs in their order; of more than 1000, the first.
        public let changes: [Change]
        /// How many changes there were.
        public let changeCount: Int
        /// How many attempts to deliver a webhook were made.
        public let attemptCount: Int

        init(_ result: ClockMovement.Result) {
            now = UnderstudyInstant(result.outcome.now)
            changes = result.fired.map { fired in
                Change(
                    at: UnderstudyInstant(fired.at), api: fired.job.api, job: fired.job.identifier,
                    from: fired.from.map(JobState.init), to: JobState(fired.to))
            }
            changeCount = result.firedCount
            attemptCount = result.attemptCount
        }
    }
}
