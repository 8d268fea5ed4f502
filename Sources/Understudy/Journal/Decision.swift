// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation

/// What the engine decided about a request and nobody can find out later: the world has gone on.
///
/// Everything else that an explanation says follows from the request, the document and the scenario.
package struct Decision: Sendable {
    /// What stood before the API's own path.
    let prefix: String
    /// Index of the listener that the request came in on.
    let listener: Int
    /// The space's clock.
    let clock: (mode: ClockMode, speed: Double)
    /// Tells the scenario from those before and after it.
    let revision: Int
    let refusal: Outcome.Refusal?
    let fault: Outcome.Fault?
    let replay: Outcome.Replay?
    let admitted: Admitted?
    /// Of the job that the answer was about.
    let job: (kind: String, progress: Double, standing: JobStanding)?
    /// When the answer is given, where the clock holds it back.
    let heldUntil: Instant?

    init(
        _ outcome: Outcome, prefix: String, listener: Int, clock: (mode: ClockMode, speed: Double), revision: Int,
        heldUntil: Instant? = nil
    ) {
        self.prefix = prefix
        self.listener = listener
        self.clock = clock
        self.revision = revision
        refusal = if case .refused(let refusal) = outcome.result { refusal } else { nil }
        self.heldUntil = heldUntil
        fault = outcome.fault
        replay = outcome.replay
        admitted = outcome.admitted
        job =
            if case .job(let view) = outcome.result {
                (view.reference.kind, view.progress, view.standing)
            } else {
                nil
            }
    }
}
