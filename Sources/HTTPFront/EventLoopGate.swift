// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import Synchronization

/// Lets work from other threads onto a server's event loops, until the server shuts them down.
///
/// A handler may answer long after its server has gone; an event loop that has shut down must not be given work.
final class EventLoopGate: Sendable {
    private let isOpen = Mutex(true)

    /// Hands work over, or drops it where the loops are gone.
    func execute(on eventLoop: any EventLoop, _ work: @escaping @Sendable () -> Void) {
        isOpen.withLock { isOpen in
            if isOpen { eventLoop.execute(work) }
        }
    }

    func close() {
        isOpen.withLock { $0 = false }
    }
}
