// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// What each value of an order parameter stands for, where the annotation says it:
/// `x-sim-page: { order: { keyword: item.keyword, rank: { series: rank } } }`.
extension BindingCompiler {
    func compileOrderTable(
        _ place: APIDocument.Place, _ collection: String, _ parameter: OperationOutline.Parameter,
        _ operation: OperationOutline, into plan: inout ListPlan
    ) {
        guard kinds[collection] == nil else {
            collector.error("jobs are not ordered by a table", at: place.node.position)
            return
        }
        let words = parameter.place["schema"].flatMap { outline.member("enum", of: $0) }?.elements ?? []
        let names = words.compactMap(\.node.stringValue)
        for (name, position, value) in place.members {
            if !names.contains(name) {
                collector.error(
                    "parameter \"\(parameter.name)\" has no value \"\(name)\"", at: position,
                    hint: NameSuggestion.hint(for: name, among: names))
            }
            guard
                let source = sources.declaring(operation.parameters).compile(
                    value, in: .record(collection: collection))
            else { continue }
            switch source {
            case .item(let path) where path.count == 1: plan.orderKeys[name] = .field(path[0])
            case .series(let series) where series.use == .change && series.subject.allSatisfy(\.isKnownToLists):
                plan.orderSeries[name] = series
            default:
                collector.error(
                    "a list cannot be ordered by this", at: value.node.position,
                    hint: "use item.NAME or { series: ... }, measured of item.NAME and values of the request")
            }
        }
        for word in words {
            guard let name = word.node.stringValue, place[name] == nil else { continue }
            collector.error(
                "what does \"\(name)\" order by?", at: word.node.position,
                hint: "add it to the table at \(place.node.position)")
        }
    }
}

extension ValueSource {
    /// Whether the engine can tell the value of a record and the request.
    fileprivate var isKnownToLists: Bool {
        switch self {
        case .item, .parameter, .constant: true
        case .firstOf(let sources): sources.allSatisfy(\.isKnownToLists)
        default: false
        }
    }

    /// What the figure of a list is measured of; `nil` where the request has no such value.
    fileprivate func part(_ values: RequestValues) -> SeriesKey.Part? {
        switch self {
        case .item(let path): return .field(path)
        case .firstOf(let sources):
            for source in sources {
                if let part = source.part(values) { return part }
            }
            return nil
        default:
            guard let value = value(values), value != .null else { return nil }
            return .text(value.stringValue ?? value.text)
        }
    }
}

extension SeriesSource {
    func orderKey(_ values: RequestValues) -> ListQuery.Order.Key {
        func day(_ source: ValueSource?) -> CalendarDay? {
            source?.value(values)?.stringValue.flatMap(CalendarDay.init)
        }
        return .series(
            SeriesKey(
                series: series, subject: subject.compactMap { $0.part(values) }, day: day(self.day),
                since: day(since)))
    }
}
