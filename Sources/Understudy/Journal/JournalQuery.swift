// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract

/// Which entries of a journal somebody asks for; what it leaves out matches everything.
package struct JournalQuery: Sendable {
    package var api: String?
    package var operation: String?
    package var method: String?
    package var status: Int?
    /// The identifier of the job that the request was about.
    package var job: String?
    /// The path within the API, as it was sent.
    package var path: String?
    /// A rule that the request breaks by itself.
    package var violation: String?
    /// Only entries after this id.
    package var since = 0

    package func matches(_ entry: JournalEntry) -> Bool {
        (api == nil || entry.api == api) && (operation == nil || entry.operation == operation)
            && (method == nil || entry.method == method) && (status == nil || entry.status == status)
            && (job == nil || entry.job == job) && (path == nil || entry.path == path)
            && (violation == nil || entry.violations.contains { $0.rule == violation }) && entry.id > since
    }
}
