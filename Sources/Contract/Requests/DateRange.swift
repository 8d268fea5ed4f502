// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Two values of a request that make a range of days, compiled from `x-sim-range`.
package struct DateRange: Sendable {
    var from: ValueSource
    var until: ValueSource
    /// As the annotation writes them, for messages.
    var names: (from: String, until: String)
    /// How many days the range may have, both ends included; `nil`: any number.
    var longest: Int64?

    /// What is wrong with the range; a range of which an end is left out is in order.
    func complaint(_ values: RequestValues) -> String? {
        guard let first = from.value(values)?.stringValue.flatMap(CalendarDay.init),
            let last = until.value(values)?.stringValue.flatMap(CalendarDay.init)
        else { return nil }
        guard first <= last else {
            return "\(names.until) \(last.text) is before \(names.from) \(first.text)"
        }
        let days = last.number - first.number + 1
        guard let longest, days > longest else { return nil }
        return
            "\(names.from) \(first.text) to \(names.until) \(last.text) is \(days) days; at most \(longest) are allowed"
    }
}

/// Compiles `x-sim-range`.
struct DateRangeCompiler {
    let sources: SourceCompiler
    let collector: DiagnosticCollector

    func compile(_ place: APIDocument.Place?) -> DateRange? {
        guard let place else { return nil }
        collector.checkMembers(of: place, known: ["from", "until", "longest"], in: "\"x-sim-range\"")
        guard place.node.members != nil else { return nil }
        guard let from = end("from", of: place), let until = end("until", of: place) else { return nil }
        var range = DateRange(
            from: from.source, until: until.source, names: (from: from.name, until: until.name), longest: nil)
        if let longest = place["longest"] {
            range.longest = SourceCompiler.days(longest)
            if range.longest == nil {
                collector.error("\"longest\" is a number of days such as 90d", at: longest.node.position)
            }
        }
        return range
    }

    private func end(_ name: String, of place: APIDocument.Place) -> (source: ValueSource, name: String)? {
        guard let end = place[name], let text = collector.string(end, "\"\(name)\"") else {
            if place[name] == nil {
                collector.error("\"x-sim-range\" needs \"from\" and \"until\"", at: place.node.position)
            }
            return nil
        }
        guard let source = sources.compile(end, in: .nothing) else { return nil }
        return (source, text.split(separator: ".").last.map(String.init) ?? text)
    }
}
