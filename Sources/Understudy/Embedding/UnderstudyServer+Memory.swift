// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON
import Simulation

extension UnderstudyServer {
    /// Answers a request as if it had come over a socket.
    ///
    /// Paths are those of the server's port: `/<api>/...`, `/~<space>/<api>/...`, `/_understudy/v1/...`. An answer that
    /// a scenario delays comes when the space's clock has come so far: on a manual clock, when the test moves it.
    ///
    /// - Parameters:
    ///   - request: what is sent.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the answer.
    /// - Throws: `UnderstudyFailure` with the code `connection-reset` where a scenario resets the connection, and where
    ///   the request is none that HTTP knows; `CancellationError` where the task is cancelled before the answer.
    public func respond(
        to request: Request, fileID: String = #fileID, line: Int = #line
    ) async throws -> Response {
        let place = CallSite(fileID, line)
        _ = try await start()
        let http = try failures(at: place) { try request.http() }
        let answer = FirstAnswer<HTTPResponse>()
        if http.body.count > options.maxBodyBytes {
            // The front would have refused it before any handler.
            let message = "the request body is larger than the limit of \(options.maxBodyBytes) bytes"
            answer.give(
                dispatcher.answerOversized(http, HTTPFailure(status: 413, code: "body_too_large", message: message)))
        } else {
            let timer = control.timer
            let reply = HTTPReply { response in
                let time = response.transfer.time(bodyBytes: response.body.count)
                guard time > .zero else {
                    answer.give(response)
                    return
                }
                timer(time) { answer.give(response) }
            }
            dispatcher.handle(http, reply)
        }
        let response = try await answer.value()
        guard response.transfer.fault != .reset else {
            throw UnderstudyFailure("connection-reset", "the connection was reset before the answer", at: place)
        }
        return Response(response, isHead: http.method == "HEAD")
    }
}

extension UnderstudyServer.Response {
    init(_ response: HTTPResponse, isHead: Bool) {
        status = response.status
        headers = UnderstudyServer.Headers(response.headers)
        var bytes = isHead ? [] : response.body
        var count = bytes.count
        if case .truncate(let kept) = response.transfer.fault {
            bytes = Array(bytes.prefix(kept))
        }
        if isHead { count = 0 }
        body = UnderstudyServer.Body(bytes, byteCount: count)
    }
}

extension UnderstudyServer.Headers {
    init(_ block: HTTPHeaderBlock) {
        self.init(block.lines.map { Field(name: $0.name, value: $0.value) })
    }

    init(_ fields: HTTPHeaderFields) {
        self.init(fields.map { Field(name: $0.name, value: $0.value) })
    }
}

extension HTTPTransfer {
    /// How long the answer is on its way, on the wall clock.
    fileprivate func time(bodyBytes: Int) -> Duration {
        switch fault {
        case .none, .reset, .truncate: delay
        case .stall(_, let pause): delay + pause
        case .drip(let bytes, let interval): delay + interval * (max(0, bodyBytes - 1) / max(1, bytes))
        }
    }
}
