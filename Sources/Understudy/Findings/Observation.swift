// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

/// What a request showed its client, as far as later requests are judged by it.
package struct Observation: Sendable {
    /// What the request did; `nil`: nothing that scenarios have a word for, or it was refused before that was known.
    var deed: RequestDeed?
    /// The state of the job that the request was about, as its answer showed it.
    var state: JobState?
    /// The kind of that job.
    var kind: String?
    /// Other jobs that the answer showed as ended.
    var ended: [String] = []
    /// Whether the client's own time can be read from the wall clock: a real clock at its natural speed.
    var isPaced = false
    /// Whether the page starts a whole page or more behind the last one.
    var isFarPastEnd = false
    /// Whether the client got the answer that was made: no scripted answer in its place, no broken transfer.
    var wasLost = false
    /// Whether the transfer broke, so that the client cannot know what was done.
    var isBroken = false
    /// The error that the answer gave, by its name in the document's catalogue.
    var error: String?

    init() {}

    init(_ outcome: Outcome, of action: Action, clock: (mode: ClockMode, speed: Double, now: Instant)) {
        deed = action.deed
        isPaced = clock.mode == .real && clock.speed == 1
        isBroken = outcome.fault?.transfer != nil
        wasLost = isBroken || outcome.fault?.respond != nil
        switch outcome.result {
        case .job(let job):
            state = job.state
            kind = job.reference.kind
        case .jobs(let jobs, let page):
            ended = jobs.filter { $0.state.isTerminal }.map(\.reference.identifier)
            isFarPastEnd = page.isFarPastEnd
        case .records(_, let page): isFarPastEnd = page.isFarPastEnd
        default: break
        }
    }
}

extension PageInfo {
    fileprivate var isFarPastEnd: Bool { total > 0 && offset >= total + size }
}
