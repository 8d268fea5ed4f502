// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import Simulation
import Testing

@Suite("Durations")
struct DurationTests {
    @Test(
        "Texts and what they mean in microseconds",
        arguments: [
            ("1.5s", 1_500_000), ("250ms", 250_000), ("3m", 180_000_000), ("2h", 7_200_000_000), ("1d", 86_400_000_000),
            ("10us", 10), ("1h30m", 5_400_000_000), ("0s", 0), ("1m1.5s", 61_500_000), ("0.000001s", 1),
            ("0.5d", 43_200_000_000),
            ("1d2h3m4s5ms6us", 93_784_005_006), ("1.125ms", 1125), ("0.000001d", 86_400), ("007s", 7_000_000),
            ("9223372036854775807us", .max),
        ] as [(String, Int64)])
    func meaning(text: String, microseconds: Int64) {
        #expect(TimeSpan(parsing: text)?.microseconds == microseconds)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "1", "s", "1.s", ".5s", "-1s", "+1s", "1 s", " 1s", "1S", "1.5us", "1.1234ms", "1.1234567s", "30m1h",
            "1m1m",
            "1.5h30m", "1w", "1sec", "9223372036854775808us", "106751992d", "99999999999999999999s", "106751991d1d",
            "106751991d24h", "٣s",
        ])
    func refused(text: String) {
        #expect(TimeSpan(parsing: text) == nil)
    }

    @Test(
        "The text is the shortest one, in the largest unit",
        arguments: [
            (0, "0s"), (1_500_000, "1.5s"), (500_000, "500ms"), (60_000_000, "1m"), (210_000_000, "3.5m"),
            (90_000_000, "90s"),
            (86_400_000_000, "1d"), (5_400_000_000, "90m"), (1, "1us"), (1_234_567, "1.234567s"), (-1_000_000, "-1s"),
            (86_400_000_001, "1d1us"), (3_661_000_000, "3661s"),
        ] as [(Int64, String)])
    func shortest(microseconds: Int64, text: String) {
        #expect(TimeSpan(microseconds: microseconds).text == text)
    }

    @Test("Every span's text reads back to it")
    func roundTrip() {
        let seed: UInt64 = 505
        print("durations: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let units: [Int64] = [1, 1000, 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000]
        var spans: [Int64] = [.max, .max - 1]
        for _ in 0..<5000 {
            spans.append(Int64(generator.next() >> UInt64(1 + generator.below(60))))
            spans.append(Int64(generator.below(2000)) * units[generator.below(units.count)])
        }
        for span in spans {
            let text = TimeSpan(microseconds: span).text
            #expect(TimeSpan(parsing: text)?.microseconds == span, "\(text)")
        }
    }
}
