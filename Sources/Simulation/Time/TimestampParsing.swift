// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension Instant {
    /// Reads `2026-03-10T20:00:00.000Z` and the other forms of RFC 3339, section 5.6.
    ///
    /// That is any offset, any number of decimals (those past the sixth are cut off), a space or `t` instead of `T`, and
    /// a leap second, which is the next second.
    /// Also reads a date alone, which is its first moment in UTC, and the expanded years that ``text(_:)`` writes.
    package init?(parsing iso8601: String) {
        var scanner = DigitScanner(iso8601)
        guard let date = scanner.date() else { return nil }
        var seconds = date.daysSince1970 * 86_400
        var fraction: Int64 = 0
        if !scanner.isAtEnd {
            guard scanner.take(anyOf: "Tt ") != nil, let time = scanner.time() else { return nil }
            guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
            seconds += time.seconds - offset
            fraction = time.fraction
        }
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else {
            // The first microseconds of the range lie in a second whose start is outside it.
            let (next, stillOutside) = (seconds + 1).multipliedReportingOverflow(by: 1_000_000)
            let (sum, outside) = next.addingReportingOverflow(fraction - 1_000_000)
            guard seconds < 0, !stillOutside, !outside else { return nil }
            self.init(microseconds: sum)
            return
        }
        let (sum, outside) = product.addingReportingOverflow(fraction)
        guard !outside else { return nil }
        self.init(microseconds: sum)
    }
}

/// Takes a timestamp apart from left to right.
private struct DigitScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(anyOf characters: StaticString) -> UInt8? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        let isAmong = characters.withUTF8Buffer { $0.contains(byte) }
        guard isAmong else { return nil }
        index += 1
        return byte
    }

    mutating func number(digits: Int) -> Int64? {
        guard index + digits <= bytes.count else { return nil }
        var number: Int64 = 0
        for byte in bytes[index..<index + digits] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        index += digits
        return number
    }

    mutating func date() -> CivilDate? {
        let sign = take(anyOf: "+-")
        guard let year = number(digits: sign == nil ? 4 : 6), take(anyOf: "-") != nil,
            let month = number(digits: 2), take(anyOf: "-") != nil, let day = number(digits: 2)
        else { return nil }
        let date = CivilDate(year: sign == UInt8(ascii: "-") ? -year : year, month: month, day: day)
        return date.exists ? date : nil
    }

    mutating func time() -> (seconds: Int64, fraction: Int64)? {
        guard let hour = number(digits: 2), hour < 24, take(anyOf: ":") != nil,
            let minute = number(digits: 2), minute < 60, take(anyOf: ":") != nil,
            let second = number(digits: 2), second <= 60
        else { return nil }
        var fraction: Int64 = 0
        if take(anyOf: ".") != nil {
            var unit: Int64 = 100_000
            guard var digit = number(digits: 1) else { return nil }
            while true {
                fraction += digit * unit
                unit /= 10
                guard let next = number(digits: 1) else { break }
                digit = next
            }
        }
        return (hour * 3600 + minute * 60 + second, fraction)
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if take(anyOf: "Zz") != nil { return 0 }
        guard let sign = take(anyOf: "+-"), let hours = number(digits: 2), hours < 24, take(anyOf: ":") != nil,
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
