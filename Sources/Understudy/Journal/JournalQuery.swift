// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Which entries of a journal somebody asks for; what it leaves out matches everything.
package struct JournalQuery: Sendable {
    package var api: String?
    package var operation: String?
    package var method: String?
    package var status: Int?
    /// Only entries after this id.
    package var since = 0

    package func matches(_ entry: JournalEntry) -> Bool {
        (api == nil || entry.api == api) && (operation == nil || entry.operation == operation)
            && (method == nil || entry.method == method) && (status == nil || entry.status == status)
            && entry.id > since
    }
}
