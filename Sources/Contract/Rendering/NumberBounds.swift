// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// Between which numbers a schema's values lie: its own bounds where it has them, else a range that looks natural.
struct NumberBounds {
    private let least: (value: Double, isExclusive: Bool)?
    private let most: (value: Double, isExclusive: Bool)?
    /// 1 where the schema names no whole number of which its integers are multiples.
    let step: Int64

    /// - Parameter keyword: the value of a keyword of the schema.
    init(_ keyword: (String) -> JSONValue?) {
        func bound(_ inclusive: String, _ exclusive: String, _ closer: (Double, Double) -> Bool)
            -> (value: Double, isExclusive: Bool)?
        {
            let wide = keyword(inclusive)?.numberValue.map { (value: $0, isExclusive: false) }
            guard let narrow = keyword(exclusive)?.numberValue.map({ (value: $0, isExclusive: true) }) else {
                return wide
            }
            guard let wide else { return narrow }
            return closer(wide.value, narrow.value) ? wide : narrow
        }
        least = bound("minimum", "exclusiveMinimum", >)
        most = bound("maximum", "exclusiveMaximum", <)
        step = max(1, keyword("multipleOf")?.integerValue ?? 1)
    }

    /// A range with at least one multiple of the step in it, where the schema allows one.
    var integers: ClosedRange<Int64> {
        var low = least.map {
            Int64(clamping: $0.value.rounded(.up), plus: $0.isExclusive && $0.value.isIntegral ? 1 : 0)
        }
        var high = most.map {
            Int64(clamping: $0.value.rounded(.down), plus: $0.isExclusive && $0.value.isIntegral ? -1 : 0)
        }
        let width = step.multipliedReportingOverflow(by: 999)
        if low == nil, let high {
            low = high < 0 ? high.subtractingClamping(width.partialValue) : 0
        }
        let start = low ?? 0
        if high == nil {
            let end = start.addingReportingOverflow(width.partialValue)
            high = width.overflow || end.overflow ? .max : end.partialValue
        }
        let end = max(start, high ?? start)
        guard step > 1 else { return start...end }
        // From the first multiple to the last.
        let first = start / step * step + (start > 0 && start % step != 0 ? step : 0)
        let last = end / step * step - (end < 0 && end % step != 0 ? step : 0)
        return first...max(first, last)
    }

    var numbers: ClosedRange<Double> {
        var low = least?.value ?? min(0, (most?.value ?? 0) - 100)
        if let most, least == nil, most.value >= 0 { low = 0 }
        var high = most?.value ?? low + 100
        // Away from bounds that are not part of the range.
        let margin = (high - low) / 1024
        if least?.isExclusive == true { low += margin }
        if most?.isExclusive == true { high -= margin }
        guard low <= high, (high - low).isFinite else { return low...low }
        return low...high
    }
}

extension JSONValue {
    var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}

extension Double {
    fileprivate var isIntegral: Bool { rounded() == self }
}

extension Int64 {
    fileprivate func subtractingClamping(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? .min : difference
    }

    /// The nearest integer to a whole double, moved by `offset` where there is room.
    fileprivate init(clamping value: Double, plus offset: Int64) {
        guard value < 0x1p63 else {
            self = .max
            return
        }
        guard value >= -0x1p63 else {
            self = .min
            return
        }
        let (sum, overflow) = Int64(value).addingReportingOverflow(offset)
        self = overflow ? Int64(value) : sum
    }
}
