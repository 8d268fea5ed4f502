// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Simulation
import Synchronization

/// What deliveries need of the world outside: somebody who sends, a timer, a clock, and somebody to tell.
///
/// It lets only so many messages to one receiver be on their way at a time, whichever space they are from.
package final class WebhookService: Sendable {
    /// Connections to one receiver at a time.
    package static let connectionsPerReceiver = 32

    private struct Waiting: Sendable {
        var request: WebhookRequest
        var completion: @Sendable (WebhookReceipt) -> Void
    }

    private struct Line: Sendable {
        var open = 0
        var waiting: [Waiting] = []
    }

    let clock: @Sendable () -> Instant
    let timer: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    /// Gets a line for each thing that whoever runs the server should know.
    let report: @Sendable (String) -> Void
    private let transport: WebhookTransport
    private let lines = Mutex<[String: Line]>([:])

    package init(
        transport: @escaping WebhookTransport, clock: @escaping @Sendable () -> Instant,
        timer: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.transport = transport
        self.clock = clock
        self.timer = timer
        self.report = report
    }

    /// Sends a message as soon as its receiver has a connection free.
    func send(_ request: WebhookRequest, _ completion: @escaping @Sendable (WebhookReceipt) -> Void) {
        let receiver = request.url.authority
        let isFree = lines.withLock { lines in
            guard lines[receiver, default: Line()].open < Self.connectionsPerReceiver else {
                lines[receiver, default: Line()].waiting.append(Waiting(request: request, completion: completion))
                return false
            }
            lines[receiver, default: Line()].open += 1
            return true
        }
        if isFree { begin(request, completion) }
    }

    private func begin(_ request: WebhookRequest, _ completion: @escaping @Sendable (WebhookReceipt) -> Void) {
        transport(request) { receipt in
            let receiver = request.url.authority
            let next = self.lines.withLock { lines -> Waiting? in
                guard let line = lines[receiver] else { return nil }
                if line.waiting.isEmpty {
                    lines[receiver] = line.open > 1 ? Line(open: line.open - 1) : nil
                    return nil
                }
                return lines[receiver]?.waiting.removeFirst()
            }
            if let next { self.begin(next.request, next.completion) }
            completion(receipt)
        }
    }

    /// How many messages are on their way.
    var count: Int { lines.withLock { $0.values.reduce(0) { $0 + $1.open + $1.waiting.count } } }
}
