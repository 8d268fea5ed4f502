// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

extension UnderstudySpace {
    /// A receiver that is told of events.
    public struct Webhook: Sendable, Hashable, Identifiable {
        /// The webhook's id.
        public let id: String
        /// The API whose events it is told of.
        public let api: String
        /// Where messages go.
        public let url: String
        /// What messages are signed with.
        public let secret: String
        /// The events that it is told of; empty for all.
        public let events: [String]

        init(_ subscription: WebhookSubscription) {
            id = subscription.id
            api = subscription.api
            url = subscription.url.description
            secret = subscription.secret
            events = subscription.events
        }
    }

    /// One event on its way to one receiver.
    public struct Delivery: Sendable, Hashable, Identifiable, CustomStringConvertible {
        /// What has become of it.
        public enum State: String, Sendable, Hashable {
            /// The next attempt is due later.
            case waiting
            /// It is being sent.
            case inFlight = "in-flight"
            /// The receiver took it.
            case delivered
            /// The last attempt failed.
            case abandoned
            /// Its webhook was deleted before a receiver took it.
            case cancelled
        }

        /// Counts up from 1 within a space.
        public let id: Int
        /// The webhook's id.
        public let webhook: String
        /// The event's name.
        public let event: String
        /// The same in every attempt, and for every receiver.
        public let eventID: String
        /// What has become of it.
        public let state: State
        /// How many attempts there were.
        public let attemptCount: Int
        /// The status that the last attempt was answered with; `nil` where there was no answer.
        public let status: Int?
        /// Why the last attempt failed; `nil` where it did not.
        public let error: String?
        /// The message; empty before the first attempt.
        public let body: UnderstudyServer.Body

        /// The delivery in a line.
        public var description: String {
            "\(id) \(event) -> \(state.rawValue), \(attemptCount) attempts" + (error.map { ", \($0)" } ?? "")
        }

        init(_ delivery: Simulation.Delivery) {
            id = delivery.number
            webhook = delivery.subscription
            event = delivery.event
            eventID = delivery.eventIdentifier
            state =
                switch delivery.state {
                case .waiting: .waiting
                case .inFlight: .inFlight
                case .delivered: .delivered
                case .abandoned: .abandoned
                case .cancelled: .cancelled
                }
            attemptCount = delivery.attemptCount
            status = delivery.attempts.last?.result?.status
            error = delivery.attempts.last?.result?.error
            if case .written(let message) = delivery.payload {
                body = UnderstudyServer.Body(message.body)
            } else {
                body = UnderstudyServer.Body()
            }
        }
    }

    /// Tells a receiver of events from now on.
    ///
    /// Moving the clock delivers what is due; `clock.advance(by: .zero)` waits for what is being sent.
    ///
    /// - Parameters:
    ///   - url: where messages go, such as `http://127.0.0.1:9000/hook`; plain HTTP.
    ///   - api: the API's id.
    ///   - events: their names in the API's document; empty for all.
    ///   - secret: what messages are signed with; `nil` takes the server's for this API, else makes one.
    ///   - usesWallTime: whether signatures carry the machine's time instead of the space's, for a receiver that compares
    ///     it with its own clock.
    ///   - fileID: the calling file, for errors.
    ///   - line: the calling line, for errors.
    /// - Returns: the webhook with its secret.
    /// - Throws: `UnderstudyFailure` where there is no such API or event, and where nothing can be sent to the URL.
    @discardableResult
    public func subscribe(
        _ url: String, to api: String, events: [String] = [], secret: String? = nil, usesWallTime: Bool = false,
        fileID: String = #fileID, line: Int = #line
    ) throws -> Webhook {
        let place = CallSite(fileID, line)
        _ = try self.api(api, place)
        let receiver: WebhookURL
        do throws(WebhookURL.Refusal) {
            receiver = try WebhookURL(parsing: url)
        } catch {
            throw UnderstudyFailure("url-refused", error.message + (error.hint.map { "; \($0)" } ?? ""), at: place)
        }
        let order = server.spaces.webhookSecrets.completing(
            WebhookOrder(
                api: api, url: receiver, secret: secret, events: events, timestamps: usesWallTime ? .wall : .space))
        let wall = server.clock()
        let outcome = host.withLock(at: wall) { $0.apply(.webhook(.subscribe(order)), at: wall) }
        switch outcome.result {
        case .webhook(.subscription(let made)): return Webhook(made)
        case .refused(let refusal): throw failure(ControlFailure(refusal), at: place)
        default: throw UnderstudyFailure("internal-error", "no subscription was made", at: place)
        }
    }

    /// What was or will be delivered, oldest first.
    ///
    /// - Parameter event: only deliveries of the event with this name.
    /// - Returns: those that the space still keeps: 100,000 of them, or 64 MiB of their messages.
    public func deliveries(of event: String? = nil) -> [Delivery] {
        host.withLock(at: server.clock()) { $0.space.deliveries }
            .filter { event == nil || $0.event == event }.map(Delivery.init)
    }
}
