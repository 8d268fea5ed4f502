// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// The text of one job, with the places where the steps of its timeline end in it.
final class WrittenText: Sendable {
    let title: String
    let content: [UInt8]
    let words: Int
    /// How many bytes are visible at the end of each step, never less than at the end of the step before.
    let ends: [Int]
    let endWords: [Int]
    private let characters: Int
    /// How many words begin before each multiple of the block's size.
    private let wordsBeforeBlock: [Int32]
    private static let blockSize = 256

    init(title: String, content: [UInt8], plan: TimelinePlan) {
        self.title = title
        self.content = content
        characters = content.count(where: { $0 & 0xC0 != 0x80 })
        var wordsBeforeBlock: [Int32] = [0]
        wordsBeforeBlock.reserveCapacity(content.count / Self.blockSize + 1)
        for end in stride(from: Self.blockSize, through: content.count, by: Self.blockSize) {
            let inBlock = Self.wordCount(content, from: end - Self.blockSize, to: end)
            wordsBeforeBlock.append(wordsBeforeBlock[wordsBeforeBlock.count - 1] + Int32(inBlock))
        }
        self.wordsBeforeBlock = wordsBeforeBlock
        var ends: [Int] = []
        var endWords: [Int] = []
        var visible = 0
        var words = 0
        for step in plan.steps {
            let end = step.state == .completed ? content.count : step.mark?.cut(in: content) ?? 0
            if end > visible {
                words += Self.wordCount(content, from: visible, to: end)
                visible = end
            }
            ends.append(visible)
            endWords.append(words)
        }
        self.ends = ends
        self.endWords = endWords
        self.words = words + Self.wordCount(content, from: visible, to: content.count)
    }

    /// Where the visible part ends when a step that shows `start` at first and `mark` at last is over by `share`.
    func cut(from start: Timeline.ContentMark.Amount, to mark: Timeline.ContentMark, share: Double) -> Int {
        var between = mark
        if case .fraction(let first) = start, case .fraction(let last) = mark.amount {
            between.amount = .fraction(first + (last - first) * share)
        } else {
            let first = count(start)
            between.amount = .characters(Int(first + (count(mark.amount) - first) * share))
        }
        return between.cut(in: content)
    }

    func wordCount(from start: Int, to end: Int) -> Int {
        end > start ? wordCount(before: end) - wordCount(before: start) : 0
    }

    /// How many words begin before a place: a poll of a long text looks at one block of it.
    private func wordCount(before place: Int) -> Int {
        let block = place / Self.blockSize
        return Int(wordsBeforeBlock[block]) + Self.wordCount(content, from: block * Self.blockSize, to: place)
    }

    private func count(_ amount: Timeline.ContentMark.Amount) -> Double {
        switch amount {
        case .fraction(let share): share * Double(characters)
        case .characters(let count): Double(max(0, min(count, characters)))
        }
    }

    /// The number of words that begin between two places: runs without white space, counted at their first letter or
    /// digit, so that the marks of Markdown are none.
    private static func wordCount(_ content: [UInt8], from start: Int, to end: Int) -> Int {
        guard end > start else { return 0 }
        return content.withUnsafeBufferPointer { bytes in
            var inWord = false
            var before = start
            while before > 0, bytes[before - 1] > 0x20, !inWord {
                before -= 1
                inWord = isWordByte(bytes[before])
            }
            var count = 0
            for byte in bytes[start..<end] {
                if byte <= 0x20 {
                    inWord = false
                } else if !inWord, isWordByte(byte) {
                    inWord = true
                    count += 1
                }
            }
            return count
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
            true
        default: false
        }
    }
}

/// Holds a job's text once somebody looked at it.
///
/// It can always be written again, so it takes no part in comparing jobs.
struct TextCache: Sendable, Hashable {
    var written: WrittenText?

    static func == (_: TextCache, _: TextCache) -> Bool { true }
    func hash(into _: inout Hasher) {}
}

extension String {
    /// The text in lower case with hyphens between its words.
    package var slug: String {
        var slug = ""
        var gap = false
        for character in lowercased() {
            if character.isLetter || character.isNumber {
                if gap, !slug.isEmpty { slug.append("-") }
                slug.append(character)
                gap = false
            } else if character != "'", character != "\u{2019}" {
                gap = true
            }
        }
        return slug
    }
}
