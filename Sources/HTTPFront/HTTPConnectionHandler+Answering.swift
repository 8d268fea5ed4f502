// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// An answer that travels in pieces.
struct HTTPTransferState {
    var response: HTTPResponse
    /// Body bytes written so far.
    var sent = 0
    /// How many body bytes there are to send.
    var length: Int
    var task: Scheduled<Void>?
}

extension HTTPConnectionHandler {
    /// Takes the answer to the request of this number.
    func answer(sequence: UInt64, _ response: HTTPResponse) {
        guard let context, sequence == self.sequence, case .answering = phase else { return }
        disconnectAction = nil
        isAnswerOwed = false
        if isQuiescing || isInputClosed || response.closesConnection { circumstances.closes = true }
        let length = HTTPResponseSerializer.bodyLength(of: response, circumstances)
        if response.transfer == .immediate {
            writeHead(response, context)
            if length > 0 { out.writeBytes(response.body) }
            finishAnswer(context)
        } else {
            phase = .transferring(HTTPTransferState(response: response, length: length))
            if response.transfer.delay > .zero {
                schedule(in: response.transfer.delay, context) { $0.beginTransfer($1) }
            } else {
                beginTransfer(context)
            }
        }
        if !isProcessing { resume(context) }
    }

    /// Answers on the front's own account, and closes.
    func fail(_ failure: HTTPFailure, _ context: ChannelHandlerContext) {
        circumstances = HTTPResponseSerializer.Circumstances(closes: true)
        let response = failureResponse(failure)
        writeHead(response, context)
        if response.allowsBody { out.writeBytes(response.body) }
        finishWriting(context)
    }

    private func failureResponse(_ failure: HTTPFailure) -> HTTPResponse {
        let configuration = environment.configuration
        guard failure.status == 413, var request = parser.oversized, let respond = configuration.oversizedResponse
        else {
            return configuration.failureResponse(failure)
        }
        request.listener = environment.listener
        request.remoteAddress = remoteAddress
        return respond(request, failure)
    }

    func onDisconnect(sequence: UInt64, _ action: @escaping @Sendable () -> Void) {
        guard sequence == self.sequence, isAnswerOwed else { return }
        if case .answering = phase, !isInputClosed {
            disconnectAction = action
        } else {
            action()
            if let context { close(context) }
        }
    }

    private func writeHead(_ response: HTTPResponse, _ context: ChannelHandlerContext) {
        let date = environment.date.line(at: context.eventLoop.now)
        environment.serializer.writeHead(of: response, circumstances, date: date, to: &out)
    }

    private func finishAnswer(_ context: ChannelHandlerContext) {
        if circumstances.closes {
            finishWriting(context)
        } else {
            phase = .reading
        }
    }

    // MARK: Transfers in pieces

    private func beginTransfer(_ context: ChannelHandlerContext) {
        guard case .transferring(let state) = phase else { return }
        switch state.response.transfer.fault {
        case .reset:
            return reset(context)
        case .none:
            writeHead(state.response, context)
            writeBody(state.length, context)
        case .truncate(let count):
            writeHead(state.response, context)
            writeBody(count, context)
            return finishWriting(context)
        case .stall(let count, let pause):
            writeHead(state.response, context)
            writeBody(count, context)
            flush(context)
            schedule(in: pause, context) { handler, context in
                handler.writeBody(state.length, context)
                handler.finishAnswer(context)
            }
            return
        case .drip(let count, let interval):
            writeHead(state.response, context)
            return drip(max(1, count), every: interval, context)
        }
        finishAnswer(context)
    }

    /// Writes up to so many more bytes of the body.
    private func writeBody(_ count: Int, _ context: ChannelHandlerContext) {
        guard case .transferring(var state) = phase else { return }
        let end = min(state.length, state.sent + max(0, count))
        out.writeBytes(state.response.body[state.sent..<end])
        state.sent = end
        phase = .transferring(state)
    }

    private func drip(_ count: Int, every interval: Duration, _ context: ChannelHandlerContext) {
        writeBody(count, context)
        guard case .transferring(let state) = phase else { return }
        guard state.sent < state.length else { return finishAnswer(context) }
        flush(context)
        schedule(in: interval, context) { $0.drip(count, every: interval, $1) }
    }

    /// Runs the next step of a transfer later, unless the connection has ended by then.
    private func schedule(
        in delay: Duration, _ context: ChannelHandlerContext,
        _ step: @escaping (HTTPConnectionHandler, ChannelHandlerContext) -> Void
    ) {
        guard case .transferring(var state) = phase else { return }
        state.task = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) {
            guard let context = self.context, case .transferring = self.phase else { return }
            step(self, context)
            self.resume(context)
        }
        phase = .transferring(state)
    }
}
