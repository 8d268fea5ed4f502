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
    /// Sends what is ready, closes the sending side, and reads on for a short time without looking.
    ///
    /// A plain close with unread bytes would make the kernel reset the connection, and the client would lose the answer
    /// that tells it what was wrong (RFC 9112 9.6).
    func finishWriting(_ context: ChannelHandlerContext) {
        cancelTransfer()
        phase = .draining
        flush(context)
        if isInputClosed { return close(context) }
        context.close(mode: .output, promise: nil)
        guard case .draining = phase else { return }
        parser = HTTPRequestParser(limits: environment.configuration.limits)
        updateDeadline(context)
    }

    /// Closes with a TCP reset: no byte of the answer goes out, and the client's read fails.
    func reset(_ context: ChannelHandlerContext) {
        flush(context)
        if let socket = context.channel as? any SocketOptionProvider {
            // Lingering for zero seconds is how a close becomes a reset; the option takes effect at once on the loop.
            socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
        }
        close(context)
    }

    func close(_ context: ChannelHandlerContext) {
        connectionEnded()
        context.close(promise: nil)
    }

    /// The client has closed its sending side: it has gone, or it has said all and still waits for the answer.
    func inputClosed(_ context: ChannelHandlerContext) {
        isInputClosed = true
        switch phase {
        case .reading:
            // Requests that still wait in the buffer are answered first; half a request never will be whole.
            process(context)
            if case .reading = phase, context.channel.isWritable { finishWriting(context) }
        case .answering:
            if disconnectAction != nil { close(context) } else { circumstances.closes = true }
        case .transferring:
            circumstances.closes = true
        case .draining:
            close(context)
        case .closed:
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
        out = ByteBuffer()
        action?()
    }

    private func cancelTransfer() {
        if case .transferring(let state) = phase { state.task?.cancel() }
    }
}
