// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The only source of chance in a space: the same seed gives the same numbers in every process and on every machine.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014). It is small, fast and good
/// enough for test data; it is no cryptographic generator.
package struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for one use of a seed: what it gives depends on all three and on nothing that was drawn before.
    package init(seed: UInt64, label: String, ordinal: Int) {
        var hash = StableHash()
        hash.combine(seed)
        hash.combine(label)
        hash.combine(UInt64(bitPattern: Int64(ordinal)))
        state = hash.value
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.scramble(state)
    }

    /// A number from 0 up to but not including `bound`, which must be greater than 0.
    ///
    /// The standard library's `Int.random(in:using:)` may change how it uses a generator; this must not.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number from 0 up to but not including 1, with 53 random bits.
    package mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}

/// FNV-1a with a final scramble: the same in every process, unlike the standard library's `Hasher`.
package struct StableHash: Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    private mutating func combine(byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    package mutating func combine(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            combine(byte: UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// Adds the text and its end, so that ("ab", "c") and ("a", "bc") differ.
    package mutating func combine(_ text: String) {
        for byte in text.utf8 { combine(byte: byte) }
        combine(byte: 0xFF)
    }

    package var value: UInt64 { Self.scramble(state) }

    /// SplitMix64's output function, a bijection of 64 bits.
    static func scramble(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
