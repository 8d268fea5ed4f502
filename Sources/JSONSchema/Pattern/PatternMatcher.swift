// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Runs a program over a text, all ways at once: the time grows with text times pattern and never faster, whatever the
/// pattern (look-arounds multiply it by the text once more).
struct PatternMatcher {
    private let program: PatternProgram
    /// The instructions that wait for the next scalar.
    private var waiting: [Int] = []
    private var following: [Int] = []
    /// For each instruction the place where it was reached last, plus one.
    private var reachedAt: [Int]
    private var pending: [Int] = []

    private init(_ program: PatternProgram) {
        self.program = program
        reachedAt = Array(repeating: 0, count: program.instructions.count)
    }

    /// Whether the program matches anywhere in the text.
    static func search(_ program: PatternProgram, in text: Span<UInt8>) -> Bool {
        var matcher = PatternMatcher(program)
        return matcher.run(text, from: 0, searches: !program.isAnchored)
    }

    private mutating func run(_ text: Span<UInt8>, from start: Int, searches: Bool) -> Bool {
        var offset = start
        if reach(0, at: offset, in: text) { return true }
        while true {
            swap(&waiting, &following)
            following.removeAll(keepingCapacity: true)
            if waiting.isEmpty, !searches { return false }
            guard let (scalar, next) = program.readsBackwards ? text.scalar(before: offset) : text.scalar(at: offset)
            else { return false }
            for index in waiting {
                guard case .take(let set) = program.instructions[index], program.sets[set].contains(scalar) else {
                    continue
                }
                if reach(index + 1, at: next, in: text) { return true }
            }
            offset = next
            if searches, reach(0, at: offset, in: text) { return true }
        }
    }

    /// Follows everything that takes no scalar.
    /// - Returns: whether the end of the program was reached.
    private mutating func reach(_ start: Int, at offset: Int, in text: Span<UInt8>) -> Bool {
        pending.append(start)
        while let index = pending.popLast() {
            guard reachedAt[index] != offset + 1 else { continue }
            reachedAt[index] = offset + 1
            switch program.instructions[index] {
            case .take: following.append(index)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .jump(let target): pending.append(target)
            case .textStart:
                if offset == 0 { pending.append(index + 1) }
            case .textEnd:
                if offset == text.count { pending.append(index + 1) }
            case .wordBoundary(let negated):
                if text.isWordBoundary(at: offset) != negated { pending.append(index + 1) }
            case .look(let look, let negated):
                var inner = PatternMatcher(program.lookArounds[look])
                if inner.run(text, from: offset, searches: false) != negated { pending.append(index + 1) }
            case .match:
                pending.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }
}

extension Span<UInt8> {
    /// The scalar that begins at an offset of this valid UTF-8, and the offset after it.
    func scalar(at offset: Int) -> (UInt32, Int)? {
        guard offset < count else { return nil }
        let first = UInt32(self[offset])
        if first < 0x80 { return (first, offset + 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = first & (0x7F >> UInt32(length))
        for index in offset + 1..<offset + length { value = value << 6 | UInt32(self[index] & 0x3F) }
        return (value, offset + length)
    }

    /// The scalar that ends at an offset of this valid UTF-8, and the offset where it begins.
    func scalar(before offset: Int) -> (UInt32, Int)? {
        guard offset > 0 else { return nil }
        var start = offset - 1
        while self[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start).map { ($0.0, start) }
    }

    fileprivate func isWordBoundary(at offset: Int) -> Bool {
        let before = scalar(before: offset).map { ScalarSet.word.contains($0.0) } ?? false
        let after = scalar(at: offset).map { ScalarSet.word.contains($0.0) } ?? false
        return before != after
    }
}
