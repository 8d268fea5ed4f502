// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Reads a regular expression of ECMA-262 (Unicode mode).
///
/// Two things that Unicode mode refuses and published schemas use are allowed: an escaped ASCII punctuation mark that
/// needs no escape (`\-`, `\@`), and a bracket or brace that opens or closes nothing.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var offset = 0
    private var depth = 0

    private init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    static func parse(_ pattern: String) throws(PatternError) -> PatternSyntax {
        var parser = PatternParser(pattern)
        let syntax = try parser.choice()
        if parser.peek != nil { throw parser.error("there is a \")\" without its \"(\"") }
        return syntax
    }

    private var peek: Unicode.Scalar? { offset < scalars.count ? scalars[offset] : nil }

    private mutating func next() -> Unicode.Scalar? {
        guard offset < scalars.count else { return nil }
        offset += 1
        return scalars[offset - 1]
    }

    private mutating func skip(_ text: String) -> Bool {
        guard scalars[offset...].starts(with: text.unicodeScalars) else { return false }
        offset += text.unicodeScalars.count
        return true
    }

    private func error(_ message: String) -> PatternError {
        PatternError(message: message, offset: offset)
    }

    private mutating func choice() throws(PatternError) -> PatternSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else { throw error("groups are nested deeper than 100 levels") }
        var branches = [try sequence()]
        while skip("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternSyntax {
        var parts: [PatternSyntax] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            let (term, repeats) = try term()
            parts.append(repeats ? try quantified(term) : term)
            if !repeats, let scalar = peek, "*+?".unicodeScalars.contains(scalar) {
                throw error("there is nothing that \"\(scalar)\" could repeat")
            }
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    /// - Returns: the term, and whether a quantifier may follow it.
    private mutating func term() throws(PatternError) -> (PatternSyntax, Bool) {
        guard let scalar = next() else { return (.empty, false) }
        switch scalar {
        case "^": return (.textStart, false)
        case "$": return (.textEnd, false)
        case ".": return (.set(.notLineTerminator), true)
        case "[": return (.set(try bracketed()), true)
        case "(": return try group()
        case "\\": return try escape()
        case "*", "+", "?":
            offset -= 1
            throw error("there is nothing that \"\(scalar)\" could repeat")
        default: return (.set(ScalarSet(scalar: scalar.value)), true)
        }
    }

    private mutating func group() throws(PatternError) -> (PatternSyntax, Bool) {
        let start = offset - 1
        var look: (behind: Bool, negated: Bool)?
        if skip("?") {
            if skip(":") {
                look = nil
            } else if skip("=") {
                look = (false, false)
            } else if skip("!") {
                look = (false, true)
            } else if skip("<=") {
                look = (true, false)
            } else if skip("<!") {
                look = (true, true)
            } else if skip("<") {
                try groupName()
            } else {
                throw error("\"(?\" must go on with \":\", \"=\", \"!\", \"<=\", \"<!\" or \"<name>\"")
            }
        }
        let content = try choice()
        guard skip(")") else { throw PatternError(message: "this \"(\" has no \")\"", offset: start) }
        guard let look else { return (content, true) }
        return (.look(content, behind: look.behind, negated: look.negated), false)
    }

    private mutating func groupName() throws(PatternError) {
        let start = offset
        while let scalar = peek, scalar != ">" {
            let properties = scalar.properties
            guard scalar == "$" || scalar == "_" || properties.isIDStart || (offset > start && properties.isIDContinue)
            else { throw error("this cannot stand in a group's name") }
            offset += 1
        }
        guard offset > start, skip(">") else { throw error("a group's name must end with \">\"") }
    }

    // MARK: Quantifiers

    private mutating func quantified(_ term: PatternSyntax) throws(PatternError) -> PatternSyntax {
        let start = offset
        var minimum = 0
        var maximum: Int?
        if skip("*") {
        } else if skip("+") {
            minimum = 1
        } else if skip("?") {
            maximum = 1
        } else if let counts = bracedCounts() {
            (minimum, maximum) = counts
        } else {
            return term
        }
        _ = skip("?")  // asks for the shortest match, which matters to captures only
        if let maximum, maximum < minimum {
            throw PatternError(message: "the greater count comes first", offset: start)
        }
        if let scalar = peek, "*+?".unicodeScalars.contains(scalar) {
            throw error("there is nothing that \"\(scalar)\" could repeat")
        }
        return .repetition(term, minimum: minimum, maximum: maximum)
    }

    /// Reads `{3}`, `{3,}` or `{3,5}`, or nothing where it is none of these.
    private mutating func bracedCounts() -> (Int, Int?)? {
        let start = offset
        guard skip("{"), let minimum = count() else {
            offset = start
            return nil
        }
        var maximum: Int? = minimum
        if skip(",") { maximum = count() }
        guard skip("}") else {
            offset = start
            return nil
        }
        return (minimum, maximum)
    }

    private mutating func count() -> Int? {
        var value: Int?
        while let scalar = peek, ("0"..."9").contains(scalar) {
            value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1_000_000)
            offset += 1
        }
        return value
    }

    // MARK: Classes and escapes

    private mutating func bracketed() throws(PatternError) -> ScalarSet {
        let start = offset - 1
        let inverted = skip("^")
        var elements: [ScalarSet.Element] = []
        while true {
            guard let scalar = peek else { throw PatternError(message: "this \"[\" has no \"]\"", offset: start) }
            if scalar == "]" {
                offset += 1
                return ScalarSet(elements, inverted: inverted)
            }
            let low = try classAtom()
            guard peek == "-", offset + 1 < scalars.count, scalars[offset + 1] != "]" else {
                elements.append(low)
                continue
            }
            offset += 1
            let high = try classAtom()
            guard case .range(let from) = low, case .range(let to) = high else {
                throw error("a range needs a single character on both sides")
            }
            guard from.lowerBound <= to.upperBound else { throw error("this range ends before it begins") }
            elements.append(.range(from.lowerBound...to.upperBound))
        }
    }

    private mutating func classAtom() throws(PatternError) -> ScalarSet.Element {
        guard let scalar = next() else { throw error("the class is not closed") }
        guard scalar == "\\" else { return .range(scalar.value...scalar.value) }
        if skip("b") { return .range(8...8) }
        if skip("-") { return .range(0x2D...0x2D) }
        if let set = try classEscape() { return set }
        let value = try characterEscape()
        return .range(value...value)
    }

    private mutating func escape() throws(PatternError) -> (PatternSyntax, Bool) {
        if skip("b") { return (.wordBoundary(negated: false), false) }
        if skip("B") { return (.wordBoundary(negated: true), false) }
        if let element = try classEscape() { return (.set(ScalarSet([element])), true) }
        if let scalar = peek, ("1"..."9").contains(scalar) {
            _ = count()
            return (.backReference, true)
        }
        if skip("k<") {
            try groupName()
            return (.backReference, true)
        }
        return (.set(ScalarSet(scalar: try characterEscape())), true)
    }

    private mutating func classEscape() throws(PatternError) -> ScalarSet.Element? {
        if skip("d") { return .set(.digits) }
        if skip("D") { return .set(.notDigits) }
        if skip("w") { return .set(.word) }
        if skip("W") { return .set(.notWord) }
        if skip("s") { return .set(.space) }
        if skip("S") { return .set(.notSpace) }
        let negated = peek == "P"
        guard skip("p{") || skip("P{") else { return nil }
        var name = ""
        while let scalar = peek, scalar != "}" {
            name.unicodeScalars.append(scalar)
            offset += 1
        }
        guard skip("}") else { throw error("\"\\p{\" has no \"}\"") }
        guard let property = UnicodeProperty(name: name) else {
            throw error("the Unicode property \"\(name)\" is not known")
        }
        return .property(property, negated: negated)
    }

    private mutating func characterEscape() throws(PatternError) -> UInt32 {
        guard let scalar = next() else { throw error("the pattern ends after a backslash") }
        switch scalar {
        case "t": return 9
        case "n": return 10
        case "v": return 11
        case "f": return 12
        case "r": return 13
        case "0":
            if let digit = peek, ("0"..."9").contains(digit) { throw error("octal escapes are not allowed") }
            return 0
        case "c":
            guard let letter = next(), ("a"..."z").contains(letter) || ("A"..."Z").contains(letter) else {
                throw error("\"\\c\" needs a letter")
            }
            return letter.value % 32
        case "x": return try hex(2)
        case "u": return try unicodeEscape()
        default:
            // Letters and digits that mean nothing are kept free by the standard; a punctuation mark stands for itself.
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw error("\"\\\(scalar)\" is not an escape")
            }
            return scalar.value
        }
    }

    private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
        if skip("{") {
            var value: UInt32 = 0
            let start = offset
            while let digit = peek?.hexValue {
                value = min(value * 16 + digit, 0x110000)
                offset += 1
            }
            guard offset > start, skip("}"), value < 0x110000 else {
                throw error("\"\\u{\" needs a code point and \"}\"")
            }
            return value
        }
        let unit = try hex(4)
        guard (0xD800..<0xDC00).contains(unit), scalars[offset...].starts(with: "\\u".unicodeScalars) else {
            return unit
        }
        let start = offset
        offset += 2
        let low = try hex(4)
        guard (0xDC00..<0xE000).contains(low) else {
            offset = start
            return unit
        }
        return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func hex(_ count: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = peek?.hexValue else { throw error("\(count) hexadecimal digits are expected") }
            value = value * 16 + digit
            offset += 1
        }
        return value
    }
}

extension Unicode.Scalar {
    /// The value of a hexadecimal digit.
    fileprivate var hexValue: UInt32? {
        switch self {
        case "0"..."9": value - 48
        case "a"..."f": value - 87
        case "A"..."F": value - 55
        default: nil
        }
    }
}
