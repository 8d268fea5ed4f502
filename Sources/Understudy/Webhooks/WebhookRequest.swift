// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import Simulation

/// One message for a receiver, ready to be sent.
package struct WebhookRequest: Sendable {
    /// How the body goes out.
    package enum Pace: Sendable, Hashable {
        case whole
        /// So many bytes of what is announced; then nothing more comes.
        case truncated(after: Int)
        /// In so many pieces, spread over that time.
        case slow(pieces: Int, over: TimeSpan)
    }

    package var url: WebhookURL
    package var headers: [WebhookMessage.Header]
    package var body: [UInt8]
    /// How long the whole attempt may take, on the wall clock.
    package var timeout: TimeSpan
    package var pace = Pace.whole

    package init(
        url: WebhookURL, headers: [WebhookMessage.Header], body: [UInt8], timeout: TimeSpan, pace: Pace = .whole
    ) {
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.pace = pace
    }

    /// The head as it goes over the wire (RFC 9112).
    var head: [UInt8] {
        var text = "POST \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\n"
        for header in headers { text += "\(header.name): \(Self.fieldValue(header.value))\r\n" }
        text += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(text.utf8)
    }

    /// A value may come from what a client sent, and must not end its line (RFC 9110, section 5.5).
    private static func fieldValue(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}

/// What a receiver answered, or why there is no answer.
package struct WebhookReceipt: Sendable, Hashable {
    package var status: Int?
    /// The start of the body.
    package var answer: String
    /// Why the attempt failed, where it did.
    package var error: String?
    /// Whose doing that is.
    package var blame: AttemptResult.Blame

    package init(
        status: Int? = nil, answer: String = "", error: String? = nil, blame: AttemptResult.Blame = .receiver
    ) {
        self.status = status
        self.answer = answer
        self.error = error
        self.blame = blame
    }

    /// Whether the receiver took the message.
    package var isSuccess: Bool { status.map { (200..<300).contains($0) } ?? false }
}

/// Sends a message and says once, on any thread, what came of it.
package typealias WebhookTransport = @Sendable (WebhookRequest, @escaping @Sendable (WebhookReceipt) -> Void) -> Void
