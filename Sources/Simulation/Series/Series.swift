// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A made-up figure that changes from day to day: a rank, a volume, a share.
///
/// Its value is a function of the space's seed, its own name, what it is measured of, and the day. Nothing is stored, so
/// that a list, a chart and a total which show the same figure agree, and any day costs the same.
package struct Series: Sendable, Hashable, Codable {
    package enum Scale: String, Sendable, Hashable, Codable, CaseIterable {
        case linear
        /// Small values are as frequent as large ones; for volumes and sums of money. The ends are greater than 0.
        case log
    }

    package var name: String
    package var low: Double
    package var high: Double
    /// The most that the value changes from one day (week, month) to the next; on the scale `log`, as a share of the value.
    package var step: Double
    /// How many decimals there are.
    package var decimals: Int
    package var scale: Scale
    /// How long a value stays: through the day, the week from its Monday, the month.
    package var period: CalendarPeriod

    package init(
        name: String, low: Double, high: Double, step: Double = 0, decimals: Int = 0, scale: Scale = .linear,
        period: CalendarPeriod = .day
    ) {
        self.name = name
        self.low = low
        self.high = high
        self.step = step
        self.decimals = decimals
        self.scale = scale
        self.period = period
    }

    /// The value on one day, from `low` to `high`.
    package func value(seed: UInt64, subject: String, day: CalendarDay) -> Double {
        var hash = StableHash()
        hash.combine(seed)
        hash.combine(name)
        hash.combine(subject)
        let key = hash.value
        let grain = Self.grains[min(max(0, decimals), Self.grains.count - 1)]
        let time = period.number(of: day)
        switch scale {
        case .linear:
            // Every value that can be shown has an interval of the same width.
            let floor = (low * grain).rounded()
            let width = max(0, (high * grain).rounded() - floor) + 1
            let place = Self.folded(position(key, width: width, step: step * grain, time: time), width)
            return (floor + min(place.rounded(.down), width - 1)) / grain
        case .log:
            let least = max(low, .leastNormalMagnitude)
            let width = Self.logarithm(max(1, high / least))
            let place = Self.folded(position(key, width: width, step: Self.logarithm(1 + step), time: time), width)
            let exact = least * Self.power(place)
            return min(max((exact * grain).rounded(.down) / grain, low), high)
        }
    }

    /// Decimals beyond these would not survive the way through a double.
    package static let mostDecimals = grains.count - 1
    private static let grains = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000.0]

    /// A place around one of its own: long waves of four weeks, short ones of one, and a little unrest, which together
    /// never change by more than `step` from one day to the next.
    private func position(_ key: UInt64, width: Double, step: Double, time: Int64) -> Double {
        let base = Self.unit(StableHash.scramble(key)) * width
        guard step > 0 else { return base }
        let waves = 4 * Self.wave(key, 1, time, every: 28) + 2 * Self.wave(key, 2, time, every: 7)
        return base + step * (waves + 0.07 * Self.wave(key, 3, time, every: 1))
    }

    /// A number from -1 to 1, straight between the seeded values of every so many days.
    private static func wave(_ key: UInt64, _ number: UInt64, _ time: Int64, every days: Int64) -> Double {
        let shifted = time &+ Int64(key % UInt64(days))
        let start = shifted >= 0 ? shifted / days : (shifted - days + 1) / days
        func knot(_ index: Int64) -> Double {
            let mixed = key ^ (number &* 0x9E37_79B9_7F4A_7C15) &+ UInt64(bitPattern: index) &* 0xD1B5_4A32_D192_ED03
            return unit(StableHash.scramble(mixed)) * 2 - 1
        }
        let share = Double(shifted - start * days) / Double(days)
        return knot(start) * (1 - share) + (share > 0 ? knot(start + 1) * share : 0)
    }

    /// The place after being reflected at 0 and at `width` as often as it takes.
    private static func folded(_ place: Double, _ width: Double) -> Double {
        guard width > 0 else { return 0 }
        let turn = place.truncatingRemainder(dividingBy: 2 * width)
        let positive = turn < 0 ? turn + 2 * width : turn
        return positive > width ? 2 * width - positive : positive
    }

    private static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }
}

/// Logarithm and power to base 2, in arithmetic that every machine does alike; a C library's may differ in the last digit.
extension Series {
    static func logarithm(_ number: Double) -> Double {
        guard number > 0, number.isFinite else { return 0 }
        // ln m = 2 artanh((m - 1) / (m + 1)), for m from 1 to 2.
        let ratio = (number.significand - 1) / (number.significand + 1)
        var sum = 0.0
        var power = ratio
        for odd in stride(from: 1.0, through: 41, by: 2) {
            sum += power / odd
            power *= ratio * ratio
        }
        return Double(number.exponent) + 2 * sum / 0.6931471805599453
    }

    static func power(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        let rest = (exponent - whole) * 0.6931471805599453
        var sum = 1.0
        var term = 1.0
        for number in 1...20 {
            term *= rest / Double(number)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(max(-1000, min(1000, whole))), significand: 1) * sum
    }
}
