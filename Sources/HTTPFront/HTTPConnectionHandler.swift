// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// One connection: feeds the parser, calls the handler, writes answers in order.
///
/// Requests of a connection are handled one at a time; while an answer is pending, what the client sends is kept up
/// to the read-ahead bound, and past that is not read.
final class HTTPConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Waits for a request, or reads one.
        case reading
        /// A handler owes the answer.
        case answering
        /// An answer is on its way in pieces.
        case transferring(HTTPTransferState)
        /// The last answer is being written.
        case finishing
        /// The last answer is out and the sending side closed; the client may still be sending.
        case draining
        case closed
    }

    let environment: HTTPConnectionEnvironment
    var parser: HTTPRequestParser
    var phase = Phase.reading
    var context: ChannelHandlerContext?
    /// Bytes that are ready to be written at the end of the turn.
    var out = ByteBuffer()
    /// Which request the pending or last answer belongs to.
    var sequence: UInt64 = 0
    var circumstances = HTTPResponseSerializer.Circumstances()
    /// Whether a request was handed to the handler and has not been answered.
    var isAnswerOwed = false
    var disconnectAction: (@Sendable () -> Void)?
    var isQuiescing = false
    /// Whether the client has closed its sending side.
    var isInputClosed = false
    /// Whether the loop over buffered requests runs further up the stack.
    var isProcessing = false
    var timer = ConnectionTimer()
    private var holdsRead = false
    var remoteAddress: String?

    init(environment: HTTPConnectionEnvironment) {
        self.environment = environment
        parser = HTTPRequestParser(limits: environment.configuration.limits)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        connectionEnded()
        environment.closed(self)
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        remoteAddress = context.remoteAddress?.ipAddress
        updateDeadline(context)
        environment.opened(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        connectionEnded()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch phase {
        case .finishing, .draining, .closed: return
        case .reading, .answering, .transferring: break
        }
        let bytes = unwrapInboundIn(data)
        bytes.withUnsafeReadableBytes { parser.feed($0) }
        if case .reading = phase { process(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush(context)
        updateDeadline(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { resume(context) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            inputClosed(context)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Whatever went wrong on the socket, there is nobody left to tell.
        close(context)
    }

    func read(context: ChannelHandlerContext) {
        if isReadingAhead { context.read() } else { holdsRead = true }
    }

    private var isReadingAhead: Bool {
        parser.bufferedBytes < environment.configuration.readAheadBytes
    }

    /// Handles buffered requests until one has to wait.
    func process(_ context: ChannelHandlerContext) {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        var handled = 0
        while case .reading = phase {
            // A client that sends requests and reads no answers must not fill the memory.
            guard context.channel.isWritable else { return }
            guard handled < environment.configuration.pipelineDepth else { return yieldTurn(context) }
            switch parser.next() {
            case .needsMoreBytes:
                if isInputClosed { finishWriting(context) }
                return
            case .wantsContinue:
                out.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
            case .failure(let failure):
                fail(failure, context)
            case .request(let request):
                handled += 1
                dispatch(request, context)
            }
            if out.readableBytes > 64 * 1024 { flush(context) }
        }
    }

    private func dispatch(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
        var request = request
        request.listener = environment.listener
        request.remoteAddress = remoteAddress
        sequence &+= 1
        circumstances = HTTPResponseSerializer.Circumstances(
            isHEAD: request.method == "HEAD", isHTTP10: request.isHTTP10, closes: !request.keepsAlive)
        phase = .answering
        isAnswerOwed = true
        timer.requestBegan()
        environment.handler(request, HTTPReply(connection: self, eventLoop: context.eventLoop, sequence: sequence))
    }

    /// Sends what is ready and goes on with the buffered requests after the other connections had their turn.
    private func yieldTurn(_ context: ChannelHandlerContext) {
        flush(context)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute { bound.value.resumeIfOpen() }
    }

    private func resumeIfOpen() {
        if let context { resume(context) }
    }

    /// Goes on after a wait: for an answer, for a client that reads, or for a turn.
    func resume(_ context: ChannelHandlerContext) {
        if case .reading = phase { process(context) }
        flush(context)
        updateDeadline(context)
        if holdsRead, isReadingAhead {
            holdsRead = false
            context.read()
        }
    }

    /// Writes and flushes what is ready.
    func flush(_ context: ChannelHandlerContext) {
        guard out.readableBytes > 0 else { return }
        context.writeAndFlush(wrapOutboundOut(out), promise: nil)
        if out.capacity > 64 * 1024 { out = ByteBuffer() } else { out.clear() }
    }
}
