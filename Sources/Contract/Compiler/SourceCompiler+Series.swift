// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// The made-up figures of a document, by name: one name is one figure, wherever it is shown.
final class SeriesTable {
    struct Declared {
        var series: Series
        /// What the document itself says, where it declares the figure at its top.
        var place: APIDocument.Place?
        var position: SourcePosition
    }

    var series: [String: Declared] = [:]
}

extension SourceCompiler {
    /// What the elements of an array of rows are.
    struct Rows {
        /// Whether they, or rows around them, stand for days.
        var haveDays: Bool
        /// Whether what stands in one is measured of the row too.
        var areSubjects: Bool
        var haveValues = false
        /// Whether the rows around them have.
        var areInsideValues = false
    }

    func inside(_ rows: Rows) -> SourceCompiler {
        var copy = self
        copy.rows = Rows(
            haveDays: rows.haveDays || self.rows?.haveDays == true,
            areSubjects: rows.areSubjects || self.rows?.areSubjects == true, haveValues: rows.haveValues,
            areInsideValues: self.rows?.haveValues == true)
        return copy
    }

    static let shapeWords = ["low", "high", "step", "decimals", "scale", "every"]
    static let wordWords = ["pick", "above"]

    /// Reads `x-sim-series` at the top of the document.
    func declareSeries(_ place: APIDocument.Place?) {
        if let place, place.node.members == nil {
            collector.error("\"x-sim-series\" is an object of figures by name", at: place.node.position)
        }
        for (name, position, place) in place?.members ?? [] {
            collector.checkMembers(
                of: place, known: Self.shapeWords + Self.wordWords + ["of"], in: "series \"\(name)\"")
            guard let shape = compileShape(place, named: name, count: compileWords(place).words.count) else { continue }
            series.series[name] = .init(series: shape, place: place, position: position)
        }
    }

    /// `rank`, or an object with a `name`, as `x-sim-series` of a property and `series` of a source have it.
    func compileSeries(_ place: APIDocument.Place, in scope: Scope) -> SeriesSource? {
        if let name = place.node.stringValue {
            guard let declared = series.series[name] else { return unknownSeries(name, at: place.node.position) }
            return compileSeries(declared, place, in: scope)
        }
        guard place.node.members != nil, let name = collector.string(place["name"], "\"name\"") else {
            collector.error(
                "a series is the name of one, or an object with a \"name\"", at: place.node.position)
            return nil
        }
        let own = ["name", "of", "at", "change", "lowest", "lowest-day"] + Self.wordWords
        if let declared = series.series[name], declared.place != nil {
            for member in place.members where Self.shapeWords.contains(member.name) {
                collector.error(
                    "\"\(member.name)\" of series \"\(name)\" is said at the top of the document", at: member.position)
                return nil
            }
            collector.checkMembers(of: place, known: own, in: "a series")
            return compileSeries(declared, place, in: scope)
        }
        collector.checkMembers(of: place, known: own + Self.shapeWords, in: "a series")
        guard (Self.shapeWords + Self.wordWords).contains(where: { place[$0] != nil }) else {
            return unknownSeries(name, at: place["name"]?.node.position)
        }
        guard let shape = compileShape(place, named: name, count: compileWords(place).words.count) else { return nil }
        let declared = series.series[name] ?? .init(series: shape, place: nil, position: place.node.position)
        if declared.series != shape {
            collector.error(
                "series \"\(name)\" is another one at \(declared.position)", at: place.node.position,
                hint: "declare it once, in \"x-sim-series\" at the top of the document")
            return nil
        }
        series.series[name] = declared
        return compileSeries(declared, place, in: scope)
    }

    private func unknownSeries(_ name: String, at position: SourcePosition?) -> SeriesSource? {
        let known = series.series.filter { $0.value.place != nil }.keys
        collector.error(
            "there is no series \"\(name)\"", at: position,
            hint: known.isEmpty
                ? "say its \"low\" and \"high\", here or in \"x-sim-series\" at the top of the document"
                : NameSuggestion.hint(for: name, among: known))
        return nil
    }

    private func compileSeries(
        _ declared: SeriesTable.Declared, _ place: APIDocument.Place, in scope: Scope
    ) -> SeriesSource? {
        func source(_ name: String) -> ValueSource?? {
            guard let place = place[name] else { return .some(nil) }
            return compile(place, in: scope).map { .some($0) }
        }
        guard let day = source("at"), let since = source("change"), let lowest = source("lowest"),
            let lowestDay = source("lowest-day")
        else { return nil }
        let uses = ["change", "lowest", "lowest-day"].filter { place[$0] != nil }
        if uses.count > 1 {
            collector.error(
                "a series shows one of \"change\", \"lowest\" and \"lowest-day\"", at: place[uses[1]]?.node.position)
        }
        let wordPlace = Self.wordWords.contains { place[$0] != nil } ? place : declared.place ?? place
        let (words, thresholds) = compileWords(wordPlace)
        if since != nil, !words.isEmpty {
            collector.error(
                "\"change\" is a difference of numbers, and this series shows words",
                at: place["change"]?.node.position)
        }
        var steps = thresholds
        if steps.isEmpty, !words.isEmpty {
            let low = declared.series.low
            let width = (declared.series.high - low) / Double(words.count)
            // Where the words are the figure itself, the numbers 0, 1, 2 ... stand for them.
            let isIndex = declared.series.decimals == 0 && low == 0 && declared.series.high == Double(words.count - 1)
            steps = (1..<max(1, words.count)).map { isIndex ? Double($0) - 0.5 : low + width * Double($0) }
        }
        let subjects = place["of"] ?? declared.place?["of"]
        return SeriesSource(
            series: declared.series, subject: subjects.map { compileSubject($0, in: scope) } ?? usualSubject(scope),
            day: day, since: since ?? lowest ?? lowestDay,
            use: lowest != nil ? .lowest : lowestDay != nil ? .lowestDay : .change, words: words, thresholds: steps)
    }

    private func compileSubject(_ place: APIDocument.Place, in scope: Scope) -> [ValueSource] {
        guard let elements = place.node.elements else { return [compile(place, in: scope)].compactMap(\.self) }
        if elements.isEmpty { collector.error("\"of\" names nothing", at: place.node.position) }
        return place.elements.compactMap { compile($0, in: scope) }
    }

    /// The job or record that the value stands in, and the row, unless that is a day.
    private func usualSubject(_ scope: Scope) -> [ValueSource] {
        var subject: [ValueSource] =
            switch scope {
            case .job, .jobs: [.job(.id)]
            case .record(let collection), .change(let collection, _): [.item([keys[collection] ?? "id"])]
            case .nothing, .list, .error: []
            }
        if rows?.areSubjects == true { subject.append(.row(rows?.haveValues == true ? .value : .index, timestamps)) }
        return subject
    }

    // MARK: Shapes

    private func compileShape(_ place: APIDocument.Place, named name: String, count: Int) -> Series? {
        func number(_ name: String, _ usual: Double?) -> Double?? {
            guard let value = place[name] else { return .some(usual) }
            switch value.node.value {
            case .integer(let number): return Double(number)
            case .double(let number): return number
            default:
                collector.error("\"\(name)\" must be a number, found \(value.node.kindPhrase)", at: value.node.position)
                return nil
            }
        }
        let hasThresholds = place["above"] != nil
        guard let low = number("low", count > 0 && !hasThresholds ? 0 : nil),
            let high = number("high", count > 0 && !hasThresholds ? Double(count - 1) : nil),
            let step = number("step", 0), let step
        else { return nil }
        guard let low, let high, low <= high, abs(low) < 1e15, abs(high) < 1e15 else {
            collector.error(
                "series \"\(name)\" needs a \"low\" and a \"high\" that is not below it", at: place.node.position)
            return nil
        }
        if step < 0 {
            collector.error("\"step\" is not negative", at: place["step"]?.node.position)
            return nil
        }
        let areWhole = [low, high, step].allSatisfy { $0 == $0.rounded() }
        var shape = Series(name: name, low: low, high: high, step: step, decimals: areWhole ? 0 : 2)
        if let scale = place["scale"] {
            guard let known = Series.Scale(rawValue: scale.node.stringValue ?? "") else {
                collector.error(
                    "\(scale.node.value.text) is no scale", at: scale.node.position,
                    hint: NameSuggestion.hint(
                        for: scale.node.stringValue ?? "", among: Series.Scale.allCases.map(\.rawValue)))
                return nil
            }
            if known == .log, low <= 0 {
                collector.error("on the scale \"log\" the low end is greater than 0", at: scale.node.position)
                return nil
            }
            // There the step is a share of the value and says nothing of decimals.
            if known == .log, low == low.rounded(), high == high.rounded() { shape.decimals = 0 }
            shape.scale = known
        }
        if let every = place["every"] {
            guard let period = CalendarPeriod(rawValue: every.node.stringValue ?? "") else {
                collector.error(
                    "\(every.node.value.text) is no period", at: every.node.position,
                    hint: NameSuggestion.hint(
                        for: every.node.stringValue ?? "", among: CalendarPeriod.allCases.map(\.rawValue)))
                return nil
            }
            shape.period = period
        }
        if let decimals = place["decimals"] {
            guard let count = decimals.node.integerValue, (0...Int64(Series.mostDecimals)).contains(count) else {
                collector.error(
                    "\"decimals\" is a number from 0 to \(Series.mostDecimals)", at: decimals.node.position)
                return nil
            }
            shape.decimals = Int(count)
        }
        return shape
    }

    private func compileWords(_ place: APIDocument.Place) -> (words: [JSONValue], thresholds: [Double]) {
        guard let pick = place["pick"] else {
            if let above = place["above"] {
                collector.error("\"above\" needs \"pick\", the values to choose from", at: above.node.position)
            }
            return ([], [])
        }
        let words = pick.node.elements?.map(\.value) ?? []
        if words.count < 2 {
            collector.error("\"pick\" is a list of two values or more", at: pick.node.position)
        }
        guard let above = place["above"] else { return (words, []) }
        let thresholds = (above.node.elements ?? []).compactMap { element -> Double? in
            switch element.value {
            case .integer(let number): Double(number)
            case .double(let number): number
            default: nil
            }
        }
        if thresholds.count != words.count - 1 || zip(thresholds, thresholds.dropFirst()).contains(where: { $0 >= $1 })
        {
            collector.error(
                "\"above\" is a list of growing numbers, one less than \"pick\" has values", at: above.node.position)
        }
        return (words, thresholds)
    }

    // MARK: Rows and conditions

    func compileRow(_ path: [String], _ text: String, at position: SourcePosition) -> ValueSource? {
        guard let field = field(path, text, at: position, ValueSource.RowField.self) else { return nil }
        guard let rows else {
            collector.error(
                "\"\(text)\" has no meaning here: this is not inside an array with \"x-sim-rows\"", at: position)
            return nil
        }
        if field == .value, !rows.haveValues {
            collector.error("\"\(text)\" has no meaning here: these rows are no elements", at: position)
            return nil
        }
        if field == .around, !rows.areInsideValues {
            collector.error("\"\(text)\" has no meaning here: the rows around these are no elements", at: position)
            return nil
        }
        if !rows.haveDays, ![.index, .number, .value, .around].contains(field) {
            collector.error("\"\(text)\" has no meaning here: these rows are no days", at: position)
            return nil
        }
        return .row(field, timestamps)
    }

    /// Reads `{ input.full: true, row.number: { series: rank } }`.
    func compileConditions(_ place: APIDocument.Place, in scope: Scope) -> [ValueSource.Condition]? {
        guard let members = place.node.members, !members.isEmpty else {
            collector.error("\"when\" is an object of sources and what they must be", at: place.node.position)
            return nil
        }
        var conditions: [ValueSource.Condition] = []
        for (name, position, expected) in place.members {
            guard let value = compile(name, at: position, in: scope) else { return nil }
            var constant = ValueSource.constant(expected.node.value)
            if expected.node.members != nil {
                guard let source = compile(expected, in: scope) else { return nil }
                constant = source
            }
            conditions.append(.init(value: value, isEqualTo: constant))
        }
        return conditions
    }
}
