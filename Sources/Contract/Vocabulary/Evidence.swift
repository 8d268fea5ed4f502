// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How a fact about an API is known, strongest first.
package enum Evidence: String, Sendable, Hashable, CaseIterable {
    /// One of the vendor pages that the project started from.
    case seed
    /// Another page or document of the vendor.
    case documented
    /// Seen in the code of a client.
    case client
    /// Deduced; the reason stands in the reference.
    case inferred
    /// Nothing is known; a choice was made.
    case undocumented
}
