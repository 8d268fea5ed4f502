// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOPosix
import Simulation
import Synchronization

/// Sends messages over plain HTTP/1.1, each on a connection of its own.
///
/// Its thread is its own too, so that a receiver that never answers holds up no client of the server; there is none until
/// the first message.
package final class WebhookSender: Sendable {
    private enum State: Sendable {
        case idle
        case running(MultiThreadedEventLoopGroup)
        case stopped
    }

    private let state = Mutex(State.idle)

    package init() {}

    package func send(_ request: WebhookRequest, _ completion: @escaping @Sendable (WebhookReceipt) -> Void) {
        let group: MultiThreadedEventLoopGroup? = state.withLock { state in
            switch state {
            case .idle:
                let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
                state = .running(group)
                return group
            case .running(let group): return group
            case .stopped: return nil
            }
        }
        guard let group else {
            completion(WebhookReceipt(error: "the server is stopping", blame: .sender))
            return
        }
        let receipt = WebhookReceiptBox(completion)
        let deadline = NIODeadline.now() + request.timeout.amount
        ClientBootstrap(group: group)
            .connectTimeout(max(.milliseconds(1), request.timeout.amount))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        WebhookConnection(request: request, deadline: deadline, receipt: receipt))
                }
            }
            .connect(host: request.url.host, port: request.url.port)
            .whenFailure { error in
                receipt.give(WebhookReceipt(error: Self.text(of: error, request), blame: Self.blame(for: error)))
            }
    }

    /// A connection that nobody took in time is like an answer that nobody gave in time.
    private static func blame(for error: any Error) -> AttemptResult.Blame {
        let reason = (error as? NIOConnectionError)?.connectionErrors.first?.error ?? error
        if case .connectTimeout? = reason as? ChannelError { return .silence }
        return .receiver
    }

    private static func text(of error: any Error, _ request: WebhookRequest) -> String {
        guard let failure = error as? NIOConnectionError else {
            return WebhookFailure.text(of: error, to: request.url)
        }
        guard let first = failure.connectionErrors.first?.error else {
            return "the host \"\(request.url.host)\" is not known"
        }
        if let error = first as? IOError, error.errnoCode == ECONNREFUSED {
            return "nobody listens at \(request.url.authority) (connection refused)"
        }
        return WebhookFailure.text(of: first, to: request.url)
    }

    /// Cuts off what is still being sent.
    package func shutdown() async {
        let group: MultiThreadedEventLoopGroup? = state.withLock { state in
            defer { state = .stopped }
            if case .running(let group) = state { return group }
            return nil
        }
        // A group that cannot be shut down has no thread left to stop.
        try? await group?.shutdownGracefully()
    }
}

/// Gives its receipt once, whichever of connection and connecting comes to an end first.
final class WebhookReceiptBox: Sendable {
    private let completion: Mutex<(@Sendable (WebhookReceipt) -> Void)?>

    init(_ completion: @escaping @Sendable (WebhookReceipt) -> Void) {
        self.completion = Mutex(completion)
    }

    func give(_ receipt: WebhookReceipt) {
        let completion = completion.withLock { completion in
            defer { completion = nil }
            return completion
        }
        completion?(receipt)
    }
}
