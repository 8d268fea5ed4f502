// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "Known instants",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_773_172_800_000_000, "2026-03-10T20:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
            (-2_203_891_200_000_000, "1900-03-01T00:00:00.000Z"), (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000_000, "+010000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000_001, "-000001-12-31T23:59:59.999Z"),
            (Int64.max, "+294247-01-10T04:00:54.775Z"), (Int64.min, "-290308-12-21T19:59:05.224Z"),
        ] as [(Int64, String)])
    func known(microseconds: Int64, text: String) {
        let instant = Instant(microseconds: microseconds)
        #expect(instant.text(.milliseconds) == .string(text))
        #expect(instant.text(.seconds) == .string(text.prefix { $0 != "." } + "Z"))
    }

    @Test("Every day of 800 years follows the one before, leap years included")
    func calendar() {
        var (year, month, day) = (1600, 1, 1)
        func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        for days in -135_140..<157_000 {
            let instant = Instant(microseconds: Int64(days) * 86_400_000_000)
            let text = "\(year)-\(twoDigits(month))-\(twoDigits(day))T00:00:00Z"
            guard instant.text(.seconds) == .string(text), Instant(parsing: text) == instant else {
                Issue.record("day \(days) is not \(text)")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            day += 1
            if day > length { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }

    @Test("What is written is read back, over the whole range")
    func roundTrip() {
        let seed: UInt64 = 404
        print("timestamps: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            let shift = UInt64(generator.below(40))
            let instant = Instant(
                microseconds: Int64(bitPattern: generator.next()) >> Int64(round % 2 == 0 ? 0 : shift))
            var cut = instant.microseconds % 1000
            if cut < 0 { cut += 1000 }
            guard instant.microseconds > .min + 1000, let text = instant.text(.milliseconds).stringValue else {
                continue
            }
            #expect(Instant(parsing: text)?.microseconds == instant.microseconds - cut, "\(text)")
            guard let seconds = instant.text(.unix).integerValue else { continue }
            #expect(
                seconds == Int64((Double(instant.microseconds) / 1_000_000).rounded(.down))
                    || abs(seconds) > 1_000_000_000)
        }
    }

    @Test(
        "Bytes and value say the same", arguments: TimestampForm.allCases,
        [0, -1, 1_773_172_800_123_456, -86_400_000_001])
    func bytes(form: TimestampForm, microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        var bytes: [UInt8] = []
        instant.write(form, into: &bytes)
        #expect(bytes == instant.text(form).serialized)
    }

    @Test(
        "All forms of RFC 3339 are read",
        arguments: [
            ("2026-03-10T20:00:00Z", 0), ("2026-03-10t20:00:00z", 0), ("2026-03-10 20:00:00Z", 0),
            ("2026-03-10T22:30:00+02:30", 0), ("2026-03-09T20:01:00-23:59", 0), ("2026-03-10T20:00:00.5Z", 500_000),
            ("2026-03-10T20:00:00.1234567Z", 123_456), ("2026-03-10T19:59:60Z", 0), ("2026-03-10", -72_000_000_000),
        ] as [(String, Int64)])
    func forms(text: String, difference: Int64) throws {
        let instant = try #require(Instant(parsing: text))
        #expect(instant.microseconds == 1_773_172_800_000_000 + difference)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "2026", "2026-3-10", "2026-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00",
            "2026-03-10T20:00:00", "2026-03-10T20:00Z", "2026-03-10T24:00:00Z", "2026-03-10T20:60:00Z",
            "2026-03-10T20:00:61Z", "2026-03-10T20:00:00.Z", "2026-03-10T20:00:00+0200", "2026-03-10T20:00:00+24:00",
            "2026-03-10T20:00:00Zx", " 2026-03-10", "2026-03-10 ", "+294247-01-10T04:00:55Z", "-290308-12-21T19:59:05Z",
            "+999999-01-01T00:00:00Z", "２０２６-03-10",
        ])
    func refused(text: String) {
        #expect(Instant(parsing: text) == nil)
    }

    @Test func theFirstMicrosecondsOfTheRangeAreRead() {
        #expect(Instant(parsing: "-290308-12-21T19:59:05.224192Z")?.microseconds == .min)
        #expect(Instant(parsing: "-290308-12-21T19:59:05.224191Z") == nil)
        #expect(Instant(parsing: "+294247-01-10T04:00:54.775807Z")?.microseconds == .max)
        #expect(Instant(parsing: "+294247-01-10T04:00:54.775808Z") == nil)
    }
}
