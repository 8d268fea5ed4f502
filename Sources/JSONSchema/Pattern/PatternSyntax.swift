// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The parts of a pattern.
///
/// Only whether a text matches is ever asked, so groups do not capture and greed makes no difference.
indirect enum PatternSyntax: Sendable {
    case empty
    case set(ScalarSet)
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    /// `maximum` is `nil` where there is no bound.
    case repetition(PatternSyntax, minimum: Int, maximum: Int?)
    case textStart
    case textEnd
    case wordBoundary(negated: Bool)
    case look(PatternSyntax, behind: Bool, negated: Bool)
    case backReference
}

/// Why a text is not a pattern.
struct PatternError: Error, Sendable, Hashable {
    var message: String
    /// Counted in Unicode scalars from the pattern's start.
    var offset: Int
}
