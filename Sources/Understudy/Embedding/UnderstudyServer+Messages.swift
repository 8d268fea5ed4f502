// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import HTTPFront
import JSON

extension UnderstudyServer {
    /// The header fields of a request or an answer, in order; names are compared without regard to case.
    public struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
        /// One header field.
        public struct Field: Sendable, Hashable {
            /// The name as it was written.
            public var name: String
            /// The value, without spaces around it.
            public var value: String

            /// Makes a field; a line break in it is refused when it is sent.
            public init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        /// All fields.
        public var fields: [Field]

        /// Makes a list of fields.
        public init(_ fields: [Field] = []) {
            self.fields = fields
        }

        /// Fields by their names, in the order in which they are written.
        public init(dictionaryLiteral elements: (String, String)...) {
            fields = elements.map { Field(name: $0, value: $1) }
        }

        /// The value of the first field of that name.
        public subscript(name: String) -> String? {
            fields.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        /// The values of all fields of that name.
        public func values(of name: String) -> [String] {
            fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        }

        /// One line for each field.
        public var description: String { fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
    }

    /// The body of a request or an answer.
    public struct Body: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// What there is of it.
        public let bytes: [UInt8]
        /// How long it was, in bytes.
        public let byteCount: Int

        /// Makes a whole body.
        public init(_ bytes: [UInt8] = []) {
            self.init(bytes, byteCount: bytes.count)
        }

        /// Makes a body of a text in UTF-8.
        public init(stringLiteral text: String) {
            self.init(Array(text.utf8))
        }

        /// Makes a body of JSON.
        public init(json: UnderstudyJSON) {
            self.init(json.value.serialized)
        }

        init(_ bytes: [UInt8], byteCount: Int) {
            self.bytes = bytes
            self.byteCount = byteCount
        }

        /// Whether only its start is here: the journal keeps the first 64 KiB, and a scripted fault cuts an answer off.
        public var isTruncated: Bool { bytes.count < byteCount }

        /// The body as UTF-8; bytes that are none become U+FFFD.
        public var text: String { String(decoding: bytes, as: UTF8.self) }

        /// The body as JSON; `nil` where it is none.
        public var json: UnderstudyJSON? {
            (try? JSONReader.read(bytes)).map { UnderstudyJSON($0.root) }
        }

        /// The value at a JSON pointer (RFC 6901) such as `/items/0/id`; `nil` where there is none or the body is no JSON.
        public subscript(pointer: String) -> UnderstudyJSON? { json?[pointer] }

        /// The text, and how much is missing.
        public var description: String {
            isTruncated ? text + " (\(bytes.count) of \(byteCount) bytes)" : text
        }
    }

    /// A request that is sent without a socket.
    public struct Request: Sendable, Hashable {
        /// Such as `GET`.
        public var method: String
        /// Path and query, percent-encoded, or a whole URL, of which the host counts like the field `Host`.
        public var target: String
        /// Length and host are added.
        public var headers: Headers
        /// What is sent.
        public var body: Body

        /// Makes a request.
        public init(_ method: String, _ target: String, headers: Headers = [:], body: Body = Body()) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
        }

        /// Makes a request with a body of JSON, and the content type that says so.
        public init(_ method: String, _ target: String, headers: Headers = [:], json: UnderstudyJSON) {
            self.init(method, target, headers: headers, body: Body(json: json))
            if headers["Content-Type"] == nil {
                self.headers.fields.append(.init(name: "Content-Type", value: "application/json"))
            }
        }

        func http() throws(HTTPFailure) -> HTTPRequest {
            for field in headers.fields where (field.name + field.value).utf8.contains(where: { $0 == 10 || $0 == 13 })
            {
                throw HTTPFailure(status: 400, code: "malformed_request", message: "a line break in \(field)")
            }
            return try HTTPRequest(
                method: method, target: target, headers: headers.fields.map { ($0.name, $0.value) }, body: body.bytes)
        }
    }

    /// An answer that came without a socket.
    public struct Response: Sendable, Hashable, CustomStringConvertible {
        /// The status code.
        public let status: Int
        /// Without those that only matter to a connection: `Content-Length`, `Date`, `Connection`.
        public let headers: Headers
        /// What arrived of the body; less than all of it where a scripted fault cuts the answer off.
        public let body: Body

        /// The number of the request in the journal of its space; `nil` for answers of no space.
        public var requestID: Int? { headers["X-Understudy-Request"].flatMap { Int($0) } }

        /// Status and body.
        public var description: String { "\(status) \(body)" }
    }
}
