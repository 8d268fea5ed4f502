// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// What all connections of one listener on one event loop share.
final class HTTPConnectionEnvironment {
    let configuration: HTTPServerConfiguration
    let handler: HTTPHandler
    let listener: Int
    let gate: EventLoopGate
    let date: DateHeader
    let serializer: HTTPResponseSerializer
    let headerReadTime: TimeAmount
    let bodyReadTime: TimeAmount
    let idleTime: TimeAmount
    let lingerTime: TimeAmount
    private var connections: [ObjectIdentifier: HTTPConnectionHandler] = [:]
    /// What a shutdown waits for; nil before it.
    private var allClosed: EventLoopPromise<Void>?

    init(
        configuration: HTTPServerConfiguration, listener: Int, date: DateHeader, gate: EventLoopGate = EventLoopGate(),
        handler: @escaping HTTPHandler
    ) {
        self.configuration = configuration
        self.handler = handler
        self.listener = listener
        self.date = date
        self.gate = gate
        serializer = HTTPResponseSerializer(serverName: configuration.serverName)
        headerReadTime = TimeAmount(configuration.headerReadTime)
        bodyReadTime = TimeAmount(configuration.bodyReadTime)
        idleTime = TimeAmount(configuration.idleTime)
        lingerTime = TimeAmount(configuration.lingerTime)
    }

    /// Takes note of a new connection; during a shutdown it is told so at once.
    func opened(_ connection: HTTPConnectionHandler) {
        connections[ObjectIdentifier(connection)] = connection
        if allClosed != nil { connection.quiesce() }
    }

    func closed(_ connection: HTTPConnectionHandler) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        if connections.isEmpty { allClosed?.succeed() }
    }

    /// Tells all connections to finish what they are at and to close.
    ///
    /// - Parameter allClosed: fulfilled once they have.
    func quiesce(_ allClosed: EventLoopPromise<Void>) {
        self.allClosed = allClosed
        for connection in connections.values { connection.quiesce() }
        if connections.isEmpty { allClosed.succeed() }
    }

    /// Closes all connections now, whatever they are at.
    func cutOff() {
        for connection in connections.values { connection.cutOff() }
    }
}
