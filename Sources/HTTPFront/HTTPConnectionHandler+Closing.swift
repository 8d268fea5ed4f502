// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension HTTPConnectionHandler {
    /// Sends what is ready, and once it is out closes the sending side and reads on for a short time without looking.
    ///
    /// A plain close with unread bytes would make the kernel reset the connection, and the client would lose the answer
    /// that tells it what was wrong (RFC 9112 9.6).
    func finishWriting(_ context: ChannelHandlerContext) {
        cancelTransfer()
        phase = .finishing
        parser = HTTPRequestParser(limits: environment.configuration.limits)
        let lastWrite = context.eventLoop.makePromise(of: Void.self)
        lastWrite.futureResult.assumeIsolated().whenComplete { _ in
            guard let context = self.context, case .finishing = self.phase else { return }
            self.drain(context)
        }
        context.writeAndFlush(wrapOutboundOut(out), promise: lastWrite)
        out = ByteBuffer()
        updateDeadline(context)
    }

    private func drain(_ context: ChannelHandlerContext) {
        if isInputClosed { return close(context) }
        phase = .draining
        context.close(mode: .output, promise: nil)
        updateDeadline(context)
    }

    /// The server shuts down: what has begun is finished, nothing new begins.
    func quiesce() {
        isQuiescing = true
        guard let context, case .reading = phase, parser.progress == .betweenRequests else { return }
        // At once, unless bytes of the last answer are still on their way.
        if unsentBytes(context) == 0 { close(context) } else { finishWriting(context) }
    }

    func unsentBytes(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Closes with a TCP reset: no byte of the answer goes out, and the client's read fails.
    func reset(_ context: ChannelHandlerContext) {
        flush(context)
        if let socket = context.channel as? any SocketOptionProvider {
            // Lingering for zero seconds is how a close becomes a reset; the option takes effect at once on the loop.
            _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        }
        close(context)
    }

    func close(_ context: ChannelHandlerContext) {
        connectionEnded()
        context.close(promise: nil)
    }

    /// Closes at once, whatever is under way.
    func cutOff() {
        if let context { close(context) }
    }

    /// The client has closed its sending side: it has gone, or it has said all and still waits for the answer.
    func inputClosed(_ context: ChannelHandlerContext) {
        isInputClosed = true
        switch phase {
        case .reading:
            // Requests that still wait in the buffer are answered first; half a request never will be whole.
            resume(context)
        case .answering:
            if disconnectAction != nil { close(context) } else { circumstances.closes = true }
        case .transferring:
            circumstances.closes = true
        case .draining:
            close(context)
        case .finishing, .closed:
            break
        }
    }

    /// Lets go of everything that waits for this connection; safe to call at any time.
    func connectionEnded() {
        let action = disconnectAction
        disconnectAction = nil
        cancelTransfer()
        timer.cancel()
        phase = .closed
        action?()
    }

    private func cancelTransfer() {
        if case .transferring(let state) = phase { state.task?.cancel() }
    }
}
