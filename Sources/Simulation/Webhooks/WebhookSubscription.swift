// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// Which clock the time in a signature is read from.
package enum SignatureClock: String, Sendable, Hashable, Codable, CaseIterable {
    /// The space's, like every other time the receiver sees.
    case space
    /// The machine's, for a receiver that compares with its own clock while the space's is far away.
    case wall
}

/// What somebody asks for who wants to be told of events.
package struct WebhookOrder: Sendable, Hashable, Codable {
    package var api: String
    package var url: WebhookURL
    /// `nil`: one is made.
    package var secret: String?
    /// Empty: all that the API has.
    package var events: [String]
    package var timestamps: SignatureClock
    /// `nil`: the API's.
    package var timeout: TimeSpan?

    package init(
        api: String, url: WebhookURL, secret: String? = nil, events: [String] = [],
        timestamps: SignatureClock = .space, timeout: TimeSpan? = nil
    ) {
        self.api = api
        self.url = url
        self.secret = secret
        self.events = events
        self.timestamps = timestamps
        self.timeout = timeout
    }
}

/// Somebody who is told of events.
package struct WebhookSubscription: Sendable, Hashable, Codable {
    package let id: String
    package let api: String
    package let url: WebhookURL
    package let secret: String
    /// Empty: all that the API has.
    package let events: [String]
    package let timestamps: SignatureClock
    /// How long the receiver has for its answer, on the wall clock.
    package let timeout: TimeSpan
    package let createdAt: Instant
    /// As the scenario in use has it; `nil` for one that was asked for otherwise.
    package let scripted: WebhookOrder?

    func takes(_ event: String, of api: String) -> Bool {
        self.api == api && (events.isEmpty || events.contains(event))
    }
}

/// The address of a receiver: `http://127.0.0.1:9000/hook`.
package struct WebhookURL: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// Path and query as they are sent; at least `/`.
    package let target: String

    package struct Refusal: Error, Sendable, Hashable {
        package var message: String
        package var hint: String?
    }

    package init(parsing text: String) throws(Refusal) {
        let example = "write it as http://127.0.0.1:9000/hook"
        guard let scheme = text.firstRange(of: "://") else {
            throw Refusal(message: "\"\(text)\" is no URL of a receiver", hint: example)
        }
        switch text[..<scheme.lowerBound].lowercased() {
        case "http": break
        case "https":
            throw Refusal(
                message: "\"\(text)\": deliveries over https are not supported",
                hint: "give the receiver an http address on this machine or network, such as http://127.0.0.1:9000/hook"
            )
        default: throw Refusal(message: "\"\(text)\": a receiver's URL starts with http://", hint: example)
        }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = rest[authority.endIndex...].prefix { $0 != "#" }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !authority.contains("@") else {
            throw Refusal(
                message: "\"\(text)\": a receiver's URL is in ASCII, without spaces, user and password", hint: example)
        }
        let port: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else {
                throw Refusal(message: "\"\(text)\": a \"[\" without its \"]\"", hint: "write http://[::1]:9000/hook")
            }
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            port = authority[authority.index(after: end)...]
        } else {
            let name = authority.prefix { $0 != ":" }
            host = String(name)
            port = authority[name.endIndex...]
        }
        guard !host.isEmpty else { throw Refusal(message: "\"\(text)\" names no host", hint: example) }
        if port.isEmpty {
            self.port = 80
        } else {
            let digits = port.dropFirst()
            guard port.hasPrefix(":"), (1...5).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(digits), (1...65_535).contains(number)
            else {
                throw Refusal(message: "\"\(text)\": a port is a number from 1 to 65535", hint: example)
            }
            self.port = number
        }
        target = (tail.hasPrefix("/") ? "" : "/") + tail
    }

    /// Host and port as the field `Host` has them.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 80 ? name : "\(name):\(port)"
    }

    package var description: String { "http://\(authority)\(target)" }
}

extension WebhookOrder {
    /// No receiver has longer for its answer.
    package static let longestTimeout = TimeSpan.seconds(600)
}
