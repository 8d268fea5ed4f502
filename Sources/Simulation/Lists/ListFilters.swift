// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

extension ListQuery.Filter {
    /// A filter of records matches no job.
    func matches(_ job: Job) -> Bool {
        switch self {
        case .state(let states): states.contains(job.state)
        case .input(let index, let values):
            job.inputs.indices.contains(index) && values.contains { $0.isEqual(toJSON: job.inputs[index]) }
        case .field: false
        }
    }

    /// A filter of jobs matches no record.
    func matches(_ fields: JSONObject) -> Bool {
        switch self {
        case .state, .input: false
        case .field(let name, let match): match.matches(fields[name] ?? .null)
        }
    }
}

extension ListQuery.Match {
    fileprivate func matches(_ value: JSONValue) -> Bool {
        switch self {
        case .anyOf(let values): values.contains { $0.isEqual(toJSON: value) }
        case .noneOf(let values): !values.contains { $0.isEqual(toJSON: value) }
        case .above(let bound): value.number.map { $0 > bound } ?? false
        case .containsAny(let values):
            value.arrayValue?.contains { element in values.contains { $0.isEqual(toJSON: element) } } ?? false
        case .text(let text): value.stringValue?.lowercased().contains(text.lowercased()) ?? false
        case .from(let bound): Self.order(value, bound).map { $0 >= 0 } ?? false
        // A day without a time is meant with all of it.
        case .until(let bound) where bound.utf8.count == 10 && CalendarDay(bound) != nil:
            Instant(in: value).flatMap { moment in CalendarDay(bound).map { CalendarDay(moment) <= $0 } }
                ?? Self.order(value, bound).map { $0 <= 0 } ?? false
        case .until(let bound): Self.order(value, bound).map { $0 <= 0 } ?? false
        }
    }

    /// Compares instants where both sides are some, else text; `nil` where the value is neither.
    private static func order(_ value: JSONValue, _ bound: String) -> Int? {
        if let left = Instant(in: value), let right = Instant(parsing: bound) {
            return left < right ? -1 : left > right ? 1 : 0
        }
        guard case .string = value else { return nil }
        return value.order(comparedTo: .string(bound))
    }
}
