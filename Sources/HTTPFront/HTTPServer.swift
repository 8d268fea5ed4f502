// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import NIOPosix
import Synchronization

/// Why a server did not start.
package enum HTTPServerError: Error, Sendable {
    /// `start()` was called before.
    case startedAlready
    /// A listener could not be bound: the port is taken, the name unknown, the right missing.
    case cannotListen(HTTPListener, reason: String)
}

/// An HTTP/1.1 server on plain sockets.
///
/// It owns its threads from start to shutdown.
package final class HTTPServer: Sendable {
    /// One bound listener.
    private struct Bound: Sendable {
        var channel: any Channel
        var environments: [NIOLoopBoundBox<HTTPConnectionEnvironment>]
    }

    private enum State: Sendable {
        case idle
        case starting
        case running(MultiThreadedEventLoopGroup, [Bound])
        case stopped
    }

    private let configuration: HTTPServerConfiguration
    private let listeners: [HTTPListener]
    private let handler: HTTPHandler
    private let gate = EventLoopGate()
    private let state = Mutex(State.idle)

    package init(
        configuration: HTTPServerConfiguration = HTTPServerConfiguration(), listeners: [HTTPListener],
        handler: @escaping HTTPHandler
    ) {
        self.configuration = configuration
        self.listeners = listeners
        self.handler = handler
    }

    /// Binds all listeners; where one cannot be bound, none stays bound.
    ///
    /// - Returns: where each listener listens, in order, with the port that the system picked for 0.
    package func start() async throws -> [HTTPListener] {
        try state.withLock { state in
            guard case .idle = state else { throw HTTPServerError.startedAlready }
            state = .starting
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        var bound: [Bound] = []
        var addresses: [HTTPListener] = []
        for (index, listener) in listeners.enumerated() {
            do {
                let environments = environments(group, listener: index)
                let channel = try await bootstrap(group, environments)
                    .bind(host: listener.host, port: listener.port).get()
                bound.append(Bound(channel: channel, environments: environments))
                addresses.append(
                    HTTPListener(
                        host: channel.localAddress?.ipAddress ?? listener.host,
                        port: channel.localAddress?.port ?? listener.port))
            } catch {
                state.withLock { $0 = .stopped }
                try await group.shutdownGracefully()
                throw HTTPServerError.cannotListen(listener, reason: "\(error)")
            }
        }
        state.withLock { $0 = .running(group, bound) }
        return addresses
    }

    /// Stops accepting, closes idle connections at once, and lets answers in flight be finished.
    ///
    /// Returns when all is closed; a second call returns at once.
    ///
    /// - Parameter gracePeriod: how long those in flight have; what is open after it is cut off.
    /// - Throws: what the event loops throw when they cannot be shut down.
    package func shutdown(gracePeriod: Duration) async throws {
        let running: (MultiThreadedEventLoopGroup, [Bound])? = state.withLock { state in
            guard case .running(let group, let bound) = state else { return nil }
            state = .stopped
            return (group, bound)
        }
        guard let (group, bound) = running else { return }
        for listener in bound {
            // A listener that has failed by itself is closed already, which is what is wanted.
            try? await listener.channel.close()
        }
        let environments = bound.flatMap(\.environments)
        let closed = environments.map { environment in
            let allClosed = environment.eventLoop.makePromise(of: Void.self)
            environment.eventLoop.execute { environment.value.quiesce(allClosed) }
            return allClosed.futureResult
        }
        let eventLoop = group.next()
        let limit = eventLoop.scheduleTask(in: TimeAmount(gracePeriod)) {
            for environment in environments {
                environment.eventLoop.execute { environment.value.cutOff() }
            }
        }
        try await EventLoopFuture.andAllComplete(closed, on: eventLoop).get()
        limit.cancel()
        gate.close()
        try await group.shutdownGracefully()
    }

    /// Runs something later on one of the server's threads; never, where the server does not run or stops before.
    package func schedule(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
        let group: MultiThreadedEventLoopGroup? = state.withLock { state in
            if case .running(let group, _) = state { group } else { nil }
        }
        _ = group?.next().scheduleTask(in: TimeAmount(delay)) { work() }
    }

    /// One environment for each event loop: what connections of one loop share needs no lock.
    private func environments(
        _ group: MultiThreadedEventLoopGroup, listener: Int
    ) -> [NIOLoopBoundBox<HTTPConnectionEnvironment>] {
        group.makeIterator().map { eventLoop in
            NIOLoopBoundBox.makeBoxSendingValue(
                HTTPConnectionEnvironment(
                    configuration: configuration, listener: listener, date: DateHeader(clock: configuration.clock),
                    gate: gate,
                    handler: handler),
                eventLoop: eventLoop)
        }
    }

    private func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ environments: [NIOLoopBoundBox<HTTPConnectionEnvironment>]
    ) -> ServerBootstrap {
        let environmentOfLoop = Dictionary(
            uniqueKeysWithValues: environments.map { (ObjectIdentifier($0.eventLoop), $0) })
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A client that has said all may close its sending side and still wait for its answer.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let environment = environmentOfLoop[ObjectIdentifier(channel.eventLoop)] else {
                        preconditionFailure("a connection runs on an event loop that is not of its server's group")
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        HTTPConnectionHandler(environment: environment.value))
                }
            }
    }
}
