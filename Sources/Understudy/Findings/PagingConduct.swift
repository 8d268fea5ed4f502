// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Contract
import JSON

/// How clients go through lists.
struct PagingConduct {
    private struct Followed {
        var entry: Int
        var filters: [String]
    }

    private var followed: [String: Followed] = [:]
    /// The filters of the latest first page of each list.
    private var started: [String: Followed] = [:]

    mutating func consider(_ request: JudgedRequest, _ table: inout FindingTable) {
        guard request.operation.verb == .list, request.succeeded else { return }
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
        guard let cursor = pairs.first(where: { $0.name == cursorName })?.value else {
            started[list] = Followed(entry: entry.id, filters: filters)
            return
        }
        if let first = started[list], first.filters != filters {
            request.add(
                "page-filters-changed", "followed a cursor with other filters than request \(first.entry) had",
                evidence: [first.entry, entry.id], to: &table)
        }
        let place = list + " " + cursor + " " + filters.joined(separator: "&")
        if let before = followed[place] {
            request.add(
                "cursor-followed-twice", "followed the cursor that request \(before.entry) had followed",
                evidence: [before.entry, entry.id], to: &table)
        }
        followed[place] = Followed(entry: entry.id, filters: filters)
    }
}
