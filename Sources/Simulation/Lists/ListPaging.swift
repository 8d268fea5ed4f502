// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a list is made of, seen from the outside: positions in the order of creation, with ordinals that grow.
struct ListSource {
    var count: Int
    var ordinal: (Int) -> Int
    /// The position of the first element whose ordinal is at least this.
    var position: (_ ofOrdinal: Int) -> Int
    /// `nil`: everything matches.
    var matches: ((Int) -> Bool)?
    /// `nil`: the order of creation.
    var key: ((Int) -> JSONValue)?

    /// The positions that the query shows, in its order.
    func page(_ query: ListQuery) -> Result<(positions: [Int], info: PageInfo), InvalidCursor> {
        var after: ListCursor?
        if case .cursor(let text?, _) = query.page {
            guard let cursor = ListCursor(text, for: query.order) else { return .failure(InvalidCursor(text: text)) }
            after = cursor
        }
        let descending = query.order.descending
        guard matches != nil || key != nil else {
            // Nothing to look at: ranks are positions.
            let start = after.map { cursor in
                descending ? count - position(cursor.ordinal) : position(cursor.ordinal + 1)
            }
            let (ranks, info) = cut(query, total: count, start: start ?? 0)
            let positions = ranks.map { descending ? count - 1 - $0 : $0 }
            return .success((positions, finished(info, query, ranks: ranks, last: positions.last, total: count)))
        }

        let all = (0..<count).filter { matches?($0) ?? true }
        let ordered = sorted(all, descending: descending)
        let start = after.map { cursor in
            ordered.firstIndex(where: { isAfter(cursor, position: $0, descending: descending) }) ?? ordered.count
        }
        let (ranks, info) = cut(query, total: ordered.count, start: start ?? 0)
        let positions = Array(ordered[ranks])
        return .success((positions, finished(info, query, ranks: ranks, last: positions.last, total: ordered.count)))
    }

    private func sorted(_ positions: [Int], descending: Bool) -> [Int] {
        guard let key else { return descending ? positions.reversed() : positions }
        let keyed = positions.map { (position: $0, key: key($0)) }
        return keyed.sorted { left, right in
            let (first, second) = descending ? (right, left) : (left, right)
            let order = first.key.order(comparedTo: second.key)
            return order != 0 ? order < 0 : first.position < second.position
        }.map(\.position)
    }

    private func isAfter(_ cursor: ListCursor, position: Int, descending: Bool) -> Bool {
        let order = key.map { $0(position).order(comparedTo: cursor.key) } ?? 0
        let ordinal = ordinal(position)
        let difference = order != 0 ? order : ordinal < cursor.ordinal ? -1 : ordinal > cursor.ordinal ? 1 : 0
        return descending ? difference < 0 : difference > 0
    }

    private func cut(_ query: ListQuery, total: Int, start: Int) -> (ranks: Range<Int>, info: PageInfo) {
        switch query.page {
        case .all:
            return (0..<total, PageInfo(total: total, number: 1, size: total, offset: 0))
        case .number(let number, let size):
            let (offset, overflow) = max(0, number - 1).multipliedReportingOverflow(by: max(0, size))
            let first = overflow ? Int.max : offset
            let ranks = Self.range(from: first, limit: size, total: total)
            return (ranks, PageInfo(total: total, number: max(1, number), size: max(0, size), offset: first))
        case .offset(let offset, let limit):
            let ranks = Self.range(from: offset, limit: limit, total: total)
            return (ranks, PageInfo(total: total, number: 1, size: max(0, limit), offset: max(0, offset)))
        case .cursor(_, let limit):
            let ranks = Self.range(from: start, limit: limit, total: total)
            return (ranks, PageInfo(total: total, number: 1, size: max(0, limit), offset: ranks.lowerBound))
        }
    }

    private static func range(from first: Int, limit: Int, total: Int) -> Range<Int> {
        let low = max(0, min(first, total))
        return low..<(low + max(0, min(limit, total - low)))
    }

    private func finished(
        _ info: PageInfo, _ query: ListQuery, ranks: Range<Int>, last: Int?, total: Int
    ) -> PageInfo {
        guard case .cursor = query.page, let last, ranks.upperBound < total else { return info }
        var info = info
        info.nextCursor = ListCursor(ordinal: ordinal(last), key: key?(last) ?? .null).text(for: query.order)
        return info
    }
}

struct InvalidCursor: Error, Hashable {
    var text: String
}
