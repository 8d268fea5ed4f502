// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Finds the line and column of a byte without reading the text again from its start, nor a long line from its start.
struct PositionTable: Sendable {
    private static let blockSize = 256

    private let bytes: [UInt8]
    private let lineStarts: [Int]
    /// How many Unicode scalars start before each block of bytes.
    private let scalarsBeforeBlock: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        var scalars = 0
        var blocks: [Int] = []
        for (offset, byte) in bytes.enumerated() {
            if offset % Self.blockSize == 0 { blocks.append(scalars) }
            if !UTF8.isContinuation(byte) { scalars += 1 }
            if byte == UInt8(ascii: "\n") {
                starts.append(offset + 1)
            } else if byte == UInt8(ascii: "\r"), offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n") {
                starts.append(offset + 1)
            }
        }
        blocks.append(scalars)
        lineStarts = starts
        scalarsBeforeBlock = blocks
    }

    func position(ofByte offset: Int) -> SourcePosition {
        let offset = min(offset, bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return SourcePosition(line: low + 1, column: 1 + scalars(before: offset) - scalars(before: lineStarts[low]))
    }

    private func scalars(before offset: Int) -> Int {
        let (block, rest) = offset.quotientAndRemainder(dividingBy: Self.blockSize)
        guard rest > 0 else {
            // The end of a text of whole blocks has no block of its own beyond the closing entry.
            return scalarsBeforeBlock[block]
        }
        return bytes[(offset - rest)..<offset].reduce(scalarsBeforeBlock[block]) {
            UTF8.isContinuation($1) ? $0 : $0 + 1
        }
    }
}
