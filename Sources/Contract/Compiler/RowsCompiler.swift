// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles `x-sim-series` of a property and `x-sim-rows` of an array.
extension RenderCompiler {
    func compileSeries(
        _ annotation: APIDocument.Place, of place: APIDocument.Place, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        guard let series = sources.compileSeries(annotation, in: scope) else { return .absent(.null) }
        let types = outline.types(of: place)
        if series.use == .lowestDay, !types.isEmpty, !types.contains("string") {
            collector.error(
                "\"lowest-day\" is a date, and this is \(types.sorted().joined(separator: " or "))",
                at: annotation.node.position)
        }
        if series.words.isEmpty, series.use != .lowestDay, !types.isEmpty {
            let isFitting = types.contains("number") || (series.series.decimals == 0 && types.contains("integer"))
            if !isFitting {
                collector.error(
                    "series \"\(series.series.name)\" shows \(series.series.decimals == 0 ? "numbers" : "decimals")"
                        + ", and this is \(types.sorted().joined(separator: " or "))", at: annotation.node.position,
                    hint: types.contains("integer") ? "add \"decimals: 0\" to the series" : nil)
            }
        }
        return .source(.series(series), otherwise: .null)
    }

    func compileRows(
        _ annotation: APIDocument.Place, of place: APIDocument.Place, _ spot: Spot, in scope: SourceCompiler.Scope
    ) -> RenderNode {
        let position = annotation.node.position
        let items = outline.member("items", of: place)
        guard let element = items ?? outline.member("additionalProperties", of: place), element.node.members != nil
        else {
            collector.error("\"x-sim-rows\" needs an array with \"items\"", at: position)
            return .absent(.null)
        }
        let words = ["days", "count", "each"]
        collector.checkMembers(
            of: annotation, known: words + ["descending", "offset", "limit"] + (items == nil ? ["key"] : []),
            in: "\"x-sim-rows\"")
        let kinds = annotation.members.filter { words.contains($0.name) }
        guard let (name, _, kindPlace) = kinds.first, kinds.count == 1 else {
            collector.error(
                "\"x-sim-rows\" has one of \"days\", \"count\" and \"each\", found \(kinds.count)", at: position)
            return .absent(.null)
        }
        guard let kind = compileKind(name, kindPlace, in: scope) else { return .absent(.null) }
        if let descending = annotation["descending"], descending.node.boolValue == nil {
            collector.error("\"descending\" is true or false", at: descending.node.position)
        }
        var inner = self
        inner.sources = sources.inside(
            .init(haveDays: name == "days", areSubjects: name != "days", haveValues: name == "each"))
        var key: ValueSource?
        if items == nil {
            // Members of an object have names of their own: the day, or the element itself.
            let usual: ValueSource.RowField = name == "days" ? .date : name == "each" ? .value : .number
            key = annotation["key"].map { inner.sources.compile($0, in: scope) } ?? .row(usual, sources.timestamps)
        }
        return .rows(
            RowsPlan(
                kind: kind, isDescending: annotation["descending"]?.node.boolValue == true,
                offset: annotation["offset"].flatMap { sources.compile($0, in: scope) },
                limit: annotation["limit"].flatMap { sources.compile($0, in: scope) }, key: key,
                element: inner.compile(element, Spot(name: spot.name, open: spot.open), in: scope)))
    }

    private func compileKind(
        _ name: String, _ place: APIDocument.Place, in scope: SourceCompiler.Scope
    ) -> RowsPlan.Kind? {
        switch name {
        case "days": return compileDays(place, in: scope).map { .days($0) }
        case "each": return sources.compile(place, in: scope).map { .each($0) }
        default:
            guard let count = place.node.integerValue, (0...RowsPlan.longest).contains(count) else {
                collector.error("\"count\" is a number from 0 to \(RowsPlan.longest)", at: place.node.position)
                return nil
            }
            return .count(Int(count))
        }
    }

    private func compileDays(_ place: APIDocument.Place, in scope: SourceCompiler.Scope) -> RowsPlan.DayRange? {
        guard place.node.members != nil else {
            collector.error(
                "\"days\" is an object with \"from\" and \"until\", found \(place.node.kindPhrase)",
                at: place.node.position)
            return nil
        }
        collector.checkMembers(of: place, known: ["from", "until", "default", "count", "every"], in: "\"days\"")
        var range = RowsPlan.DayRange()
        range.from = place["from"].flatMap { sources.compile($0, in: scope) }
        range.until = place["until"].flatMap { sources.compile($0, in: scope) }
        if let count = place["count"] {
            guard let number = count.node.integerValue, (1...RowsPlan.longest).contains(number) else {
                collector.error("\"count\" is a number from 1 to \(RowsPlan.longest)", at: count.node.position)
                return nil
            }
            range.count = number
        }
        if let usual = place["default"] {
            guard let days = SourceCompiler.days(usual) else {
                collector.error(
                    "\"default\" is a number of days such as 30d", at: usual.node.position)
                return nil
            }
            if range.count != nil {
                collector.error(
                    "\"default\" and \"count\" both say how long the range is", at: usual.node.position)
            }
            range.days = days
        }
        if let every = place["every"] {
            if let word = every.node.stringValue, !word.contains(".") {
                if CalendarPeriod(rawValue: word) == nil {
                    collector.error(
                        "\"\(word)\" is no period", at: every.node.position,
                        hint: NameSuggestion.hint(for: word, among: CalendarPeriod.allCases.map(\.rawValue)))
                }
                range.every = .constant(.string(word))
            } else {
                range.every = sources.compile(every, in: scope)
            }
        }
        return range
    }
}

extension SourceCompiler {
    /// A whole number of days, written as `30d`.
    static func days(_ place: APIDocument.Place) -> Int64? {
        guard let span = place.node.stringValue.flatMap(TimeSpan.init(parsing:)) else { return nil }
        let day: Int64 = 86_400_000_000
        guard span.microseconds >= day, span.microseconds % day == 0 else { return nil }
        return span.microseconds / day
    }
}
