// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Dates and times as RFC 3339 has them, and UUIDs.
extension ByteReader {
    /// RFC 4122: 32 hexadecimal digits in five groups.
    mutating func uuid() -> Bool {
        guard bytes.count == 36 else { return false }
        for index in 0..<36 {
            let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
            guard isHyphen ? bytes[index] == UInt8(ascii: "-") : Self.isHex(bytes[index]) else { return false }
        }
        skip(36)
        return true
    }

    mutating func dateTime() -> Bool {
        guard date(), take("t") else { return false }
        return time()
    }

    /// `full-date`, with the day of the month as the calendar has it.
    mutating func date() -> Bool {
        guard let year = digits(4, in: 0...9999), take("-"), let month = digits(2, in: 1...12), take("-") else {
            return false
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (isLeap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
        return digits(2, in: 1...days) != nil
    }

    /// `full-time`.
    ///
    /// A 60th second is a leap second, which there is only at 23:59:60 UTC (section 5.7).
    mutating func time() -> Bool {
        guard let hour = digits(2, in: 0...23), take(":"), let minute = digits(2, in: 0...59), take(":"),
            let second = digits(2, in: 0...60)
        else { return false }
        if take("."), !digits() { return false }
        var offset = 0
        if !take("z") {
            let sign: Int
            if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return false }
            guard let hours = digits(2, in: 0...23), take(":"), let minutes = digits(2, in: 0...59) else {
                return false
            }
            offset = sign * (hours * 60 + minutes)
        }
        guard second == 60 else { return true }
        let utc = (hour * 60 + minute - offset + 2 * 1440) % 1440
        return utc == 1439
    }

    /// RFC 3339, appendix A: `P3D`, `PT4H30M`, `P2W`; units in order, none left out in between.
    mutating func duration() -> Bool {
        guard takeExactly("P"), !isAtEnd else { return false }
        var found = 0
        var previous = -1
        while let byte = next, Self.isDigit(byte) {
            guard digits(), let unit = takeUnit("YMWD") else { return false }
            if unit == 2 { return found == 0 && isAtEnd }
            // Days may not follow years directly: the grammar nests year, month, day.
            guard unit > previous, !(previous == 0 && unit == 3) else { return false }
            previous = unit
            found += 1
        }
        guard takeExactly("T") else { return found > 0 }
        previous = -1
        while let byte = next, Self.isDigit(byte) {
            guard digits(), let unit = takeUnit("HMS") else { return false }
            guard unit > previous, !(previous == 0 && unit == 2) else { return false }
            previous = unit
        }
        return previous >= 0
    }

    private mutating func takeExactly(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        skip()
        return true
    }

    private mutating func takeUnit(_ units: StaticString) -> Int? {
        for index in 0..<units.utf8CodeUnitCount where next == units.utf8Start[index] {
            skip()
            return index
        }
        return nil
    }
}
