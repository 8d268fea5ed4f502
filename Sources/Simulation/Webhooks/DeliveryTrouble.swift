// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How the deliveries of a scenario's space go wrong.
package struct DeliveryTrouble: Sendable, Hashable, Codable {
    /// So many first attempts of each delivery fail without being made, as if nobody listened.
    package var down: Int
    /// In how many deliveries each event is sent to one receiver.
    package var copies: Int

    package init(down: Int = 0, copies: Int = 1) {
        self.down = down
        self.copies = copies
    }
}

extension Space {
    /// Ends the attempt that has just begun, where the scenario lets it fail.
    mutating func failIfDown(at position: Int, due: Instant) {
        let delivery = outbox.deliveries[position]
        guard delivery.state == .inFlight, delivery.attemptCount <= scenario.deliveries?.down ?? 0 else { return }
        let result = AttemptResult(
            status: nil, error: "connection refused: the scenario says that nobody listens yet", startedAt: due,
            blame: .sender)
        _ = record(result, ofAttempt: delivery.attemptCount, delivery: delivery.number, at: due)
    }
}
