// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A pattern as instructions for ``PatternMatcher``.
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// Takes one scalar of the set with that index.
        case take(Int)
        /// Goes on at both places.
        case split(Int, Int)
        case jump(Int)
        case textStart
        case textEnd
        case wordBoundary(negated: Bool)
        /// Goes on where the program with that index matches here, or does not.
        case look(Int, negated: Bool)
        case match
    }

    /// More instructions than this are refused: counted repetitions are written out.
    static let instructionLimit = 20_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    private(set) var lookArounds: [PatternProgram] = []
    /// Whether the text is read towards its start, as what a look-behind holds is.
    let readsBackwards: Bool
    /// Whether a match can begin at the text's start only.
    let isAnchored: Bool

    init(_ syntax: PatternSyntax, readsBackwards: Bool = false) throws(PatternError) {
        self.readsBackwards = readsBackwards
        isAnchored = Self.isAnchored(syntax)
        try emit(syntax)
        try append(.match)
    }

    private static func isAnchored(_ syntax: PatternSyntax) -> Bool {
        switch syntax {
        case .textStart: true
        case .sequence(let parts): parts.first.map(isAnchored) ?? false
        case .choice(let branches): branches.allSatisfy(isAnchored)
        default: false
        }
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Self.instructionLimit else {
            throw PatternError(message: "the pattern is too large once its repetitions are written out", offset: 0)
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ syntax: PatternSyntax) throws(PatternError) {
        switch syntax {
        case .empty: break
        case .set(let set):
            sets.append(set)
            try append(.take(sets.count - 1))
        case .sequence(let parts):
            for part in readsBackwards ? parts.reversed() : parts { try emit(part) }
        case .choice(let branches): try emit(branches[...])
        case .repetition(let part, let minimum, let maximum):
            try emit(part, minimum: minimum, maximum: maximum)
        case .textStart: try append(.textStart)
        case .textEnd: try append(.textEnd)
        case .wordBoundary(let negated): try append(.wordBoundary(negated: negated))
        case .look(let part, let behind, let negated):
            lookArounds.append(try PatternProgram(part, readsBackwards: behind))
            try append(.look(lookArounds.count - 1, negated: negated))
        case .backReference:
            throw PatternError(
                message: "back-references are not supported: no bound can be put on their time", offset: 0)
        }
    }

    private mutating func emit(_ branches: ArraySlice<PatternSyntax>) throws(PatternError) {
        guard let first = branches.first else { return }
        guard branches.count > 1 else { return try emit(first) }
        let split = instructions.count
        try append(.split(split + 1, 0))
        try emit(first)
        let jump = instructions.count
        try append(.jump(0))
        instructions[split] = .split(split + 1, instructions.count)
        try emit(branches.dropFirst())
        instructions[jump] = .jump(instructions.count)
    }

    private mutating func emit(_ part: PatternSyntax, minimum: Int, maximum: Int?) throws(PatternError) {
        for _ in 0..<minimum {
            let before = instructions.count
            try emit(part)
            if instructions.count == before { return }  // repeats nothing, however often
        }
        guard let maximum else {
            let split = instructions.count
            try append(.split(split + 1, 0))
            try emit(part)
            try append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(instructions.count)
            try append(.split(instructions.count + 1, 0))
            try emit(part)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}
