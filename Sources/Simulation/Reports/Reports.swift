// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension Space {
    func report(_ query: ReportQuery, of api: InstalledAPI, at now: Instant) -> Outcome {
        guard let table = api.recordTable(query.collection) else {
            return refused(.unknownRecord(collection: query.collection, identifier: ""), at: now)
        }
        let facts = facts(of: query, in: table)
        let writer = ReportWriter(
            facts: facts, field: query.period?.field, timestamps: recordTables[table].kind.timestamps
        ) { collection, field, value in
            guard let table = api.recordTable(collection) else { return nil }
            return recordTables[table].records.lazy.map { shownFields(of: $0, in: table) }
                .first { $0[field]?.isEqual(toJSON: value) ?? false }
        }
        let days = query.period.map { period in
            let last = period.until ?? max(CalendarDay(now), period.from ?? CalendarDay(now))
            let first = period.from ?? CalendarDay(number: last.number - Int64(period.usualDays) + 1)
            return min(first, last)...last
        }
        guard query.table.grouping != nil else {
            let object = writer.object(query.table, writer.select(facts, in: days), in: days, key: nil, around: nil)
            return Outcome(now: now, result: .record(writer.written(query.table, object)))
        }
        let rows = writer.rows(query.table, writer.select(facts, in: days), in: days).map(\.object)
        var source = ListSource(count: rows.count, ordinal: { $0 }, position: { min($0, rows.count) })
        if case .field(let name) = query.list.order.key { source.key = { rows[$0][name] ?? .null } }
        switch source.page(query.list) {
        case .failure(let cursor): return refused(.invalidCursor(cursor.text), at: now)
        case .success(let page):
            return Outcome(
                now: now, result: .records(page.positions.map { writer.written(query.table, rows[$0]) }, page.info))
        }
    }

    /// What counts: the records that pass the filters, or the elements of a list in each of them.
    private func facts(of query: ReportQuery, in table: Int) -> [JSONObject] {
        let cache = RelationCache()
        var facts: [JSONObject] = []
        for record in recordTables[table].records {
            let object = shownFields(of: record, in: table, cache)
            guard let field = query.unfold else {
                if query.list.filters.allSatisfy({ $0.matches(object) }) { facts.append(object) }
                continue
            }
            for element in object[field]?.arrayValue ?? [] {
                var fact = object
                for member in element.objectValue ?? [:] { fact[member.name] = member.value }
                if query.list.filters.allSatisfy({ $0.matches(fact) }) { facts.append(fact) }
            }
        }
        return facts
    }
}

/// Works out the tables of one report.
private struct ReportWriter {
    typealias Days = ClosedRange<CalendarDay>

    var facts: [JSONObject]
    /// The field that says when a fact counts.
    var field: String?
    var timestamps: TimestampForm
    /// The record of a collection whose field has that value.
    var record: (_ collection: String, _ field: String, _ value: JSONValue) -> JSONObject?

    struct Row {
        var key: JSONValue
        var object: JSONObject
    }

    func day(of fact: JSONObject) -> CalendarDay? {
        field.flatMap { fact[$0] }.flatMap(Instant.init(in:)).map { CalendarDay($0) }
    }

    func select(_ facts: [JSONObject], in days: Days?) -> [JSONObject] {
        guard let days else { return facts }
        return facts.filter { day(of: $0).map(days.contains) ?? false }
    }

    // MARK: Rows

    func rows(_ table: ReportQuery.Table, _ facts: [JSONObject], in days: Days?) -> [Row] {
        let groups: [(key: JSONValue, start: CalendarDay?, facts: [JSONObject])] =
            switch table.grouping {
            case .days(let interval): daily(interval, facts, in: days)
            case .field(let name): grouped(name, facts).map { ($0.key, nil, $0.facts) }
            case .daysAndField(let interval, let name):
                daily(interval, facts, in: days).flatMap { day in
                    grouped(name, day.facts).map { (day.key, day.start, $0.facts) }
                }
            case nil: [(.null, nil, facts)]
            }
        var rows = groups.map { group in
            Row(
                key: group.key,
                object: object(table, group.facts, in: days, key: group.key, start: group.start, around: facts))
        }
        if let order = table.order {
            // By its own value, then as they came.
            let ordered = rows.enumerated().sorted { left, right in
                let order = (left.element.object[order] ?? .null).order(
                    comparedTo: right.element.object[order] ?? .null)
                if order != 0 { return table.descending ? order > 0 : order < 0 }
                return left.offset < right.offset
            }
            rows = ordered.map(\.element)
        }
        return table.limit.map { Array(rows.prefix($0)) } ?? rows
    }

    private func daily(
        _ interval: ReportQuery.Interval, _ facts: [JSONObject], in days: Days?
    ) -> [(key: JSONValue, start: CalendarDay?, facts: [JSONObject])] {
        let known = facts.compactMap { day(of: $0) }
        guard let days = days ?? known.min().flatMap({ low in known.max().map { low...$0 } }) else { return [] }
        var byStart: [CalendarDay: [JSONObject]] = [:]
        for fact in facts {
            guard let day = day(of: fact) else { continue }
            byStart[start(of: day, interval), default: []].append(fact)
        }
        var starts: [CalendarDay] = []
        for number in days.lowerBound.number...days.upperBound.number {
            let start = start(of: CalendarDay(number: number), interval)
            if starts.last != start { starts.append(start) }
        }
        return starts.map { (.string($0.text), $0, byStart[$0] ?? []) }
    }

    private func start(of day: CalendarDay, _ interval: ReportQuery.Interval) -> CalendarDay {
        switch interval {
        case .day: day
        case .week: day.monday
        case .month: day.firstOfMonth()
        }
    }

    /// In the order in which the values first occur.
    private func grouped(_ name: String, _ facts: [JSONObject]) -> [(key: JSONValue, facts: [JSONObject])] {
        var places: [JSONValue: Int] = [:]
        var groups: [(key: JSONValue, facts: [JSONObject])] = []
        for fact in facts {
            for key in fact[name].map({ $0.arrayValue ?? [$0] }) ?? [] where key != .null {
                if let place = places[key] {
                    groups[place].facts.append(fact)
                } else {
                    places[key] = groups.count
                    groups.append((key, [fact]))
                }
            }
        }
        return groups
    }

    // MARK: Objects

    func object(
        _ table: ReportQuery.Table, _ facts: [JSONObject], in days: Days?, key: JSONValue?, start: CalendarDay? = nil,
        around: [JSONObject]?
    ) -> JSONObject {
        var object = JSONObject()
        for column in table.columns {
            object[column.name] = value(
                column.value, facts, in: days, key: key, start: start, around: around, object)
        }
        return object
    }

    /// Without the columns that are only worked out.
    func written(_ table: ReportQuery.Table, _ object: JSONObject) -> JSONObject {
        var object = object
        for column in table.columns where column.isHidden { object[column.name] = nil }
        return object
    }

    private func value(
        _ value: ReportQuery.Value, _ facts: [JSONObject], in days: Days?, key: JSONValue?, start: CalendarDay?,
        around: [JSONObject]?, _ object: JSONObject
    ) -> JSONValue {
        func numbers(_ name: String) -> [Double] { facts.compactMap { $0[name]?.number } }
        switch value {
        case .key(.instant): return start.map { $0.instant.text(timestamps) } ?? key ?? .null
        case .key(.plain): return key ?? .null
        case .constant(let constant): return constant
        case .field(let name): return facts.first?[name] ?? .null
        case .count(let condition): return .integer(Int64(count(condition, facts)))
        case .distinct(let name):
            return .integer(Int64(Set(facts.compactMap { $0[name] }.filter { $0 != .null }).count))
        case .elements(let name):
            return .integer(facts.reduce(0) { $0 + Int64($1[name]?.arrayValue?.count ?? 0) })
        case .sum(let name): return Self.number(numbers(name).reduce(0, +), decimals: 1)
        case .average(let name, let decimals):
            let numbers = numbers(name)
            return numbers.isEmpty
                ? .null : Self.number(numbers.reduce(0, +) / Double(numbers.count), decimals: decimals)
        case .least(let name): return numbers(name).min().map { Self.number($0, decimals: 1) } ?? .null
        case .most(let name): return numbers(name).max().map { Self.number($0, decimals: 1) } ?? .null
        case .percent(let condition):
            let whole = condition == nil ? around?.count ?? facts.count : facts.count
            let part = count(condition, facts)
            return whole == 0 ? 0 : Self.number(Double(part) / Double(whole) * 100, decimals: 1)
        case .percentOfSame(let name):
            let value = facts.first?[name] ?? .null
            let whole = select(self.facts, in: days).count { $0[name]?.isEqual(toJSON: value) ?? false }
            return whole == 0 ? 0 : Self.number(Double(facts.count) / Double(whole) * 100, decimals: 1)
        case .leastOf(let name): return object[name]?.numbers.min().map { Self.number($0, decimals: 1) } ?? .null
        case .mostOf(let name): return object[name]?.numbers.max().map { Self.number($0, decimals: 1) } ?? .null
        case .lookup(let collection, let by, let take):
            return key.flatMap { record(collection, by, $0) }?[take] ?? .null
        case .difference(let left, let right):
            guard let left = object.number(at: left), let right = object.number(at: right) else { return .null }
            return Self.number(left - right, decimals: 1)
        case .growth(let left, let right):
            guard let left = object.number(at: left), let right = object.number(at: right) else { return .null }
            return right == 0 ? 0 : Self.number((left - right) / right * 100, decimals: 1)
        case .table(let table): return self.table(table, facts, in: days)
        }
    }

    private func table(_ table: ReportQuery.Table, _ facts: [JSONObject], in days: Days?) -> JSONValue {
        var facts = facts
        var days = days
        if table.isPrevious, let now = days {
            let length = now.upperBound.number - now.lowerBound.number + 1
            let before =
                CalendarDay(
                    number: now.lowerBound.number - length)...CalendarDay(
                    number: now.lowerBound.number - 1)
            facts = select(self.facts, in: before)
            days = before
        }
        guard table.grouping != nil else {
            return .object(written(table, object(table, facts, in: days, key: nil, around: nil)))
        }
        let rows = rows(table, facts, in: days)
        func shown(_ row: Row) -> JSONValue {
            if let only = table.only { return row.object[only] ?? .null }
            return .object(written(table, row.object))
        }
        guard table.isKeyed else { return .array(rows.map(shown)) }
        return .object(JSONObject(rows.map { .init(name: $0.key.stringValue ?? $0.key.text, value: shown($0)) }))
    }

    private func count(_ condition: ReportQuery.Condition?, _ facts: [JSONObject]) -> Int {
        guard let condition else { return facts.count }
        return facts.count { fact in
            let value = fact[condition.field] ?? .null
            return condition.values.contains { $0.isEqual(toJSON: value) }
        }
    }

    /// Whole numbers are written without decimals.
    private static func number(_ value: Double, decimals: Int) -> JSONValue {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? .integer(Int64(rounded)) : .double(rounded)
    }
}

extension JSONObject {
    fileprivate func number(at path: [String]) -> Double? {
        path.reduce(JSONValue?.some(.object(self))) { $0?[$1] }?.number
    }
}

extension JSONValue {
    /// All numbers in it.
    fileprivate var numbers: [Double] {
        if let number { return [number] }
        if let elements = arrayValue { return elements.flatMap(\.numbers) }
        return objectValue?.flatMap(\.value.numbers) ?? []
    }
}

extension CalendarDay {
    /// Its beginning.
    fileprivate var instant: Instant { Instant(microseconds: number * 86_400_000_000) }
}
