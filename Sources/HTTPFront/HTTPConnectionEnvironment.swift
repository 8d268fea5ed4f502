// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// What all connections of one listener on one event loop share.
final class HTTPConnectionEnvironment {
    let configuration: HTTPServerConfiguration
    let handler: HTTPHandler
    let listener: Int
    let date: DateHeader
    let serializer: HTTPResponseSerializer
    let headerReadTime: TimeAmount
    let bodyReadTime: TimeAmount
    let idleTime: TimeAmount
    let lingerTime: TimeAmount

    init(configuration: HTTPServerConfiguration, listener: Int, date: DateHeader, handler: @escaping HTTPHandler) {
        self.configuration = configuration
        self.handler = handler
        self.listener = listener
        self.date = date
        serializer = HTTPResponseSerializer(serverName: configuration.serverName)
        headerReadTime = TimeAmount(configuration.headerReadTime)
        bodyReadTime = TimeAmount(configuration.bodyReadTime)
        idleTime = TimeAmount(configuration.idleTime)
        lingerTime = TimeAmount(configuration.lingerTime)
    }
}
