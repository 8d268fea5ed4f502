// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// A compiled regular expression of ECMA-262, searched for in texts.
///
/// Matches by Unicode scalars. Back-references are refused, because no bound can be put on the time they take; everything
/// else of the standard's Unicode mode is here, except `\p{Script=...}`, which the standard library does not know.
struct Pattern: Sendable {
    let source: String
    private let strategy: Strategy

    private enum Strategy: Sendable {
        case runs(PatternRuns)
        case program(PatternProgram)
    }

    init(_ source: String) throws(PatternError) {
        self.source = source
        let syntax = try PatternParser.parse(source)
        if let runs = PatternRuns(syntax) {
            strategy = .runs(runs)
        } else {
            strategy = .program(try PatternProgram(syntax))
        }
    }

    func matches(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return switch strategy {
        case .runs(let runs): runs.matches(bytes)
        case .program(let program): PatternMatcher.search(program, in: bytes)
        }
    }
}

/// The common simple pattern: anchored at the start, a row of classes each with a count, and no choice to take anywhere.
///
/// `^[a-z0-9-]+$`, `^\d{4}-\d{2}$`, `^sk_[a-z]*`: one pass over the text, nothing allocated.
struct PatternRuns: Sendable {
    private struct Run: Sendable {
        var set: ScalarSet
        var minimum: Int
        var maximum: Int?
    }

    private var runs: [Run] = []
    private var endsAtTextEnd = false

    init?(_ syntax: PatternSyntax) {
        guard case .sequence(let parts) = syntax, case .textStart? = parts.first else { return nil }
        for (index, part) in parts.dropFirst().enumerated() {
            switch part {
            case .set(let set): runs.append(Run(set: set, minimum: 1, maximum: 1))
            case .repetition(.set(let set), let minimum, let maximum):
                runs.append(Run(set: set, minimum: minimum, maximum: maximum))
            case .textEnd where index == parts.count - 2: endsAtTextEnd = true
            default: return nil
            }
        }
        guard isDeterministic else { return nil }
    }

    /// Whether taking as much as possible is always right: what may come after a run cannot be part of it.
    private var isDeterministic: Bool {
        for (index, run) in runs.enumerated() where run.maximum != run.minimum {
            for later in runs[(index + 1)...] {
                if !run.set.isSurelyDisjoint(from: later.set) { return false }
                if later.minimum > 0 { break }
            }
        }
        return true
    }

    func matches(_ text: Span<UInt8>) -> Bool {
        var offset = 0
        for run in runs {
            var count = 0
            while count != run.maximum, let (scalar, next) = text.scalar(at: offset), run.set.contains(scalar) {
                offset = next
                count += 1
            }
            if count < run.minimum { return false }
        }
        return !endsAtTextEnd || offset == text.count
    }
}
