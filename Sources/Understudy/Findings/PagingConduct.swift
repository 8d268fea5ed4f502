// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON

/// How clients go through lists.
struct PagingConduct {
    private struct Page {
        var entry: Int
        var filters: [String]
        /// The answer, which holds the cursor of the page after it.
        var answer: StoredBody
    }

    /// By list, the pages that its clients have seen.
    private var pages: [String: [Page]] = [:]
    private var followed: [String: Int] = [:]

    mutating func consider(_ request: JudgedRequest, _ table: inout FindingTable) {
        // A client that did not get its page asks for it again.
        guard request.operation.verb == .list, request.succeeded, !request.entry.observation.wasLost else { return }
        let entry = request.entry
        if entry.observation.isFarPastEnd {
            request.add(
                "page-past-end", "asked for a page that starts a whole page or more behind the last one",
                evidence: [entry.id], to: &table)
        }
        guard let roles = request.operation.pageParameters, let cursorName = roles.cursor else { return }
        let pairs = entry.query.map(QueryString.parse) ?? []
        let filters = pairs.filter { !roles.all.contains($0.name) }.map { "\($0.name)=\($0.value)" }.sorted()
        let list = request.key + " " + request.credential
        defer { pages[list, default: []].append(Page(entry: entry.id, filters: filters, answer: entry.responseBody)) }
        guard let cursor = pairs.first(where: { $0.name == cursorName })?.value, !cursor.isEmpty else { return }
        if let origin = origin(of: cursor, in: list), origin.filters != filters {
            request.add(
                "page-filters-changed",
                "followed the cursor of request \(origin.entry) with other filters than that had",
                evidence: [origin.entry, entry.id], to: &table)
        }
        let place = list + " " + cursor + " " + filters.joined(separator: "&")
        if let before = followed[place] {
            request.add(
                "cursor-followed-twice", "followed the cursor that request \(before) had followed",
                evidence: [before, entry.id], to: &table)
        }
        followed[place] = entry.id
    }

    /// The page that gave a cursor: the latest whose answer holds it; where none does, as in a long answer whose end the
    /// journal does not keep, the latest page.
    private func origin(of cursor: String, in list: String) -> Page? {
        let seen = pages[list] ?? []
        let text = Array(JSONValue.string(cursor).text.utf8)
        return seen.last { $0.answer.bytes.firstRange(of: text) != nil } ?? seen.last { $0.answer.isTruncated }
    }
}
