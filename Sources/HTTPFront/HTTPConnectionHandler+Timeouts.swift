// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import NIOCore

/// The one deadline of a connection, kept by one scheduled task that is moved only when it must come earlier.
///
/// A keep-alive connection with a thousand requests a second schedules once per idle time, not twice per request.
struct ConnectionTimer {
    enum Wait: Equatable {
        case request(HTTPRequestParser.Progress)
        case finishing
        case draining
    }

    /// When the current wait is over; nil while there is nothing to wait for.
    var deadline: NIODeadline?
    /// What the deadline was computed for; it is not put off while this stays the same.
    var awaited: Wait?
    var task: Scheduled<Void>?
    var taskTime = NIODeadline.distantFuture
    /// Unsent bytes when the idle time was last over, to tell a slow reader from a dead one.
    var unsentBytes = 0

    /// A new request is a new wait, even where it is in the same state of progress as the one before.
    mutating func requestBegan() {
        awaited = nil
    }

    mutating func cancel() {
        task?.cancel()
        task = nil
        deadline = nil
    }
}

extension HTTPConnectionHandler {
    /// Sets the deadline that goes with the state of the connection.
    func updateDeadline(_ context: ChannelHandlerContext) {
        let wait: ConnectionTimer.Wait? =
            switch phase {
            case .reading: .request(parser.progress)
            case .finishing: .finishing
            case .draining: .draining
            case .answering, .transferring, .closed: nil
            }
        guard wait != timer.awaited else { return }
        timer.awaited = wait
        let time: TimeAmount? =
            switch wait {
            case .request(.head): environment.headerReadTime
            case .request(.body): environment.bodyReadTime
            case .request(.betweenRequests), .request(.failed), .finishing: environment.idleTime
            case .draining: environment.lingerTime
            case nil: nil
            }
        timer.deadline = time.map { context.eventLoop.now + $0 }
        arm(context)
    }

    private func arm(_ context: ChannelHandlerContext) {
        guard let deadline = timer.deadline else { return }
        if timer.task != nil {
            guard deadline < timer.taskTime else { return }
            timer.task?.cancel()
        }
        timer.taskTime = deadline
        timer.task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer.task = nil
            if let context = self.context { self.timerFired(context) }
        }
    }

    private func timerFired(_ context: ChannelHandlerContext) {
        guard let deadline = timer.deadline else { return }
        guard context.eventLoop.now >= deadline else { return arm(context) }
        switch timer.awaited {
        case .request(.head):
            fail(.timeout("the headers did not arrive within \(environment.configuration.headerReadTime)"), context)
        case .request(.body):
            fail(.timeout("the body did not arrive within \(environment.configuration.bodyReadTime)"), context)
        case .request(.betweenRequests), .request(.failed), .finishing:
            closeUnlessSending(context)
        case .draining:
            close(context)
        case nil:
            break
        }
    }

    /// The client may be busy with a long answer; it may go on as long as bytes move within each idle time.
    private func closeUnlessSending(_ context: ChannelHandlerContext) {
        let unsent = unsentBytes(context)
        guard unsent > 0, unsent != timer.unsentBytes else { return close(context) }
        timer.unsentBytes = unsent
        timer.deadline = context.eventLoop.now + environment.idleTime
        arm(context)
    }
}
