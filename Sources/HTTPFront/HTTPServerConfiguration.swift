// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Where a server listens.
package struct HTTPListener: Sendable, Hashable {
    /// A name or an address.
    package var host: String
    /// 0 lets the system pick a free one.
    package var port: Int

    package init(host: String = "127.0.0.1", port: Int = 0) {
        self.host = host
        self.port = port
    }
}

/// Bounds and manners of a server.
///
/// Every default is stated with its meaning.
package struct HTTPServerConfiguration: Sendable {
    /// Bounds on one request; see there for the defaults.
    package var limits = HTTPRequestLimits()
    /// From a request's first byte to the end of its head; later gives 408 and closes.
    ///
    /// Default 10 s.
    package var headerReadTime: Duration = .seconds(10)
    /// From the end of a head to the end of its body; later gives 408 and closes.
    ///
    /// Default 30 s.
    package var bodyReadTime: Duration = .seconds(30)
    /// How long a connection may stay open with no request and no bytes of an answer moving.
    ///
    /// Default 75 s.
    package var idleTime: Duration = .seconds(75)
    /// How long the server reads on, and throws away, after it has sent its last answer on a connection.
    ///
    /// So the client can read that answer before the connection is torn down (RFC 9112 9.6). Default 2 s.
    package var lingerTime: Duration = .seconds(2)
    /// How many pipelined requests of one connection are handled in one turn.
    ///
    /// Then their answers are sent and the other connections of the same thread get their turn. Default 64.
    package var pipelineDepth = 64
    /// How many bytes behind a request that is being answered are read ahead; past that the client has to wait.
    ///
    /// Default 64 KiB.
    package var readAheadBytes = 64 * 1024
    /// Number of event loop threads.
    ///
    /// Default 1, which costs least CPU per request.
    package var threads = 1
    /// The `Server` header; none by default.
    package var serverName: String?
    /// The time that `Date` shows.
    package var clock = WallClock.system
    /// The answer to what the front itself refuses; the connection closes behind it.
    package var failureResponse = HTTPFailure.jsonResponse
    /// The answer to a request whose head is good and whose body is too large, given the request without its body; the
    /// connection closes behind it.
    ///
    /// By default as `failureResponse` says.
    package var oversizedResponse: (@Sendable (HTTPRequest, HTTPFailure) -> HTTPResponse)?

    package init() {}
}
