// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation
import Synchronization

extension ControlAPI {
    /// How long a request may wait for what clients do.
    static let longestWait = TimeSpan.seconds(60)

    static func wait(_ text: String, in name: String) throws -> TimeSpan {
        guard let span = TimeSpan(parsing: text), span >= .zero, span <= longestWait else {
            throw ControlFailure(
                400, "parameter-invalid", "\"\(text)\" is no duration from 0s to 60s",
                details: [.init("write \(name) as 5s or 500ms")])
        }
        return span
    }

    /// Sends as soon as the journal satisfies, or when the time, on the wall clock, is over.
    func wait(
        _ span: TimeSpan, in host: SpaceHost, at wall: Instant, _ reply: HTTPReply,
        until isSatisfied: @escaping @Sendable (borrowing Journal) -> Bool,
        thenSend send: @escaping @Sendable () -> Void
    ) {
        guard span > .zero else {
            send()
            return
        }
        let id = nextWatcher.add(1, ordering: .relaxed).newValue
        // The watcher is checked as soon as the lock is let go, so what is there already answers at once.
        host.withLock(at: wall) { state in
            state.watchers.append(.init(id: id, isSatisfied: isSatisfied, resume: send))
        }
        let giveUp = { @Sendable (answers: Bool) in
            let waited = host.withLock(at: self.clock()) { state in
                let count = state.watchers.count
                state.watchers.removeAll { $0.id == id }
                return state.watchers.count < count
            }
            if waited, answers { send() }
        }
        reply.onDisconnect { giveUp(false) }
        timer(.microseconds(span.microseconds)) { giveUp(true) }
    }
}
