// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The time of day, for the `Date` of answers.
///
/// The only place of the front that reads it; tests put a fixed one in.
package struct WallClock: Sendable {
    /// A moment since 1970-01-01T00:00:00Z.
    package struct Reading: Sendable, Hashable {
        package var seconds: Int64
        package var nanoseconds: Int64

        package init(seconds: Int64, nanoseconds: Int64 = 0) {
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }
    }

    package var now: @Sendable () -> Reading

    package init(now: @escaping @Sendable () -> Reading) {
        self.now = now
    }

    /// The machine's clock.
    package static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Reading(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
