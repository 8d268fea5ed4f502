// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// What kind of thing an operation does, as far as a conversation is judged by it.
package enum OperationVerb: Sendable, Hashable {
    case submit
    case read
    case list
    case stop
    case other
}

extension CompiledOperation {
    package var verb: OperationVerb {
        switch binding {
        case .submit: .submit
        case .readJob, .readAnyJob: .read
        case .listJobs, .listRecords: .list
        case .stopJob: .stop
        default: .other
        }
    }

    /// The header that carries an idempotency key; `nil` where the operation takes none.
    package var idempotencyHeader: String? { admission.idempotency?.header }

    /// The names of the parameters that page a list.
    package var pageParameters: (cursor: String?, all: Set<String>)? {
        switch binding {
        case .listJobs(_, let plan), .listRecords(_, let plan):
            (plan.roles.first { $0.role == .cursor }?.parameter, Set(plan.roles.map(\.parameter)))
        default: nil
        }
    }
}
