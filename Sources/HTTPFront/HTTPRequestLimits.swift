// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Bounds on what one request may hold.
package struct HTTPRequestLimits: Sendable, Hashable {
    /// Bytes of the request line with its line ending; more gives 414.
    ///
    /// Default 8 KiB.
    package var requestLineBytes = 8 * 1024
    /// Bytes of all field lines together, trailers and chunk extensions each likewise; more gives 431.
    ///
    /// Default 16 KiB.
    package var headerBytes = 16 * 1024
    /// Number of fields; more gives 431.
    ///
    /// Default 100.
    package var headerCount = 100
    /// Bytes of content; more gives 413.
    ///
    /// Default 10 MiB.
    package var bodyBytes = 10 * 1024 * 1024

    package init() {}
}
