// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import Synchronization

/// A clock that is one second later at each reading, and counts them.
final class SecondsClock: Sendable {
    private let count = Mutex<Int64>(0)

    var readings: Int { Int(count.withLock { $0 }) }

    var clock: WallClock {
        WallClock {
            self.count.withLock { count in
                defer { count += 1 }
                return WallClock.Reading(seconds: count)
            }
        }
    }
}
