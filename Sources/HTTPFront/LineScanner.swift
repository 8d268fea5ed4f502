// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Finds the lines of a head that may arrive in any number of pieces; no byte is looked at twice for its line's end.
struct LineScanner {
    /// First byte of the line that is being looked for.
    private(set) var lineStart = 0
    private var scanned = 0

    /// Gives the next complete line.
    ///
    /// A line feed alone is refused: RFC 9112 2.2 leaves that to the recipient, and a client that sends it has a fault
    /// that its tests should show.
    ///
    /// - Parameters:
    ///   - bytes: all that has arrived, from the same first byte at each call.
    ///   - end: the offset that the line, its ending included, must not pass.
    ///   - tooLong: what to throw where it does; thrown at the same byte however the pieces were cut.
    /// - Returns: where the line stands, its CR LF left out; nil while its end has not arrived.
    /// - Throws: `tooLong()`, or 400 for a line feed alone.
    mutating func next(
        in bytes: UnsafeBufferPointer<UInt8>, notPast end: Int, tooLong: () -> HTTPFailure
    ) throws(HTTPFailure) -> Range<Int>? {
        var index = scanned
        let count = bytes.count
        while index < count, bytes[index] != Octet.lineFeed { index += 1 }
        scanned = index
        guard index < count else {
            guard count <= end else { throw tooLong() }
            return nil
        }
        guard index < end else { throw tooLong() }
        guard index > lineStart, bytes[index - 1] == Octet.carriageReturn else {
            throw .malformed("a line ends with a line feed alone; HTTP lines end with CR LF (RFC 9112 2.2)")
        }
        let line = lineStart..<(index - 1)
        scanned = index + 1
        lineStart = scanned
        return line
    }
}

/// A block of field lines up to the empty line: the fields of a head, or the trailers of a chunked body.
struct FieldSection {
    private(set) var fields: [HTTPHeaderFields.Field] = []
    private var lines: LineScanner
    private let start: Int

    /// - Parameter lines: a scanner that stands at the section's first line.
    init(lines: LineScanner) {
        self.lines = lines
        start = lines.lineStart
    }

    /// The byte behind all lines read so far.
    var end: Int { lines.lineStart }

    /// Reads on, and gives true once the empty line has been read.
    mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: HTTPRequestLimits, framing: inout MessageFraming
    ) throws(HTTPFailure) -> Bool {
        let tooLarge = {
            HTTPFailure.headerTooLarge("the headers are larger than the limit of \(limits.headerBytes) bytes")
        }
        if fields.isEmpty { fields.reserveCapacity(min(limits.headerCount, 12)) }
        while let line = try lines.next(in: bytes, notPast: start + limits.headerBytes, tooLong: tooLarge) {
            if line.isEmpty { return true }
            guard fields.count < limits.headerCount else {
                throw .headerTooLarge("there are more headers than the limit of \(limits.headerCount)")
            }
            let field = try HTTPHeaderFields.Field(in: bytes, from: line.lowerBound, to: line.upperBound)
            try framing.note(name: field.name(in: bytes), value: field.value(in: bytes))
            fields.append(field)
        }
        return false
    }
}
