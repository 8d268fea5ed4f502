// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Synchronization

/// Lets the control API set timers on the server's threads, which exist only after it.
final class TimerBox: Sendable {
    private let server = Mutex<HTTPServer?>(nil)

    func use(_ server: HTTPServer) {
        self.server.withLock { $0 = server }
    }

    var schedule: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void {
        { delay, work in
            guard let server = self.server.withLock({ $0 }) else { return }
            server.schedule(after: delay, work)
        }
    }
}
