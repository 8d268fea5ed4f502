// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension IdentifierForm {
    /// The identifier of the thing with that ordinal.
    ///
    /// Distinct ordinals (0 and up) give distinct identifiers for one seed and label, by construction: the ordinal is in
    /// the identifier, scrambled by a bijection that depends on seed and label.
    package func identifier(seed: UInt64, label: String, ordinal: Int) -> String {
        switch self {
        case .uuid: Self.uuid(seed: seed, label: label, ordinal: ordinal)
        case .prefixed(let prefix, let length):
            prefix + Self.digits(length: max(1, length), seed: seed, label: label, ordinal: UInt64(ordinal))
        case .integer(let first): String(first &+ Int64(ordinal))
        }
    }

    /// A version 4 UUID (RFC 9562, section 5.4): 60 bits from the generator, then the ordinal scrambled in 62 bits.
    private static func uuid(seed: UInt64, label: String, ordinal: Int) -> String {
        var generator = SeededGenerator(seed: seed, label: label, ordinal: ordinal)
        let scramble = BitScramble(bits: 62, seed: seed, label: label)
        let high = (generator.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
        let low = scramble(UInt64(ordinal)) | 0x8000_0000_0000_0000
        let hexadecimal = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { text in
            var position = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    text[position] = UInt8(ascii: "-")
                    position += 1
                }
                let half = digit < 16 ? high : low
                text[position] = hexadecimal[Int(half >> UInt64(60 - 4 * (digit % 16)) & 15)]
                position += 1
            }
            return position
        }
    }

    /// So many letters and digits.
    ///
    /// Up to twelve of them carry the ordinal; more are random. Once the ordinals of a length are used up, identifiers
    /// become one longer instead of repeating.
    private static func digits(length: Int, seed: UInt64, label: String, ordinal: UInt64) -> String {
        let carrying = min(length, 12)  // 36 to the power of 12 is the largest that fits in 63 bits
        var size: UInt64 = 1
        for _ in 0..<carrying { size *= 36 }
        guard ordinal < size else {
            return digits(length: length + 1, seed: seed, label: label, ordinal: ordinal - size)
        }
        let scramble = BitScramble(bits: UInt64.bitWidth - (size - 1).leadingZeroBitCount, seed: seed, label: label)
        var number = ordinal
        // The bijection is over a power of two; walking on until the number is in range makes one over the range.
        repeat { number = scramble(number) } while number >= size
        var generator = SeededGenerator(seed: seed, label: label, ordinal: Int(ordinal))
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
        var text: [UInt8] = []
        for _ in 0..<carrying {
            text.append(alphabet[Int(number % 36)])
            number /= 36
        }
        for _ in carrying..<max(carrying, length) { text.append(alphabet[generator.below(36)]) }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A bijection of the numbers of so many bits that looks random and depends on seed and label.
struct BitScramble {
    private let bits: UInt64
    private let mask: UInt64
    private let keys: (UInt64, UInt64, UInt64)

    /// Makes the bijection of the numbers of 1 to 63 bits.
    init(bits: Int, seed: UInt64, label: String) {
        var generator = SeededGenerator(seed: seed, label: label, ordinal: -1)
        self.bits = UInt64(bits)
        mask = (1 << UInt64(bits)) - 1
        keys = (generator.next(), generator.next(), generator.next())
    }

    /// Each step has an inverse: adding a key, multiplying by an odd number, mixing high bits into low ones.
    func callAsFunction(_ number: UInt64) -> UInt64 {
        let shift = bits / 2 + 1
        var mixed = number & mask
        for key in [keys.0, keys.1, keys.2] {
            mixed = (mixed &+ key) & mask
            mixed = (mixed &* (key | 1)) & mask
            mixed ^= mixed >> shift
            mixed = (mixed &* 0x94D0_49BB_1331_11EB) & mask
            mixed ^= mixed >> shift
        }
        return mixed
    }
}
