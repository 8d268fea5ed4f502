// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Testing

/// What the suite looks at, one after the other, in every document.
enum Check: String, CaseIterable, CustomTestStringConvertible {
    case validRequests = "every operation takes valid requests"
    case jobs = "every kind of job reaches each of its ends"
    case lists = "every list shows everything once, page by page"
    case identifiers = "what is not there is unknown"
    case bodies = "each constraint of each body is kept"
    case parameters = "each constraint of each parameter is kept"
    case credentials = "no credential, no answer"
    case refusals = "a refused credential is told why"
    case scopes = "each scope is needed"
    case limits = "each limit is reached and opens again"
    case idempotency = "a key makes a request safe to repeat"
    case webhooks = "each event arrives, signed, until it is taken"

    var testDescription: String { rawValue }

    func run(_ visitor: Visitor) throws {
        switch self {
        case .validRequests: try visitor.checkValidRequests()
        case .jobs: try visitor.checkJobs()
        case .lists: try visitor.checkLists()
        case .identifiers: try visitor.checkIdentifiers()
        case .bodies: try visitor.checkBodies()
        case .parameters: try visitor.checkParameters()
        case .credentials: try visitor.checkCredentials()
        case .refusals: try visitor.checkRefusals()
        case .scopes: try visitor.checkScopes()
        case .limits: try visitor.checkLimits()
        case .idempotency: try visitor.checkIdempotency()
        case .webhooks: try visitor.checkWebhooks()
        }
    }
}
