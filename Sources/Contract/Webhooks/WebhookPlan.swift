// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// What an API tells its subscribers, compiled from `webhooks` and `x-sim-webhooks`.
package struct WebhookPlans: Sendable {
    /// What the engine must know.
    package var rules: WebhookRules
    /// `nil` where deliveries are not signed.
    package var signature: SignaturePlan?
    package var events: [WebhookPlan]

    package func event(_ name: String) -> WebhookPlan? {
        events.first { $0.name == name }
    }
}

/// One kind of event: what its message looks like.
package struct WebhookPlan: Sendable {
    package var name: String
    package var evidence: Evidence?
    package var contentType: String
    var body: RenderNode?
    var headers: [(name: String, value: ValueSource)]
    /// Where the document describes it.
    package var position: SourcePosition

    /// Writes the message of one event.
    ///
    /// - Parameters:
    ///   - event: what happened, and when; that is the time of the message, whenever it is sent.
    ///   - subject: what it is about; `nothing` makes a sample of values from the schema.
    ///   - input: the body of the request that led to it.
    ///   - seed: the space's.
    /// - Returns: what every attempt sends.
    package func message(
        _ event: EventValues, about subject: Delivery.Subject, input: JSONValue?, seed: UInt64
    ) -> WebhookMessage {
        var context = RenderContext(now: event.at, seed: seed, request: RequestValues(body: input))
        context.event = event
        switch subject {
        case .job(let job):
            context.subject = .job(job)
            context.items = .jobs([job])
        case .record(let record):
            context.subject = .record(record)
            context.items = .records([record])
        case .nothing, .endedJob: break
        }
        let fields = headers.compactMap { header in
            header.value.headerText(context).map { WebhookMessage.Header(name: header.name, value: $0) }
        }
        return WebhookMessage(
            contentType: contentType, headers: fields, body: body.map { Renderer.render($0, context) } ?? [])
    }
}

/// An event, as its message speaks of it.
package final class EventValues: Sendable {
    package let identifier: String
    package let type: String
    package let at: Instant

    package init(identifier: String, type: String, at: Instant) {
        self.identifier = identifier
        self.type = type
        self.at = at
    }
}

/// How deliveries are signed.
package struct SignaturePlan: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case literal(String)
        /// Whole seconds since 1970.
        case timestamp
        case body
        case signature
        case eventIdentifier
    }

    package enum Algorithm: String, Sendable, CaseIterable {
        case hmacSHA256 = "hmac-sha256"
    }

    package enum Encoding: String, Sendable, CaseIterable {
        case hex
        case base64
    }

    package var header: String
    package var value: [Part]
    package var signs: [Part]
    package var algorithm: Algorithm
    package var encoding: Encoding
    /// How old a signature may be for a receiver to accept it.
    package var tolerance: TimeSpan

    package init(
        header: String, value: [Part], signs: [Part], algorithm: Algorithm = .hmacSHA256, encoding: Encoding = .hex,
        tolerance: TimeSpan = .seconds(300)
    ) {
        self.header = header
        self.value = value
        self.signs = signs
        self.algorithm = algorithm
        self.encoding = encoding
        self.tolerance = tolerance
    }
}
