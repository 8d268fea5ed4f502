// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// How a request becomes a report over the records of a collection.
package struct ReportPlan: Sendable {
    var collection: String
    var list: ListPlan
    var unfold: String?
    var period: Period?
    var table: Table

    struct Period: Sendable {
        var field: String
        var from: ValueSource?
        var until: ValueSource?
        var days: Int
    }

    struct Table: Sendable {
        var grouping: Grouping?
        var columns: [Column] = []
        var order: String?
        var descending = true
        var limit: ValueSource?
        var only: String?
        var isKeyed = false
        var isPrevious = false
    }

    enum Grouping: Sendable {
        case days(ValueSource)
        case field(String)
        case daysAndField(ValueSource, String)
    }

    struct Column: Sendable {
        var name: String
        var value: Value
        var isHidden = false
    }

    enum Value: Sendable {
        case plain(ReportQuery.Value)
        case table(Table)
    }

    func query(_ values: RequestValues) -> ReportQuery {
        ReportQuery(
            collection: collection, list: list.query(values), unfold: unfold, period: period?.period(values),
            table: table.table(values))
    }
}

extension ReportPlan.Period {
    fileprivate func period(_ values: RequestValues) -> ReportQuery.Period {
        func day(_ source: ValueSource?) -> CalendarDay? {
            source?.value(values)?.stringValue.flatMap { CalendarDay($0) }
        }
        return ReportQuery.Period(field: field, from: day(from), until: day(until), usualDays: days)
    }
}

extension ReportPlan.Table {
    fileprivate func table(_ values: RequestValues) -> ReportQuery.Table {
        func interval(_ source: ValueSource) -> ReportQuery.Interval {
            source.value(values)?.stringValue.flatMap(ReportQuery.Interval.init(rawValue:)) ?? .day
        }
        let grouping: ReportQuery.Grouping? =
            switch grouping {
            case .days(let source): .days(interval(source))
            case .field(let name): .field(name)
            case .daysAndField(let source, let name): .daysAndField(interval(source), name)
            case nil: nil
            }
        return ReportQuery.Table(
            grouping: grouping,
            columns: columns.map { column in
                let value: ReportQuery.Value =
                    switch column.value {
                    case .plain(let value): value
                    case .table(let table): .table(table.table(values))
                    }
                return ReportQuery.Column(column.name, value, isHidden: column.isHidden)
            }, order: order, descending: descending,
            limit: (limit?.value(values)?.integerValue).map { Int(clamping: max(0, $0)) }, only: only,
            isKeyed: isKeyed, isPrevious: isPrevious)
    }
}
