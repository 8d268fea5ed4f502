// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Simulation

/// Made-up texts for fields, chosen by format and name, drawn from a seed.
struct SyntheticFields {
    var generator: SeededGenerator
    let timestamps: TimestampForm

    init(seed: UInt64, label: String, timestamps: TimestampForm) {
        generator = SeededGenerator(seed: seed, label: label, ordinal: 0)
        self.timestamps = timestamps
    }

    mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
        let width = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        guard !width.overflow, width.partialValue < .max - 1 else { return range.lowerBound }
        return range.lowerBound + Int64(generator.below(Int(width.partialValue) + 1))
    }

    mutating func text(format: String, name: String) -> String {
        switch format {
        case "uuid": return IdentifierForm.uuid.identifier(seed: generator.next(), label: name, ordinal: 0)
        case "date-time": return past().text(timestamps == .seconds ? .seconds : .milliseconds).stringValue ?? ""
        case "date": return String((past().text(.seconds).stringValue ?? "").prefix(10))
        case "uri", "url": return "https://\(domain())/\(slug())"
        case "email": return "\(pick(Self.words))@\(domain())"
        case "hostname": return domain()
        case "ipv4": return "192.0.2.\(generator.below(254) + 1)"  // RFC 5737
        case "ipv6": return "2001:db8::\(String(generator.below(65_535) + 1, radix: 16))"  // RFC 3849
        case "time": return "12:00:00Z"
        default: return text(named: name.lowercased())
        }
    }

    private mutating func text(named name: String) -> String {
        if name.hasSuffix("url") || name.hasSuffix("uri") || name == "website" {
            return "https://\(domain())/\(slug())"
        }
        if name.hasSuffix("domain") || name.hasSuffix("host") { return domain() }
        if name.hasSuffix("email") { return "\(pick(Self.words))@\(domain())" }
        if name.hasSuffix("slug") || name.hasSuffix("_id") || name == "id" { return slug() }
        if name.hasSuffix("description") || name.hasSuffix("content") || name.hasSuffix("body") || name == "prompt" {
            return sentence()
        }
        if name.hasSuffix("title") || name.hasSuffix("name") { return title() }
        return pick(Self.words)
    }

    /// A moment of the year before 2026-03-10T20:00:00Z. It does not follow the space's clock, so that a value that is
    /// shown twice is the same twice.
    private mutating func past() -> Instant {
        Instant(microseconds: 1_773_172_800_000_000) + TimeSpan.seconds(-Int64(generator.below(365 * 86_400)))
    }

    private mutating func pick(_ words: [String]) -> String { words[generator.below(words.count)] }
    private mutating func domain() -> String { "\(pick(Self.words))-\(pick(Self.words)).example" }
    private mutating func slug() -> String { "\(pick(Self.words))-\(pick(Self.words))-\(generator.below(900) + 100)" }
    private mutating func title() -> String { "\(pick(Self.words).capitalizedFirst) \(pick(Self.words))" }

    private mutating func sentence() -> String {
        "How \(pick(Self.words)) and \(pick(Self.words)) change the way teams plan their \(pick(Self.words))."
    }

    private static let words = [
        "anchor", "atlas", "beacon", "bridge", "cedar", "compass", "copper", "delta", "ember", "field", "garnet",
        "harbor", "indigo", "juniper", "kernel", "lantern", "meadow", "north", "orchard", "paper", "quartz", "river",
        "signal", "timber", "upland", "vector", "willow", "yarrow", "zephyr",
    ]
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
