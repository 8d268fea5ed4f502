// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON
package import Simulation

/// Everything an answer can be rendered from.
package struct RenderContext: Sendable {
    package enum Subject: Sendable {
        case nothing
        case job(JobView)
        case record(JSONObject)
    }

    package enum Items: Sendable {
        case none
        case jobs([JobView])
        case records([JSONObject])
    }

    package var now: Instant
    /// The space's seed, for values that have no source.
    package var seed: UInt64
    package var subject: Subject
    package var items: Items
    package var page: PageInfo?
    /// What became of each element, where several were asked for.
    package var batch: BatchReport?
    package var error: ErrorValues?
    /// Of a webhook's message.
    package var event: EventValues?
    package var request: RequestValues
    /// The request's number among those of the space.
    package var number: Int
    package var admitted: Admitted?
    /// The element of an array of rows that is being written.
    package var row: Row?

    package init(
        now: Instant, seed: UInt64, subject: Subject = .nothing, items: Items = .none, page: PageInfo? = nil,
        batch: BatchReport? = nil, error: ErrorValues? = nil, request: RequestValues = RequestValues(),
        number: Int = 0, admitted: Admitted? = nil
    ) {
        self.now = now
        self.seed = seed
        self.subject = subject
        self.items = items
        self.page = page
        self.batch = batch
        self.error = error
        self.request = request
        self.number = number
        self.admitted = admitted
    }
}

/// What an error answer can say.
package struct ErrorValues: Sendable, Hashable {
    package var status: Int
    package var code: String?
    package var message: String
    package var details: [String]
    package var facts: ErrorFacts

    package init(
        status: Int, code: String?, message: String, details: [String] = [], facts: ErrorFacts = ErrorFacts()
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.facts = facts
    }
}

/// What some errors say besides code and message.
package struct ErrorFacts: Sendable, Hashable {
    package var requiredScopes: [String]?
    package var missingScopes: [String]?
    /// The limit that is reached.
    package var limit: LimitStanding?
    /// The identifier of the job that stands in the way.
    package var job: String?

    package init() {}
}

/// What of a request an answer or a binding can refer to.
package struct RequestValues: Sendable {
    package var method: String
    /// The path within the API.
    package var path: String
    /// What the client wrote before that path: `/acme`, `/~my-test/acme`; empty on a host or port of the API's own.
    package var mountPrefix: String
    package var parameters: [Parameter]
    package var body: JSONValue?

    package struct Parameter: Sendable {
        package var location: ParameterLocation
        package var name: String
        package var value: JSONValue

        package init(location: ParameterLocation, name: String, value: JSONValue) {
            self.location = location
            self.name = name
            self.value = value
        }
    }

    package init(
        method: String = "GET", path: String = "/", mountPrefix: String = "", parameters: [Parameter] = [],
        body: JSONValue? = nil
    ) {
        self.method = method
        self.path = path
        self.mountPrefix = mountPrefix
        self.parameters = parameters
        self.body = body
    }

    package func value(_ location: ParameterLocation, _ name: String) -> JSONValue? {
        parameters.first { $0.location == location && $0.name == name }?.value
    }
}
