// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Compiles a binding `report` over a collection.
struct ReportCompiler {
    let collector: DiagnosticCollector
    let sources: SourceCompiler

    static let words = ["period", "unfold"] + tableWords
    static let tableWords = ["rows", "values", "hidden", "order", "limit", "only", "keyed", "previous"]

    private static let valueWords = [
        "key", "const", "field", "count", "distinct", "elements", "sum", "average", "least", "most", "percent",
        "percent-of-same", "least-of", "most-of", "lookup", "difference", "growth", "values",
    ]

    // MARK: Period

    /// Reads `{ of: createdAt, from: query.startDate, until: query.endDate, days: 30 }`.
    func compilePeriod(_ place: APIDocument.Place?) -> ReportPlan.Period? {
        guard let place else { return nil }
        collector.checkMembers(of: place, known: ["of", "from", "until", "days"], in: "\"period\"")
        guard let field = collector.string(place["of"], "\"of\"") else {
            collector.error(
                "\"period\" needs \"of\", the field that says when a record counts", at: place.node.position)
            return nil
        }
        var period = ReportPlan.Period(field: field, days: 30)
        period.from = place["from"].flatMap { sources.compile($0, in: .nothing) }
        period.until = place["until"].flatMap { sources.compile($0, in: .nothing) }
        if let days = place["days"] {
            guard let count = days.node.integerValue, (1...10_000).contains(count) else {
                collector.error("\"days\" is a number from 1 to 10,000", at: days.node.position)
                return nil
            }
            period.days = Int(count)
        }
        return period
    }

    // MARK: Tables

    /// Reads the binding itself, or a value that holds a table of its own.
    func compileTable(_ place: APIDocument.Place) -> ReportPlan.Table {
        var table = ReportPlan.Table()
        table.grouping = place["rows"].flatMap(compileGrouping)
        let hidden = place["hidden"]?.elements.compactMap(\.node.stringValue) ?? []
        if let values = place["values"] {
            if values.node.members == nil {
                collector.error("\"values\" is an object, found \(values.node.kindPhrase)", at: values.node.position)
            }
            table.columns = values.members.compactMap { name, _, place in
                compileValue(place).map { .init(name: name, value: $0, isHidden: hidden.contains(name)) }
            }
        } else {
            collector.error("a report needs \"values\", what it says of its records", at: place.node.position)
        }
        let names = table.columns.map(\.name)
        func column(_ place: APIDocument.Place?, _ what: String) -> String? {
            guard let place, let name = collector.string(place, what) else { return nil }
            if names.contains(name) { return name }
            collector.error(
                "\(what) names no value of this table", at: place.node.position,
                hint: NameSuggestion.hint(for: name, among: names))
            return nil
        }
        table.only = column(place["only"], "\"only\"")
        table.limit = place["limit"].flatMap { limit in
            limit.node.integerValue.map { .constant(.integer($0)) } ?? sources.compile(limit, in: .nothing)
        }
        table.isKeyed = place["keyed"]?.node.boolValue == true
        table.isPrevious = place["previous"]?.node.boolValue == true
        if table.grouping == nil {
            for word in ["only", "limit", "keyed"] where place[word] != nil {
                collector.error("\"\(word)\" needs \"rows\"", at: place[word]?.node.position)
            }
        }
        for place in place["hidden"]?.elements ?? [] { _ = column(place, "\"hidden\"") }
        return table
    }

    /// The order of a table inside another; that of the whole report is its list's.
    private func compileOrder(_ place: APIDocument.Place?, into table: inout ReportPlan.Table) {
        guard let place else { return }
        collector.checkMembers(of: place, known: ["by", "direction"], in: "\"order\"")
        guard let by = place["by"], let name = collector.string(by, "\"by\"") else { return }
        guard table.columns.contains(where: { $0.name == name }) else {
            collector.error(
                "\"by\" names no value of this table", at: by.node.position,
                hint: NameSuggestion.hint(for: name, among: table.columns.map(\.name)))
            return
        }
        table.order = name
        guard let direction = place["direction"] else { return }
        guard let word = direction.node.stringValue, word == "asc" || word == "desc" else {
            collector.error(
                "\(direction.node.value.text) is no direction", at: direction.node.position, hint: "known: asc, desc")
            return
        }
        table.descending = word == "desc"
    }

    /// Reads `{ days: query.range }`, `{ by: model }`, or both.
    private func compileGrouping(_ place: APIDocument.Place) -> ReportPlan.Grouping? {
        collector.checkMembers(of: place, known: ["days", "by"], in: "\"rows\"")
        var interval: ValueSource?
        if let days = place["days"] {
            if let word = days.node.stringValue, ReportQuery.Interval(rawValue: word) != nil {
                interval = .constant(.string(word))
            } else if days.node.stringValue?.contains(".") == false {
                collector.error(
                    "\(days.node.value.text) is no length of time", at: days.node.position,
                    hint: "day, week or month, or a source of one of these words")
                return nil
            } else {
                interval = sources.compile(days, in: .nothing)
            }
        }
        let by = collector.string(place["by"], "\"by\"")
        switch (interval, by) {
        case (let interval?, let by?): return .daysAndField(interval, by)
        case (let interval?, nil): return .days(interval)
        case (nil, let by?): return .field(by)
        case (nil, nil):
            if place.node.members != nil, place["days"] == nil {
                collector.error("\"rows\" needs \"days\" or \"by\"", at: place.node.position)
            }
            return nil
        }
    }

    // MARK: Values

    private func compileValue(_ place: APIDocument.Place) -> ReportPlan.Value? {
        if let word = place.node.stringValue {
            switch word {
            case "key": return .plain(.key(.plain))
            case "count": return .plain(.count(nil))
            case "percent": return .plain(.percent(nil))
            default:
                collector.error(
                    "\"\(word)\" is no value of a report", at: place.node.position,
                    hint: "use key, count or percent, or an object")
                return nil
            }
        }
        guard let words = place.node.members?.map(\.name), let word = Self.valueWords.first(where: words.contains),
            let value = place[word]
        else {
            collector.error(
                "this is no value of a report", at: place.node.position,
                hint: "one of " + Self.valueWords.joined(separator: ", "))
            return nil
        }
        if word == "values" {
            collector.checkMembers(of: place, known: Self.tableWords, in: "a table of a report")
            var table = compileTable(place)
            compileOrder(place["order"], into: &table)
            return .table(table)
        }
        let others = ["average": ["decimals"], "lookup": ["in", "by"]][word] ?? []
        collector.checkMembers(of: place, known: [word] + others, in: "a value with \"\(word)\"")
        return compile(word, value, place).map { .plain($0) }
    }

    private func compile(
        _ word: String, _ value: APIDocument.Place, _ place: APIDocument.Place
    ) -> ReportQuery.Value? {
        if word == "const" { return .constant(value.node.value) }
        if word == "count" || word == "percent" {
            guard let condition = compileCondition(value) else { return nil }
            return word == "count" ? .count(condition) : .percent(condition)
        }
        if word == "difference" || word == "growth" {
            let paths = value.elements.compactMap(\.node.stringValue).map { $0.split(separator: ".").map(String.init) }
            guard paths.count == 2 else {
                collector.error("\"\(word)\" is a list of two values", at: value.node.position)
                return nil
            }
            return word == "growth" ? .growth(paths[0], paths[1]) : .difference(paths[0], paths[1])
        }
        guard let name = collector.string(value, "\"\(word)\"") else { return nil }
        switch word {
        case "key":
            if name == "instant" { return .key(.instant) }
            collector.error("\"\(name)\" is no form of a key", at: value.node.position, hint: "known: instant")
            return nil
        case "field": return .field(name)
        case "distinct": return .distinct(name)
        case "elements": return .elements(name)
        case "sum": return .sum(name)
        case "least": return .least(name)
        case "most": return .most(name)
        case "percent-of-same": return .percentOfSame(name)
        case "least-of": return .leastOf(name)
        case "most-of": return .mostOf(name)
        case "average":
            let decimals = place["decimals"].map(\.node.integerValue) ?? 1
            guard let decimals, (0...6).contains(decimals) else {
                collector.error("\"decimals\" is a number from 0 to 6", at: place["decimals"]?.node.position)
                return nil
            }
            return .average(name, decimals: Int(decimals))
        default:
            guard let collection = collector.string(place["in"], "\"in\""),
                let by = collector.string(place["by"], "\"by\"")
            else {
                collector.error("a look-up needs \"in\" and \"by\"", at: place.node.position)
                return nil
            }
            guard sources.checkCollection(collection, at: place["in"]?.node.position) else { return nil }
            return .lookup(collection: collection, by: by, take: name)
        }
    }

    private func compileCondition(_ place: APIDocument.Place) -> ReportQuery.Condition? {
        guard let members = place.node.members, let member = members.first, members.count == 1 else {
            collector.error("a condition is an object with one field and its value or values", at: place.node.position)
            return nil
        }
        return .init(field: member.name, values: (member.value.elements ?? [member.value]).map(\.value))
    }
}

extension BindingCompiler {
    /// Compiles `report: COLLECTION`, with the words of a list for which records count.
    func compileReport(
        _ subject: APIDocument.Place, _ place: APIDocument.Place, _ operation: OperationOutline
    ) -> Compiled? {
        guard let name = subject.node.stringValue, sources.checkCollection(name, at: subject.node.position) else {
            return nil
        }
        guard let list = compileList(name, place, operation), case .listRecords(_, var plan) = list.binding else {
            return nil
        }
        // Rows come in their own order, unless something says otherwise.
        if place["order"] == nil { plan.order = ListQuery.Order(descending: false) }
        let compiler = ReportCompiler(collector: collector, sources: sources.declaring(operation.parameters))
        let table = compiler.compileTable(place)
        let report = ReportPlan(
            collection: name, list: plan, unfold: collector.string(place["unfold"], "\"unfold\""),
            period: compiler.compilePeriod(place["period"]), table: table)
        for word in ["previous", "keyed", "limit", "only"] where place[word] != nil {
            collector.error(
                "\"\(word)\" belongs to a table inside a report, not to the report", at: place[word]?.node.position)
        }
        let scope = SourceCompiler.Scope.record(collection: name)
        return table.grouping == nil
            ? Compiled(binding: .report(report), scope: scope, itemScope: .nothing)
            : Compiled(binding: .report(report), scope: .list, itemScope: scope)
    }
}
