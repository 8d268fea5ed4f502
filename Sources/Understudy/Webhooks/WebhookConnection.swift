// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore
import Simulation

/// Sends one message on one connection and reads the answer.
final class WebhookConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: WebhookRequest
    private let deadline: NIODeadline
    private let receipt: WebhookReceiptBox
    private var reader = WebhookAnswerReader()
    private var timer: Scheduled<Void>?
    private var isFinished = false

    init(request: WebhookRequest, deadline: NIODeadline, receipt: WebhookReceiptBox) {
        self.request = request
        self.deadline = deadline
        self.receipt = receipt
    }

    func channelActive(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            bound.value.handler.runOut(bound.value.context)
        }
        let body = request.body[...]
        switch request.pace {
        case .whole: send(request.head + body, context)
        case .truncated(let count):
            send(request.head + body.prefix(count), context)
            // The receiver sees the end of what it waits for, and can still answer.
            context.channel.close(mode: .output, promise: nil)
        case .slow(let pieces, let span):
            send(request.head, context)
            sendSlowly(
                body, pieces: max(1, pieces), pause: .nanoseconds(span.amount.nanoseconds / Int64(max(1, pieces))),
                context)
        }
        context.fireChannelActive()
    }

    private func send(_ bytes: some Sequence<UInt8>, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    }

    private func sendSlowly(
        _ rest: ArraySlice<UInt8>, pieces: Int, pause: TimeAmount, _ context: ChannelHandlerContext
    ) {
        guard !isFinished, !rest.isEmpty else { return }
        let piece = rest.prefix(max(1, (rest.count + pieces - 1) / pieces))
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: pause) {
            let (handler, context) = bound.value
            guard !handler.isFinished else { return }
            handler.send(piece, context)
            handler.sendSlowly(rest.dropFirst(piece.count), pieces: max(1, pieces - 1), pause: pause, context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch reader.read(unwrapInboundIn(data).readableBytesView) {
        case .needsMore: break
        case .complete: answered(context)
        case .malformed: finish(WebhookReceipt(error: "the answer is not HTTP/1.1"), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if reader.status != nil {
            answered(context)
        } else {
            finish(WebhookReceipt(error: "the connection was closed without an answer"), context)
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if reader.status != nil {
            answered(context)
        } else {
            finish(WebhookReceipt(error: WebhookFailure.text(of: error, to: request.url)), context)
        }
    }

    /// A receiver that has sent its status has answered, however slow the rest is.
    private func runOut(_ context: ChannelHandlerContext) {
        if reader.status != nil {
            answered(context)
        } else {
            finish(WebhookReceipt(error: WebhookFailure.timeout(request.timeout), blame: .silence), context)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        var result = WebhookReceipt(status: reader.status, answer: reader.answer)
        if let status = reader.status, !result.isSuccess {
            result.error =
                (300..<400).contains(status)
                ? "redirected" + (reader.location.map { " to \($0)" } ?? "") + ", which is not followed"
                : "answered with \(status)"
        }
        finish(result, context)
    }

    private func finish(_ result: WebhookReceipt, _ context: ChannelHandlerContext) {
        guard !isFinished else { return }
        isFinished = true
        timer?.cancel()
        receipt.give(result)
        context.close(promise: nil)
    }
}

extension TimeSpan {
    var amount: TimeAmount { .microseconds(microseconds) }
}

/// Why there is no answer, in words.
enum WebhookFailure {
    static func timeout(_ span: TimeSpan) -> String {
        let seconds = Double(span.microseconds) / 1_000_000
        return "no answer within \(seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)) s"
    }

    static func text(of error: any Error, to url: WebhookURL) -> String {
        switch error {
        case let error as IOError: return "the connection failed: \(error.description)"
        case let error as ChannelError:
            if case .connectTimeout(let amount) = error {
                return timeout(TimeSpan(microseconds: amount.nanoseconds / 1000))
            }
            return "the connection failed: \(error)"
        default: return "\(error)"
        }
    }
}
