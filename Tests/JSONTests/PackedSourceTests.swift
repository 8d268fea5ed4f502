// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON
import Testing

struct PackedSourceTests {
    /// The same tree, its strings compared unit by unit and not as Swift compares them.
    private static func areSame(_ left: SourceNode, _ right: SourceNode) -> Bool {
        left == right && Array(PackedSource.pack(left).utf8) == Array(PackedSource.pack(right).utf8)
    }

    @Test("A tree comes back with every value, name and position")
    func roundTrip() throws {
        let text = """
            {
              "é": [null, true, false, 0, -1, 9223372036854775807, -9223372036854775808],
              "e\u{301}": [1.5, -0.0, 1e300, 123456789012345678901234567890],
              "": {"empty": [], "none": {}, "#####": "\\"\\"\\"##### \\\\#####(x) \\u0000\\r\\n\u{2028}"},
              "same": "same", "far": "\(String(repeating: "long ", count: 300))"
            }
            """
        let root = try JSONReader.readSource(Array(text.utf8))
        let packed = PackedSource.pack(root)
        #expect(Self.areSame(try PackedSource.unpack(Array(packed.utf8)).root, root))
    }

    @Test("Any tree comes back", arguments: 0..<50)
    func random(seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        for _ in 0..<40 {
            // Names that occur twice are an error where positions are kept.
            guard let root = try? JSONReader.readSource(generator.document()) else { continue }
            #expect(Self.areSame(try PackedSource.unpack(Array(PackedSource.pack(root).utf8)).root, root))
        }
    }

    @Test("What is damaged is refused, never read as something else or past its end", arguments: 0..<20)
    func damage(seed: UInt64) throws {
        var generator = DocumentGenerator(seed: 1_000 + seed)
        var refused = 0
        for _ in 0..<40 {
            guard let root = try? JSONReader.readSource(generator.document()) else { continue }
            let packed = Array(PackedSource.pack(root).utf8)
            for end in packed.indices {
                #expect(throws: PackedSource.Damage.self) { try PackedSource.unpack(Array(packed[..<end])) }
                var changed = packed
                changed[end] ^= 0x40
                if (try? PackedSource.unpack(changed)) == nil { refused += 1 }
            }
            #expect(throws: PackedSource.Damage(offset: packed.count)) { try PackedSource.unpack(packed + [0x30]) }
        }
        #expect(refused > 0)
    }
}
