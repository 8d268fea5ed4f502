// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The marker by which a request chooses its job's timeline: `[sim:fails-midway]` anywhere in a text of its body.
package enum TimelineMarker {
    private static let opening = Array("[sim:".utf8)

    package static func find(in body: [UInt8]) -> String? {
        body.withUnsafeBufferPointer { bytes in
            guard bytes.count > opening.count else { return nil }
            var index = 0
            while index <= bytes.count - opening.count {
                guard bytes[index] == UInt8(ascii: "["), bytes[index...].starts(with: opening) else {
                    index += 1
                    continue
                }
                let start = index + opening.count
                guard let end = bytes[start...].prefix(100).firstIndex(of: UInt8(ascii: "]")) else { return nil }
                return String(decoding: bytes[start..<end], as: UTF8.self)
            }
            return nil
        }
    }
}
