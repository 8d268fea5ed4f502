// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension TimeSpan {
    private struct Unit {
        var name: String
        var microseconds: Int64
        /// How many decimals still give whole microseconds.
        var decimals: Int
    }

    private static let units = [
        Unit(name: "d", microseconds: 86_400_000_000, decimals: 6),
        Unit(name: "h", microseconds: 3_600_000_000, decimals: 6),
        Unit(name: "m", microseconds: 60_000_000, decimals: 6),
        Unit(name: "s", microseconds: 1_000_000, decimals: 6),
        Unit(name: "ms", microseconds: 1000, decimals: 3),
        Unit(name: "us", microseconds: 1, decimals: 0),
    ]

    /// Reads `1.5s`, `250ms`, `3m`, `2h`, `1d`, `10us`, and several parts from the largest unit to the smallest, of which
    /// only the last may have decimals: `1h30m`, `1m1.5s`.
    ///
    /// - Returns: `nil` for anything else: no unit, a sign, a space, parts of a microsecond, more than 292,000 years.
    package init?(parsing text: String) {
        var rest = text.utf8[...]
        var units = Self.units[...]
        var total: Int64 = 0
        var hadDecimals = false
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let whole = Self.digits(from: &rest)
            guard !hadDecimals, !whole.isEmpty else { return nil }
            var decimals = ""
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                decimals = Self.digits(from: &rest)
                guard !decimals.isEmpty else { return nil }
                hadDecimals = true
            }
            let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            rest = rest[letters.endIndex...]
            let name = String(decoding: letters, as: UTF8.self)
            guard let index = units.firstIndex(where: { $0.name == name }), decimals.count <= units[index].decimals,
                let part = Self.product(whole: whole, decimals: decimals, unit: units[index].microseconds)
            else { return nil }
            units = units[(index + 1)...]
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
        }
        self.init(microseconds: total)
    }

    private static func digits(from text: inout Substring.UTF8View) -> String {
        let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        text = text[digits.endIndex...]
        return String(decoding: digits, as: UTF8.self)
    }

    private static func product(whole: String, decimals: String, unit: Int64) -> Int64? {
        guard let number = Int64(whole) else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        guard !decimals.isEmpty else { return product }
        guard var fraction = Int64(decimals) else { return nil }
        for _ in decimals.count..<6 { fraction *= 10 }
        // Microseconds of a unit are a multiple of 10 to the power of its decimals, so this division has no rest.
        let (sum, outside) = product.addingReportingOverflow(Self.share(fraction, of: unit))
        return outside ? nil : sum
    }

    /// So many millionths of a unit.
    private static func share(_ millionths: Int64, of unit: Int64) -> Int64 {
        unit >= 1_000_000 ? unit / 1_000_000 * millionths : millionths / (1_000_000 / unit)
    }

    /// The shortest text that ``init(parsing:)`` reads back to this span, in the largest unit where several are equally
    /// short.
    ///
    /// A negative span, which no file can ask for, has a minus sign before it and is not read back.
    package var text: String {
        guard microseconds != 0 else { return "0s" }
        let magnitude = microseconds.magnitude
        var best: String?
        func offer(_ candidate: String) {
            if candidate.utf8.count < best?.utf8.count ?? .max { best = candidate }
        }
        for unit in Self.units where magnitude >= UInt64(unit.microseconds) {
            if let candidate = Self.inOneUnit(magnitude, unit) { offer(candidate) }
        }
        offer(Self.inManyUnits(magnitude))
        return (microseconds < 0 ? "-" : "") + (best ?? "")
    }

    private static func inOneUnit(_ magnitude: UInt64, _ unit: Unit) -> String? {
        let size = UInt64(unit.microseconds)
        var rest = magnitude % size
        var decimals = ""
        while rest > 0 {
            guard decimals.count < unit.decimals else { return nil }
            rest *= 10
            decimals += String(rest / size)
            rest %= size
        }
        return String(magnitude / size) + (decimals.isEmpty ? "" : "." + decimals) + unit.name
    }

    private static func inManyUnits(_ magnitude: UInt64) -> String {
        var rest = magnitude
        var text = ""
        for unit in Self.units where rest >= UInt64(unit.microseconds) {
            text += String(rest / UInt64(unit.microseconds)) + unit.name
            rest %= UInt64(unit.microseconds)
        }
        return text
    }
}
