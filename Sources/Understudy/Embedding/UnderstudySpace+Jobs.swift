// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension UnderstudySpace {
    /// How far a job has come, in words that hold for every API.
    public enum JobState: String, Sendable, Hashable, CaseIterable {
        /// Accepted, and not begun.
        case pending
        /// Being worked on.
        case processing
        /// Ended as it should.
        case completed
        /// Ended without success.
        case failed
        /// Ended by somebody before its time.
        case stopped

        init(_ state: Simulation.JobState) {
            switch state {
            case .pending: self = .pending
            case .processing: self = .processing
            case .completed: self = .completed
            case .failed: self = .failed
            case .stopped: self = .stopped
            }
        }

        var state: Simulation.JobState {
            switch self {
            case .pending: .pending
            case .processing: .processing
            case .completed: .completed
            case .failed: .failed
            case .stopped: .stopped
            }
        }
    }

    /// One asynchronous unit of work, as it is at the moment of the look.
    public struct Job: Sendable, Hashable {
        /// The API's id.
        public let api: String
        /// The kind of job, as the API's document names it.
        public let kind: String
        /// The job's id, as its API writes it.
        public let id: String
        /// How far it has come.
        public let state: JobState
        /// The vendor's word for what is being done; `nil` where it has none.
        public let stage: String?
        /// From 0 to 1.
        public let progress: Double
        /// The timeline that it follows, by name.
        public let timeline: String
        /// Why it failed or was stopped; `nil` where nothing was said.
        public let failure: String?
        /// How often clients have read it.
        public let polls: Int
        /// When it was accepted.
        public let createdAt: UnderstudyInstant
        /// When it ended; `nil` before.
        public let endedAt: UnderstudyInstant?

        init(_ view: JobView) {
            api = view.reference.api
            kind = view.reference.kind
            id = view.reference.identifier
            state = JobState(view.state)
            stage = view.stage
            progress = view.progress
            timeline = view.timeline
            failure = view.failure
            polls = view.polls
            createdAt = UnderstudyInstant(view.createdAt)
            endedAt = view.endedAt.map(UnderstudyInstant.init)
        }
    }

    /// What a test can do to a job.
    public enum Signal: String, Sendable, Hashable, CaseIterable {
        /// Lets a job go on whose step waits for a signal.
        case release
        /// Stops the job, as somebody in the vendor's application would.
        case stop
        /// Lets the job fail.
        case fail
        /// Completes the job at once.
        case complete
    }

    /// The jobs of the space, oldest first; a look counts as no poll and moves no clock.
    ///
    /// - Parameters:
    ///   - api: only those of this API.
    ///   - state: only those in this state.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: all that match.
    /// - Throws: `UnderstudyFailure` where there is no such API.
    public func jobs(
        of api: String? = nil, state: JobState? = nil, fileID: String = #fileID, line: Int = #line
    ) throws -> [Job] {
        if let api { _ = try self.api(api, CallSite(fileID, line)) }
        let wall = server.clock()
        let states: Set<Simulation.JobState> = state.map { [$0.state] } ?? []
        return host.withLock(at: wall) { locked in
            locked.space.jobViews(api: api, states: states, offset: 0, limit: .max, at: wall).map(Job.init)
        }
    }

    /// A job; a look counts as no poll and moves no clock.
    ///
    /// - Parameters:
    ///   - id: the job's id, as its API writes it.
    ///   - api: the API, where several have a job of that id.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the job as it is now.
    /// - Throws: `UnderstudyFailure` where there is no such job, or several.
    public func job(
        _ id: String, of api: String? = nil, fileID: String = #fileID, line: Int = #line
    ) throws -> Job {
        let place = CallSite(fileID, line)
        let wall = server.clock()
        return try withJob(id, api, place) { reference, state in
            try Self.view(reference, in: state.space, at: wall)
        }
    }

    /// Ends a job, or lets it go on.
    ///
    /// - Parameters:
    ///   - signal: what is done to it.
    ///   - id: the job's id, as its API writes it.
    ///   - api: the API, where several have a job of that id.
    ///   - reason: why, as the API will tell its clients where it tells them at all.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the job after it.
    /// - Throws: `UnderstudyFailure` where there is no such job, or it has ended, or it waits for no signal.
    @discardableResult
    public func signal(
        _ signal: Signal, job id: String, of api: String? = nil, reason: String? = nil, fileID: String = #fileID,
        line: Int = #line
    ) throws -> Job {
        let order: Simulation.Signal =
            switch signal {
            case .release: .release
            case .stop: .stop
            case .fail: .fail
            case .complete: .complete
            }
        let wall = server.clock()
        return try withJob(id, api, CallSite(fileID, line)) { reference, state in
            let outcome = state.apply(.signal(reference, order, reason: reason), at: wall)
            if case .refused(let refusal) = outcome.result { throw ControlFailure(refusal) }
            return try Self.view(reference, in: state.space, at: wall)
        }
    }

    private static func view(_ reference: JobReference, in space: borrowing Space, at wall: Instant) throws -> Job {
        guard let view = space.jobView(reference, at: wall) else {
            throw ControlFailure(404, "job-unknown", "there is no job \"\(reference.identifier)\"")
        }
        return Job(view)
    }

    /// Finds a job by its id and does something with it under the space's lock.
    func withJob<Value: Sendable>(
        _ id: String, _ api: String?, _ place: CallSite, _ body: (JobReference, inout SpaceHost.State) throws -> Value
    ) throws -> Value {
        if let api { _ = try self.api(api, place) }
        let result = host.withLock(at: server.clock()) { state -> Result<Value, any Error> in
            Result {
                let reference = try ControlAPI.find(id, api: api, kind: nil, in: state.space)
                return try body(reference, &state)
            }
        }
        return try failures(at: place) { try result.get() }
    }
}
