// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// Handles one request.
///
/// Called on the connection's event loop: it must not block, but may keep the reply and answer later from any thread.
/// The next request of the same connection waits until then.
package typealias HTTPHandler = @Sendable (HTTPRequest, HTTPReply) -> Void

/// The right to answer one request once.
///
/// A handler that never answers leaves its connection waiting until the client goes away or the server shuts down.
package struct HTTPReply: Sendable {
    private enum Destination: Sendable {
        case connection(NIOLoopBound<HTTPConnectionHandler>, sequence: UInt64, EventLoopGate)
        case sink(@Sendable (HTTPResponse) -> Void)
    }

    private let destination: Destination

    init(connection: HTTPConnectionHandler, eventLoop: any EventLoop, sequence: UInt64) {
        destination = .connection(
            NIOLoopBound(connection, eventLoop: eventLoop), sequence: sequence,
            connection.environment.gate)
    }

    /// Makes a reply without a connection, for handlers called in memory.
    package init(_ sink: @escaping @Sendable (HTTPResponse) -> Void) {
        destination = .sink(sink)
    }

    /// Sends the answer, from any thread.
    ///
    /// A second answer goes nowhere, and so does one to a client or from a server that has gone.
    package func send(_ response: HTTPResponse) {
        switch destination {
        case .connection(let connection, let sequence, let gate):
            if connection.eventLoop.inEventLoop {
                connection.value.answer(sequence: sequence, response)
            } else {
                gate.execute(on: connection.eventLoop) { connection.value.answer(sequence: sequence, response) }
            }
        case .sink(let sink):
            sink(response)
        }
    }

    /// Registers what to do when the client goes away before its answer; called at most once, on the event loop, and
    /// at once where the client has already gone.
    ///
    /// Registering also says that nobody else waits: a client that closes its sending side counts as gone then, while
    /// it would otherwise still be sent its answer.
    package func onDisconnect(_ action: @escaping @Sendable () -> Void) {
        guard case .connection(let connection, let sequence, let gate) = destination else { return }
        if connection.eventLoop.inEventLoop {
            connection.value.onDisconnect(sequence: sequence, action)
        } else {
            gate.execute(on: connection.eventLoop) { connection.value.onDisconnect(sequence: sequence, action) }
        }
    }
}
