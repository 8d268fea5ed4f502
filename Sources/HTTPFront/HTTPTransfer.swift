// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// How the bytes of an answer travel; the default is whole and at once.
package struct HTTPTransfer: Sendable, Hashable {
    /// A scripted misbehaviour of the connection.
    package enum Fault: Sendable, Hashable {
        case none
        /// The connection is reset (TCP RST) before any byte of the answer.
        case reset
        /// The head declares the whole body; the connection closes behind so many bytes of it.
        case truncate(afterBodyBytes: Int)
        /// The answer pauses behind so many bytes of its body, then goes on.
        case stall(afterBodyBytes: Int, for: Duration)
        /// The body comes in pieces of so many bytes, one with the head and then one per interval.
        case drip(bytes: Int, every: Duration)
    }

    /// Wall time before the first byte, or before the reset.
    package var delay: Duration
    package var fault: Fault

    package init(delay: Duration = .zero, fault: Fault = .none) {
        self.delay = delay
        self.fault = fault
    }

    /// Whole, at once.
    package static let immediate = HTTPTransfer()
}
