// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront

/// An answer that is not what it was when the journal was written.
public struct AnswerDifference: Sendable, CustomStringConvertible {
    /// Method and target as the client sent them.
    public let request: String
    /// The request's number in its space's journal.
    public let number: Int
    /// The space.
    public let space: String
    /// Where the journal has it, as `file:line`.
    public let place: String
    /// `status`, `header NAME`, `body at byte N`, `transfer`.
    public let part: String
    /// What the journal has there.
    public let recorded: String
    /// What there is now.
    public let now: String

    /// All of it, on several lines.
    public var description: String {
        """
        \(place): request \(number) of space \(space), \(request)
          \(part) differs
          recorded: \(recorded)
          now:      \(now)
        """
    }

    init(
        recorded: RecordedAnswer, now: RecordedAnswer, request: HTTPRequest, number: Int, space: String, file: String,
        line: Int
    ) {
        self.request = "\(request.method) \(request.target)"
        self.number = number
        self.space = space
        place = "\(file):\(line)"
        (part, self.recorded, self.now) = Self.first(recorded, now)
    }

    private static func first(
        _ recorded: RecordedAnswer, _ now: RecordedAnswer
    ) -> (part: String, recorded: String, now: String) {
        if recorded.status != now.status { return ("status", String(recorded.status), String(now.status)) }
        if recorded.body != now.body {
            let start = zip(recorded.body, now.body).prefix { $0 == $1 }.count
            return ("body at byte \(start)", excerpt(recorded.body, around: start), excerpt(now.body, around: start))
        }
        if recorded.headers != now.headers {
            let (then, today) = (lines(recorded.headers), lines(now.headers))
            for index in 0..<max(then.count, today.count) {
                let old = index < then.count ? then[index] : "nothing"
                let new = index < today.count ? today[index] : "nothing"
                if old != new { return ("header line \(index + 1)", old, new) }
            }
        }
        return ("transfer", recorded.transfer ?? "whole and at once", now.transfer ?? "whole and at once")
    }

    private static func lines(_ headers: [UInt8]) -> [String] {
        String(decoding: headers, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    /// Some bytes before and after the place, on one line.
    private static func excerpt(_ bytes: [UInt8], around place: Int) -> String {
        let range = max(0, place - 40)..<min(bytes.count, place + 60)
        let text = String(decoding: bytes[range], as: UTF8.self).replacing("\n", with: "\\n")
        return (range.lowerBound > 0 ? "..." : "") + text + (range.upperBound < bytes.count ? "..." : "")
    }
}
