// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A set of Unicode scalars: one position of a pattern.
struct ScalarSet: Sendable {
    enum Element: Sendable {
        case range(ClosedRange<UInt32>)
        case property(UnicodeProperty, negated: Bool)
        indirect case set(ScalarSet)
    }

    private let elements: [Element]
    private let isInverted: Bool
    /// One bit for each of the first 128 scalars.
    private let asciiLow: UInt64
    private let asciiHigh: UInt64

    init(_ elements: [Element], inverted: Bool = false) {
        self.elements = elements
        isInverted = inverted
        var low: UInt64 = 0
        var high: UInt64 = 0
        for value in UInt32(0)..<128 where Self.contains(value, in: elements) != inverted {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
        asciiLow = low
        asciiHigh = high
    }

    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return asciiLow >> UInt64(value) & 1 == 1 }
        if value < 128 { return asciiHigh >> UInt64(value - 64) & 1 == 1 }
        return Self.contains(value, in: elements) != isInverted
    }

    private static func contains(_ value: UInt32, in elements: [Element]) -> Bool {
        for element in elements {
            switch element {
            case .range(let range):
                if range.contains(value) { return true }
            case .property(let property, let negated):
                if let scalar = Unicode.Scalar(value), property.holds(for: scalar) != negated { return true }
            case .set(let set):
                if set.contains(value) { return true }
            }
        }
        return false
    }

    /// Whether nothing beyond ASCII is in the set, as far as its ranges tell.
    private var isASCII: Bool {
        !isInverted
            && elements.allSatisfy { element in
                switch element {
                case .range(let range): range.upperBound < 128
                case .property: false
                case .set(let set): set.isASCII
                }
            }
    }

    /// Whether no scalar is in both sets.
    ///
    /// May say no where that is hard to tell.
    func isSurelyDisjoint(from other: ScalarSet) -> Bool {
        asciiLow & other.asciiLow == 0 && asciiHigh & other.asciiHigh == 0 && (isASCII || other.isASCII)
    }
}

extension ScalarSet {
    init(scalar: UInt32) {
        self.init([.range(scalar...scalar)])
    }

    private static func ascii(_ ranges: (Unicode.Scalar, Unicode.Scalar)...) -> [Element] {
        ranges.map { .range($0.0.value...$0.1.value) }
    }

    // ECMA-262, section 22.2.2.9 "CharacterClassEscape": `\d` and `\w` are ASCII, `\s` is every white space and line end.
    static let digits = ScalarSet(ascii(("0", "9")))
    static let notDigits = ScalarSet(ascii(("0", "9")), inverted: true)
    private static let wordElements = ascii(("a", "z"), ("A", "Z"), ("0", "9"), ("_", "_"))
    static let word = ScalarSet(wordElements)
    static let notWord = ScalarSet(wordElements, inverted: true)
    private static let spaceElements =
        ascii(("\t", "\r"), (" ", " "), ("\u{A0}", "\u{A0}"), ("\u{2028}", "\u{2029}"), ("\u{FEFF}", "\u{FEFF}"))
        + [.property(.category(.spaceSeparator), negated: false)]
    static let space = ScalarSet(spaceElements)
    static let notSpace = ScalarSet(spaceElements, inverted: true)
    /// What `.` stands for: everything but the line terminators (ECMA-262, section 12.3).
    static let notLineTerminator = ScalarSet(
        ascii(("\n", "\n"), ("\r", "\r"), ("\u{2028}", "\u{2029}")), inverted: true)
}
